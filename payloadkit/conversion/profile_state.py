"""The state of a digitized profile and its person, from every place that tells it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from payloadkit import uaekyc
from payloadkit.conversion.draft import cells
from payloadkit.conversion.source import word_of
from payloadkit.messages import Series
from payloadkit.models.registry import model_of
from payloadkit.rules.dates import Day
from payloadkit.uaekyc.business_errors import BusinessErrorCode
from payloadkit.violation import Fault, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from payloadkit.conversion.rule import Read
    from payloadkit.conversion.source import Profile

_SECTIONS = {field.key for field in model_of(uaekyc.Profile).fields if field.part is not None}
_DEAD = frozenset({"dead", "deceased"})
_YES = frozenset({"yes", "y", "true", "1", "in"})
_NO = frozenset({"no", "n", "false", "0", "out"})
# A visa that was issued and used to enter says nothing of the stay.
_NEUTRAL = {"activeVisa.visaStatus": frozenset({"used", "issued"})}
_ENTRY = re.compile(r"\b(inside|entry|entered|arrival|arrived)\b", re.IGNORECASE)
_EXIT = re.compile(
    r"\b(outside|out of|abroad|exit|exited|departure|departed|left)\b", re.IGNORECASE
)
_MOST_ERRORS = 5

_STATUSES = ("personalInfo.immigrationStatus", "immigrationFile.status", "activeVisa.visaStatus")
_INSIDE = ("personalInfo.insideUAE", "travelDetail.isInsideUAE", "travelDetail.travelType")
# Dates of one document that several sections repeat.
_EXPIRIES: Final = (
    ("residenceInfo.expiryDate",),
    (
        "activePassport.expiryDate",
        "activeVisa.passportExpiryDate",
        "travelDetail.travelDocumentExpiryDate",
    ),
    ("activeVisa.expiryDate", "immigrationFile.expiryDate"),
)

_FAILED = Fault("profile.failed")
_DECEASED = Fault("profile.deceased")
_INACTIVE = Fault("profile.inactive", severity=Severity.WARNING)
_OUTSIDE = Fault("profile.outside", severity=Severity.WARNING)
_EXPIRY = Day("expiry")


def refusal(profile: Profile) -> Fault | None:
    """Return the fault of an answer that nothing can be made of.

    Args:
        profile: The answer.
    """
    answer = profile.document
    record = answer.get("data")
    status = word_of(record.get("status")) if isinstance(record, dict) else "none"
    if not isinstance(record, dict) or not isinstance(record.get("data"), dict):
        for level, found in (("data.data", answer), ("data", record)):
            if _holds_sections(found):
                return Fault("profile.unwrapped", level=level)
    success = answer.get("success")
    success = str(success) if isinstance(success, int) else success
    if word_of(success) in _NO or status not in ("", "success"):
        return _failure(record)
    marital = word_of(profile.get("personalInfo.maritalStatusEn"))
    return _DECEASED if marital in _DEAD else None


def state(read: Read) -> Iterator[Fault]:
    """Report a person who is not active or outside the country, and expired documents.

    The check judges the documents that are in the payload.
    """
    yield from _told(_INACTIVE, active(read.profile))
    yield from _told(_OUTSIDE, _inside(read.profile))
    used = {source for cell in cells(read.tree) for source in cell.sources}
    for paths in _EXPIRIES:
        seen = {read.profile.get(path) for path in paths if read.profile.pointer(path) in used}
        for path in paths:
            expiry = read.profile.get(path)
            if expiry is not None and expiry not in seen:
                seen.add(expiry)
                yield from (
                    Fault("date.expired", severity=fault.severity, variant="source", source=path)
                    for fault in _EXPIRY.check(expiry, read.policy)
                    if fault.code == "date.expired"
                )


def active(profile: Profile) -> dict[str, bool]:
    """Return by source path whether a status says that the person is active.

    Args:
        profile: The profile.
    """
    return {
        path: word == "active"
        for path in _STATUSES
        if (word := word_of(profile.get(path))) and word not in _NEUTRAL.get(path, ())
    }


def _inside(profile: Profile) -> dict[str, bool]:
    """Return by source path whether it says that the person is inside the country."""
    return {path: found for path in _INSIDE if (found := _place(profile, path)) is not None}


def _place(profile: Profile, path: str) -> bool | None:
    value = profile.value(path)
    word = word_of(str(value) if isinstance(value, bool) else profile.get(path))
    if word in _YES or word in _NO:
        return word in _YES
    if _EXIT.search(word):
        return False
    return True if _ENTRY.search(word) else None


def _told(fault: Fault, places: Mapping[str, bool]) -> Iterator[Fault]:
    """Yield a fault where a place says so, and a contradiction where another one says no."""
    against = [path for path, sound in places.items() if not sound]
    if against:
        yield fault
        for other in [path for path, sound in places.items() if sound][:1]:
            yield Fault(
                "profile.contradiction",
                severity=Severity.WARNING,
                one=against[0],
                other=other,
            )


def _holds_sections(found: object) -> bool:
    return isinstance(found, dict) and not _SECTIONS.isdisjoint(
        key for key, value in found.items() if isinstance(value, dict)
    )


def _failure(record: object) -> Fault:
    """Return the fault of a failed record, with the codes of the platform's errors."""
    found = list(_error_codes(record.get("errors") if isinstance(record, dict) else None))
    if not found:
        return _FAILED
    return Fault(
        "profile.failed", variant="errors", errors=Series(tuple(found[:_MOST_ERRORS]), "comma")
    )


def _error_codes(errors: object) -> Iterator[str]:
    """Yield the known codes. Another one, or a message, may hold anything, and is not shown."""
    if isinstance(errors, dict):
        code = errors.get("error")
        if isinstance(code, str) and code in set(BusinessErrorCode):
            yield code
        for key in ("business_error", "business_errors"):
            yield from _error_codes(errors.get(key))
    elif isinstance(errors, list):
        for error in errors[:_MOST_ERRORS]:
            yield from _error_codes(error)
