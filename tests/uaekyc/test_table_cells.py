"""The migration CSV of a table's rows: the values of tables, spreadsheets and their libraries."""

from __future__ import annotations

import traceback
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from enum import IntEnum, StrEnum
from itertools import product
from types import MappingProxyType
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import payloadkit as pk
from payloadkit import uaekyc
from payloadkit.strategies import payloads

POLICY = pk.Policy(today=date(2026, 6, 1))
CARD = 784300000000022
ROW: dict[str, Any] = {
    "customer_id": "200001",
    "eid_number": str(CARD),
    "onboarding_date": date(2020, 2, 1),
    "consent_version": "v1.0",
    "name_on_eid": "NADIRA FIXTURAN",
    "eid_issue_date": date(2024, 5, 2),
    "eid_expiry_date": date(2034, 5, 1),
    "dob": date(1990, 7, 28),
}
EMIRATES, INDIA = timezone(timedelta(hours=4)), timezone(timedelta(hours=5, minutes=30))
BORN = date(1990, 7, 28)


class Timestamp(datetime):
    """Stands for the date-time of pandas, a subclass too."""


class NaTType(datetime):
    """Stands for the type of pandas' missing date-time, which is a date-time and equals nothing."""

    __hash__ = None  # type: ignore[assignment] # as of what equals nothing

    def __ne__(self, other: object) -> bool:
        """Say that it equals nothing."""
        return True

    def __eq__(self, other: object) -> bool:
        """Say that it equals nothing."""
        return False


class NAType:
    """Stands for the type of pandas' missing value, which has no truth."""

    def __bool__(self) -> bool:
        """Refuse to be true or false."""
        raise TypeError


class Scalar:
    """Stands for a scalar of pyarrow."""

    def __init__(self, value: object) -> None:
        self.value = value

    def as_py(self) -> object:
        """Return the value of Python."""
        return self.value


class Number(IntEnum):
    """A number that is of a subclass."""

    ONE = 1


class Word(StrEnum):
    """A text that is of a subclass."""

    ONE = "v1.0"


def csv(**changes: Any) -> uaekyc.MigrationCsv:
    """Return the CSV of one record with some values changed."""
    rows = uaekyc.MigrationCsv.from_rows([{**ROW, **changes}], policy=POLICY)
    return uaekyc.MigrationCsv(rows=rows)


def told(*records: Any) -> list[tuple[str, str]]:
    """Return path and code of every violation of records."""
    with pytest.raises(pk.PayloadError) as error:
        uaekyc.MigrationCsv.from_rows(records, policy=POLICY)
    return [(found.path, found.code) for found in error.value.report.violations]


def test_days(subtests: pytest.Subtests) -> None:
    """Each form of a day is that day; a moment with a zone counts in the UAE's."""
    cases: list[object] = [
        BORN,
        "28/07/1990",
        datetime(1990, 7, 28),  # noqa: DTZ001 - as tables have them
        datetime(1990, 7, 28, 13, 5),  # noqa: DTZ001 - as tables have them
        datetime(1990, 7, 28, tzinfo=UTC),
        datetime(1990, 7, 28, tzinfo=EMIRATES),
        datetime(1990, 7, 28, tzinfo=INDIA),
        datetime(1990, 7, 27, 20, tzinfo=UTC),
        datetime(1990, 7, 27, 23, tzinfo=UTC),
        datetime(1990, 7, 28, 1, tzinfo=EMIRATES),
        Timestamp(1990, 7, 28),
        Timestamp(1990, 7, 28, tzinfo=UTC),
        np.datetime64("1990-07-28"),
        np.datetime64("1990-07-28T00:00:00", "ns"),
        np.datetime64("1990-07-28T13:05:00", "us"),
        Scalar(BORN),
        Scalar(Timestamp(1990, 7, 28)),
    ]
    for day in cases:
        with subtests.test(day=day):
            assert csv(dob=day).rows[0].dob == BORN
            assert csv(dob=day).to_bytes().endswith(b",28/07/1990\n")


