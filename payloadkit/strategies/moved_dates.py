"""Other dates in place of those of a document: none of them, and in the same order."""

from __future__ import annotations

from bisect import bisect_left
from datetime import date
from itertools import islice, pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_CENTURY = date(1900, 1, 1)
_ADULT = 18
_GAP = 41
"""The days between two dates, where there is room."""
_TRIES = 99


def moved_dates(known: Iterable[date], today: date) -> dict[date, date]:
    """Return another date for each one.

    Which of two dates is earlier does not change, nor on which side of today, of an eighteenth
    birthday and of the year 1900 each lies. Only a date that is today stays. Where
    the dates leave no room for others, some of the new ones are old ones of other places.

    Args:
        known: The dates.
        today: The day of the check.
    """
    days = sorted({day.toordinal() for day in known})
    found: dict[int, int] = {}
    for first, last in _eras(today):
        inside = days[bisect_left(days, first) : bisect_left(days, last + 1)]
        if inside:
            found.update(zip(inside, _spread(inside, first, last, today.toordinal()), strict=True))
    return {date.fromordinal(old): date.fromordinal(new) for old, new in found.items()}


def _eras(today: date) -> Iterator[tuple[int, int]]:
    """Yield the first and the last day of each time in which a date means the same."""
    day = today.toordinal()
    turns = {_CENTURY.toordinal(), _grown(today).toordinal() + 1}
    starts = {1, day, day + 1, date.max.toordinal() + 1, *(turn for turn in turns if turn < day)}
    yield from ((first, after - 1) for first, after in pairwise(sorted(starts)))


def _grown(today: date) -> date:
    """Return the last day on which a person who is of age was born."""
    year = max(today.year - _ADULT, 1)
    leap_day = (today.month, today.day) == (2, 29)
    return date(year, today.month, today.day - leap_day)


def _spread(days: list[int], first: int, last: int, today: int) -> list[int]:
    """Return as many days between two, in order, and if possible none of the old ones.

    They are as near to today as they can be.
    """
    step = max(1, min(_GAP, (last - first + 1) // (len(days) + 1)))
    length = step * (len(days) - 1)
    starts = (
        range(last - length, first - 1, -1) if last <= today else range(first, last - length + 1)
    )
    spread = [range(start, start + length + 1, step) for start in islice(starts, _TRIES)]
    old = set(days)
    return list(next((new for new in spread if old.isdisjoint(new)), spread[0]))
