"""A merchant's keys, and the hashes and checksums made with them.

Every hash is SHA-256 over UTF-8, in lower-case hexadecimal.
"""

from __future__ import annotations

import datetime as dt
from hashlib import sha256
from hmac import compare_digest
from typing import TYPE_CHECKING, Literal, Never, TypeAlias, get_args

import attrs

from payloadkit.messages.nearest import nearest
from payloadkit.violation import sealed

if TYPE_CHECKING:
    from hashlib import _Hash

_TEXTS = "only texts without lone surrogates can be hashed"

AllData: TypeAlias = Literal["uiddata", "kyc_data", "none"]


@attrs.frozen(kw_only=True)
class Form:
    """One form of the text that a checksum covers. The published pages allow several.

    Args:
        alldata: What it covers beside the merchant's number and private key: UIDDATA, as the older
            page of Pull KYC says; kyc_data, as Add KYC; or nothing, as the newer page's formula has
            it for a pull, which sends no kyc_data. A checksum over nothing is the same for every
            list of customers, so a person who has seen one call can ask for any customer.
        date: The day that is appended as ``YYYY-MM-DD``, as in Airpay's payment APIs; None for no
            date, as in the formula of the KYC pages.

    Raises:
        TypeError: The date is no date, or has a time.
        ValueError: ``alldata`` is another word.
    """

    alldata: AllData = "uiddata"
    date: dt.date | None = attrs.field(default=None)

    def __attrs_post_init__(self) -> None:
        """Refuse another word, and a value that is no plain date."""
        words = get_args(AllData)
        if self.alldata not in words:
            known = " or ".join(map(repr, words))
            raise ValueError(f"alldata is {known}{nearest(self.alldata, words)}")
        if self.date is not None and type(self.date) is not dt.date:
            raise TypeError("the date of a form is a datetime.date")

    def covered(self, text: str) -> str:
        """Return the end of what the checksum covers, behind the merchant's number and key.

        Args:
            text: The exact JSON text of the list that is sent.
        """
        ending = "" if self.date is None else self.date.isoformat()
        return ending if self.alldata == "none" else text + ending


def check_keys(keys: object) -> None:
    """Check that these are keys; anything else is a TypeError."""
    if not isinstance(keys, Keys):
        raise TypeError(f"keys are Keys, not {type(keys).__name__}")


@attrs.frozen(kw_only=True, eq=False)
class Keys:
    """The keys that are derived from a merchant's credentials.

    ``Keys.derive`` returns them. The username is kept, since Add KYC sends it; password and secret
    are not kept. ``repr`` shows nothing, comparison takes constant time, pickling is refused.

    Args:
        username: The merchant's username.
        private_key: ``SHA256(secret@username:|:password)``.
        kyc_key: ``SHA256(username~:~password)``, the document's ``kychashkey``.
    """

    username: str = attrs.field(repr=False)
    private_key: str = attrs.field(repr=False)
    kyc_key: str = attrs.field(repr=False)
    _prefix: _Hash = attrs.field(init=False, repr=False)

    def __attrs_post_init__(self) -> None:
        """Hash the common beginning of all numbers and checksums once; each copies its state."""
        object.__setattr__(self, "_prefix", sha256(f"{self.kyc_key}@".encode()))

    @classmethod
    @sealed
    def derive(cls, *, username: str, password: str, secret: str) -> Keys:
        """Derive the keys of a merchant.

        Args:
            username: The merchant's username.
            password: Its password.
            secret: Its secret.

        Raises:
            TypeError: One of them is no text.
            ValueError: One of them has a lone surrogate.
        """
        name, password_bytes, secret_bytes = map(_utf8, (username, password, secret))
        return cls(
            username=username,
            private_key=sha256(secret_bytes + b"@" + name + b":|:" + password_bytes).hexdigest(),
            kyc_key=sha256(name + b"~:~" + password_bytes).hexdigest(),
        )

    def kyc_number(self, plain: str) -> str:
        """Return the hash of a number. The number is not normalised.

        Args:
            plain: The plain number, of a passport or a phone for example.

        Raises:
            TypeError: The number is no text.
            ValueError: The number has a lone surrogate.
        """
        # Not sealed: a call takes hundreds of hashes, and sealing costs half as much as a hash.
        try:
            found = self._prefix.copy()
            found.update(plain.encode())
            return found.hexdigest()
        except AttributeError:
            failure: TypeError | ValueError = TypeError(_TEXTS)
        except UnicodeEncodeError:
            failure = ValueError(_TEXTS)
        del plain
        raise failure

    @sealed
    def checksum(self, merchant_id: str | int, text: str, date: dt.date | None = None) -> str:
        """Return the checksum of a call.

        Args:
            merchant_id: The merchant's number, as text or as whole number.
            text: The exact JSON text of UIDDATA or kyc_data, as it is sent; empty for a form that
                covers neither.
            date: The day to append; None for no day.

        Raises:
            TypeError: The number is neither text nor whole number, the text no text, or the date
                no date.
            ValueError: One of the texts has a lone surrogate.
        """
        merchant = str(merchant_id) if type(merchant_id) is int else merchant_id
        if not (isinstance(merchant, str) and isinstance(text, str)):
            raise TypeError(_TEXTS)
        return self.kyc_number(merchant + self.private_key + Form(date=date).covered(text))

    def __eq__(self, other: object) -> bool:
        """Compare in constant time."""
        if not isinstance(other, Keys):
            return NotImplemented
        pairs = (
            (self.username, other.username),
            (self.private_key, other.private_key),
            (self.kyc_key, other.kyc_key),
        )
        # A list, not a generator, which would stop at the first difference.
        return all([same(one, another) for one, another in pairs])  # noqa: C419 - see above

    def __hash__(self) -> int:
        """Agree with the comparison."""
        return hash((self.username, self.private_key, self.kyc_key))

    def __reduce__(self) -> Never:
        """Refuse pickling, so that keys are not written to a file."""
        raise TypeError("keys are not pickled: derive them where they are needed")


def same(one: str, another: str) -> bool:
    """Compare two texts in constant time.

    Args:
        one: A text without lone surrogates.
        another: Another one.
    """
    return compare_digest(one.encode(), another.encode())


def _utf8(text: object) -> bytes:
    if not isinstance(text, str):
        raise TypeError(_TEXTS)
    try:
        return text.encode()
    except UnicodeEncodeError:  # it holds the text
        raise ValueError(_TEXTS) from None
