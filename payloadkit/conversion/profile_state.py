"""The state of a digitized profile: whether it exists, and whether its documents are valid."""

from __future__ import annotations

from typing import TYPE_CHECKING

from payloadkit.conversion.draft import Cell
from payloadkit.rules.dates import Day
from payloadkit.violation import Fault, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from payloadkit.conversion.rule import Read

_FAILED = Fault("profile.failed")
_INACTIVE = Fault("profile.inactive", severity=Severity.WARNING)
_OUTSIDE = Fault("profile.outside", severity=Severity.WARNING)

_EXPIRY = Day("expiry")
_EXPIRIES = (
    ("residenceInfo.expiryDate", 4),
    ("activePassport.expiryDate", 2),
    ("activeVisa.expiryDate", 2),
    ("immigrationFile.expiryDate", 2),
)


def refusal(answer: Mapping[str, object]) -> Fault | None:
    """Return the fault of an answer without profile.

    Args:
        answer: The answer as plain values.
    """
    record = answer.get("data")
    status = record.get("status") if isinstance(record, dict) else "none"
    failed = answer.get("success") is False or (
        isinstance(status, str) and status.strip().casefold() not in ("", "success")
    )
    return _FAILED if failed else None


def state(read: Read) -> Iterator[Fault]:
    """Report a person who is not active or outside the country, and expired documents.

    The check judges the documents that are in the payload.
    """
    immigration, inside = (
        read.profile.get("personalInfo.immigrationStatus"),
        read.profile.get("personalInfo.insideUAE"),
    )
    if immigration is not None and immigration.strip().casefold() != "active":
        yield _INACTIVE
    if inside is not None and inside.strip().casefold() != "yes":
        yield _OUTSIDE
    shown = set(_shown(read))
    for path, kind in _EXPIRIES:
        expiry = read.profile.get(path)
        if kind not in shown and expiry is not None:
            yield from (
                Fault("date.expired", severity=fault.severity, variant="source", source=path)
                for fault in _EXPIRY.check(expiry, read.policy)
                if fault.code == "date.expired"
            )


def _shown(read: Read) -> Iterator[object]:
    """Yield the types of the documents in the payload, whose dates the check judges."""
    parts = read.tree.get("id_details")
    for part in parts if isinstance(parts, list) else ():
        cell = part.get("id_type") if isinstance(part, dict) else None
        if isinstance(cell, Cell):
            yield cell.value if type(cell.value) is int else None
