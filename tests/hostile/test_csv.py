"""Hostile CSV: what spreadsheets, broken exports and attackers make of a file of customers."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest

import payloadkit as pk
from payloadkit import uaekyc
from tests.documents import FIXTURES, POLICY
from tests.hostile.costs import MEBIBYTE, timed

SOUND = (FIXTURES / "uaekyc" / "migration.csv").read_bytes()
HEADER, _, REST = SOUND.partition(b"\n")
ROW = REST.partition(b"\n")[0]
FIRST = HEADER + b"\n"


def codes(raw: bytes) -> set[str]:
    """Return the codes that a file draws."""
    return {found.code for found in pk.check(uaekyc.MigrationCsv, raw, POLICY).violations}


def test_the_file_itself_is_sound() -> None:
    """What is broken below was sound before."""
    assert pk.check(uaekyc.MigrationCsv, SOUND, POLICY).ok


def test_broken_files(subtests: pytest.Subtests) -> None:
    """Every way to break a file has its code."""
    cases: list[tuple[bytes, str]] = [
        (b"\xef\xbb\xbf" + SOUND, "csv.encoding"),
        (SOUND.decode().encode("utf-16"), "csv.encoding"),
        (SOUND.decode().encode("utf-16-le"), "csv.header"),
        (SOUND.decode().encode("utf-32-be"), "csv.header"),
        (SOUND.replace(b"\n", b"\r"), "csv.newline"),
        (SOUND + b"\xe9," + ROW.partition(b",")[2] + b"\n", "csv.encoding"),
        (SOUND + b"\xed\xa0\x80," + ROW.partition(b",")[2] + b"\n", "csv.encoding"),
        (SOUND + b"\0," + ROW.partition(b",")[2] + b"\n", "text.control_characters"),
        (SOUND + b"a\rb," + ROW.partition(b",")[2] + b"\n", "text.control_characters"),
        (SOUND + b'"a\nb",' + ROW.partition(b",")[2] + b"\n", "text.control_characters"),
        (SOUND + b'"a\n', "csv.quoting"),
        (SOUND + b'a"b,' + ROW.partition(b",")[2] + b"\n", "csv.quoting"),
        (SOUND + ROW + b",x\n", "csv.columns"),
        (SOUND + ROW.rpartition(b",")[0] + b"\n", "csv.columns"),
        (SOUND + b"\n", "csv.blank_row"),
        (SOUND + b"," * HEADER.count(b",") + b"\n", "csv.blank_row"),
        (SOUND + b" \x0b\n", "csv.blank_row"),
        (SOUND + b"=HYPERLINK(1)," + ROW.partition(b",")[2] + b"\n", "csv.formula"),
        (SOUND.replace(b",", b";"), "csv.header"),
        (SOUND.replace(b",", b"\t"), "csv.header"),
        (FIRST, "list.too_short"),
        (b"", "csv.header"),
        (b"\0" * MEBIBYTE, "csv.header"),
        (b"," * MEBIBYTE, "csv.header"),
        (b'"' * MEBIBYTE, "csv.header"),
        (b"{}", "csv.header"),
    ]
    for raw, code in cases:
        with subtests.test(raw=raw, code=code):
            assert code in codes(raw)


LONG = {
    "a million rows of nothing": FIRST + b"\n" * 1_000_000,
    "a million rows of commas": FIRST + (b"," * HEADER.count(b",") + b"\n") * 1_000_000,
    "ragged rows": FIRST + b"x\n,\n" * MEBIBYTE,
    "a field of 10 MB": FIRST + b"x" * 10_000_000 + ROW + b"\n",
    "a field of 10 MB in quotes": FIRST
    + b'"'
    + b"x\n" * 5_000_000
    + b'",'
    + ROW.partition(b",")[2]
    + b"\n",
    "a quote that nobody closes": FIRST + b'"' + b"x\n" * 5_000_000,
    "a quote in every row": FIRST + b'"x\n' * 3_000_000,
    "nothing but quotes": FIRST + b'"' * 10_000_001,
    "quotes and commas": FIRST + b'",' * 5_000_000,
    "nothing but commas": FIRST + b"," * 10_000_000,
    "nothing but carriage returns": FIRST + b"\r" * 10_000_000,
    "a row without end": FIRST + (ROW + b",") * 100_000,
    "a header without end": (HEADER + b",") * 100_000,
    "bytes that are no UTF-8": FIRST + b"\xff" * 10_000_000,
}


@pytest.mark.exhaustive
@pytest.mark.parametrize("shape", LONG)
def test_long_files(shape: str) -> None:
    """Millions of rows, fields or quotes are judged in seconds, and nothing of them is shown."""
    report, seconds = timed(lambda: pk.check(uaekyc.MigrationCsv, LONG[shape], POLICY))

    assert report.ok is (
        shape == "a field of 10 MB"
    )  # no document says how long a customer's number may be
    assert len(report.violations) <= 1000
    assert len(repr(report)) < MEBIBYTE
    assert seconds < 20


@pytest.mark.exhaustive
@pytest.mark.parametrize("row", [b"x,,,,,,,\n", b'"x\n', b'"",""\n', b"\xff\n", b'""""\n'])
def test_twice_the_rows_take_twice_the_time(row: bytes) -> None:
    """No row is read again for those behind it, however many violations there may be."""
    policy: Any = pk.Policy(max_violations=1_000_000)
    costs = [
        min(
            timed(partial(pk.check, uaekyc.MigrationCsv, FIRST + row * count, policy))[1]
            for _ in range(2)
        )
        for count in (500, 2_000)
    ]

    assert costs[1] < 10 * costs[0]  # linear is 4, quadratic 16
