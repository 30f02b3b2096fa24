"""The table of a kind's fields: a row for every field, as it is declared."""

from __future__ import annotations

import pytest

import payloadkit as pk
from payloadkit.models.registry import model_of
from payloadkit.reference.field_table import FieldRow, markdown, rows


def row(kind: str, path: str) -> FieldRow:
    """Return the row of one field."""
    (found,) = [entry for entry in rows(kind) if entry.path == path]
    return found


def test_every_field_has_a_row(subtests: pytest.Subtests) -> None:
    """Each field at every depth has a row with its mark and source, and a line in Markdown."""
    for kind in pk.kinds():
        with subtests.test(kind=kind):
            declared = list(model_of(kind).walk())
            found = rows(kind)
            lines = markdown(kind).splitlines()

            assert [entry.path for entry in found] == ["/" + "/".join(path) for path, _ in declared]
            assert [(entry.mandatory, entry.sure) for entry in found] == [
                (not field.optional, field.declared.sure) for _, field in declared
            ]
            assert all(entry.source and entry.rule and entry.type for entry in found)
            assert len(lines) == len(found) + 2
            assert {line.replace("\\|", "").count("|") for line in lines} == {10}


def test_a_mandatory_field() -> None:
    """A mandatory field has one answer of the gateway to absence, one to a wrong value."""
    found = row("caas.onboarding", "/nationality")

    assert (found.mandatory, found.sure, found.missing, found.malformed) == (
        True,
        "A/C",
        "40002",
        ("40002", "45053"),
    )
    assert found.gateway == "missing 40002, else 40002 or 45053"
    assert f"| `/nationality` | string | | M | A/C | {found.source} | {found.rule} |" in markdown(
        "caas.onboarding"
    )


def test_answers_in_a_few_words() -> None:
    """One answer to both is shown once, an unknown one not at all, one to absence as such."""
    assert row("caas.onboarding", "/first_name").gateway == "40002"
    assert row("caas.onboarding", "/second_nationality").gateway == "45053"
    assert row("caas.onboarding", "/middle_name").gateway == ""
    alone = FieldRow(
        path="/a",
        type="",
        limit="",
        rule="",
        mandatory=True,
        sure="A",
        source="",
        across=(),
        missing="1",
        malformed=(),
        doc="",
    )
    assert alone.gateway == "missing 1"


def test_a_nullable_field_says_so() -> None:
    """What may be null is said to be, by the rule and by the type."""
    found = row("caas.onboarding", "/address_list/*/po_box")

    assert found.rule.endswith(" or null")
    assert found.type == "string or null"


def test_types_and_limits() -> None:
    """Lengths, ranges and numbers of elements are shown, and whether they only warn."""
    assert (
        row("caas.onboarding", "/first_name").type,
        row("caas.onboarding", "/first_name").limit,
    ) == ("string", "at most 100 characters")
    assert (
        row("caas.onboarding", "/address_list/*/street_name").limit
        == "at most 255 characters, only warns"
    )
    assert row("caas.onboarding", "/id_details").limit == "at least 1 element"
    assert row("caas.onboarding", "/id_details/*/id_type").limit == "1 to 999"
    assert row("caas.lookup-answer", "/errorCode").limit.endswith("only warns")


def test_what_several_fields_have_to_keep() -> None:
    """A rule over several fields stands at each place where it reports."""
    assert row("caas.onboarding", "/second_nationality").across == (
        "second_nationality should differ from nationality",
    )
    assert row("caas.onboarding", "/id_details/*/issued_on").across
    assert row("caas.onboarding", "/channel").across == ()
    assert "; second_nationality should differ from nationality |" in markdown("caas.onboarding")


def test_an_unknown_kind() -> None:
    """An unknown kind is refused."""
    with pytest.raises(ValueError, match="no kind"):
        rows("no.kind")
