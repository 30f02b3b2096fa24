"""The closed lists of words of Azakaw."""

from __future__ import annotations

from enum import StrEnum


class EntityType(StrEnum):
    """The type of a customer."""

    INDIVIDUAL = "Individual"
    ORGANIZATION = "Organization"


class OnboardingStatus(StrEnum):
    """The state of the onboarding."""

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
    """The type of an address."""

    HOME = "Home"
    WORK = "Work"
    OTHER = "Other"


class HistoryAction(StrEnum):
    """An event of the onboarding."""

    CUSTOMER_ADDED = "CustomerAdded"
    BANK_STATEMENT_ADDED = "BankStatementAdded"
    FILE_UPLOAD_FAILED = "FileUploadFailed"
