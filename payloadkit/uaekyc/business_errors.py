"""Why the platform could not digitize a customer."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from payloadkit.fields import open_choice, text
from payloadkit.models.decorator import model
from payloadkit.models.record import Record

if TYPE_CHECKING:
    from typing import Self

SOURCE = "uaekyc-population-migration"
T = TypeVar("T")


class Step(StrEnum):
    """The step of the digitization that failed."""

    GET_RESIDENT_DATA = "GET_RESIDENT_DATA"
    VALIDATE_RESIDENT_INFO = "VALIDATE_RESIDENT_INFO"


class Remedy(StrEnum):
    """What the desk can do about a business error."""

    CORRECT = "correct"
    AUTHORITY = "authority"
    NEVER = "never"


REMEDIES: dict[Remedy, str] = {
    Remedy.CORRECT: "Correct the row (Emirates ID number, name, dates; those of the new card if it "
    "was renewed), and upload the corrected row in a new batch.",
    Remedy.AUTHORITY: "Nothing in the row can be corrected. The customer settles it with the "
    "authority (ICP); then upload the row in a new batch.",
    Remedy.NEVER: "Do not upload the row again: the person is dead.",
}


class BusinessErrorCode(StrEnum):
    """The known errors, each with the platform's message, its step, and what the desk can do."""

    message: str
    step: Step
    remedy: Remedy

    def __new__(
        cls,
        code: str,
        message: str = "",
        remedy: Remedy = Remedy.CORRECT,
        step: Step = Step.VALIDATE_RESIDENT_INFO,
    ) -> Self:
        """Make a member with code, message, remedy and step."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.message = message
        member.remedy = remedy
        member.step = step
        return member

    RESIDENT_NOT_FOUND = (
        "RESIDENT_NOT_FOUND",
        "Resident not found in ICP",
        Remedy.CORRECT,
        Step.GET_RESIDENT_DATA,
    )
    IMMIGRATION_STATUS_INACTIVE = (
        "IMMIGRATION_STATUS_INACTIVE",
        "Immigration file status is not ACTIVE",
        Remedy.AUTHORITY,
    )
    MISSING_EXPIRY_DATE = "MISSING_EXPIRY_DATE", "Missing EmiratesID expiry date", Remedy.CORRECT
    INVALID_EXPIRY_DATE = "INVALID_EXPIRY_DATE", "Missing EmiratesID expiry date", Remedy.CORRECT
    EXPIRED_EID = "EXPIRED_EID", "EmiratesID is Expired", Remedy.CORRECT
    MARITAL_STATUS_DEAD = "MARITAL_STATUS_DEAD", "Residence marital status is dead", Remedy.NEVER
    CURRENT_COUNTRY_ABBR_NOT_FOUND = (
        "CURRENT_COUNTRY_ABBR_NOT_FOUND",
        "Residence current country abbr not found",
        Remedy.AUTHORITY,
    )
    RESIDENT_NIN_GCC_NOR_ACTIVE_IMG_STATUS = (
        "RESIDENT_NIN_GCC_NOR_ACTIVE_IMG_STATUS",
        "Residence is neither in GCC nor in Active img status",
        Remedy.AUTHORITY,
    )


@model(source=SOURCE, tolerant=True)
class BusinessError(Record):
    """One reason for a failure."""

    error: str | None = open_choice(BusinessErrorCode, default=None, doc="The error")
    message: str | None = text(default=None, doc="The error for people")
    step: str | None = open_choice(Step, default=None, doc="The step that failed")


def parts(listing: object, kind: type[T]) -> tuple[T, ...]:
    """Return the objects of a list, without other values.

    Args:
        listing: The list; anything else holds no object.
        kind: The class of the objects.
    """
    found = listing if isinstance(listing, tuple) else ()
    return tuple(part for part in found if isinstance(part, kind))
