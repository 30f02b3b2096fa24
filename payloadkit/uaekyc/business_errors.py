"""Why the platform could not digitize a customer."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from payloadkit.fields import open_choice, text
from payloadkit.models.decorator import model
from payloadkit.models.record import Record

if TYPE_CHECKING:
    from typing import Self

SOURCE = "uaekyc-population-migration"


class Step(StrEnum):
    """The step of the digitization that failed."""

    GET_RESIDENT_DATA = "GET_RESIDENT_DATA"
    VALIDATE_RESIDENT_INFO = "VALIDATE_RESIDENT_INFO"


class BusinessErrorCode(StrEnum):
    """The known errors, each with the platform's message and the step that raises it."""

    message: str
    step: Step

    def __new__(
        cls, code: str, message: str = "", step: Step = Step.VALIDATE_RESIDENT_INFO
    ) -> Self:
        """Make a member with code, message and step."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.message = message
        member.step = step
        return member

    RESIDENT_NOT_FOUND = "RESIDENT_NOT_FOUND", "Resident not found in ICP", Step.GET_RESIDENT_DATA
    IMMIGRATION_STATUS_INACTIVE = (
        "IMMIGRATION_STATUS_INACTIVE",
        "Immigration file status is not ACTIVE",
    )
    MISSING_EXPIRY_DATE = "MISSING_EXPIRY_DATE", "Missing EmiratesID expiry date"
    INVALID_EXPIRY_DATE = "INVALID_EXPIRY_DATE", "Missing EmiratesID expiry date"
    EXPIRED_EID = "EXPIRED_EID", "EmiratesID is Expired"
    MARITAL_STATUS_DEAD = "MARITAL_STATUS_DEAD", "Residence marital status is dead"
    CURRENT_COUNTRY_ABBR_NOT_FOUND = (
        "CURRENT_COUNTRY_ABBR_NOT_FOUND",
        "Residence current country abbr not found",
    )
    RESIDENT_NIN_GCC_NOR_ACTIVE_IMG_STATUS = (
        "RESIDENT_NIN_GCC_NOR_ACTIVE_IMG_STATUS",
        "Residence is neither in GCC nor in Active img status",
    )


@model(source=SOURCE, tolerant=True)
class BusinessError(Record):
    """One reason for a failure."""

    error: str | None = open_choice(BusinessErrorCode, default=None, doc="The error")
    message: str | None = text(default=None, doc="The error for people")
    step: str | None = open_choice(Step, default=None, doc="The step that failed")
