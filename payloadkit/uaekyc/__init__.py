"""The UAE KYC platform's population migration: one API call a file."""

from __future__ import annotations

from payloadkit.uaekyc.customer_data import (
    ContactDetails,
    CustomerData,
    DigitizedRecord,
    ImmigrationFile,
    Passport,
    PersonalInfo,
    Profile,
    RecordStatus,
    ResidenceInfo,
    Sponsor,
    Travel,
    Visa,
)

__all__ = [
    "ContactDetails",
    "CustomerData",
    "DigitizedRecord",
    "ImmigrationFile",
    "Passport",
    "PersonalInfo",
    "Profile",
    "RecordStatus",
    "ResidenceInfo",
    "Sponsor",
    "Travel",
    "Visa",
]
