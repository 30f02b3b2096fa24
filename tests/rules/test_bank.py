"""IBANs and BICs."""

from __future__ import annotations

import pytest

from payloadkit.rules.bank import Bic, Iban
from tests.rules.judging import Said, err, said


@pytest.mark.parametrize(
    ("value", "expected"),
    [("AE070331234567890123456", []), ("GB82WEST12345698765432", []), ("AE080331234567890123456", err("iban.check_digits"))]
    + [
        (value, err("iban.malformed"))
        for value in ("AE07 0331 2345 6789 0123 456", "ae070331234567890123456", "ZZ070331234567890123456", "AE", "AE07\u0660331234567890123456")
    ],
)
def test_iban(value: str, expected: Said) -> None:
    """An IBAN has its form and its check digits."""
    assert said(Iban(), value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [("BANKAE22", []), ("BANKAE22XXX", [])] + [(value, err("bic.malformed")) for value in ("BANKAE", "bankae22", "BANKAE22X", "BANKZZ22", "BANKAE22XXXX")],
)
def test_bic(value: str, expected: Said) -> None:
    """A BIC has 8 or 11 characters and a country."""
    assert said(Bic(), value) == expected
