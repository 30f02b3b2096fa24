"""The closed lists of words in answers of CAAS, for screenings and customers."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from typing import Self


class AmlScanStatus(StrEnum):
    """The result of the screening against money laundering."""

    ACCEPTED = "Accepted"
    REJECTED = "Rejected"
    UNDER_INVESTIGATION = "Under Investigation"
    FAILED = "Failed"
    NOT_APPLICABLE = "N/A"


class CustomerStatus(StrEnum):
    """The status of a customer.

    The callback writes ``KYC PENDING`` and the lookup ``KYC_PENDING``. Both spellings are equal,
    and each is written as it was read. The hash is that of the spelling with a blank.
    """

    ACTIVE = "ACTIVE"
    KYC_PENDING = "KYC PENDING"
    INACTIVE = "INACTIVE"
    REJECTED = "REJECTED"
    BLOCKED = "BLOCKED"

    @classmethod
    def _missing_(cls, value: object) -> CustomerStatus | None:
        """Return the member in the lookup's spelling. The list does not contain it again."""
        if value != "KYC_PENDING":
            return None
        member = str.__new__(cls, "KYC_PENDING")
        member._name_, member._value_ = "KYC_PENDING", "KYC_PENDING"
        cls._value2member_map_.setdefault("KYC_PENDING", member)
        return cls("KYC_PENDING")

    def __eq__(self, other: object) -> bool:
        """Compare without regard to the spelling."""
        return _spelt(self) == _spelt(other) if isinstance(other, str) else NotImplemented

    def __ne__(self, other: object) -> bool:
        """Agree with ``__eq__``. A ``str`` has its own ``__ne__``."""
        return not self == other

    def __hash__(self) -> int:
        """Agree with ``__eq__``."""
        return hash(_spelt(self))

    def __reduce_ex__(self, _protocol: object) -> tuple[type[Self], tuple[str]]:
        """Copy and pickle the same spelling."""
        return type(self), (str(self),)


class IdStatus(StrEnum):
    """The status of an identity document."""

    ACTIVE = "Active"
    EXPIRED = "Expired"
    INACTIVE = "Inactive"


class ErrorCode(str):
    """An error code of the gateway as text, which also equals the number.

    The documents write a number, and the ``gateway`` of a violation is a text. As a key of a dict
    it is the text.
    """

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        """Compare with a text or a number."""
        return str.__eq__(self, str(other) if type(other) is int else other)

    def __ne__(self, other: object) -> bool:
        """Agree with ``__eq__``. A ``str`` has its own ``__ne__``."""
        return not self == other

    __hash__ = str.__hash__


W = TypeVar("W", bound=StrEnum)


def find_word(words: type[W], value: object) -> W | str | None:
    """Return the word of a list that a value is in any spelling, another text as it is.

    Args:
        words: The list.
        value: A text; anything else, and a blank text, is no word.
    """
    if not isinstance(value, str) or not value.strip():
        return None
    return next((word for word in words if _plain(word) == _plain(value)), value)


def _plain(word: str) -> str:
    """Return a word without regard to case, and to blanks, underscores and hyphens."""
    return " ".join(word.casefold().replace("_", " ").replace("-", " ").split())


def _spelt(word: str) -> str:
    return word.replace("_", " ")
