"""Codes of ISO: exact case, exact tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from payloadkit.rules.iso import Country, Currency, Language
from tests.documents import POLICY
from tests.rules.judging import Said, err, said, warn

if TYPE_CHECKING:
    from payloadkit.rules.rule import Rule

COUNTRY, CURRENCY, LANGUAGE = Country(), Currency(), Language()


def test_country(subtests: pytest.Subtests) -> None:
    """A country is an assigned alpha-2 code; XK, which is not, warns."""
    cases: list[tuple[str, Said]] = [("AE", []), ("GB", []), ("XK", warn("country.unofficial"))] + [
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
    ]
    for value, expected in cases:
        with subtests.test(value=value, expected=expected):
            assert said(COUNTRY, value) == expected


def test_currency(subtests: pytest.Subtests) -> None:
    """A currency is its three capital letters."""
    cases: list[tuple[str, Said]] = [("AED", []), ("USD", [])] + [
        (value, err("currency.unknown")) for value in ("aed", "Dhs", "ZZZ", "784", "AE", "AED ")
    ]
    for value, expected in cases:
        with subtests.test(value=value, expected=expected):
            assert said(CURRENCY, value) == expected


def test_language(subtests: pytest.Subtests) -> None:
    """A language is of ISO 639-1 or 639-3, in lower case."""
    cases: list[tuple[str, Said]] = [("en", []), ("ar", []), ("eng", []), ("arb", [])] + [
        (value, err("language.unknown")) for value in ("EN", "xx", "english", "e", "zzz1")
    ]
    for value, expected in cases:
        with subtests.test(value=value, expected=expected):
            assert said(LANGUAGE, value) == expected


@pytest.mark.parametrize(
    ("rule", "value", "told"),
    [
        (COUNTRY, "AN", "withdrawn on 2010-12-15, now BQ or CW or SX."),
        (COUNTRY, "YU", "withdrawn on 2003-07-23, now ME or RS."),
        (COUNTRY, "DY", "withdrawn in 1977, now BJ."),
        (COUNTRY, "SU", "withdrawn on 1992-08-30."),
        (CURRENCY, "ANG", "withdrawn on 2025-06-30, now XCG."),
        (CURRENCY, "HRK", "withdrawn on 2023-01-14, now EUR."),
        (CURRENCY, "SUR", "withdrawn on 1992-10-01."),
    ],
)
def test_a_withdrawn_code_is_told(rule: Rule, value: str, told: str) -> None:
    """The hint of a code that once was one says until when, and what stands for it now."""
    (fault,) = rule.check(value, POLICY)
    assert fault.hint is not None
    assert fault.hint.endswith(told)
    assert value not in fault.message + fault.hint
