"""The words in which CAAS tells how it stands with a customer."""

from __future__ import annotations

from enum import StrEnum


class AmlScanStatus(StrEnum):
    """What the screening against money laundering came to."""

    ACCEPTED = "Accepted"
    REJECTED = "Rejected"
    UNDER_INVESTIGATION = "Under Investigation"
    FAILED = "Failed"
    NOT_APPLICABLE = "N/A"


class CustomerStatus(StrEnum):
    """Whether a customer may do business."""

    ACTIVE = "ACTIVE"
    KYC_PENDING = "KYC PENDING"
    INACTIVE = "INACTIVE"
    REJECTED = "REJECTED"
    BLOCKED = "BLOCKED"

    @classmethod
    def _missing_(cls, value: object) -> CustomerStatus | None:
        """Return the member that the lookup spells with an underscore, and the callback with a blank."""
        return cls.KYC_PENDING if value == "KYC_PENDING" else None


class IdStatus(StrEnum):
    """Whether the identity document is still good."""

    ACTIVE = "Active"
    EXPIRED = "Expired"
    INACTIVE = "Inactive"
