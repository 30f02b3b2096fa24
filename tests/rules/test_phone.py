"""Phone numbers: E.164 to the letter, and libphonenumber's opinion."""

from __future__ import annotations

import phonenumbers
import pytest
from hypothesis import find
from hypothesis import strategies as st

import payloadkit as pk
from payloadkit.rules.phone import Phone
from payloadkit.strategies.draws import sample_draws
from tests.documents import POLICY
from tests.rules.judging import Said, choices, err, said, warn

NOT_E164, NOT_VALID = err("phone.not_e164"), err("phone.not_valid")
SHAPE = pk.Policy(phones="shape")


def test_numbers(subtests: pytest.Subtests) -> None:
    """Shape and impossible numbers err; a number of no known range warns."""
    cases: list[tuple[str, Said]] = (
        [("+971501234567", []), ("+97142123456", []), ("+919876543210", []), ("+12015550123", [])]
        + [
            (value, NOT_E164)
            for value in (
                "0501234567",
                "971501234567",
                "00971501234567",
                "+971 50 123 4567",
                "+971-50-1234567",
                "+9710501234567",
                "+971501234567;ext=5",
                "+\u0669\u0667\u0661501234567",
                "+0501234567",
                "+",
                "tel:+971501234567",
                "+999123456789",
                "+1234567890123456",
                "+971501234567\n",
            )
        ]
        + [
            ("+97150", NOT_VALID),
            ("+9715012345678901", NOT_E164),
            ("+120155501234", NOT_VALID),
            ("+97150123456", NOT_VALID),
            ("+9715012345678", NOT_VALID),
            ("+97150123456789", NOT_VALID),
            ("+971591234567", warn("phone.not_valid")),
        ]
    )
    for value, expected in cases:
        with subtests.test(value=value, expected=expected):
            assert said(Phone(), value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [("+97150", []), ("+9710501234567", []), ("0501234567", NOT_E164), ("+", NOT_E164)],
)
def test_shape(value: str, expected: Said) -> None:
    """Under ``phones="shape"`` the form alone is judged."""
    assert said(Phone(), value, SHAPE) == expected


@pytest.mark.parametrize("realistic", [False, True])
def test_numbers_of_every_region_are_drawn(realistic: bool) -> None:
    """Every region with an example number is among those drawn."""
    drawn = Phone().draw(sample_draws(POLICY, choices(), realistic=realistic))
    for region in phonenumbers.SUPPORTED_REGIONS:
        for kind in (phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE):
            example = phonenumbers.example_number_for_type(region, kind)
            assert (
                example is None
                or phonenumbers.format_number(example, phonenumbers.PhoneNumberFormat.E164) in drawn
            )
    assert [number for number in drawn if said(Phone(), number)] == []


def test_the_simplest_is_emirati() -> None:
    """Shrinking ends at a mobile number of the UAE."""
    assert find(Phone().draw(sample_draws(POLICY, st)), lambda _: True) == "+971501234567"


def test_only_the_shape_is_broken_where_only_the_shape_is_judged() -> None:
    """A policy that looks at the shape alone has no breakers that need a numbering plan."""
    draws = sample_draws(pk.Policy(phones="shape"), st)
    assert {breaker.unseen for breaker in Phone().breakers(draws)} == {""}
