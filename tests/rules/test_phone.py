"""Phone numbers: E.164 to the letter, and libphonenumber's opinion."""

from __future__ import annotations

import pytest

import payloadkit as pk
from payloadkit.rules.phone import Phone
from tests.rules.judging import Said, err, said, warn

NOT_E164, NOT_VALID = err("phone.not_e164"), err("phone.not_valid")
SHAPE = pk.Policy(phones="shape")


@pytest.mark.parametrize(
    ("value", "expected"),
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
        ("+97150123456789", warn("phone.not_valid")),
        ("+971591234567", warn("phone.not_valid")),
    ],
)
def test_numbers(value: str, expected: Said) -> None:
    """What does not come back from libphonenumber is no E.164; an impossible number errs, one of no known range warns."""
    assert said(Phone(), value) == expected


@pytest.mark.parametrize(("value", "expected"), [("+97150", []), ("+9710501234567", []), ("0501234567", NOT_E164), ("+", NOT_E164)])
def test_shape(value: str, expected: Said) -> None:
    """Under ``phones="shape"`` the form alone is judged."""
    assert said(Phone(), value, SHAPE) == expected
