"""Rules of the migration CSV: texts without formulas, and dates as DD/MM/YYYY."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, ClassVar

import attrs

from payloadkit.rules.date_order import ORDER, Order
from payloadkit.rules.dates import CALENDAR, Day, parse
from payloadkit.rules.rule import MISS, Breaker, Draws, Probe, Schema
from payloadkit.rules.text import Text
from payloadkit.violation import Fault, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from payloadkit.policy import Policy

FORMULA = "=+-@"
_DAY = re.compile("([0-9]{2})/([0-9]{2})/([0-9]{4})")
_ROUNDED = re.compile("[0-9][.,][0-9]+E[+][0-9]{2,}")
"""A long number as a spreadsheet shows and saves it."""


@attrs.frozen(eq=False, repr=False)
class SheetText(Text):
    """Text of a spreadsheet. A text that begins like a formula, or is a rounded number, warns."""

    barred: ClassVar[str] = FORMULA

    @property
    def codes(self) -> tuple[str, ...]:  # type: ignore[override] # it depends on the instance
        """The codes that the check may report."""
        return (*super().codes, "csv.formula", "csv.rounded_number")

    def check(self, value: str, policy: Policy) -> Iterator[Fault]:
        """Report the faults of any text, and what a spreadsheet makes or would make of one."""
        yield from super().check(value, policy)
        if value.startswith(tuple(FORMULA)):
            yield Fault("csv.formula", severity=Severity.WARNING)
        if _ROUNDED.fullmatch(value):
            yield Fault("csv.rounded_number", severity=Severity.WARNING)

    def probe(self, policy: Policy) -> Probe | None:
        """Return the quick test: that of any text, but for what may be a formula or rounded."""
        quick = super().probe(policy)
        if quick is None:
            return None

        def probe(value: object) -> object:
            doubtful = type(value) is str and (value[:1] in FORMULA or "E+" in value)
            return MISS if doubtful else quick(value)

        return probe

    def breakers(self, draws: Draws) -> Iterator[Breaker]:
        """Yield the breakers of any text, formulas and rounded numbers."""
        yield from super().breakers(draws)
        formulas = draws.st.builds(
            lambda mark, text: mark + text[1:], draws.st.sampled_from(FORMULA), self.draw(draws)
        )
        yield Breaker("csv.formula", formulas, Severity.WARNING)
        rounded = draws.st.sampled_from(("2.00001E+14", "2,00001E+14", "1.0E+100"))
        yield Breaker("csv.rounded_number", rounded, Severity.WARNING)


@attrs.frozen(eq=False, repr=False)
class SlashDay(Day):
    """A date that is written DD/MM/YYYY; an object holds the date itself."""

    @property
    def contract(self) -> str:
        """What the rule demands, in a few words."""
        return super().contract.replace("YYYY-MM-DD", "DD/MM/YYYY")

    def check(self, value: str, policy: Policy) -> Iterator[Fault]:
        """Report another form, a day that does not exist, and one that the role forbids."""
        if _DAY.fullmatch(value):
            yield from super().check(_iso(value), policy)
        else:
            yield Fault("date.malformed", variant="slashed")

    def probe(self, policy: Policy) -> Probe | None:
        """Return the quick test: that of any date, in this form."""
        quick = super().probe(policy)
        if quick is None:
            return None

        def probe(value: object) -> object:
            return quick(_iso(value)) if type(value) is str and _DAY.fullmatch(value) else MISS

        return probe

    def read(self, value: str) -> date | str:
        """Return the date, or a text that is no date unchanged."""
        return (parse(_iso(value)) if _DAY.fullmatch(value) else None) or value

    def write(self, value: date) -> str:
        """Return the text."""
        return _slashed(value.isoformat())

    def schema(self) -> Schema:
        """Return the shape."""
        return {"type": "string", "pattern": "^[0-9]{2}/[0-9]{2}/[0-9]{4}$", "maxLength": 10}

    def draw(self, draws: Draws) -> Any:
        """Draw dates that fit together, as every date does."""
        return super().draw(draws).map(_slashed)

    def breakers(self, draws: Draws) -> Iterator[Breaker]:
        """Yield other forms, impossible dates, and those that the role forbids."""
        yield Breaker(
            "date.malformed",
            draws.st.sampled_from(
                ("1990-01-02", "2/1/1990", "02.01.1990", "02/01/90", "\u0660\u0662/01/1990")
            ),
        )
        yield Breaker(
            "date.impossible",
            draws.st.sampled_from(("30/02/1990", "01/13/1990", "01/01/0000")),
            unseen=CALENDAR,
        )
        for breaker in super().breakers(draws):
            if breaker.code not in ("date.malformed", "date.impossible"):
                yield attrs.evolve(breaker, values=breaker.values.map(_slashed))


@attrs.frozen
class RowOrder(Order):
    """One date of a row lies before another."""

    def breaks(
        self, document: Mapping[str, Any], draws: Draws
    ) -> Iterator[tuple[Breaker, tuple[str | int, ...]]]:
        """Yield the row with both dates on one day.

        It is today where the later date may not have passed, else that of the earlier.
        """
        expires = self.later == ("eid_expiry_date",)
        day = _slashed(draws.today.isoformat()) if expires else document[self.earlier[0]]
        yield (
            Breaker(
                "date.order",
                draws.st.just({**document, self.earlier[0]: day, self.later[0]: day}),
                unseen=ORDER,
            ),
            self.later,
        )


def _iso(slashed: str) -> str:
    return f"{slashed[6:]}-{slashed[3:5]}-{slashed[:2]}"


def _slashed(iso: str) -> str:
    return f"{iso[8:]}/{iso[5:7]}/{iso[:4]}"
