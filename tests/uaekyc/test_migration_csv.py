"""The migration CSV: written to the letter, read with every row, every fault at its line."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import payloadkit as pk
from payloadkit import uaekyc
from payloadkit.models.registry import model_of
from payloadkit.rules.identifiers import luhn
from payloadkit.strategies import one_fault, payloads
from payloadkit.uaekyc.rules import FORMULA

KIND = "uaekyc.migration-csv"
POLICY = pk.Policy(today=date(2026, 6, 1))
HEADER = (
    "customer_id,eid_number,onboarding_date,consent_version,name_on_eid,"
    "eid_issue_date,eid_expiry_date,dob"
)
COLUMNS = tuple(HEADER.split(","))
FIXTURE = (Path(__file__).parents[2] / "fixtures" / "uaekyc" / "migration.csv").read_bytes()
SOUND = {
    "customer_id": "200001",
    "eid_number": "784300000000014",
    "onboarding_date": "01/02/2020",
    "consent_version": "v1.0",
    "name_on_eid": "NADIRA FIXTURAN",
    "eid_issue_date": "02/05/2024",
    "eid_expiry_date": "01/05/2034",
    "dob": "28/07/1990",
}


def eid(number: int) -> str:
    """Return the Emirates ID of a customer."""
    digits = f"7843{number:010}"
    return f"{digits}{luhn(digits)}"


def line(number: int = 1, **changes: str) -> str:
    """Return a valid line of one customer, with some fields changed as they stand in the file."""
    own = {"customer_id": str(200_000 + number), "eid_number": eid(number)}
    return ",".join({**SOUND, **own, **changes}.values())


def table(*lines: str, header: str = HEADER, end: str = "\n") -> str:
    """Return a file of lines."""
    return "".join(f"{entry}{end}" for entry in (header, *lines))


def told(raw: Any, policy: pk.Policy = POLICY) -> list[tuple[int | None, int | None, str, str]]:
    """Return line, column, path and code of every violation."""
    return [
        (found.line, found.column, found.path, found.code)
        for found in pk.check(KIND, raw, policy).violations
    ]


def codes(raw: Any) -> list[str]:
    """Return the code of every violation."""
    return [code for *_, code in told(raw)]


def rows(**changes: Any) -> uaekyc.MigrationRow:
    """Return a typed row."""
    typed: dict[str, Any] = {
        **SOUND,
        "onboarding_date": date(2020, 2, 1),
        "eid_issue_date": date(2024, 5, 2),
        "eid_expiry_date": date(2034, 5, 1),
        "dob": date(1990, 7, 28),
    }
    return uaekyc.MigrationRow(**{**typed, **changes})


def test_the_file_is_what_the_platform_demands() -> None:
    """The exact header, a line a customer, line feeds, only needed quotes, no byte order mark."""
    names = [
        "NADIRA FIXTURAN",
        "FIXTURAN, LEELA",
        'OMAR "Omi" SPECIMEN',
        "عمر سبيسيمن",
        "  spaced  ",
    ]
    written = uaekyc.MigrationCsv(
        rows=tuple(
            rows(customer_id=str(number), eid_number=eid(number), name_on_eid=name)
            for number, name in enumerate(names)
        )
    ).to_bytes()
    shown = [
        "NADIRA FIXTURAN",
        '"FIXTURAN, LEELA"',
        '"OMAR ""Omi"" SPECIMEN"',
        "عمر سبيسيمن",
        "  spaced  ",
    ]

    assert written.decode() == table(
        *(
            line(number, customer_id=str(number), name_on_eid=name)
            for number, name in enumerate(shown)
        )
    )
    assert tuple(field.key for field in model_of(uaekyc.MigrationRow).fields) == COLUMNS


def test_a_sound_file_is_read() -> None:
    """The fixture has no fault and comes back byte for byte; carriage returns are fine."""
    report = pk.check(uaekyc.MigrationCsv, FIXTURE, POLICY)

    assert report.violations == ()
    assert report.value is not None
    assert report.value.rows[1].name_on_eid == "FIXTURAN, LEELA"
    assert report.value.rows[1].onboarding_date == date(2024, 2, 29)
    assert pk.dump(report.value) == report.value.to_bytes() == FIXTURE
    for raw in (
        FIXTURE.decode(),
        bytearray(FIXTURE),
        memoryview(FIXTURE),
        FIXTURE.replace(b"\n", b"\r\n"),
        pk.to_dict(report.value),
    ):
        assert pk.load(KIND, raw, POLICY) == report.value


@given(payloads(KIND, policy=POLICY))
def test_any_rows_come_back(document: dict[str, Any]) -> None:
    """Valid rows say the same to us, to Python's own reader, and in a Mapping."""
    loaded = pk.load(KIND, document, POLICY)
    written = pk.dump(loaded)
    header, *lines = csv.reader(io.StringIO(written.decode(), newline=""), strict=True)

    assert told(written) == []
    assert pk.load(KIND, written, POLICY) == loaded
    assert [dict(zip(header, entry, strict=True)) for entry in lines] == document["rows"]
    assert pk.to_dict(loaded) == document


