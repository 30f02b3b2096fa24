"""Whole numbers, flags and exact amounts; nothing is coerced into one of them."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar

import attrs

from payloadkit.rules.rule import Breaker, Draws, Expression, Probe, Rule, Schema
from payloadkit.rules.text import MASTERS, listed, unlisted
from payloadkit.rules.values import LEAST, MOST, Literal
from payloadkit.violation import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from payloadkit.policy import Policy


def out_of_range(least: int = LEAST, most: int = MOST) -> Fault:
    """Return the fault of a number outside its range."""
    if (least, most) == (LEAST, MOST):
        return Fault("number.range", variant="bits")
    if most == MOST:
        return Fault("number.range", variant="at_least", least=least)
    return Fault("number.range", least=least, most=most)


@attrs.frozen(eq=False, repr=False)
class Integer(Rule):
    """A whole number, written without fraction or exponent.

    Args:
        least: Smallest value.
        most: Largest value.
        listing: Name of the tenant's master list that the number is an id of, or None.
        examples: Values with a known meaning; they are shown, drawn, and not the only ones.
    """

    json: ClassVar[tuple[type, ...]] = (int,)
    python: ClassVar[type] = int
    noun: ClassVar[str] = "a whole number"
    least: int = 0
    most: int = MOST
    listing: str | None = None
    examples: tuple[int, ...] = ()

    @property
    def contract(self) -> str:
        """What the rule demands, in a few words."""
        return (
            f"whole number from {self.least}" + ("" if self.most == MOST else f" to {self.most}")
        ) + (f", an id of {self.listing}" if self.listing else "")

    @property
    def codes(self) -> tuple[str, ...]:  # type: ignore[override] # it depends on the instance
        """The codes that the check may report."""
        return ("number.range",) if self.listing is None else ("number.range", "master.unknown")

    def check(self, value: int, policy: Policy) -> Iterator[Fault]:
        """Report a number out of its range, or an id that the tenant's master data do not list."""
        if not self.least <= value <= self.most:
            yield out_of_range(self.least, self.most)
        else:
            unknown = unlisted(self.listing, value, policy)
            if unknown is not None:
                yield unknown

    def probe(self, policy: Policy) -> Probe | None:
        """Return the quick test: the number is in its range.

        Master data are looked up by the check.
        """
        if self.listing is not None and policy.masters is not None:
            return None
        least, most = max(self.least, LEAST), min(self.most, MOST)
        return Expression(f"type(x) is int and {least} <= x <= {most}")

    def schema(self) -> Schema:
        """Return the range."""
        return {
            "type": "integer",
            "minimum": self.least,
            "maximum": self.most,
            **({"examples": list(self.examples)} if self.examples else {}),
        }

    def draw(self, draws: Draws) -> Any:
        """Draw a number of the range, often an example, or an id of the tenant's master list."""
        ids = self._ids(draws)
        if ids:
            return draws.st.sampled_from(ids)
        number = draws.st.integers(self.least, self.most)
        return draws.st.sampled_from(self.examples) | number if self.examples else number

    def edges(self, draws: Draws) -> Iterator[Any]:
        """Yield the smallest and the largest number, unless only ids of a master list will do."""
        if not self._ids(draws):
            yield from map(draws.st.just, (self.least, self.most))

    def breakers(self, draws: Draws) -> Iterator[Breaker]:
        """Yield numbers below and above the range, and an id that no master list has."""
        ids = self._ids(draws)
        if ids:
            yield Breaker("master.unknown", draws.st.just(max(ids) + 1), unseen=MASTERS)
        below = draws.st.integers(self.least - 9, self.least - 1)
        yield Breaker(
            "number.range",
            below if self.most == MOST else below | draws.st.integers(self.most + 1, self.most + 9),
        )

    def _ids(self, draws: Draws) -> list[int]:
        """Return the ids of the tenant's master list that are numbers."""
        return [
            int(number)
            for number in listed(self.listing, draws.policy)
            if number.isascii() and number.isdigit()
        ]


class Flag(Rule):
    """``true`` or ``false``, and no text or number that means it."""

    __slots__ = ()

    json: ClassVar[tuple[type, ...]] = (bool,)
    python: ClassVar[type] = bool
    noun: ClassVar[str] = "true or false"

    def probe(self, policy: Policy) -> Probe | None:
        """Return the quick test: the value is a flag."""
        return Expression("type(x) is bool")

    def schema(self) -> Schema:
        """Return the type."""
        return {"type": "boolean"}

    def draw(self, draws: Draws) -> Any:
        """Draw one of the two."""
        return draws.st.booleans()


class Label(Rule):
    """A number or a text, where a system writes the same thing both ways."""

    __slots__ = ()

    json: ClassVar[tuple[type, ...]] = (str, int)
    python: ClassVar[type] = object
    noun: ClassVar[str] = "a text or a whole number"

    def schema(self) -> Schema:
        """Return both types."""
        return {"type": ["string", "integer"]}

    def edges(self, draws: Draws) -> Iterator[Any]:
        """Yield the smallest and the largest number of 64 bits."""
        yield from map(draws.st.just, (LEAST, MOST))

    def draw(self, draws: Draws) -> Any:
        """Draw a number or its text."""
        return draws.st.integers(0, 9999) | draws.st.integers(0, 9999).map(str)


class Amount(Rule):
    """An exact decimal number, which keeps the text that it came in."""

    __slots__ = ()

    json: ClassVar[tuple[type, ...]] = (int, Decimal, Literal)
    python: ClassVar[type] = Decimal
    noun: ClassVar[str] = "a number"

    def check(self, value: int | Decimal, policy: Policy) -> Iterator[Fault]:
        """Report what is no number at all, which only a caller's own Decimal can be."""
        if not Decimal(value).is_finite():
            yield Fault("number.range", variant="finite")

    def read(self, value: int | Decimal) -> Decimal:
        """Return the exact value."""
        return value if isinstance(value, Decimal) else Decimal(value)

    def schema(self) -> Schema:
        """Return the type."""
        return {"type": "number"}

    def draw(self, draws: Draws) -> Any:
        """Draw an amount of quarters, which JSON's numbers hold exactly."""
        return draws.st.integers(-(10**9), 10**9).map(lambda quarters: quarters / 4)
