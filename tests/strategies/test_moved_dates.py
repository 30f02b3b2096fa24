"""Other dates in the same order, and on the same side of every day that a rule knows."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payloadkit.strategies.moved_dates import moved_dates

TODAY = date(2028, 2, 29)
DAYS = st.one_of(
    [
        st.dates(),
        st.dates(date(1899, 12, 29), date(1900, 1, 3)),
        st.dates(date(2010, 2, 25), date(2010, 3, 3)),
        st.dates(TODAY - timedelta(3), TODAY + timedelta(3)),
    ]
)


def side(day: date) -> tuple[bool, bool, int]:
    """Return what the rules ask of a date."""
    grown = (day.year + 18, day.month, day.day) <= (TODAY.year, TODAY.month, TODAY.day)
    return day.year < 1900, grown, (day > TODAY) - (day < TODAY)


@given(st.sets(DAYS, min_size=1, max_size=9))
def test_dates_keep_their_order_and_their_sides(days: set[date]) -> None:
    """Order, majority and century stay, and no date but today is one of the old ones."""
    moved = moved_dates(days, TODAY)

    assert set(moved) == days
    assert [moved[day] for day in sorted(days)] == sorted(set(moved.values()))
    assert all(side(day) == side(moved[day]) for day in days)


@pytest.mark.parametrize("day", [date(1990, 2, 3), date(2034, 1, 1), date(2020, 5, 5)])
def test_a_date_becomes_another(day: date) -> None:
    """A date with room around it is another one afterwards, and the same for the same."""
    assert moved_dates([day, day], TODAY)[day] != day
    assert moved_dates([TODAY], TODAY) == {TODAY: TODAY}


def test_dense_dates_trade_places() -> None:
    """Where every day is taken the dates stay apart and in order."""
    days = [TODAY - timedelta(number) for number in range(1, 6000)]
    moved = moved_dates(days, TODAY)

    assert [moved[day] for day in sorted(days)] == sorted(set(moved.values()))


def test_the_first_years_have_no_one_of_age() -> None:
    """A day in the first years of the calendar is a day as any other."""
    assert moved_dates([date(5, 1, 1)], date(9, 1, 1)).keys() == {date(5, 1, 1)}
