"""Names of persons: from the parts of the source, or by splitting the full name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from payloadkit.conversion.rule import Made, Read, rule
from payloadkit.violation import Fault, Severity

if TYPE_CHECKING:
    from payloadkit.conversion.source import Profile

SPLIT = Fault("name.split", severity=Severity.WARNING)
SINGLE = Fault("name.single", severity=Severity.WARNING)


def in_parts(profile: Profile) -> bool:
    """There are first and family name, or no full name."""
    return (
        all(profile.get(f"personalInfo.{name}") for name in ("firstNameEn", "familyNameEn"))
        or profile.get("personalInfo.fullNameEn") is None
    )


@rule()
def first_word(text: str, _read: Read) -> Made | None:
    """The first word of several."""
    words = text.split()
    return Made(words[0]) if len(words) > 1 else None


@rule()
def only_word(text: str, _read: Read) -> Made:
    """The only word."""
    return Made(text.split(maxsplit=1)[0])


@rule()
def words_between(text: str, _read: Read) -> Made | None:
    """The words between the first and the last, joined by single blanks."""
    between = text.split()[1:-1]
    return Made(" ".join(between)) if between else None


@rule()
def last_word(text: str, _read: Read) -> Made | None:
    """The last word of several."""
    words = text.split()
    return Made(words[-1]) if len(words) > 1 else None
