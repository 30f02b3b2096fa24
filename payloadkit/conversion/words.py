"""Words of the source that become words or ids of the target."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from payloadkit.conversion.masters import folded
from payloadkit.conversion.rule import Made, Read, constant, rule
from payloadkit.violation import Fault, Severity

if TYPE_CHECKING:
    from payloadkit.conversion.source import Profile

LONGEST_TITLE = 3
RESIDENT, NON_RESIDENT = 101, 100

_GENDERS = {"male": "Male", "m": "Male", "female": "Female", "f": "Female"}
_RESIDENTS = frozenset({"resident", "citizen"})
_TITLES = {"mr": "Mr", "ms": "Ms", "mrs": "Mrs", "dr": "Dr"}
_TITLE_GENDERS = {"mr": "Male", "ms": "Female", "mrs": "Female", "miss": "Female"}

INFERRED = Fault("value.inferred", severity=Severity.WARNING)
ASSUMED = Fault("value.inferred", severity=Severity.INFO)
DEFAULTED = Fault("value.defaulted", severity=Severity.INFO)
_GENDERS_DIFFER = Fault("salutation.gender", severity=Severity.WARNING)


@rule("copied")
def copied(text: str, _read: Read) -> Made:
    """As it is."""
    return Made(text)


@rule("normalised")
def without_dashes(text: str, _read: Read) -> Made:
    """Without dashes and blanks."""
    return Made(re.sub(r"[\s\u2010-\u2015-]", "", text))


@rule("copied", "salutation.gender", "choice.unknown")
def short_title(text: str, read: Read) -> Made | None:
    """`Mr`, `Ms`, `Mrs`, `Dr` in any case, without dot; another one of at most 3 letters stays."""
    title = _title(text)
    if not title.isalpha() or len(title) > LONGEST_TITLE:
        return None
    return Made(_TITLES.get(title.casefold(), title), _contradiction(title, read))


@rule("mapped", "salutation.gender")
def miss(text: str, read: Read) -> Made | None:
    """`Miss` → `Ms`."""
    title = _title(text)
    return Made("Ms", _contradiction(title, read)) if title.casefold() == "miss" else None


def _title(text: str) -> str:
    return text.strip().removesuffix(".").rstrip()


def _contradiction(title: str, read: Read) -> tuple[Fault, ...]:
    """Return the fault of a title that belongs to another gender than the source's."""
    gender = _GENDERS.get(folded(read.profile.get("personalInfo.genderEn") or ""))
    wanted = _TITLE_GENDERS.get(title.casefold(), gender)
    return () if gender is None or gender == wanted else (_GENDERS_DIFFER,)


@rule("derived")
def title_of_gender(text: str, _read: Read) -> Made | None:
    """`Male` → `Mr`, `Female` → `Ms`."""
    gender = _GENDERS.get(folded(text))
    return None if gender is None else Made("Mr" if gender == "Male" else "Ms")


@rule("mapped", "choice.unknown")
def gender_word(text: str, _read: Read) -> Made:
    """`Male`, `Female`, `M`, `F` in any case → `Male`, `Female`; another word stays."""
    return Made(_GENDERS.get(folded(text), text))


@rule("derived")
def country_of_class(text: str, _read: Read) -> Made | None:
    """`Resident`, `Citizen` → `AE`."""
    return Made("AE") if folded(text) in _RESIDENTS else None


@rule("derived")
def resident_type(text: str, _read: Read) -> Made:
    """`Resident`, `Citizen` → `101`, another class → `100`."""
    return Made(RESIDENT if folded(text) in _RESIDENTS else NON_RESIDENT)


no_residence = constant("no_residence", NON_RESIDENT)


def says_something(profile: Profile) -> bool:
    """The profile has any value."""
    return profile.says_something()
