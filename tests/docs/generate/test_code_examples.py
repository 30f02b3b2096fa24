"""The examples of the codes are documents that draw them, and what mends these."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docs.generate.code_examples import changes, examples
from payloadkit.messages.catalogue import catalogue
from payloadkit.reference import changes as shipped

if TYPE_CHECKING:
    import pytest

REPEATED = {"phone.local", "value.defaulted", "value.inferred"}
"""Codes that the whole profile draws at other fields too, whatever is mended."""


def test_each_code_has_an_example() -> None:
    """No code is without one, and every example is of a code."""
    assert set(examples()) == set(catalogue())


def test_the_package_has_the_examples() -> None:
    """What `payloadkit explain` shows is what the page shows."""
    assert shipped.changes() == changes()


def test_an_example_draws_its_code(subtests: pytest.Subtests) -> None:
    """The document before draws this code and no other, and the one after does not."""
    for code in catalogue():
        with subtests.test(code=code):
            example = examples()[code]
            before, after = (
                example.sound.codes(example.faulty),
                example.sound.codes(example.sound.text),
            )

            assert set(before - after) == {code}
            assert (code in after) == (code in REPEATED)


def test_an_example_changes_something() -> None:
    """Each line is of the fault or of what mends it, and no line is both."""
    for code, example in examples().items():
        lines = example.diff.splitlines()
        before = {line for line in lines if line[0] == "-"}
        after = {line for line in lines if line[0] == "+"}
        assert before | after == set(lines) != set(), code
        assert not {line[2:] for line in before} & {line[2:] for line in after}, code


def test_examples_show_what_cannot_be_seen() -> None:
    """A character that shows nothing is an escape, and a long line is cut in its middle."""
    assert "\\ufeff" in examples()["csv.encoding"].diff
    assert examples()["csv.header"].diff.endswith("…date,eid_expiry_date,dob")
    assert "… 6,991,098 more …" in examples()["image.too_many_bytes"].diff


def test_a_document_with_one_fault_is_an_example() -> None:
    """Where no example is written, a document of the fixtures is one."""
    assert (
        examples()["country.unknown"].diff
        == '- "country_of_birth": "IND",\n+ "country_of_birth": "IN",'
    )
