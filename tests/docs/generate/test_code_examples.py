"""The examples of the codes are documents that draw them, and what mends these."""

from __future__ import annotations

from docs.generate.code_examples import examples
from payloadkit.messages.catalogue import catalogue

EXAMPLES = examples()


def test_most_codes_have_an_example() -> None:
    """Every example is of a code; those without are of what no small document draws."""
    assert set(EXAMPLES) <= set(catalogue())
    assert len(set(catalogue()) - set(EXAMPLES)) <= 20


def test_an_example_changes_something() -> None:
    """Each line is of the fault or of what mends it, and no line is both."""
    for code, diff in EXAMPLES.items():
        lines = diff.splitlines()
        before = {line[2:] for line in lines if line[0] == "-"}
        after = {line[2:] for line in lines if line[0] == "+"}
        assert len(before) + len(after) == len(set(lines)), code
        assert not before & after, code


def test_examples_show_what_cannot_be_seen() -> None:
    """A character that shows nothing is an escape, and a long line is cut in its middle."""
    assert "\\ufeff" in EXAMPLES["csv.encoding"]
    assert EXAMPLES["csv.header"].endswith("…date,eid_expiry_date,dob")


def test_a_document_with_one_fault_is_an_example() -> None:
    """Where no example is written, a document of the fixtures is one."""
    assert (
        EXAMPLES["country.unknown"] == '- "country_of_birth": "IND",\n+ "country_of_birth": "IN",'
    )
