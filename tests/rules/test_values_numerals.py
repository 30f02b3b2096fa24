"""Numbers of JSON texts: exact, and with their text where their value alone would lose it."""

from __future__ import annotations

import copy
import decimal
import pickle
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payloadkit.rules.values import Literal, OutOfRange, numeral

WHOLE = st.integers(-(2**70), 2**70).map(str) | st.sampled_from(
    ["0", "-0", str(2**63 - 1), str(2**63), str(-(2**63)), str(-(2**63) - 1), "9" * 5_000]
)
EXACT = st.from_regex(
    r"-?(0|[1-9][0-9]{0,20})(\.[0-9]{1,20}([eE][+-]?[0-9]{1,3})?|[eE][+-]?[0-9]{1,25})",
    fullmatch=True,
)

EXACTLY = decimal.Context(prec=decimal.MAX_PREC, Emax=decimal.MAX_EMAX, Emin=decimal.MIN_EMIN)


@given(WHOLE)
def test_whole_numbers(literal: str) -> None:
    """A whole number of 64 bits is an int, any other its literal."""
    found = numeral(literal, whole=True)
    inside = -(2**63) <= Decimal(literal) < 2**63
    assert type(found) is (int if inside else OutOfRange)
    assert found == (Decimal(literal) if inside else literal)


@given(EXACT)
def test_other_numbers(literal: str) -> None:
    """Any other number is the decimal of its literal, and keeps its text where a decimal is written otherwise."""
    found = numeral(literal, whole=False)
    if isinstance(found, OutOfRange):
        assert found == literal
        assert len(literal.lower().partition("e")[2]) > 15
        return
    assert isinstance(found, Decimal)
    assert (found.text if isinstance(found, Literal) else str(found)) == literal
    assert found == EXACTLY.create_decimal(literal)
    assert isinstance(found, Literal) == (str(Decimal(literal)) != literal)


@pytest.mark.parametrize("literal", ["1e3", "0.00000001", "1E+3", "-0e0"])
def test_texts_are_kept(literal: str) -> None:
    """A number copies and pickles with its text."""
    found = numeral(literal, whole=False)
    for twin in (copy.copy(found), copy.deepcopy(found), pickle.loads(pickle.dumps(found))):
        assert twin == found
        assert getattr(twin, "text", None) == getattr(found, "text", None)


def test_numbers_out_of_range_show_nothing() -> None:
    """No digit of a number that there is no value for is shown."""
    assert (
        repr(numeral("9" * 30, whole=True))
        == repr(numeral("1e99999999999999999999", whole=False))
        == "<number out of range>"
    )


def test_the_caller_s_context_does_not_matter() -> None:
    """Neither precision nor traps of the caller's decimal context change a number."""
    with decimal.localcontext(decimal.Context(prec=2, traps=list(decimal.Context().flags))):
        assert str(numeral("1.23456789", whole=False)) == "1.23456789"
        assert numeral("1e99999999999999999999", whole=False) == "1e99999999999999999999"
