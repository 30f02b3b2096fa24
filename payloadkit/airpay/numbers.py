"""Plain numbers before they are hashed: types, lengths and normalisation."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, Any, ClassVar, TypeAlias

import attrs

from payloadkit.fields import field
from payloadkit.models.decorator import model
from payloadkit.models.record import Record
from payloadkit.rules.phone import E164, read_number, write_number
from payloadkit.rules.rule import Breaker, Draws, Rule, Schema
from payloadkit.rules.text import Text, visible
from payloadkit.violation import Fault, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from payloadkit.policy import Policy

SOURCE = "airpay-pull-kyc"
SHORTEST, LONGEST = 8, 100

_LENGTH = Text(maximum=LONGEST, minimum=SHORTEST, sure="D")  # names and codes are often shorter
_SEPARATORS = re.compile(r"[\s\u2010-\u2015-]+")
_PHONE = re.compile(r"(?:\+|00)[0-9\s().\u2010-\u2015-]+", re.ASCII)


class KycType(StrEnum):
    """The type of a number. Airpay may have further types."""

    NAME = "CN"
    EMAIL = "EM"
    PHONE = "PN"
    DRIVING_LICENCE = "DL"
    PAN_CARD = "PC"
    PASSPORT = "PP"


def normalised(kyc_type: str, plain: str) -> str:
    """Return a plain number in normalised form.

    Passport, PAN card and driving licence: upper case, without blanks and dashes. Phone: E.164, if
    it names its country. E-mail: lower case, trimmed. Name: upper case, with single blanks. A
    number of another type stays as it is.

    Args:
        kyc_type: The type of the number, ``"PP"`` for example.
        plain: The plain number.

    Raises:
        TypeError: The number is no text.
    """
    if not isinstance(plain, str):
        given = type(plain).__name__
        del plain  # instead of sealing, which takes as long as the work
        raise TypeError(f"plain is a text, not {given}")
    if kyc_type in (KycType.PASSPORT, KycType.PAN_CARD, KycType.DRIVING_LICENCE):
        return _SEPARATORS.sub("", plain).upper()
    if kyc_type == KycType.NAME:
        return " ".join(plain.split()).upper()
    if kyc_type == KycType.EMAIL:
        return plain.strip().lower()
    return _international(plain) if kyc_type == KycType.PHONE else plain


def _international(plain: str) -> str:
    """Return a phone number in E.164, or unchanged if it names no country or is not possible."""
    import phonenumbers

    if not _PHONE.fullmatch(plain.strip()):
        return plain
    number = read_number("+" + plain.strip().removeprefix("00").removeprefix("+"))
    if number is None or not phonenumbers.is_possible_number(number):
        return plain
    return write_number(number)


def _is_normalised(kyc_type: str, plain: str) -> bool:
    """Return whether normalisation leaves a number unchanged."""
    return normalised(kyc_type, plain) == plain and (
        kyc_type != KycType.PHONE or E164.fullmatch(plain) is not None
    )


@attrs.frozen(eq=False, repr=False)
class PlainNumber(Rule):
    """A plain number, which should have 8 to 100 characters and be normalised.

    Args:
        kyc_type: The type of the number.
    """

    formatted: ClassVar[bool] = True
    codes: ClassVar[tuple[str, ...]] = ("kyc_number.not_normalised", *_LENGTH.codes)
    advisory: ClassVar[tuple[str, ...]] = _LENGTH.advisory
    kyc_type: str

    @property
    def contract(self) -> str:
        """What the rule demands, in a few words."""
        return f"{_LENGTH.contract}, normalised"

    def check(self, value: str, policy: Policy) -> Iterator[Fault]:
        """Report a number that is too short, too long or not normalised."""
        yield from _LENGTH.check(value, policy)
        # The normal form of an endless text is not looked for.
        if len(value) <= LONGEST and not _is_normalised(self.kyc_type, value):
            yield Fault("kyc_number.not_normalised", severity=Severity.WARNING)

    def schema(self) -> Schema:
        """Return the length."""
        return _LENGTH.schema()

    def draw(self, draws: Draws) -> Any:
        """Draw a normalised number of the type."""
        if self.kyc_type == KycType.PHONE:
            return draws.st.sampled_from(("+971501234567", "+919123456789", "+447400123456"))
        if self.kyc_type == KycType.EMAIL:
            return draws.st.from_regex(r"[a-z0-9]{1,20}@example\.com", fullmatch=True)
        return draws.st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", min_size=SHORTEST, max_size=20)

    def breakers(self, draws: Draws) -> Iterator[Breaker]:
        """Yield numbers that are too short or too long, and one that is not normalised."""
        short = {KycType.PHONE: "+971501", KycType.EMAIL: "a@b.co"}.get(
            KycType(self.kyc_type), "NADIRA"
        )
        yield Breaker("text.too_short", draws.st.just(short), Severity.WARNING)
        yield Breaker("text.too_long", visible(draws, LONGEST + 1, LONGEST + 3), Severity.WARNING)
        changed = {KycType.PHONE: "0501234567", KycType.EMAIL: "Someone@example.com"}.get(
            KycType(self.kyc_type), "x000 0001"
        )
        yield Breaker("kyc_number.not_normalised", draws.st.just(changed), Severity.WARNING)


@model(source=SOURCE)
class Numbers(Record):
    """The plain numbers of one customer. They are hashed before they are sent."""

    CN: str | None = field(PlainNumber(KycType.NAME), default=None, personal=True, doc="Name")
    EM: str | None = field(
        PlainNumber(KycType.EMAIL), default=None, personal=True, doc="E-mail address"
    )
    PN: str | None = field(
        PlainNumber(KycType.PHONE), default=None, personal=True, doc="Phone number"
    )
    DL: str | None = field(
        PlainNumber(KycType.DRIVING_LICENCE),
        default=None,
        personal=True,
        doc="Number of the driving licence",
    )
    PC: str | None = field(
        PlainNumber(KycType.PAN_CARD), default=None, personal=True, doc="Number of the PAN card"
    )
    PP: str | None = field(
        PlainNumber(KycType.PASSPORT), default=None, personal=True, doc="Number of the passport"
    )


Plain: TypeAlias = Mapping[str, str] | Numbers
