"""The closed lists of words that Azakaw knows."""

from __future__ import annotations

from enum import StrEnum


class EntityType(StrEnum):
    """What a customer is."""

    INDIVIDUAL = "Individual"
    ORGANIZATION = "Organization"


class OnboardingStatus(StrEnum):
    """How far the onboarding is."""

    VERIFIED = "Verified"
    PENDING = "Pending"
    INVITED = "Invited"
    EMAIL_SENT = "EmailSent"
    EMAIL_CHANGED = "EmailChanged"
    NOT_VERIFIED = "NotVerified"
    NO_MAIL_SENT = "NoMailSent"
    LINK_EXPIRED = "LinkExpired"


class AccountStatus(StrEnum):
    """Whether the account is in use."""

    ACTIVE = "Active"
    INACTIVE = "Inactive"


class UserType(StrEnum):
    """Whether the customer was known before."""

    NEW = "New"
    EXISTING = "Existing"


class RiskStatus(StrEnum):
    """How risky the customer is."""

    NO_RISK = "NoRisk"
    LOW = "Low"
    MEDIUM = "Medium"
    HIGH = "High"
    PROHIBITED = "Prohibited"


class AddressType(StrEnum):
    """What an address is of."""

    HOME = "Home"
    WORK = "Work"
    OTHER = "Other"


class HistoryAction(StrEnum):
    """What was done in the course of the onboarding."""

    CUSTOMER_ADDED = "CustomerAdded"
    BANK_STATEMENT_ADDED = "BankStatementAdded"
    FILE_UPLOAD_FAILED = "FileUploadFailed"
