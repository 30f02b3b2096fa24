"""The numbers of JSON texts: exact, and with the text that they came in where a value alone would lose it."""

from __future__ import annotations

from decimal import Context, Decimal
from typing import Self

_INT64 = range(-(2**63), 2**63)
_INT64_LENGTH = len(str(-(2**63)))
_UNTRAPPED = Context(traps=[])  # how a document reads must not hang on the caller's decimal context


class OutOfRange(str):
    """The literal of a number that there is no value for: an integer beyond signed 64 bits, an exponent beyond ``Decimal``."""

    __slots__ = ()

    def __repr__(self) -> str:
        """Show no digit of it."""
        return "<number out of range>"


class Literal(Decimal):
    """A number that keeps the text it came in, where a decimal would write it otherwise: ``1e3``, ``0.00000001``."""

    __slots__ = ("text",)
    text: str

    def __new__(cls, text: str) -> Self:
        """Keep the text beside the number."""
        number = super().__new__(cls, text, _UNTRAPPED)
        number.text = text
        return number

    def __reduce__(self) -> tuple[type[Literal], tuple[str]]:
        """Copy and pickle by the text."""
        return Literal, (self.text,)


def numeral(literal: str, *, whole: bool) -> object:
    """Return the number of a literal: an int, a ``Decimal``, a ``Literal`` where its text is another, or an ``OutOfRange``.

    Args:
        literal: A number as RFC 8259 writes it.
        whole: Whether it has neither fraction nor exponent.
    """
    if whole:
        return number if len(literal) <= _INT64_LENGTH and (number := int(literal)) in _INT64 else OutOfRange(literal)
    exact = Decimal(literal, _UNTRAPPED)
    if not exact.is_finite():
        return OutOfRange(literal)
    return exact if str(exact) == literal else Literal(literal)
