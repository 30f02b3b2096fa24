"""Failed rows, corrected → the CSV of the next batch."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

import payloadkit as pk
from payloadkit import uaekyc
from payloadkit.rules.identifiers import luhn
from payloadkit.strategies import payloads

POLICY = pk.Policy(today=date(2026, 6, 1))
FIXTURES = Path(__file__).parents[2] / "fixtures" / "uaekyc"
SAMPLE = json.loads((FIXTURES / "errored-records-sample.json").read_bytes())
ROW = SAMPLE["data"]["data"][0]["input_data"]
COLUMNS = (
    "customer_id",
    "eid_number",
    "onboarding_date",
    "consent_version",
    "name_on_eid",
    "eid_issue_date",
    "eid_expiry_date",
    "dob",
)
RENEWED = {"eid_issue_date": "08/01/2026", "eid_expiry_date": "07/01/2036"}


def page(*rows: dict[str, Any], success: bool = True) -> uaekyc.ErroredRecords:
    """Return a page of rows that failed."""
    items = [{"status": "failure", "business_errors": [], "input_data": row} for row in rows]
    return pk.load(
        uaekyc.ErroredRecords,
        {
            "success": success,
            "message": "",
            "data": {"page_no": 1, "hasNext": False, "data": items},
        },
    )


def corrected(source: object, *rows: Any, policy: pk.Policy = POLICY) -> Any:
    """Convert failed rows with corrections."""
    return pk.convert(source, uaekyc.MigrationCsv, {"rows": list(rows)}, policy)


def told(result: Any) -> list[tuple[str, str, str]]:
    """Return path, code and severity of every violation."""
    return [(found.path, found.code, str(found.severity)) for found in result.report.violations]


def test_the_sample() -> None:
    """The sample's row with the renewed card is a CSV of one row, with its lineage."""
    result = corrected(pk.load(uaekyc.ErroredRecords, SAMPLE), {"customer_id": "200003", **RENEWED})
    row = "200003,784300000000048,15/06/2021,v1.0,OMAR SPECIMEN,08/01/2026,07/01/2036,03/11/1985"
    above = "/data/data/0/input_data"

    assert result.payload.to_bytes().decode() == ",".join(COLUMNS) + f"\n{row}\n"
    assert told(result) == []
    assert [(entry.target, entry.sources, entry.kind) for entry in result.lineage] == [
        (
            f"/rows/0/{name}",
            () if name in RENEWED else (f"{above}/{name}",),
            "supplied" if name in RENEWED else "copied",
        )
        for name in COLUMNS
    ]
    assert {f"{above}/eid_issue_date", f"{above}/eid_expiry_date"} < set(result.lineage.unused)
    assert not {f"{above}/dob", f"{above}/customer_id"} & set(result.lineage.unused)


def test_only_corrected_rows_are_in_it() -> None:
    """Rows come in the order of the corrections.

    How many stay out is information, and where they are is in the lineage.
    """
    cards = {number: f"7843000000000{number}" for number in range(5)}
    rows = [
        {**ROW, "customer_id": str(number), "eid_number": f"{card}{luhn(card)}"}
        for number, card in cards.items()
    ]
    result = corrected(
        page(*rows),
        {"customer_id": "3", **RENEWED},
        {"customer_id": "1", **RENEWED, "name_on_eid": "OMAR A. SPECIMEN"},
    )

    assert [(row.customer_id, row.name_on_eid) for row in result.payload.rows] == [
        ("3", "OMAR SPECIMEN"),
        ("1", "OMAR A. SPECIMEN"),
    ]
    assert told(result) == [("", "customer.uncorrected", "info")]
    assert "3" in result.report.violations[0].message
    hint = result.report.violations[0].hint
    assert hint[0] + hint[-1] == "C."
    assert not hint.isupper()
    assert "/data/data/0/input_data/dob" in result.lineage.unused


def test_several_pages_are_one() -> None:
    """Pages come as a list or a tuple, one or many, and their rows are counted through.

    Of several rows of a customer the last counts.
    """
    first, second = page(ROW), page({**ROW, "customer_id": "7"}, {**ROW, "dob": "04/11/1985"})
    results = [
        corrected(pages, {"customer_id": "200003", **RENEWED})
        for pages in ([first, second], (first, second))
    ]

    assert results[0].payload == results[1].payload
    assert results[0].payload.rows[0].dob == date(1985, 11, 4)
    assert results[0].lineage[0].sources == ("/data/data/2/input_data/customer_id",)
    assert corrected([first], {"customer_id": "200003", **RENEWED}) == corrected(
        first, {"customer_id": "200003", **RENEWED}
    )


