"""Dates and date-times: their form, the calendar, and what a role asks of them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import find, given
from hypothesis import strategies as st

import payloadkit as pk
from payloadkit.rules.dates import Day, Moment, Role, parse
from payloadkit.strategies.draws import sample_draws
from tests.documents import POLICY, TODAY
from tests.rules.judging import Said, err, said, warn

MALFORMED, IMPOSSIBLE = err("date.malformed"), err("date.impossible")


def test_form(subtests: pytest.Subtests) -> None:
    """A date is exactly YYYY-MM-DD in ASCII digits, and exists."""
    cases: list[tuple[str, Said]] = (
        [("2024-02-29", []), ("0001-01-01", []), ("9999-12-31", [])]
        + [
            (value, MALFORMED)
            for value in (
                "1990-1-1",
                "19900102",
                "1990-W01-1",
                "1990-001",
                "01/02/1990",
                " 1990-01-02",
                "1990-01-02 ",
                "1990-01-02T00:00:00",
                "+1990-01-02",
                "\u0661\u0669\u0669\u0660-01-02",
                "1990-01-02\n",
            )
        ]
        + [
            (value, IMPOSSIBLE)
            for value in (
                "2023-02-29",
                "1990-13-01",
                "1990-00-01",
                "1990-01-32",
                "0000-01-01",
                "1900-02-29",
            )
        ]
    )
    for value, expected in cases:
        with subtests.test(value=value, expected=expected):
            assert said(Day(), value) == expected
            assert isinstance(Day().read(value), str if expected else date)


def test_roles(subtests: pytest.Subtests) -> None:
    """A birth lies before today, an issue is not in the future, an expiry that has passed warns."""
    cases: list[tuple[Role, int, Said]] = [
        ("any", 9999, []),
        ("any", -9999, []),
        ("birth", 0, err("date.future")),
        ("birth", 1, err("date.future")),
        ("birth", -1, warn("date.minor")),
        ("birth", -20 * 365, []),
        ("issue", 0, []),
        ("issue", 1, err("date.future")),
        ("expiry", 0, []),
        ("expiry", -1, warn("date.expired")),
        ("expiry", 1, []),
    ]
    for role, days, expected in cases:
        with subtests.test(days=days):
            assert said(Day(role), (TODAY + timedelta(days)).isoformat()) == expected


@pytest.mark.parametrize(
    ("born", "today", "minor"),
    [
        ("2008-06-01", date(2026, 6, 1), False),
        ("2008-06-02", date(2026, 6, 1), True),
        ("2008-02-29", date(2026, 2, 28), True),
        ("2008-02-29", date(2026, 3, 1), False),
        ("9998-01-01", date(9999, 12, 31), True),
    ],
)
def test_minors(born: str, today: date, minor: bool) -> None:
    """A person is a minor until the eighteenth birthday, 1 March for 29 February."""
    assert said(Day("birth"), born, pk.Policy(today=today)) == (warn("date.minor") if minor else [])


@pytest.mark.parametrize(
    ("role", "value", "expected"),
    [
        ("birth", "1900-01-01", []),
        ("birth", "1899-12-31", warn("date.implausible")),
        ("birth", "0001-01-01", warn("date.implausible")),
        ("any", "1899-12-31", []),
        ("issue", "1899-12-31", []),
    ],
)
def test_births_before_1900(role: Role, value: str, expected: Said) -> None:
    """A birth before 1900 is the default date of some program, and warns."""
    assert said(Day(role), value) == expected


def test_a_day_has_every_warning() -> None:
    """A person who was under 18 in the last century is told of both."""
    policy = pk.Policy(today=date(1905, 1, 1))
    assert said(Day("birth"), "1899-12-31", policy) == [
        *warn("date.minor"),
        *warn("date.implausible"),
    ]


@given(day=st.dates())
def test_round_trip(day: date) -> None:
    """Every date is read from what it is written as."""
    assert parse(day.isoformat()) == day == Day().read(str(Day().write(day)))


def test_moments(subtests: pytest.Subtests) -> None:
    """A date-time is as RFC 3339 writes it, of a day that exists."""
    cases: list[tuple[str, bool]] = [
        ("2026-03-13T16:35:20Z", True),
        ("2026-03-13t16:35:20.123456789z", True),
        ("2026-03-13T23:59:60+04:00", True),
        ("2026-03-13", False),
        ("2026-03-13 16:35:20Z", False),
        ("2026-03-13T16:35:20", False),
        ("2026-03-13T24:00:00Z", False),
        ("2026-02-30T00:00:00Z", False),
        ("2026-03-13T16:35:20+04", False),
        ("2026-03-13T16:35:20.Z", False),
        ("\u0662026-03-13T16:35:20Z", False),
    ]
    for value, sound in cases:
        with subtests.test(value=value, sound=sound):
            assert said(Moment(), value) == ([] if sound else err("datetime.malformed"))


def test_contract() -> None:
    """A rule prints what it demands."""
    assert repr(Day("expiry")) == "<date YYYY-MM-DD, not passed>"


@pytest.mark.parametrize(
    ("rule", "realistic", "years"),
    [
        (Day("expiry"), False, (10, 61)),
        (Day("expiry"), True, (1, 11)),
        (Day(sample="expiry"), True, (1, 11)),
        (Day(sample="birth"), True, (-81, -25)),
        (Day(sample="issue"), True, (-11, 0)),
        (Day("birth", sample="issue"), True, (-81, -25)),
    ],
)
@given(data=st.data())
def test_draws(rule: Day, realistic: bool, years: tuple[int, int], data: st.DataObject) -> None:
    """A drawn date is valid, and a realistic one lies in the years of its sample."""
    drawn = data.draw(rule.draw(sample_draws(POLICY, st, realistic=realistic)))
    assert said(rule, drawn) == []
    assert TODAY.year + years[0] <= int(drawn[:4]) <= TODAY.year + years[1]


def test_a_date_of_no_role_may_be_any() -> None:
    """A draw that need not be realistic does not ask what a date is like."""
    assert find(
        Day(sample="birth").draw(sample_draws(POLICY, st)), lambda drawn: drawn > TODAY.isoformat()
    )


def test_schemas() -> None:
    """The schemas tell the shape of a date and of a date-time."""
    assert Day().schema() == {
        "type": "string",
        "format": "date",
        "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
        "maxLength": 10,
    }
    assert Moment().schema()["format"] == "date-time"


def test_the_future_of_a_birth_is_another() -> None:
    """The message of a future date differs between a birth and an issue."""
    messages = [next(Day(role).check("2026-06-02", POLICY)).message for role in ("birth", "issue")]
    assert messages[0] != messages[1]