def writable(document: dict[str, Any]) -> bool:
    """Tell whether a document can be a file: rows of all columns and of texts only."""
    listing = document["rows"] if list(document) == ["rows"] else None
    parts = listing if isinstance(listing, list) else []
    return bool(parts) and all(
        isinstance(row, dict)
        and list(row) == list(COLUMNS)
        and all(isinstance(value, str) for value in row.values())
        for row in parts
    )


@given(one_fault(KIND, policy=POLICY))
def test_a_fault_is_the_same_in_both_forms(fault: tuple[dict[str, Any], str, str]) -> None:
    """A fault of a value is that of the Mapping, and stands where the field begins."""
    document = fault[0]
    if writable(document):
        codec = model_of(KIND).codec
        assert codec is not None
        found = pk.check(KIND, codec.write(document), POLICY).violations
        assert [(v.path, v.code) for v in found] == [
            (v.path, v.code) for v in pk.check(KIND, document, POLICY).violations
        ]
        assert all(v.line is not None and v.line > 1 for v in found)


def test_one_fault_of_each_kind_is_told_at_its_place() -> None:
    """Every row is read and every fault told, in the order of the file, and nothing else."""
    raw = table(
        line(1),
        line(2, eid_number="784-3000-0000002-2"),
        line(3, eid_number="784300000000023"),
        line(4) + ",more",
        line(5).rpartition(",")[0],
        "",
        ",,,,,,,",
        line(6, name_on_eid='OMAR "Omi" SPECIMEN'),
        line(7, name_on_eid='"SPECIMEN, OMAR'),
        line(8, name_on_eid='"OMAR" SPECIMEN'),
        line(9, consent_version='"v1.0"'),
        line(10, name_on_eid="=1+1"),
        line(11, name_on_eid='"OMAR\nSPECIMEN"'),
        line(12, name_on_eid="OMAR\0SPECIMEN"),
        line(13, name_on_eid="OMAR\rSPECIMEN"),
        line(14, name_on_eid="OMAR\u200bSPECIMEN"),
        line(15, name_on_eid=""),
        line(16, dob="1990-07-28"),
        line(17, dob="30/02/1990"),
        line(18, dob="01/06/2026"),
        line(19, onboarding_date="02/06/2026"),
        line(20, eid_issue_date="02/06/2026", eid_expiry_date="01/06/2036"),
        line(21, eid_expiry_date="31/05/2026"),
        line(22, eid_expiry_date="02/05/2024"),
        line(23, eid_issue_date="28/07/1990", eid_expiry_date="28/07/2030"),
        line(1),
        line(24).removesuffix("0"),
    ).removesuffix("\n")

    assert told(raw) == [
        (3, 8, "/rows/1/eid_number", "emirates_id.malformed"),
        (4, 8, "/rows/2/eid_number", "emirates_id.check_digit"),
        (5, 1, "/rows/3", "csv.columns"),
        (6, 1, "/rows/4", "csv.columns"),
        (7, 1, "/rows", "csv.blank_row"),
        (8, 1, "/rows", "csv.blank_row"),
        (9, 40, "/rows/5/name_on_eid", "csv.quoting"),
        (10, 40, "/rows/6", "csv.quoting"),
        (11, 40, "/rows/7/name_on_eid", "csv.quoting"),
        (12, 35, "/rows/8/consent_version", "csv.needless_quotes"),
        (13, 40, "/rows/9/name_on_eid", "csv.formula"),
        (14, 40, "/rows/10/name_on_eid", "text.control_characters"),
        (16, 40, "/rows/11/name_on_eid", "text.control_characters"),
        (17, 40, "/rows/12/name_on_eid", "text.control_characters"),
        (18, 40, "/rows/13/name_on_eid", "text.invisible_characters"),
        (19, 40, "/rows/14/name_on_eid", "text.blank"),
        (20, 78, "/rows/15/dob", "date.malformed"),
        (21, 78, "/rows/16/dob", "date.impossible"),
        (22, 78, "/rows/17/dob", "date.future"),
        (23, 24, "/rows/18/onboarding_date", "date.future"),
        (24, 56, "/rows/19/eid_issue_date", "date.future"),
        (25, 67, "/rows/20/eid_expiry_date", "date.expired"),
        (26, 67, "/rows/21/eid_expiry_date", "date.order"),
        (26, 67, "/rows/21/eid_expiry_date", "date.expired"),
        (27, 56, "/rows/22/eid_issue_date", "date.order"),
        (28, 1, "/rows/23/customer_id", "id.duplicate"),
        (29, 78, "/rows/24/dob", "date.malformed"),
        (29, 87, "", "csv.newline"),
    ]