def test_what_is_still_wrong_is_told() -> None:
    """The check judges the whole row: the correction and what else is wrong in the row."""
    result = corrected(
        page({**ROW, "eid_number": "784", "dob": ""}),
        {"customer_id": "200003", "eid_expiry_date": "2036-01-07"},
    )

    assert result.payload is None
    assert told(result) == [
        ("/rows/0/dob", "field.missing", "error"),
        ("/rows/0/eid_number", "emirates_id.malformed", "error"),
        ("/rows/0/eid_expiry_date", "date.malformed", "error"),
    ]
    assert (
        result.report.violations[0].hint
        == "It usually comes from input_data.dob or from the supplement."
    )


@pytest.mark.parametrize("nothing", ["", " ", None, float("nan")])
def test_an_empty_cell_corrects_nothing(nothing: object) -> None:
    """The empty cells of a table leave the values of the failed row."""
    cells = {**dict.fromkeys(COLUMNS, nothing), "customer_id": "200003", **RENEWED}
    result = corrected(page(ROW), cells)

    assert told(result) == []
    assert result == corrected(page(ROW), {"customer_id": "200003", **RENEWED})


def test_the_cells_of_a_table() -> None:
    """Dates, date-times, whole numbers and an Emirates ID with dashes become the CSV's texts."""
    result = corrected(
        page(ROW),
        {
            "customer_id": 200003,
            "eid_number": "784-3000-0000004-8",
            "eid_issue_date": date(2026, 1, 8),
            "eid_expiry_date": datetime(2036, 1, 7, tzinfo=UTC),
            "consent_version": 2.0,
        },
    )

    assert told(result) == []
    assert pk.to_dict(result.payload)["rows"] == [
        {
            **{key: ROW[key] for key in COLUMNS},
            "eid_number": "784300000000048",
            "eid_issue_date": "08/01/2026",
            "eid_expiry_date": "07/01/2036",
            "consent_version": "2",
        }
    ]


def test_a_failed_row_is_copied_whatever_it_says() -> None:
    """A name or a version that elsewhere says nothing is a value of a row."""
    result = corrected(
        page({**ROW, "name_on_eid": "NA", "consent_version": "N/A", "customer_id": "NIL"}),
        {"customer_id": "NIL", **RENEWED},
    )

    assert told(result) == []
    assert (result.payload.rows[0].name_on_eid, result.payload.rows[0].consent_version) == (
        "NA",
        "N/A",
    )


def test_a_check_that_is_cut_says_so() -> None:
    """A report is marked as cut where only the check has more violations than allowed."""
    rows = (
        page({**ROW, "eid_number": "784"}),
        {"customer_id": "200003", "eid_expiry_date": "2036-01-07"},
    )

    assert [
        corrected(*rows, policy=evolve(POLICY, max_violations=most)).report.truncated
        for most in (1, 2)
    ] == [True, False]


@pytest.mark.parametrize("nothing", [{}, {"customer_id": None}, {"customer_id": " "}])
def test_a_row_that_says_nothing(nothing: dict[str, Any]) -> None:
    """An empty row of a sheet names no customer, and that is its one error."""
    assert told(corrected(page(ROW), {"customer_id": "200003", **RENEWED}, nothing)) == [
        ("/rows/1/customer_id", "field.missing", "error")
    ]


def test_corrections_of_nobody() -> None:
    """An unknown customer and a row that names none are one error each.

    A repeated one and a further key are told as everywhere.
    """
    right = {"customer_id": "200003", **RENEWED}
    result = corrected(
        page(ROW),
        right,
        {"customer_id": "8", **RENEWED},
        RENEWED,
        right,
        {**right, "customer_id": "200003", "colour": "red"},
    )

    assert result.payload is None
    assert told(result) == [
        ("/rows/1/customer_id", "customer.unknown", "error"),
        ("/rows/2/customer_id", "field.missing", "error"),
        ("/rows/3/customer_id", "id.duplicate", "error"),
        ("/rows/4/customer_id", "id.duplicate", "error"),
        ("/rows/4/colour", "field.unknown", "error"),
    ]
    assert [
        (entry.kind, entry.rule)
        for entry in result.lineage
        if entry.target == "/rows/1/customer_id"
    ] == [("supplied", "supplement")]


@pytest.mark.parametrize(
    "supplement",
    [
        None,
        {},
        {"rows": 5},
        {"rows": []},
        {"rows": [5]},
        {"rows": [{"customer_id": 200003.5}]},
        {"rows": {"customer_id": "7"}},
    ],
)
def test_supplements_of_another_shape(supplement: Any) -> None:
    """What is no list of rows is told, and never an exception."""
    result = pk.convert(page(ROW), "uaekyc.migration-csv", supplement, POLICY)

    assert result.payload is None
    assert result.report.errors


