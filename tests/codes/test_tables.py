"""The committed tables hold what the installed pycountry holds."""

from __future__ import annotations

from typing import Any

import pycountry
import pytest

from payloadkit.codes import withdrawn
from payloadkit.codes.countries import ALPHA2, ALPHA3, UNOFFICIAL
from payloadkit.codes.currencies import CURRENCIES
from payloadkit.codes.languages import LANGUAGES


def test_countries_are_those_of_iso() -> None:
    """Every country of ISO 3166-1 stands in the table under its two codes, and no other does."""
    assert dict(ALPHA3) == {country.alpha_3: country.alpha_2 for country in pycountry.countries}
    assert {country.alpha_2 for country in pycountry.countries} == ALPHA2


def test_unofficial_countries_are_not_assigned() -> None:
    """Kosovo is the only unofficial country, and no official one."""
    assert {"XK"} == UNOFFICIAL
    assert not ALPHA2 & UNOFFICIAL


def test_currencies_are_those_of_iso() -> None:
    """Every active currency of ISO 4217 stands in the table, and no other does."""
    assert {currency.alpha_3 for currency in pycountry.currencies} == CURRENCIES


def test_languages_are_those_of_iso() -> None:
    """The table holds the codes of ISO 639-1 and ISO 639-3, and no others."""
    assert {code for code in LANGUAGES if len(code) == 3} == {
        language.alpha_3 for language in pycountry.languages
    }
    assert {code for code in LANGUAGES if len(code) != 3} == {
        language.alpha_2 for language in pycountry.languages if hasattr(language, "alpha_2")
    }


@pytest.mark.parametrize("code", ["en", "eng", "ar", "ara", "ml", "tl", "fil"])
def test_languages_of_the_region_are_known(code: str) -> None:
    """Languages that customers in the UAE speak are known by both of their codes."""
    assert code in LANGUAGES


@pytest.mark.parametrize("code", ["EN", "fre", "", "en-GB", "qaa"])
def test_no_other_tags_are_languages(code: str) -> None:
    """Upper case, bibliographic codes, regions and private codes are no languages."""
    assert code not in LANGUAGES


def test_what_was_withdrawn_is_known(subtests: pytest.Subtests) -> None:
    """A withdrawn code has the day of its source, and what stands for it if that is clear."""
    cases: list[tuple[Any, str, str, tuple[str, ...]]] = [
        (withdrawn.COUNTRIES, "AN", "2010-12-15", ("BQ", "CW", "SX")),
        (withdrawn.COUNTRIES, "YU", "2003-07-23", ("ME", "RS")),
        (withdrawn.COUNTRIES, "YUG", "2003-07-23", ("ME", "RS")),
        (withdrawn.COUNTRIES, "CS", "2006-09-26", ("ME", "RS")),
        (withdrawn.COUNTRIES, "SU", "1992-08-30", ()),
        (withdrawn.COUNTRIES, "ZR", "1997-07-14", ("CD",)),
        (withdrawn.CURRENCIES, "ANG", "2025-06-30", ("XCG",)),
        (withdrawn.CURRENCIES, "HRK", "2023-01-14", ("EUR",)),
        (withdrawn.CURRENCIES, "SLL", "2023-12-31", ("SLE",)),
        (withdrawn.CURRENCIES, "ZWL", "2024-08-31", ("USD", "ZWG")),
        (withdrawn.CURRENCIES, "SUR", "1992-10-01", ()),
    ]
    for table, code, day, now in cases:
        with subtests.test(table=table, code=code):
            assert table[code] == (day, now)


def test_nothing_withdrawn_is_valid() -> None:
    """A code that was assigned anew is no withdrawn one; successors are codes of today."""
    assert not withdrawn.COUNTRIES.keys() & (ALPHA2 | ALPHA3.keys())
    assert not withdrawn.CURRENCIES.keys() & CURRENCIES
    assert {now for _, codes in withdrawn.COUNTRIES.values() for now in codes} <= ALPHA2
    assert {now for _, codes in withdrawn.CURRENCIES.values() for now in codes} <= CURRENCIES


@pytest.mark.parametrize("table", [ALPHA2, ALPHA3, CURRENCIES])
def test_codes_are_ascii_capitals(table: frozenset[str]) -> None:
    """Codes of countries and currencies are capital ASCII letters."""
    assert all(code.isascii() and code.isalpha() and code.isupper() for code in table)


def test_the_tables_cannot_be_changed() -> None:
    """A caller cannot change a table for everyone else."""
    with pytest.raises(TypeError):
        ALPHA3["ZZZ"] = "ZZ"  # type: ignore[index]
