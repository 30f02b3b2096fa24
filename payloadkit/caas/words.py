"""The closed lists of words that CAAS knows: of a person, of a screening, of a customer."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Self


class AmlScanStatus(StrEnum):
    """What the screening against money laundering came to."""

    ACCEPTED = "Accepted"
    REJECTED = "Rejected"
    UNDER_INVESTIGATION = "Under Investigation"
    FAILED = "Failed"
    NOT_APPLICABLE = "N/A"


class CustomerStatus(StrEnum):
    """Whether a customer may do business.

    The callback writes ``KYC PENDING`` and the lookup ``KYC_PENDING``. Both are one word: they are
    equal to each other, to ``KYC_PENDING`` and to either text, and each is written as it came.
    Hashes are those of the word with a blank.
    """

    ACTIVE = "ACTIVE"
    KYC_PENDING = "KYC PENDING"
    INACTIVE = "INACTIVE"
    REJECTED = "REJECTED"
    BLOCKED = "BLOCKED"

    @classmethod
    def _missing_(cls, value: object) -> CustomerStatus | None:
        """Return the member in the lookup's spelling, which is no further word of the list."""
        if value != "KYC_PENDING":
            return None
        member = str.__new__(cls, "KYC_PENDING")
        member._name_, member._value_ = "KYC_PENDING", "KYC_PENDING"
        cls._value2member_map_.setdefault("KYC_PENDING", member)
        return cls("KYC_PENDING")

    def __eq__(self, other: object) -> bool:
        """Take both spellings for one word."""
        return _spelt(self) == _spelt(other) if isinstance(other, str) else NotImplemented

    def __ne__(self, other: object) -> bool:
        """Agree with the comparison, which a text does not by itself."""
        return not self == other

    def __hash__(self) -> int:
        """Agree with the comparison."""
        return hash(_spelt(self))

    def __reduce_ex__(self, _protocol: object) -> tuple[type[Self], tuple[str]]:
        """Copy and pickle in the spelling that came."""
        return type(self), (str(self),)


class IdStatus(StrEnum):
    """Whether the identity document is still good."""

    ACTIVE = "Active"
    EXPIRED = "Expired"
    INACTIVE = "Inactive"


class Salutation(StrEnum):
    """Words of address that the gateway is known to take; three letters cannot hold ``Miss``."""

    MR = "Mr"
    MS = "Ms"
    MRS = "Mrs"
    DR = "Dr"


class Gender(StrEnum):
    """Words for the gender that the gateway is known to take."""

    MALE = "Male"
    FEMALE = "Female"
    OTHERS = "Others"


def _spelt(word: str) -> str:
    return word.replace("_", " ")