@pytest.mark.parametrize(
    "source",
    [
        page(ROW, success=False),
        [page(ROW), page(ROW, success=False)],
        [page(ROW), uaekyc.ErroredRecords(data=pk.NULL)],
    ],
)
def test_an_answer_without_rows(source: object) -> None:
    """A refused request, alone or among pages, is an error: rows might be missing."""
    result = corrected(source, {"customer_id": "200003"})

    assert (result.payload, told(result)) == (None, [("", "records.failed", "error")])


@pytest.mark.parametrize(
    "source",
    [
        page(ROW, success=False),
        uaekyc.ErroredRecords(data=pk.NULL),
        uaekyc.ErroredRecords(data=uaekyc.ErroredPage()),
    ],
)
def test_an_answer_without_rows_cannot_be_ignored(source: object) -> None:
    """Nothing can be made of an answer without rows, whatever the policy ignores."""
    result = corrected(
        source, {"customer_id": "200003"}, policy=evolve(POLICY, ignore=["records.failed"])
    )

    assert (result.payload, told(result)) == (None, [("", "records.failed", "error")])


@pytest.mark.parametrize("nothing", [None, ""])
def test_pages_with_gaps(nothing: object) -> None:
    """A row that is none says nothing, alone or among pages, and the others keep their numbers."""
    answer = {"success": True, "data": {"data": [{"input_data": ROW}, nothing]}}
    gap = pk.load(uaekyc.ErroredRecords, answer)
    several = corrected(
        [gap, page({**ROW, "customer_id": "7"})],
        {"customer_id": "200003", **RENEWED},
        {"customer_id": "7", **RENEWED},
    )

    assert corrected(gap, {"customer_id": "200003", **RENEWED}).payload is not None
    assert [row.customer_id for row in several.payload.rows] == ["200003", "7"]
    assert "/data/data/2/input_data/customer_id" in {
        source for row in several.lineage for source in row.sources
    }


@pytest.mark.parametrize("said", [{}, {"dob": ROW["dob"]}, {"dob": "", "name_on_eid": " "}])
def test_a_correction_that_changes_nothing(said: dict[str, str]) -> None:
    """A correction that changes nothing of its row warns, since the row would fail again."""
    sound = {**ROW, **RENEWED}
    result = corrected(page(sound), {"customer_id": "200003", **said})

    assert told(result) == [("/rows/0/customer_id", "customer.unchanged", "warning")]
    assert result.payload is not None


@pytest.mark.parametrize("supplement", [None, {"rows": []}])
def test_the_whole_document_comes_first(supplement: dict[str, Any] | None) -> None:
    """What there is to say of the whole document stands before what it lacks."""
    result = pk.convert(page(ROW), "uaekyc.migration-csv", supplement, POLICY)

    assert [path for path, _, _ in told(result)] == ["", "/rows"]


@pytest.mark.parametrize("source", [[], [page(ROW), 5], (1,)])
def test_other_lists_are_no_source(source: object) -> None:
    """A list is of pages only."""
    with pytest.raises(TypeError, match="an object that load"):
        corrected(source, {"customer_id": "200003"})


@given(payloads("uaekyc.errored-records", full=True), st.data())
def test_any_failed_rows(document: dict[str, Any], data: st.DataObject) -> None:
    """For any failed rows a conversion ends, and every text is used or listed as unused."""
    names = [item["input_data"]["customer_id"] for item in document["data"]["data"]]
    corrections = [
        {"customer_id": name}
        for name in data.draw(st.lists(st.sampled_from([*names, "nobody"]), max_size=3))
    ]
    result = corrected(pk.load(uaekyc.ErroredRecords, {**document, "success": True}), *corrections)
    used = {path for row in result.lineage for path in row.sources}

    assert (result.payload is None) == bool(result.report.errors)
    assert used.isdisjoint(result.lineage.unused)
    assert [v.path for v in result.report.errors if v.code == "customer.unknown"] == [
        f"/rows/{number}/customer_id"
        for number, row in enumerate(corrections)
        if row["customer_id"] not in names
    ]


def test_a_correction_that_is_no_text() -> None:
    """A value that is no text of the CSV changes a blank of its row, and is reported as it is."""
    row = {**ROW, **RENEWED, "name_on_eid": ""}
    result = corrected(page(row), {"customer_id": "200003", "name_on_eid": 5})

    assert "customer.unchanged" not in [code for _, code, _ in told(result)]
    assert ("/rows/0/name_on_eid", "field.type", "error") in told(result)
