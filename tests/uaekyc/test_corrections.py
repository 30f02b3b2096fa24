"""Corrections of failed rows from a CSV file, as spreadsheets save it."""

from __future__ import annotations

import json
import traceback
from pathlib import Path

import pytest

import payloadkit as pk
from payloadkit import uaekyc

FIXTURES = Path(__file__).parents[2] / "fixtures" / "uaekyc"
ROWS = json.loads((FIXTURES / "corrections.json").read_bytes())["rows"]
ROW = ROWS[0]
PLAIN = ",".join(ROW) + "\n" + ",".join(ROW.values()) + "\n"


def found(raw: bytes, policy: pk.Policy | None = None) -> list[tuple[str, str, int | None]]:
    """Return path, code and line of every violation."""
    report = uaekyc.read_corrections(raw, policy)
    assert (report.value is None) == bool(report.violations)
    return [(violation.path, violation.code, violation.line) for violation in report.violations]


def test_every_form_of_a_spreadsheet(subtests: pytest.Subtests) -> None:
    """Separators, marks, line ends, blanks, quotes, order and further columns change nothing."""
    cases: list[str] = [
        PLAIN,
        PLAIN.replace(",", ";"),
        PLAIN.replace(",", "\t"),
        "\ufeff" + PLAIN.replace("\n", "\r\n"),
        PLAIN.replace("\n", "\r"),
        PLAIN.removesuffix("\n"),
        PLAIN + "\n,,\n  \n",
        PLAIN.replace("200003", '" 200003 "'),
        PLAIN.replace("eid_", " EID_"),
        "name_on_eid,card_number,," + PLAIN.replace("\n200003", "\n,9900,note,200003"),
        ",".join(reversed(ROW)) + "\n" + ",".join(reversed(ROW.values())) + "\n",
    ]
    for text in cases:
        with subtests.test(text=text):
            assert uaekyc.read_corrections(text.encode()).value == {"rows": [ROW]}
            assert uaekyc.read_corrections(text).value == {"rows": [ROW]}


def test_a_quoted_value_keeps_its_commas_and_lines() -> None:
    """A cell in quotes is one value, and the next row's fault is at its own line."""
    raw = b'customer_id,name_on_eid\n7,"SPECIMEN, OMAR\nALI"\n8\n'

    assert found(raw) == [("/rows/1", "csv.columns", 4)]
    assert uaekyc.read_corrections(raw.removesuffix(b"8\n")).value == {
        "rows": [{"customer_id": "7", "name_on_eid": "SPECIMEN, OMAR\nALI"}]
    }


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\n7\n",
        b"eid_number\n784\n",
        b"customer_id,eid_expiry\n7,01/01/2036\n",
        b"customer_id,dob,DOB\n7,,\n",
        b"7,01/01/2036\n",
    ],
)
def test_a_wrong_header(raw: bytes) -> None:
    """A header without the customer, with an unknown column or with one twice is one error."""
    assert found(raw) == [("", "csv.header", 1)]


def test_a_header_alone_corrects_nothing() -> None:
    """A file without rows has no violation; the conversion says that there are none."""
    assert uaekyc.read_corrections(b"customer_id,dob\n").value == {"rows": []}


def test_rows_of_another_width() -> None:
    """A row with a cell too few or a value too many is an error at its line."""
    assert found(b"customer_id,dob\n7\n\n8,01/01/1990,1\n9,01/01/1990\n") == [
        ("/rows/0", "csv.columns", 2),
        ("/rows/1", "csv.columns", 4),
    ]


def test_the_report_is_bounded() -> None:
    """No more violations are reported than allowed, and the report says so."""
    report = uaekyc.read_corrections(b"customer_id,dob\n7\n8\n9\n", pk.Policy(max_violations=2))

    assert (len(report.violations), report.truncated) == (2, True)


def test_what_is_no_text() -> None:
    """Other encodings, open quotes and files that are too large are one error each."""
    assert found("customer_id\n7\nÄ".encode("latin-1")) == [("", "csv.encoding", 3)]
    assert found(PLAIN.encode("utf-16"))[0][1] == "csv.encoding"
    assert found(b"PK\x03\x04\n\n\xff") == [("", "csv.encoding", 1)]
    assert uaekyc.read_corrections(PLAIN + "\ud800").violations[0].code == "csv.encoding"
    assert found(b'customer_id\n7\n"8\n9\n') == [("", "csv.quoting", 3)]
    assert found(PLAIN.encode(), pk.Policy(max_bytes=20)) == [("", "json.too_large", None)]


def test_no_value_is_told() -> None:
    """Neither report nor traceback of payloadkit's own frames holds a value."""
    canary = "Qvxj" + str(len(PLAIN))
    shown = str(uaekyc.read_corrections(f"customer_id,dob\n{canary}\n"))
    with pytest.raises(TypeError) as caught:
        uaekyc.read_corrections([canary])  # type: ignore[arg-type] # no bytes
    frames = traceback.StackSummary.extract(
        traceback.walk_tb(caught.tb and caught.tb.tb_next), capture_locals=True
    )

    assert canary not in shown + str(caught.value) + "".join(frames.format())