def test_a_header_that_is_another_is_one_fault(subtests: pytest.Subtests) -> None:
    """A wrong column is reported once, at the first wrong field; rows are read by known columns."""
    cases: list[tuple[str, int, str]] = [
        (HEADER.replace("dob", "DOB"), 99, "Missing: dob."),
        (HEADER.removesuffix(",dob"), 98, "Missing: dob."),
        (HEADER + ",", 103, "There are more columns, or one of them twice: leave the others out."),
        (
            HEADER + ",notes",
            103,
            "There are more columns, or one of them twice: leave the others out.",
        ),
        (HEADER.replace("consent_version", "dob"), 40, "Missing: consent_version."),
        (
            HEADER.replace("customer_id,eid_number", "eid_number,customer_id"),
            1,
            "The columns are in another order.",
        ),
        (HEADER.replace("dob", " dob"), 99, "Missing: dob."),
        (HEADER.replace("dob", 'd"ob'), 99, "Missing: dob."),
    ]
    for header, column, hint in cases:
        with subtests.test(header=header, column=column):
            entry = line()
            if header.startswith("eid_number"):
                entry = ",".join([SOUND["eid_number"], "200001", *entry.split(",")[2:]])
            if header.count(",") == 8:
                entry += ",x"
            [violation] = pk.check(KIND, table(entry, header=header), POLICY).violations

            assert (violation.line, violation.column, violation.path, violation.code) == (
                1,
                column,
                "",
                "csv.header",
            )
            assert violation.hint == hint


def test_rows_are_judged_under_a_wrong_header() -> None:
    """Faults of the rows are told beside the header's, wherever the column can be known."""
    bad = line(dob="28/7/1990")

    assert codes(table(bad, header=HEADER.replace("dob", "DOB"))) == [
        "csv.header",
        "date.malformed",
    ]
    assert codes(table(bad, header=HEADER.removesuffix(",dob"))) == ["csv.header", "date.malformed"]
    assert codes(table(bad + ",x", "a,b", header=HEADER + ",notes")) == [
        "csv.header",
        "date.malformed",
        "csv.columns",
    ]


