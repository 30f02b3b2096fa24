"""Writes the tables of `payloadkit/codes/` as Python source.

Babel, pycountry and schwifty are needed to develop payloadkit, not to use it.
"""

from __future__ import annotations

import json
import re
import textwrap
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Any

import pycountry
from babel import Locale
from babel.core import get_global
from phonenumbers import PhoneMetadata
from schwifty import registry
from schwifty.exceptions import InvalidCountryCode

from docs.generate.files import COMMAND

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from schwifty.domain import IBANSpec

WIDTH = 100
FEW = 4  # more successors than these help nobody

# CLDR gives these names a second, short or variant form, which Babel leaves out.
ALTERNATES = {
    "Aotearoa New Zealand": "NZ",
    "Bosnia": "BA",
    "Congo (DRC)": "CD",
    "Congo (Republic)": "CG",
    "Czech Republic": "CZ",
    "East Timor": "TL",
    "Falkland Islands (Islas Malvinas)": "FK",
    "Ivory Coast": "CI",
    "Palestine": "PS",
    "Swaziland": "SZ",
    "Turkey": "TR",
    "UK": "GB",
    "US": "US",
}

# Names of every day, and old names of ISO, that neither ISO nor CLDR has. Each means one country
# today. A name of several (Korea) and one of the past alone (Zaire) are left out.
EVERYDAY = {
    "Bosnia-Herzegovina": "BA",
    "Britain": "GB",
    "Burma": "MM",
    "Congo, Democratic Republic of": "CD",
    "Congo, Republic of": "CG",
    "DR Congo": "CD",
    "England": "GB",
    "Great Britain": "GB",
    "Great Britain and Northern Ireland": "GB",
    "Holland": "NL",
    "Holy See": "VA",
    "Ireland, Republic of": "IE",
    "Korea, North": "KP",
    "Korea, South": "KR",
    "Libyan Arab Jamahiriya": "LY",
    "Macau": "MO",
    "Macedonia": "MK",
    "Macedonia, Republic of": "MK",
    "Macedonia, the former Yugoslav Republic of": "MK",
    "Myanmar, Republic of the Union of": "MM",
    "Northern Ireland": "GB",
    "Palestinian Territory": "PS",
    "Palestinian Territory, Occupied": "PS",
    "Scotland": "GB",
    "Vatican": "VA",
    "Vatican City State": "VA",
    "Wales": "GB",
}


def files() -> dict[str, str]:
    """Return the source of every generated file by its name."""
    return {
        "countries.py": countries(),
        "currencies.py": currencies(),
        "ibans.py": ibans(),
        "languages.py": languages(),
        "territories.py": territories(),
        "uae_phones.py": uae_phones(),
        "withdrawn.py": withdrawn(),
    }


def countries() -> str:
    """Return the source of the table of country codes."""
    pairs = (f"{country.alpha_3}={country.alpha_2}" for country in pycountry.countries)
    head = _head(
        "Codes of countries that ISO 3166-1 officially assigns, and the unofficial one.",
        "pycountry",
    )
    return f'''{head}
{_MAPPING_IMPORTS}
{_words("_PAIRS", pairs)}

ALPHA3: Mapping[str, str] = MappingProxyType({{pair[:3]: pair[4:] for pair in _PAIRS.split()}})
"""Alpha-2 code by alpha-3 code."""

ALPHA2: frozenset[str] = frozenset(ALPHA3.values())
"""Every alpha-2 code that is officially assigned."""

UNOFFICIAL: frozenset[str] = frozenset({{"XK"}})
"""Kosovo, which ISO has not assigned: a code that it leaves to its users."""
'''


def currencies() -> str:
    """Return the source of the table of currency codes."""
    codes = (currency.alpha_3 for currency in pycountry.currencies)
    head = _head(
        "Active alphabetic codes of currencies, funds and metals (ISO 4217).",
        "pycountry",
    )
    return f'''{head}
{_words("_CODES", codes)}

CURRENCIES: frozenset[str] = frozenset(_CODES.split())
"""Every active alphabetic code."""
'''


