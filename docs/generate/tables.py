"""The generated tables of this package as Python source: what they hold, and how their files read.

Only the generator imports this module: Babel and schwifty are needed to develop payloadkit, not to
use it.
"""

from __future__ import annotations

import json
import re
import textwrap
from itertools import groupby
from typing import TYPE_CHECKING

import pycountry
from babel import Locale
from schwifty import registry
from schwifty.exceptions import InvalidCountryCode

from docs.generate.files import COMMAND

if TYPE_CHECKING:
    from collections.abc import Iterable

    from schwifty.domain import IBANSpec

WIDTH = 160

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


def files() -> dict[str, str]:
    """Return the source of every generated file by its name."""
    return {
        "countries.py": countries(),
        "currencies.py": currencies(),
        "ibans.py": ibans(),
        "languages.py": languages(),
        "territories.py": territories(),
    }


def countries() -> str:
    """Return the source of the table of country codes."""
    pairs = (f"{country.alpha_3}={country.alpha_2}" for country in pycountry.countries)
    return f'''{_head("Countries: the codes that ISO 3166-1 officially assigns, and the one beside them that the world uses.", "pycountry")}
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
    return f'''{_head("Currencies: the active alphabetic codes of ISO 4217, funds and metals among them.", "pycountry")}
{_words("_CODES", codes)}

CURRENCIES: frozenset[str] = frozenset(_CODES.split())
"""Every active alphabetic code."""
'''


def ibans() -> str:
    """Return the source of the table of the countries' account numbers."""
    return f'''{_head("Account numbers in IBANs: what each country has registered (ISO 13616).", "schwifty, which has the registry's tables")}
{_MAPPING_IMPORTS}
{_words("_STRUCTURES", (f"{country}={structure}" for country, structure in _structures().items()))}

STRUCTURES: Mapping[str, str] = MappingProxyType({{entry[:2]: entry[3:] for entry in _STRUCTURES.split()}})
"""What follows the check digits, by country: runs of so many digits (``n``), capital letters (``a``), or capital letters and digits (``c``): ``3n16c``."""
'''


def languages() -> str:
    """Return the source of the table of language codes."""
    codes = {
        code
        for language in pycountry.languages
        for code in (language.alpha_3, getattr(language, "alpha_2", ""))
        if code
    }
    return f'''{_head("Languages: the two-letter codes of ISO 639-1 and the three-letter codes of ISO 639-3.", "pycountry")}
{_words("_CODES", codes)}

LANGUAGES: frozenset[str] = frozenset(_CODES.split())
"""Every code of either part."""
'''


def territories() -> str:
    """Return the source of the table of English country names that ISO does not have."""
    rows = "".join(
        f"        {json.dumps(name)}: {json.dumps(code)},\n"
        for name, code in sorted(_names().items())
    )
    return f'''{_head("English names of countries as CLDR has them, where ISO 3166-1 has none of that wording.", "Babel and pycountry")}
{_MAPPING_IMPORTS}
CLDR_NAMES: Mapping[str, str] = MappingProxyType(
    {{
{rows}    }}
)
"""Alpha-2 code by name."""
'''


def _names() -> dict[str, str]:
    alpha2 = {country.alpha_2 for country in pycountry.countries} | {"XK"}
    taken = {
        getattr(country, field, None)
        for country in pycountry.countries
        for field in ("name", "common_name", "official_name")
    }
    named = {
        name: code for code, name in Locale("en").territories.items() if code in alpha2
    } | ALTERNATES
    return {name: code for name, code in named.items() if name not in taken}


def _structures() -> dict[str, str]:
    """Return the structure of every country of the registry; one that only plans to have IBANs is not in it."""
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
    """Return a structure with neighbouring runs of one kind as one run, as they read the same."""
    runs = groupby(re.findall("([0-9]+)!([nac])", spec), key=lambda run: run[1])
    return "".join(f"{sum(int(length) for length, _ in same)}{kind}" for kind, same in runs)


_MAPPING_IMPORTS = """from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
"""


def _head(summary: str, source: str) -> str:
    return f'"""{summary}\n\nGenerated by `{COMMAND}` from {source}: not to be edited.\n"""\n\nfrom __future__ import annotations\n'


def _words(name: str, words: Iterable[str]) -> str:
    return f'{name} = """\n{textwrap.fill(" ".join(sorted(words)), WIDTH)}\n"""'