def test_without_a_header_nothing_is_read(subtests: pytest.Subtests) -> None:
    """Where no column can be known, the header is all there is to tell, or its separator."""
    cases: list[tuple[str, str | None]] = [
        ("", None),
        ("\n", None),
        ("a;b\n", None),
        ("no header", None),
        ('{"rows": []}', None),
        (HEADER.replace(",", ";") + "\n" + line().replace(",", ";"), "semicolons"),
        (HEADER.replace(",", "; "), "semicolons"),
        ('"' + HEADER.replace(",", '";"') + '"\r\n', "semicolons"),
        (HEADER.replace(",", "\t") + "\n", "tabs"),
        (HEADER.replace(",", "|") + "\n", "vertical bars"),
    ]
    for raw, separator in cases:
        with subtests.test(raw=raw, separator=separator):
            [violation] = pk.check(KIND, raw, POLICY).violations

            assert (violation.line, violation.column, violation.path, violation.code) == (
                1,
                1,
                "",
                "csv.header",
            )
            assert violation.hint == (
                separator and f"The fields are separated by {separator}: save the file with commas."
            )


@pytest.mark.parametrize(
    ("order", "hinted"),
    [
        ((1, 0, 2, 3, 4, 5, 6, 7), True),
        ((7, 6, 5, 4, 3, 2, 1, 0), True),
        ((0, 1, 2, 3, 4, 5, 6), False),
        ((0, 0, 2, 3, 4, 5, 6, 7), False),
    ],
)
def test_another_order_of_the_columns(order: tuple[int, ...], hinted: bool) -> None:
    """All columns in another order are one error with its hint; the rows are read by name."""
    entry = line().split(",")
    header, row = (",".join(cells[at] for at in order) for cells in (COLUMNS, entry))
    [violation, *others] = pk.check(KIND, table(row, header=header), POLICY).violations

    assert violation.code == "csv.header"
    assert (violation.hint == "The columns are in another order.") is hinted
    assert not (hinted and others)


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (f"sep=;\r\n{HEADER.replace(',', ';')}\r\n", "sep="),
        (f"SEP=,\n{HEADER}\n", "sep="),
        (f"{HEADER},dob\n{line()},01/01/1990\n", "more columns"),
    ],
)
def test_the_hint_of_a_header_names_what_was_added(raw: str, told: str) -> None:
    """A line for Excel and further columns are named in the hint."""
    violation = pk.check(KIND, raw, POLICY).violations[0]

    assert violation.code == "csv.header"
    assert told in (violation.hint or "")


def test_one_emirates_id_under_two_customers() -> None:
    """It warns at each later customer; a row that is there twice is one customer twice."""
    assert told(table(line(1), line(2, eid_number=eid(1)), line(3, eid_number=eid(1)))) == [
        (3, 8, "/rows/1/eid_number", "id.duplicate"),
        (4, 8, "/rows/2/eid_number", "id.duplicate"),
    ]
    report = pk.check(KIND, table(line(1), line(2, eid_number=eid(1))), POLICY)
    assert (report.ok, [str(found.severity) for found in report.violations]) == (True, ["warning"])
    assert told(table(line(1), line(1))) == [(3, 1, "/rows/1/customer_id", "id.duplicate")]
    assert codes(table(line(1), line(2, customer_id="", eid_number=eid(1)))) == ["text.blank"]
    assert (
        codes(table(line(1, eid_number="784"), line(2, eid_number="784")))
        == ["emirates_id.malformed"] * 2
    )


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"customer_id": " 1"}, [("/rows/0/customer_id", "text.surrounding_blanks", "warning")]),
        (
            {"consent_version": "v1 "},
            [("/rows/0/consent_version", "text.surrounding_blanks", "warning")],
        ),
        (
            {"name_on_eid": "A \u00a0"},
            [("/rows/0/name_on_eid", "text.surrounding_blanks", "warning")],
        ),
        ({"eid_number": f" {eid(1)}"}, [("/rows/0/eid_number", "emirates_id.malformed", "error")]),
        ({"dob": "28/07/1990 "}, [("/rows/0/dob", "date.malformed", "error")]),
    ],
)
def test_blanks_around_values(changes: dict[str, str], found: list[tuple[str, str, str]]) -> None:
    """A text with blanks at its ends warns; a number or a date with them is malformed."""
    assert [
        (v.path, v.code, str(v.severity))
        for v in pk.check(KIND, table(line(1, **changes)), POLICY).violations
    ] == found