def ibans() -> str:
    """Return the source of the table of the countries' account numbers."""
    head = _head(
        "Structure of the account number in an IBAN, by country (ISO 13616).",
        "schwifty",
    )
    return f'''{head}
{_MAPPING_IMPORTS}
{_words("_STRUCTURES", (f"{country}={structure}" for country, structure in _structures().items()))}

STRUCTURES: Mapping[str, str] = MappingProxyType(
    {{entry[:2]: entry[3:] for entry in _STRUCTURES.split()}}
)
"""What follows the check digits, by country, ``3n16c``.

It is a row of runs: a number of digits (``n``), of capital letters (``a``), or of both (``c``).
"""
'''


def languages() -> str:
    """Return the source of the table of language codes."""
    alpha3 = sorted(language.alpha_3 for language in pycountry.languages)
    groups = (
        prefix + "".join(code[2] for code in codes)
        for prefix, codes in groupby(alpha3, key=lambda code: code[:2])
    )
    alpha2 = {getattr(language, "alpha_2", "") for language in pycountry.languages} - {""}
    head = _head(
        "Codes of languages: two letters of ISO 639-1, three letters of ISO 639-3.",
        "pycountry",
    )
    return f'''{head}
{_words("_ALPHA2", alpha2)}

# Three-letter codes that share their first two letters: those, then the third letter of each.
{_words("_ALPHA3", groups)}

LANGUAGES: frozenset[str] = frozenset(_ALPHA2.split()).union(
    group[:2] + letter for group in _ALPHA3.split() for letter in group[2:]
)
"""Every code of either part."""
'''


def territories() -> str:
    """Return the source of the table of English country names that ISO does not have."""
    rows = "".join(
        f"        {json.dumps(name)}: {json.dumps(code)},\n"
        for name, code in sorted(_names().items())
    )
    head = _head(
        "English names of countries that ISO 3166-1 has not: CLDR's, and others of every day.",
        "Babel and pycountry",
    )
    return f'''{head}
{_MAPPING_IMPORTS}
OTHER_NAMES: Mapping[str, str] = MappingProxyType(
    {{
{rows}    }}
)
"""Alpha-2 code by name."""
'''


def uae_phones() -> str:
    """Return the source of the pattern of the UAE's mobile and fixed numbers."""
    region: Any = PhoneMetadata.metadata_for_region("AE")
    kinds = (region.mobile, region.fixed_line)
    patterns = "|".join(kind.national_number_pattern for kind in kinds)
    head = _head("Mobile and fixed numbers of the UAE, in E.164.", "phonenumbers")
    return f'''{head}
UAE_PHONES = r"\\+971(?:{patterns})"
"""A regular expression; its digits are ASCII."""
'''


def withdrawn() -> str:
    """Return the source of the table of codes that were withdrawn."""
    head = _head(
        "Codes of countries and currencies that were withdrawn, with what stands for them now.",
        "pycountry and Babel",
    )
    return f'''{head}
{_MAPPING_IMPORTS}
# Code, day or year, and the codes in its place, if they are few.
{_words("_COUNTRIES", _withdrawn_countries())}
{_words("_CURRENCIES", _withdrawn_currencies())}


def _table(rows: str) -> Mapping[str, tuple[str, tuple[str, ...]]]:
    parts = (row.split("=") for row in rows.split())
    return MappingProxyType(
        {{code: (day, tuple(filter(None, now.split(",")))) for code, day, now in parts}}
    )


COUNTRIES: Mapping[str, tuple[str, tuple[str, ...]]] = _table(_COUNTRIES)
"""Day or year, and the countries that it is now, by the withdrawn code of ISO 3166."""

CURRENCIES: Mapping[str, tuple[str, tuple[str, ...]]] = _table(_CURRENCIES)
"""Last day in any country, and the currencies of those countries now, by the withdrawn code."""
'''


