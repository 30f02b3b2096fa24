"""Codes of issuers and nationalities in travel documents (ICAO Doc 9303, part 3, section 5).

Travel documents write ISO alpha-3, with one exception (Germany's single letter) and some codes that
ISO does not assign: kinds of British nationality, officials of organisations, persons without a
nationality, specimens. Most of those are no country, so they have no alpha-2 code and none is
guessed.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from payloadkit.codes.countries import ALPHA2, ALPHA3, UNOFFICIAL

if TYPE_CHECKING:
    from collections.abc import Mapping

COUNTRIES: Mapping[str, str] = MappingProxyType({"D": "DE", "RKS": "XK"})
"""Alpha-2 code by the codes of Doc 9303 that mean a country and that ISO does not assign."""

SPECIALS: Mapping[str, str] = MappingProxyType(
    {
        "EUE": "European Union",
        "GBD": "British Overseas Territories citizen",
        "GBN": "British National (Overseas)",
        "GBO": "British Overseas citizen",
        "GBP": "British protected person",
        "GBS": "British subject",
        "IAO": "International Civil Aviation Organization",
        "UNA": "official of a United Nations specialised agency",
        "UNK": "resident of Kosovo with a document of the United Nations mission",
        "UNO": "official of the United Nations",
        "UTO": "Utopia, the country of specimens",
        "XBA": "African Development Bank",
        "XCC": "Caribbean Community",
        "XCE": "Council of Europe",
        "XCO": "Common Market for Eastern and Southern Africa",
        "XDC": "Southern African Development Community",
        "XEC": "Economic Community of West African States",
        "XES": "Organisation of Eastern Caribbean States",
        "XIM": "African Export-Import Bank",
        "XMP": "Parliamentary Assembly of the Mediterranean",
        "XOM": "Sovereign Military Order of Malta",
        "XPO": "Interpol",
        "XXA": "stateless person",
        "XXB": "refugee under the 1951 Convention",
        "XXC": "refugee, otherwise",
        "XXX": "person of unspecified nationality",
    }
)
"""English meaning by the codes of Doc 9303 that have no alpha-2 code."""


def alpha2(code: str) -> str | None:
    """Return the ISO alpha-2 code of an alpha-2, alpha-3 or Doc 9303 code, or None.

    Nothing is forgiven: lower case, blanks and the filler ``<`` make another text, which has no
    code. A None for a member of ``SPECIALS`` is a fact about that code; any other None is an
    unknown code.

    Args:
        code: The code as written, ``ARE``, ``AE`` or ``D``.
    """
    if code in ALPHA2 or code in UNOFFICIAL:
        return code
    return ALPHA3.get(code) or COUNTRIES.get(code)