def test_cards(subtests: pytest.Subtests) -> None:
    """Each form of an Emirates ID is its fifteen digits."""
    cases: list[object] = [
        CARD,
        float(CARD),
        Decimal(CARD),
        Decimal("784300000000022.0"),
        np.int64(CARD),
        np.uint64(CARD),
        np.float64(CARD),
        np.array(CARD),
        np.str_(CARD),
        Scalar(CARD),
        Scalar(str(CARD)),
        "784300000000022",
        "784-3000-0000002-2",
        "784 3000 0000002 2",
        " 784\u00a03000\u00a00000002\u00a02 ",
        "784\u20113000\u20130000002\u22122",
        "784300000000022.0",
    ]
    for card in cases:
        with subtests.test(card=card):
            assert csv(eid_number=card).rows[0].eid_number == "784300000000022"


def test_texts(subtests: pytest.Subtests) -> None:
    """A number that is exactly whole is its digits; a text stays as it is, whatever its class."""
    cases: list[tuple[str, object, str]] = [
        ("customer_id", 200001, "200001"),
        ("customer_id", 200001.0, "200001"),
        ("customer_id", np.int32(7), "7"),
        ("customer_id", np.float32(7), "7"),
        ("customer_id", Decimal("7E+2"), "700"),
        ("customer_id", 2.0**53, "9007199254740992"),
        ("customer_id", Number.ONE, "1"),
        ("customer_id", "00-1 2", "00-1 2"),
        ("consent_version", 2, "2"),
        ("consent_version", Word.ONE, "v1.0"),
        ("name_on_eid", np.str_("NADIRA"), "NADIRA"),
    ]
    for column, value, text in cases:
        with subtests.test(column=column, value=value):
            found = getattr(csv(**{column: value}).rows[0], column)

            assert (found, type(found)) == (text, str)


def test_missing_values(subtests: pytest.Subtests) -> None:
    """What a library puts where nothing is, is nothing, in every column."""
    nothing_cases: list[object] = [
        None,
        float("nan"),
        np.float32("nan"),
        np.datetime64("NaT"),
        np.datetime64("NaT", "ns"),
        Decimal("NaN"),
        Decimal("sNaN"),
        NaTType(1970, 1, 1),
        NAType(),
        Scalar(None),
    ]
    for nothing, column in product(nothing_cases, ROW):
        with subtests.test(nothing=nothing, column=column):
            assert told({**ROW, column: nothing}) == [(f"/rows/0/{column}", "field.missing")]


def test_what_is_no_value_of_a_column(subtests: pytest.Subtests) -> None:
    """What would need a guess is an error at its row and column."""
    cases: list[tuple[str, object, str]] = [
        ("eid_number", CARD + 0.5, "field.type"),
        ("eid_number", 2.0**53 + 2, "field.type"),
        ("eid_number", float("inf"), "json.invalid"),
        ("eid_number", Decimal("1E+999999"), "field.type"),
        ("eid_number", Decimal("784300000000022.5"), "field.type"),
        ("eid_number", True, "field.type"),
        ("eid_number", np.bool_(1), "field.type"),
        ("eid_number", [CARD], "field.type"),
        ("eid_number", np.array([CARD]), "field.type"),
        ("eid_number", str(CARD).encode(), "field.type"),
        ("eid_number", "7.843E+14", "emirates_id.malformed"),
        ("eid_number", "784-3000-0000002-20", "emirates_id.malformed"),
        ("eid_number", "\u0667\u0668\u0664300000000022", "emirates_id.malformed"),
        ("eid_number", 78430000000002, "emirates_id.malformed"),
        ("eid_number", "", "text.blank"),
        ("customer_id", 1.5, "field.type"),
        ("customer_id", BORN, "field.type"),
        ("name_on_eid", 5, "field.type"),
        ("dob", 33082, "field.type"),
        ("dob", 33082.0, "field.type"),
        ("dob", "1990-07-28", "date.malformed"),
        ("dob", "28/7/90", "date.malformed"),
        ("dob", "30/02/1990", "date.impossible"),
        ("dob", np.timedelta64(1, "D"), "field.type"),
        ("dob", date(2030, 1, 1), "date.future"),
        ("dob", np.datetime64("20000-01-01"), "field.type"),
        ("onboarding_date", datetime(1, 1, 1, 1, tzinfo=INDIA), "date.order"),
    ]
    for column, value, code in cases:
        with subtests.test(column=column, value=value):
            sound = {**ROW, "customer_id": "1", "eid_number": "784300000000014"}

            assert (f"/rows/1/{column}", code) in told(sound, {**ROW, column: value})