def _withdrawn_countries() -> list[str]:
    """Return code, day and successors of countries; of a code used twice, the last."""
    found = {}
    for country in sorted(pycountry.historic_countries, key=lambda one: one.withdrawal_date):
        now = get_global("territory_aliases").get(country.alpha_2, ())
        for code in (country.alpha_2, country.alpha_3):
            if not pycountry.countries.get(**{f"alpha_{len(code)}": code}):
                found[code] = _withdrawn(code, country.withdrawal_date, now)
    return list(found.values())


def _withdrawn_currencies() -> list[str]:
    """Return code, last day and successors of currencies that no country uses any more."""
    used: dict[str, list[tuple[date, str]]] = {}
    for territory, entries in get_global("territory_currencies").items():
        for code, start, end, _ in entries:
            if start is not None and not pycountry.currencies.get(alpha_3=code):
                used.setdefault(code, []).append((date(*end) if end else date.max, territory))
    return [
        _withdrawn(code, max(uses)[0].isoformat(), _currencies_now(uses))
        for code, uses in used.items()
        if max(uses)[0] < date.max
    ]


def _currencies_now(uses: list[tuple[date, str]]) -> set[str]:
    """Return the currencies of today in the countries where one was used.

    If half of them or more used it to its last day, the others had left it long before.
    """
    aliases = get_global("territory_aliases")
    last = max(uses)[0]
    faithful = [use for use in uses if use[0] == last]
    places = faithful if 2 * len(faithful) >= len(uses) else uses
    today = {now for _, place in places for now in aliases.get(place, [place])}
    return {
        code
        for place in today
        for code, start, end, tender in get_global("territory_currencies").get(place, ())
        if start and not end and tender and pycountry.currencies.get(alpha_3=code)
    }


def _withdrawn(code: str, day: str, now: Collection[str]) -> str:
    return f"{code}={day}={','.join(sorted(now)) if len(now) <= FEW else ''}"


def _names() -> dict[str, str]:
    alpha2 = {country.alpha_2 for country in pycountry.countries} | {"XK"}
    taken = {
        getattr(country, field, None)
        for country in pycountry.countries
        for field in ("name", "common_name", "official_name")
    }
    named = (
        {name: code for code, name in Locale("en").territories.items() if code in alpha2}
        | ALTERNATES
        | EVERYDAY
    )
    return {name: code for name, code in named.items() if name not in taken}


def _structures() -> dict[str, str]:
    """Return the structure of every country that has IBANs, not of one that only plans to."""
    specs = {
        country: _spec(country)
        for country in [*(country.alpha_2 for country in pycountry.countries), "XK"]
    }
    return {
        country: _runs(spec.bban_spec)
        for country, spec in specs.items()
        if spec is not None and not spec.aspirational
    }


def _spec(country: str) -> IBANSpec | None:
    try:
        return registry.get_iban_spec(country)
    except InvalidCountryCode:
        return None


def _runs(spec: str) -> str:
    """Return a structure with neighbouring runs of one kind joined."""
    runs = groupby(re.findall("([0-9]+)!([nac])", spec), key=lambda run: run[1])
    return "".join(f"{sum(int(length) for length, _ in same)}{kind}" for kind, same in runs)


_MAPPING_IMPORTS = """from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
"""


def _head(summary: str, source: str) -> str:
    made = textwrap.fill(f"Generated by `{COMMAND}` from {source}: do not edit.", WIDTH)
    return f'"""{summary}\n\n{made}\n"""\n\nfrom __future__ import annotations\n'


def _words(name: str, words: Iterable[str]) -> str:
    lines = textwrap.fill(" ".join(sorted(words)), WIDTH, break_on_hyphens=False)
    return f'{name} = """\n{lines}\n"""'
