"""A date that CAAS documents as ``YYYY-MM-DD`` and sends as a date-time."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

import attrs

from payloadkit.rules.dates import CALENDAR, Day, Moment
from payloadkit.rules.rule import Breaker, Draws, Rule, Schema

if TYPE_CHECKING:
    from collections.abc import Iterator

    from payloadkit.policy import Policy
    from payloadkit.violation import Fault

_DAY, _MOMENT = Day(), Moment()


@attrs.frozen(repr=False)
class DayOrMoment(Rule):
    """A date, which an object holds as one, or a date-time of RFC 3339, which it holds as text."""

    python: ClassVar[type] = date
    formatted: ClassVar[bool] = True
    wording: ClassVar[str] = "date YYYY-MM-DD or date-time of RFC 3339"
    noun: ClassVar[str] = "a date as text"
    codes: ClassVar[tuple[str, ...]] = (*_DAY.codes, *_MOMENT.codes)

    def check(self, value: str, policy: Policy) -> Iterator[Fault]:
        """Report what is neither, by the rule of that which it looks like."""
        return (_MOMENT if "T" in value.upper() else _DAY).check(value, policy)

    def read(self, value: str) -> date | str:
        """Return a date as one, and all else as it came."""
        return _DAY.read(value)

    def write(self, value: date) -> str:
        """Return the text of a date."""
        return _DAY.write(value)

    def schema(self) -> Schema:
        """Return both forms."""
        return {"type": "string", "anyOf": [_DAY.schema(), _MOMENT.schema()]}

    def draw(self, draws: Draws) -> Any:
        """Draw either."""
        return _DAY.draw(draws) | _MOMENT.draw(draws)

    def breakers(self, draws: Draws) -> Iterator[Breaker]:
        """Yield what is wrong with a date, and a date-time of no day."""
        yield from _DAY.breakers(draws)
        yield Breaker("datetime.malformed", draws.st.just("2026-02-30T00:00:00Z"), unseen=CALENDAR)


def day_of(value: object) -> date | None:
    """Return the date of what was read, as its text writes it: no time zone moves it.

    Args:
        value: A date, or a text that begins with one.
    """
    if isinstance(value, date):
        return value
    found = _DAY.read(value[:10]) if isinstance(value, str) else None
    return found if isinstance(found, date) else None
