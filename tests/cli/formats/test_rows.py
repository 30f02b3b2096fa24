"""Rows: violations that say the same, and missing fields of one object, in one row."""

from __future__ import annotations

from typing import TYPE_CHECKING

import payloadkit as pk
from payloadkit.cli.formats.rows import Row, rows_of
from tests.cli.formats.drawn import drawn
from tests.documents import POLICY, full

if TYPE_CHECKING:
    import pytest


def places(row: Row) -> set[tuple[str, str, str]]:
    """Return place, path and code of all that a row shows."""
    names = row.text.split(", ") if row.code == "field.missing" and "." not in row.text else [""]
    return {
        (place, f"{path.rstrip('/')}/{name}" if name else path * (path != "document"), row.code)
        for place, path in row.places
        for name in names
    }


def test_nothing_is_lost(subtests: pytest.Subtests) -> None:
    """Every violation has its place in a row, and no row has more."""
    for document in drawn():
        with subtests.test(document=document):
            violations = document.report.violations
            rows = rows_of(violations)
            severities = [row.severity for row in rows]

            assert set().union(*map(places, rows)) == {
                ("" if one.line is None else f"{one.line}:{one.column}", one.path, one.code)
                for one in violations
            }
            assert severities == sorted(severities, key=list(pk.Severity).index)


def test_missing_fields_of_an_object_are_one_row() -> None:
    """The fields that one object lacks stand in one row, at the object; a single one is whole."""
    document = full()
    del document["first_name"], document["last_name"], document["id_details"][0]["id_type"]
    rows = rows_of(pk.check("caas.onboarding", document, POLICY).violations)

    assert [(row.text, row.places) for row in rows[:1]] == [("first_name, last_name", [("", "/")])]
    assert rows[1].places == [("", "/id_details/0/id_type")]
    assert rows[1].text.endswith(".") or " " in rows[1].text


def test_what_differs_in_its_place_is_one_row() -> None:
    """One sentence for many places, in their order."""
    report = pk.check("caas.onboarding", {**full(), "a": 1, "b": 2}, POLICY)

    assert [row.places for row in rows_of(report.violations)] == [[("", "/a"), ("", "/b")]]
