"""Words of the source that become words or ids of the target.

A tenant's own ids come from its master data.
"""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING

from payloadkit.conversion.rule import Made, Read, rule
from payloadkit.conversion.supplement import DIGITS
from payloadkit.violation import Fault, Severity

if TYPE_CHECKING:
    from collections.abc import Mapping

    from payloadkit.conversion.source import Profile

LONGEST_TITLE = 3
MARRIED, UNMARRIED = 1, 2
RESIDENT, NON_RESIDENT = 101, 100

_GENDERS = {"male": "Male", "m": "Male", "female": "Female", "f": "Female"}
_MARITAL = {"married": MARRIED, "single": UNMARRIED, "unmarried": UNMARRIED}
_RESIDENTS = frozenset({"resident", "citizen"})
_EMPLOYED = re.compile(r"\b(WORK|EMPLOYMENT)\b", re.IGNORECASE)
_CANDIDATES = 3
_COMPARED = 100

INFERRED = Fault("value.inferred", severity=Severity.WARNING)
DEFAULTED = Fault("value.defaulted", severity=Severity.WARNING)


@rule()
def copied(text: str, _read: Read) -> Made:
    """As it is."""
    return Made(text)


@rule()
def without_dashes(text: str, _read: Read) -> Made:
    """Without dashes and blanks."""
    return Made(re.sub(r"[\s\u2010-\u2015-]", "", text))


@rule()
def short_title(text: str, _read: Read) -> Made | None:
    """A title of at most 3 letters, without its dot."""
    title = text.strip().removesuffix(".")
    return Made(title) if title.isalpha() and len(title) <= LONGEST_TITLE else None


@rule()
def miss(text: str, _read: Read) -> Made | None:
    """`Miss` → `Ms`."""
    return Made("Ms") if text.strip().removesuffix(".").casefold() == "miss" else None


@rule()
def title_of_gender(text: str, _read: Read) -> Made | None:
    """`Male` → `Mr`, `Female` → `Ms`."""
    gender = _GENDERS.get(_folded(text))
    return None if gender is None else Made("Mr" if gender == "Male" else "Ms")


@rule("choice.unknown")
def gender_word(text: str, _read: Read) -> Made:
    """`Male`, `Female`, `M`, `F` in any case → `Male`, `Female`; another word stays."""
    return Made(_GENDERS.get(_folded(text), text))


@rule()
def country_of_class(text: str, _read: Read) -> Made | None:
    """`Resident`, `Citizen` → `AE`."""
    return Made("AE") if _folded(text) in _RESIDENTS else None


@rule()
def resident_type(text: str, _read: Read) -> Made:
    """`Resident`, `Citizen` → `101`, another class → `100`."""
    return Made(RESIDENT if _folded(text) in _RESIDENTS else NON_RESIDENT)


@rule()
def no_residence(_text: str, _read: Read) -> Made:
    """`100`."""
    return Made(NON_RESIDENT)


def says_something(profile: Profile) -> bool:
    """The profile has any value."""
    return profile.says_something()


def works(profile: Profile) -> bool:
    """`residenceInfo.residenceClassEn` contains WORK or EMPLOYMENT."""
    return bool(_EMPLOYED.search(profile.get("residenceInfo.residenceClassEn") or ""))


@rule()
def sponsor(text: str, _read: Read) -> Made:
    """The sponsor, as employer."""
    return Made(text)


@rule("choice.unknown", "value.inferred")
def marital_status(text: str, read: Read) -> Made:
    """`Married` → `1`, `Single`, `Unmarried` → `2`, others by the masters' `marital_statuses`."""
    names = _names("marital_statuses", read)
    found = _MARITAL.get(_folded(text)) or _id(text, names)
    if found is not None:
        return Made(found, (INFERRED,))
    return Made(
        faults=(
            Fault(
                "choice.unknown",
                hint=_near(text, names),
                severity=Severity.WARNING,
                variant="marital_status",
            ),
        )
    )


@rule("master.unknown")
def profession(text: str, read: Read) -> Made:
    """By the masters' `professions`: the same name, ignoring case and blanks."""
    names = _names("professions", read)
    found = _id(text, names)
    if found is not None:
        return Made(found)
    return Made(
        faults=(
            Fault(
                "master.unknown",
                hint=_near(text, names),
                severity=Severity.WARNING,
                variant="occupation",
            ),
        )
    )


def _names(listing: str, read: Read) -> Mapping[str, str]:
    return (read.policy.masters.names(listing) if read.policy.masters is not None else None) or {}


def _id(text: str, names: Mapping[str, str]) -> int | str | None:
    """Return the id of the entry with this name, or None if there is not exactly one."""
    found = [code for code, name in names.items() if _folded(name) == _folded(text)]
    if len(found) != 1:
        return None
    return int(found[0]) if DIGITS.fullmatch(found[0]) else found[0]


def _near(text: str, names: Mapping[str, str]) -> str:
    """Return a hint with the nearest entries of a master list."""
    if not names:
        return "Give the tenant's master data with the policy, or supply the id."
    by_name = {_folded(name): f"{name} ({code})" for code, name in names.items()}
    near = difflib.get_close_matches(_folded(text[:_COMPARED]), by_name, _CANDIDATES)
    return (
        f"Candidates: {', '.join(by_name[name] for name in near)}."
        if near
        else "No name of the list is near: supply the id."
    )


def _folded(text: str) -> str:
    return "".join(text.casefold().split())