@pytest.mark.parametrize(
    ("onboarded", "found"),
    [
        ("27/07/1990", ["date.order"]),
        ("28/07/1990", ["date.order"]),
        ("29/07/1990", []),
        ("29/07/1890", ["date.order"]),
        ("", ["text.blank"]),
    ],
)
def test_onboarding_lies_after_birth(onboarded: str, found: list[str]) -> None:
    """Nobody is onboarded before or on the day of birth."""
    report = pk.check(KIND, table(line(1, onboarding_date=onboarded)), POLICY)

    assert [(v.path, v.code) for v in report.errors] == [
        ("/rows/0/onboarding_date", code) for code in found
    ]


@pytest.mark.parametrize("number", ["7.84E+14", "7,843E+14", "7.843E14", "8E+14", "7.843e+14"])
def test_a_rounded_emirates_id(number: str) -> None:
    """The hint tells that a spreadsheet rounded it, and shows no digit."""
    [violation] = pk.check(KIND, {"rows": [{**SOUND, "eid_number": number}]}, POLICY).violations

    assert violation.code == "emirates_id.malformed"
    assert violation.hint
    assert violation.hint.startswith("A spreadsheet rounded it")


@pytest.mark.parametrize(
    ("number", "found"),
    [
        ("2.00001E+14", ["csv.rounded_number"]),
        ('"2,00001E+14"', ["csv.rounded_number"]),
        ("1E5", []),
        ("E+14", []),
        ("200001", []),
    ],
)
def test_a_rounded_customer_number(number: str, found: list[str]) -> None:
    """A customer's number as a spreadsheet rounds it warns; another text with an E does not."""
    assert codes(table(line(1, customer_id=number))) == found


def test_quotes_in_the_header() -> None:
    """A quoted name is the name, with a warning."""
    assert told(table(line(), header=HEADER.replace("dob", '"dob"'))) == [
        (1, 99, "", "csv.needless_quotes")
    ]


def test_encodings() -> None:
    """A byte order mark, another encoding and lone surrogates err, and the rest is still read."""
    marked, latin = (
        table(line(1, dob="x")),
        table(
            line(1), line(2, name_on_eid="NADÍRA", dob="x"), line(3, name_on_eid="NADÍRA") + ",x"
        ),
    )

    assert (
        told("\ufeff" + marked)
        == told(b"\xef\xbb\xbf" + marked.encode())
        == [(1, 1, "", "csv.encoding"), (2, 78, "/rows/0/dob", "date.malformed")]
    )
    assert [entry[2:] for entry in told(latin.encode("latin-1"))] == [
        ("/rows/1/name_on_eid", "csv.encoding"),
        ("/rows/1/dob", "date.malformed"),
        ("/rows/2", "csv.columns"),
        ("/rows/2", "csv.encoding"),
    ]
    assert told(table(line(name_on_eid="\ud800"))) == [
        (2, 40, "/rows/0/name_on_eid", "csv.encoding")
    ]
    assert told(marked.encode("utf-16")) == [(1, 1, "", "csv.encoding")]


