"""Convert codes of travel documents and English country names to alpha-2, without guessing."""

from __future__ import annotations

from payloadkit.codes.icao import alpha2
from payloadkit.conversion.rule import Made, Read, rule
from payloadkit.violation import Fault

_NO_ALPHA2 = Fault("country.no_alpha2")


@rule("country.no_alpha2", "country.unofficial")
def country_code(text: str, _read: Read) -> Made:
    """ISO alpha-3 or alpha-2 → alpha-2; ICAO `D` → `DE`, `RKS` → `XK`; other codes have none."""
    return _made(alpha2(text.strip().upper()) if text.isascii() else None)


@rule("country.no_alpha2", "country.unofficial")
def country_name(text: str, _read: Read) -> Made:
    """An English country name, equal to ISO's or CLDR's → alpha-2."""
    from payloadkit.codes.names import country_named

    return _made(country_named(text))


def _made(code: str | None) -> Made:
    return Made(faults=(_NO_ALPHA2,)) if code is None else Made(code)
