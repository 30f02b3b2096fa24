"""Whole numbers, amounts, flags and labels."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import find
from hypothesis import strategies as st

import payloadkit as pk
from payloadkit.rules.numbers import Amount, Flag, Integer, Label, out_of_range
from payloadkit.strategies.draws import sample_draws
from tests.documents import POLICY, masters
from tests.rules.judging import Said, err, said

RANGE = err("number.range")


def test_ranges(subtests: pytest.Subtests) -> None:
    """A number lies within its range, bounds included, and an amount is finite."""
    cases: list[tuple[Any, object, Said]] = [
        (Integer(), 0, []),
        (Integer(), -1, RANGE),
        (Integer(), 2**63 - 1, []),
        (Integer(1, 999), 0, RANGE),
        (Integer(1, 999), 1, []),
        (Integer(1, 999), 999, []),
        (Integer(1, 999), 1000, RANGE),
        (Flag(), False, []),
        (Label(), "x", []),
        (Label(), 5, []),
        (Amount(), 5, []),
        (Amount(), Decimal("-0.01"), []),
        (Amount(), Decimal("NaN"), RANGE),
        (Amount(), Decimal("sNaN"), RANGE),
        (Amount(), Decimal("Infinity"), RANGE),
    ]
    for rule, value, expected in cases:
        with subtests.test(value=value):
            assert said(rule, value) == expected


def test_ids_of_master_data() -> None:
    """Only a number in range is looked up in the tenant's list."""
    policy = pk.Policy(masters=masters())
    rule = Integer(1, 999, "id_types")
    assert said(rule, 4, policy) == []
    assert said(rule, 5, policy) == err("master.unknown")
    assert said(rule, 1000, policy) == RANGE


@pytest.mark.parametrize("literal", ["10.50", "0.1", "-3", "100.000"])
def test_amounts_keep_their_digits(literal: str) -> None:
    """An amount is read to the exact decimal that was written."""
    assert str(Amount().read(Decimal(literal))) == literal
    assert isinstance(Amount().read(3), Decimal)
    assert Amount().read(3) == Decimal(3)


@pytest.mark.parametrize(
    ("bounds", "said_so"),
    [((), "signed 64 bits"), ((0, 2**63 - 1), "0 or more"), ((1, 999), "1 to 999")],
)
def test_wording(bounds: tuple[int, ...], said_so: str) -> None:
    """The message names the bounds, that of a check too."""
    assert said_so in out_of_range(*bounds).message
    least, most = bounds or (-(2**63), 2**63 - 1)
    assert said_so in next(Integer(least, most).check(2**64, POLICY)).message


def test_contract() -> None:
    """A rule prints what it demands."""
    assert repr(Integer(1, 9, "id_types")) == "<whole number from 1 to 9, an id of id_types>"
    assert (repr(Integer()), repr(Flag())) == ("<whole number from 0>", "<true or false>")


def test_schemas() -> None:
    """A range stands in the schema with its bounds, an amount and a flag with their type."""
    assert Integer(1, 9, examples=(4, 2)).schema() == {
        "type": "integer",
        "minimum": 1,
        "maximum": 9,
        "examples": [4, 2],
    }
    assert Integer().schema() == {"type": "integer", "minimum": 0, "maximum": 2**63 - 1}
    assert (Amount().schema(), Flag().schema()) == ({"type": "number"}, {"type": "boolean"})


def test_ids_of_master_data_are_drawn() -> None:
    """Where the tenant gives the list, its ids are drawn, and another id is a fault."""
    draws = sample_draws(pk.Policy(masters=masters()), st)
    rule = Integer(listing="id_types")
    ids = {int(number) for number in masters().names("id_types") or ()}

    assert find(rule.draw(draws), lambda _: True) in ids
    assert list(rule.edges(draws)) == []
    assert "master.unknown" in {each.code for each in rule.breakers(draws)}