@pytest.mark.parametrize("head", [b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"])
def test_a_spreadsheet_is_named(head: bytes) -> None:
    """A workbook in place of a CSV is one error, whose hint says what it is."""
    [violation] = pk.check(KIND, head + b"\0\xff,\n" * 9, POLICY).violations

    assert (violation.line, violation.column, violation.code) == (1, 1, "csv.encoding")
    assert violation.hint
    assert violation.hint.startswith("It is a spreadsheet")


def test_line_ends() -> None:
    """Carriage returns alone end no line; an unended last line warns; an empty one is blank."""
    assert told(table(line(), end="\r")) == [(1, 102, "", "csv.newline")]
    assert told(table(line()).removesuffix("\n")) == [(2, 88, "", "csv.newline")]
    assert pk.check(KIND, table(line()).removesuffix("\n"), POLICY).ok
    assert told(table(line(), "")) == [(3, 1, "/rows", "csv.blank_row")]


def test_no_rows() -> None:
    """A header alone is no batch."""
    assert told(HEADER + "\n") == [(2, 1, "/rows", "list.too_short")]
    assert told({"rows": []}) == [(None, None, "/rows", "list.too_short")]


def test_an_unclosed_quote_costs_one_row() -> None:
    """The rows below are read, and a later closing quote does not swallow them."""
    assert told(
        table(line(1, name_on_eid='"OMAR'), line(2, name_on_eid='"A, B"'), line(3, dob="x"))
    ) == [
        (2, 40, "/rows/0/name_on_eid", "csv.quoting"),
        (4, 78, "/rows/2/dob", "date.malformed"),
    ]


def test_bounds() -> None:
    """A file too long is refused unread; violations are capped, with no error behind warnings."""
    raw = table(*(line(number, consent_version='"v"') for number in range(20)), "ragged")

    assert told(raw, pk.Policy(max_bytes=100)) == [(None, None, "", "json.too_large")]
    report = pk.check(KIND, raw, pk.Policy(today=POLICY.today, max_violations=3))
    assert [violation.code for violation in report.violations] == [
        "csv.needless_quotes",
        "csv.needless_quotes",
        "csv.columns",
    ]
    assert report.truncated
    assert pk.check(
        KIND, table(*("ragged" for _ in range(4))), pk.Policy(max_violations=3)
    ).truncated
    assert not pk.check(
        KIND, table(*("ragged" for _ in range(3))), pk.Policy(max_violations=3)
    ).truncated


def test_what_leaves_nothing_to_read_is_not_ignored() -> None:
    """A tenant may live with formulas, not with rows that are none."""
    policy = pk.Policy(
        today=POLICY.today,
        ignore=[
            "csv.formula",
            "csv.columns",
            "csv.quoting",
            "csv.header",
            "csv.encoding",
            "csv.blank_row",
        ],
    )

    assert told(
        table(line(1, name_on_eid="@x"), "", "ragged", line(2, name_on_eid='a"b')), policy
    ) == [
        (4, 1, "/rows/1", "csv.columns"),
        (5, 40, "/rows/2/name_on_eid", "csv.quoting"),
    ]
    assert pk.load(KIND, table(line(1), "", line(2)), policy).to_bytes().decode() == table(
        line(1), line(2)
    )


def test_what_an_ignored_code_lets_through_is_written() -> None:
    """A line break, another date and a null that a tenant ignores are in the file."""
    policy = pk.Policy(
        today=POLICY.today,
        ignore=["text.control_characters", "date.malformed", "field.null", "field.unknown"],
    )
    row = {**SOUND, "name_on_eid": "A\nB", "dob": "1990", "consent_version": None, "more": 1}

    assert pk.dump(pk.load(KIND, {"rows": [row]}, policy)).decode() == table(
        line(1, name_on_eid='"A\nB"', dob="1990", consent_version="")
    )


def test_constructors_hold_the_rules() -> None:
    """Rows of texts, of faults, of nothing or of one customer raise with all their violations."""
    with pytest.raises(pk.PayloadError) as error:
        rows(dob="28/07/1990", eid_number="784", name_on_eid="+971")
    assert {(v.path, v.code, str(v.severity)) for v in error.value.report.violations} == {
        ("/dob", "field.type", "error"),
        ("/eid_number", "emirates_id.malformed", "error"),
        ("/name_on_eid", "csv.formula", "warning"),
    }
    with pytest.raises(pk.PayloadError) as error:
        uaekyc.MigrationCsv(rows=(rows(), rows()))
    assert [(v.path, v.code) for v in error.value.report.errors] == [
        ("/rows/1/customer_id", "id.duplicate")
    ]


def test_years_have_four_digits() -> None:
    """A year before 1000 is written with its zeros."""
    assert b",28/07/0990\n" in uaekyc.MigrationCsv(rows=(rows(dob=date(990, 7, 28)),)).to_bytes()


def test_rules_print_what_they_demand() -> None:
    """The contract of a column, as tables and reprs show it, names its own form."""
    contracts = {field.key: repr(field.rule) for field in model_of(uaekyc.MigrationRow).fields}

    assert contracts["dob"] == "<date DD/MM/YYYY, before today>"
    assert contracts["eid_number"] == "<784 and twelve digits, the last of them a Luhn check digit>"
    assert {
        code for field in model_of(uaekyc.MigrationRow).fields for code in field.rule.codes
    } == {
        "csv.formula",
        "csv.rounded_number",
        "date.expired",
        "date.future",
        "date.implausible",
        "date.impossible",
        "date.malformed",
        "date.minor",
        "emirates_id.check_digit",
        "emirates_id.malformed",
        "text.surrounding_blanks",
    }


def test_nothing_of_a_customer_is_shown() -> None:
    """Neither the repr nor a report holds a value."""
    report = pk.check(
        KIND,
        table(
            line(1, dob="CANARY", name_on_eid="CA\tNARY"),
            'CANARY"',
            header=HEADER.replace("dob", "CANARY"),
        ),
        POLICY,
    )
    shown = repr(pk.load(KIND, FIXTURE, POLICY))

    assert "CANARY" not in repr(report)
    assert not any(value in shown for value in ("200001", "784300000000022", "NADIRA", "1990"))


ALPHABET = st.sampled_from(
    [
        '"',
        ",",
        "\n",
        "\r",
        "\r\n",
        "a",
        "784300000000022",
        "01/02/2020",
        "\0",
        "\ufeff",
        "\ud800",
        " ",
        *FORMULA,
        HEADER,
    ]
)


@given(st.lists(ALPHABET, max_size=40).map("".join), st.booleans(), st.integers(1, 5))
def test_hostile_files_are_told_of(text: str, headed: bool, most: int) -> None:
    """Any file has a report, in order, within its bound, with places that are in the file."""
    raw = f"{HEADER}\n{text}" if headed else text
    policy = pk.Policy(today=POLICY.today, max_violations=most)
    report = pk.check(KIND, raw, policy)
    lines = raw.split("\n")

    assert len(report.violations) <= most
    assert [(v.line or 0, v.column or 0) for v in report.violations] == sorted(
        (v.line or 0, v.column or 0) for v in report.violations
    )
    assert all(
        1 <= (v.line or 0) <= len(lines)
        and 1 <= (v.column or 0) <= len(lines[(v.line or 0) - 1]) + 1
        for v in report.violations
    )
    assert report.ok == (report.value is not None)
    if report.value is not None:
        assert pk.load(KIND, report.value.to_bytes(), POLICY) == report.value


@given(st.binary(max_size=60), st.integers(0, len(FIXTURE)), st.integers(0, 10))
def test_mutations_are_told_of(piece: bytes, at: int, gone: int) -> None:
    """A valid file with some bytes replaced is read as Python's reader reads it, or refused."""
    raw = FIXTURE[:at] + piece + FIXTURE[at + gone :]
    report = pk.check(KIND, raw, POLICY)

    if report.value is not None:
        entries = [
            entry
            for entry in csv.reader(io.StringIO(raw.decode(), newline=""), strict=True)
            if entry
        ]
        assert [list(entry.values()) for entry in pk.to_dict(report.value)["rows"]] == entries[1:]


def test_a_megabyte_of_anything_is_read_at_once(subtests: pytest.Subtests) -> None:
    """No text is read again and again: a million of any character ends, with the rows behind it."""
    for piece in ("\n", ",", '"', '"a,', '"""a\n', '""a\n', "a\n", "x", "\r", '""', '"",', '"\n'):
        with subtests.test(piece=piece):
            assert told(f"{HEADER}\n{line()}\n{piece * (1_000_000 // len(piece))}\n")
