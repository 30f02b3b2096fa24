"""Convert codes of travel documents and English country names to alpha-2, without guessing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from payloadkit.codes.icao import SPECIALS, alpha2
from payloadkit.conversion.rule import Made, Read, rule
from payloadkit.messages import Series
from payloadkit.rules.iso import withdrawal, withdrawn_country
from payloadkit.violation import Fault, Severity

if TYPE_CHECKING:
    from payloadkit.conversion.source import Profile

_SHORT_NAMES = {"UAE": "AE", "UK": "GB", "USA": "US"}
_DIFFERS = Fault("country.differs", severity=Severity.WARNING)

PERSON = "personalInfo.currentNationality"
PASSPORT = ("activePassport.documentNationalityAbbr", "activePassport.documentNationality")


@rule("mapped", "country.no_alpha2", "country.unofficial")
def country_written(text: str, _read: Read) -> Made:
    """A code of ISO or ICAO, an English name, `UAE`, `UK`, `USA` → alpha-2; others have none."""
    code = country_of(text)
    return Made(faults=(_no_alpha2(text),)) if code is None else Made(code)


country_assumed = attrs.evolve(country_written, kind="derived")


@rule("mapped", "country.no_alpha2", "country.unofficial", "country.differs")
def nationality(text: str, read: Read) -> Made:
    """A code of ISO or ICAO, an English name, `UAE`, `UK`, `USA` → alpha-2; others have none."""
    made = country_written.make(text, read) or Made()
    passport = _of_passport(read.profile)
    person = read.profile.get(PERSON)
    differ = person is not None and passport not in (None, made.value) and not made.faults
    return Made(made.value, (_DIFFERS,)) if differ else made


def _no_alpha2(text: str) -> Fault:
    """Return the fault of a country without alpha-2 code, with what it is now if it was one."""
    word = text.strip().upper()
    gone = withdrawn_country(word)
    if gone is None or not gone[1]:
        return Fault("country.no_alpha2", variant="" if word in SPECIALS else "unknown")
    day, now = gone
    now_in_words = Series(now, "or")
    return Fault("country.no_alpha2", variant="withdrawn", when=withdrawal(day), now=now_in_words)


def country_of(text: str) -> str | None:
    """Return the alpha-2 code of a country's code or English name, or None.

    Args:
        text: The code or the name.
    """
    from payloadkit.codes.names import country_named

    word = text.strip()
    code = alpha2(word.upper()) if word.isascii() else None
    return code or _SHORT_NAMES.get(word.upper().replace(".", "")) or country_named(word)


def _of_passport(profile: Profile) -> str | None:
    """Return the first country that the passport names as nationality."""
    texts = (profile.get(path) for path in PASSPORT)
    return next((code for text in texts if text and (code := country_of(text))), None)
