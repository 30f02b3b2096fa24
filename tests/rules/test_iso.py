"""Codes of ISO: exact case, exact tables."""

from __future__ import annotations

import pytest

from payloadkit.rules.iso import Country, Currency, Language
from tests.rules.judging import Said, err, said, warn

COUNTRY, CURRENCY, LANGUAGE = Country(), Currency(), Language()


@pytest.mark.parametrize(
    ("value", "expected"),
    [("AE", []), ("GB", []), ("XK", warn("country.unofficial"))]
    + [
        (value, err("country.unknown"))
        for value in (
            "ae",
            "ARE",
            "UK",
            "EU",
            "ZZ",
            "A",
            "AE ",
            "\uff21\uff25",
            "\u0410\u0415",
            "784",
        )
    ],
)
def test_country(value: str, expected: Said) -> None:
    """A country is an assigned alpha-2 code; XK, which is not, warns."""
    assert said(COUNTRY, value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [("AED", []), ("USD", [])]
    + [(value, err("currency.unknown")) for value in ("aed", "Dhs", "ZZZ", "784", "AE", "AED ")],
)
def test_currency(value: str, expected: Said) -> None:
    """A currency is its three capital letters."""
    assert said(CURRENCY, value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [("en", []), ("ar", []), ("eng", []), ("arb", [])]
    + [(value, err("language.unknown")) for value in ("EN", "xx", "english", "e", "zzz1")],
)
def test_language(value: str, expected: Said) -> None:
    """A language is of ISO 639-1 or 639-3, in lower case."""
    assert said(LANGUAGE, value) == expected
