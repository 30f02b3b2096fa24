"""Convert phone numbers, as people in the UAE write them, to E.164.

A number is converted only where the result is valid.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

import attrs

from payloadkit.conversion.draft import Cell
from payloadkit.conversion.rule import Made, Read, rule
from payloadkit.rules.phone import E164, Phone, read_number, write_number
from payloadkit.violation import Fault, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST = 64
UAE, MOBILE_DIGITS = "971", 9

# Blanks, dashes, brackets, and the marks of direction that come with copied numbers.
_FILLERS = re.compile(r"[\s()\[\]\u2010-\u2015\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff-]++")
_DIGITS = re.compile(r"\+?\d{3,20}")
_UAE_PREFIX, _UAE_MOBILE = "+9715", re.compile(r"\+9715[0-9]{8}")
_ONE_DIGIT_OFF = (MOBILE_DIGITS - 1, MOBILE_DIGITS + 1)

PHONE = Phone()
_NOT_E164 = Fault("phone.not_e164", variant="source")
_NOT_MOBILE = Fault("phone.not_mobile", severity=Severity.WARNING)
_LOCAL = Fault("phone.local", severity=Severity.INFO)
_WITHOUT_PLUS = Fault("phone.local", severity=Severity.WARNING, variant="foreign")
_TRUNK_ZERO = Fault("phone.local", severity=Severity.WARNING, variant="trunk")

MOBILES = ("personalInfo.mobileNo", "personContactDetails.mobileNo")
HOME, WORK = "personContactDetails.homePhone", "personContactDetails.workPhone"


@rule("normalised", "phone.local", "phone.not_e164")
def e164(text: str, _read: Read) -> Made:
    """To E.164 if that is valid: `+…`, `00…`, `05…`, `5…`, `9715…`, `04…`, else with a `+`."""
    return converted(text)


@rule("normalised", "phone.local", "phone.not_e164", "phone.not_mobile")
def primary_number(text: str, read: Read) -> Made:
    """The first mobile number of the sources, else the first usable one, to E.164 if valid."""
    landline: Made | None = None
    for path, made in _usable(read):
        found = Made(made.value, made.faults, (read.profile.pointer(path),))
        if is_mobile(str(made.value)):
            return found
        landline = landline or attrs.evolve(found, faults=(*made.faults, _NOT_MOBILE))
    return landline or converted(text)


@rule("normalised", "phone.local", "phone.not_e164", "phone.not_mobile")
def another_number(text: str, read: Read) -> Made | None:
    """To E.164 if that is valid, and another number than `/primary_mobile_number`."""
    made = converted(text)
    primary = read.made("primary_mobile_number")
    if (primary is not None and primary.value == made.value) or _is_reported(text, read):
        return None
    landline = isinstance(made.value, str) and not is_mobile(made.value)
    return Made(made.value, (*made.faults, *((_NOT_MOBILE,) if landline else ())))


@rule("derived")
def same_number(_text: str, read: Read) -> Made | None:
    """The value of `/primary_mobile_number`."""
    primary = read.made("primary_mobile_number")
    return None if primary is None else Made(primary.value, sources=primary.sources)


def converted(text: str) -> Made:
    """Return a number in E.164, or only the fault of a text that gives no valid number.

    A text that is E.164 already is kept for the check to judge.

    Args:
        text: The number as it is written.
    """
    if E164.fullmatch(text) and _is_canonical(text):
        return Made(text)
    cleaned = _FILLERS.sub("", text).replace("\uff0b", "+") if len(text) <= LONGEST else ""
    if not _DIGITS.fullmatch(cleaned):
        return Made(faults=(_NOT_E164,))
    digits = "".join(str(unicodedata.digit(sign, sign)) for sign in cleaned)
    for candidate, fault in _candidates(digits):
        number = _valid(candidate)
        if number is not None:
            return Made(number, (fault if number == candidate else _TRUNK_ZERO,))
    return Made(faults=(_NOT_E164,))


def is_mobile(number: str) -> bool:
    """Return whether a number in E.164 may be one of a mobile phone.

    Args:
        number: The number.
    """
    import phonenumbers

    parsed, kinds = read_number(number), phonenumbers.PhoneNumberType
    mobile = (kinds.MOBILE, kinds.FIXED_LINE_OR_MOBILE)
    return _UAE_MOBILE.fullmatch(number) is not None or (
        parsed is not None and phonenumbers.number_type(parsed) in mobile
    )


def errors_of(number: str, read: Read) -> tuple[Fault, ...]:
    """Return the errors of a number that is to be in E.164.

    Args:
        number: The number.
        read: The conversion.
    """
    faults = PHONE.check(number, read.policy)
    return tuple(fault for fault in faults if fault.severity is Severity.ERROR)


def _is_reported(text: str, read: Read) -> bool:
    """Return whether a text gives no number and is reported as the primary one already."""
    primary, first = read.tree.get("primary_mobile_number"), read.profile.first(MOBILES)
    return (
        isinstance(primary, Cell) and primary.is_left_out and first is not None and first[1] == text
    )


def _usable(read: Read) -> Iterator[tuple[str, Made]]:
    """Yield the mobile numbers of a profile that give a number, with their dotted paths."""
    for path in MOBILES:
        text = read.profile.get(path)
        made = None if text is None else converted(text)
        if made is not None and isinstance(made.value, str) and not errors_of(made.value, read):
            yield path, made


def _candidates(digits: str) -> Iterator[tuple[str, Fault]]:
    """Yield the numbers that digits may mean, and what to report of each."""
    if digits.startswith("+"):
        yield digits, _LOCAL
    elif digits.startswith("00"):
        yield f"+{digits[2:]}", _LOCAL
    elif digits.startswith(UAE):
        yield f"+{digits}", _LOCAL
    elif digits.startswith("0"):
        yield f"+{UAE}{digits[1:]}", _LOCAL
    elif digits.startswith("5") and len(digits) == MOBILE_DIGITS:
        yield f"+{UAE}{digits}", _LOCAL
    elif not (digits.startswith("5") and len(digits) in _ONE_DIGIT_OFF):
        # A mobile number of the UAE with a digit too many or too few may look like one of Belize.
        yield f"+{digits}", _WITHOUT_PLUS


def _valid(number: str) -> str | None:
    """Return a number in E.164 if it is valid, or a mobile number of the UAE in a new range."""
    import phonenumbers

    parsed = read_number(number)
    if parsed is None:
        return None
    written = write_number(parsed)
    cut = written.startswith(_UAE_PREFIX)
    valid = not cut and phonenumbers.is_valid_number(parsed)
    return written if valid or _UAE_MOBILE.fullmatch(written) else None


def _is_canonical(number: str) -> bool:
    """Return whether a number comes back from reading and writing it."""
    parsed = read_number(number)
    return parsed is not None and write_number(parsed) == number
