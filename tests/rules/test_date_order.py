"""The order of two dates, on objects whose fields are valid."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest

from payloadkit.rules.date_order import Order
from tests.rules.judging import Told, told

EARLY, LATE = date(2026, 5, 31), date(2026, 6, 1)
ISSUED, EXPIRES = "issued_on", "expires_on"


@pytest.mark.parametrize(
    ("issued", "expires", "expected"),
    [
        (EARLY, LATE, []),
        (EARLY, EARLY, [("date.order", "error", (EXPIRES,))]),
        (LATE, EARLY, [("date.order", "error", (EXPIRES,))]),
        (None, EARLY, []),
        (LATE, None, []),
        ("2026-06-01", EARLY, []),
        (LATE, "2026-05-31", []),
    ],
)
def test_neighbours_are_compared(issued: object, expires: object, expected: Told) -> None:
    """The later of two dates of one object is reported unless it lies after the earlier."""
    assert told(Order((ISSUED,), (EXPIRES,)), issued_on=issued, expires_on=expires) == expected


def test_dates_in_lists_are_compared_each() -> None:
    """Every element of a list on the path is compared and reported by its number."""
    papers = (
        SimpleNamespace(issued_on=LATE),
        None,
        SimpleNamespace(issued_on=EARLY),
        SimpleNamespace(issued_on=EARLY),
    )
    rule = Order(("date_of_birth",), ("papers", ISSUED))

    assert told(rule, date_of_birth=EARLY, papers=papers) == [
        ("date.order", "error", ("papers", number, ISSUED)) for number in (2, 3)
    ]
    assert told(rule, date_of_birth=EARLY, papers=None) == []


def test_an_object_on_the_way_is_looked_into() -> None:
    """A path leads through an object too, and has no number then."""
    assert told(
        Order(("begins_on",), ("visa", EXPIRES)),
        begins_on=LATE,
        visa=SimpleNamespace(expires_on=EARLY),
    ) == [("date.order", "error", ("visa", EXPIRES))]