def test_all_faults_come_at_once() -> None:
    """Rows, columns and unknown columns are all told; no value of an unknown column is read."""
    assert sorted(
        told(
            {**ROW, "dob": "x", "notes": object()},
            {key: value for key, value in ROW.items() if key != "name_on_eid"},
            {**ROW, 5: 5},
        )
    ) == [
        ("/rows/0/dob", "date.malformed"),
        ("/rows/0/notes", "field.unknown"),
        ("/rows/1/customer_id", "id.duplicate"),
        ("/rows/1/name_on_eid", "field.missing"),
        ("/rows/2", "field.type"),
        ("/rows/2/customer_id", "id.duplicate"),
    ]
    assert told() == [("/rows", "list.too_short")]


def test_every_form_of_records() -> None:
    """Records are Mappings of any class or rows, in any iterable."""
    first = csv().rows

    for records in (
        (MappingProxyType(ROW),),
        iter([ROW]),
        first,
        [dict(reversed(ROW.items()))],
    ):
        assert uaekyc.MigrationCsv.from_rows(records, policy=POLICY) == first


@pytest.mark.parametrize("records", [ROW, "x", ["x"], [[1]], [None], [tuple(ROW.values())]])
def test_what_is_no_record(records: Any) -> None:
    """What is no Mapping is a mistake, with the way out."""
    with pytest.raises(TypeError, match=r"record 0 is a Mapping .* to_dict\(.records.\)"):
        uaekyc.MigrationCsv.from_rows(records)


def test_nothing_of_a_record_is_shown() -> None:
    """Neither the error nor a frame of ours holds a value."""
    with pytest.raises(pk.PayloadError) as error:
        csv(eid_number="CANARY", dob="CANARY", CANARY="CANARY")
    ours = error.value.__traceback__ and error.value.__traceback__.tb_next
    frames = traceback.StackSummary.extract(
        traceback.walk_tb(ours and ours.tb_next), capture_locals=True
    )

    assert "CANARY" not in "".join((str(error.value), *frames.format())).replace("/CANARY", "")


@given(payloads("uaekyc.migration-csv", policy=POLICY))
def test_rows_of_a_file_are_its_rows(document: dict[str, Any]) -> None:
    """The texts of a file are records of the same file."""
    made = uaekyc.MigrationCsv.from_rows(document["rows"], policy=POLICY)

    assert made == pk.load(uaekyc.MigrationCsv, document, POLICY).rows
    assert uaekyc.MigrationCsv.from_rows(made, policy=POLICY) == made


@given(
    st.lists(
        st.dictionaries(
            st.sampled_from([*ROW, "x"]),
            st.floats()
            | st.integers()
            | st.dates()
            | st.datetimes(timezones=st.timezones() | st.none())
            | st.text()
            | st.none()
            | st.booleans()
            | st.decimals(),
        ),
        max_size=3,
    )
)
def test_any_values_are_judged(records: list[dict[str, object]]) -> None:
    """Whatever the cells hold, there is a file or a report."""
    made = None
    with suppress(pk.PayloadError):
        rows = [{**ROW, **changes} for changes in records]
        made = uaekyc.MigrationCsv(rows=uaekyc.MigrationCsv.from_rows(rows, policy=POLICY))
    assert made is None or pk.check("uaekyc.migration-csv", made.to_bytes(), POLICY).ok
