"""A date that CAAS documents as ``YYYY-MM-DD`` but sends as a date-time."""

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
    """A date, read as ``date``, or a date-time of RFC 3339, read as text."""

    python: ClassVar[type] = date
    formatted: ClassVar[bool] = True
    wording: ClassVar[str] = "date YYYY-MM-DD or date-time of RFC 3339"
    noun: ClassVar[str] = "a date as text"
    codes: ClassVar[tuple[str, ...]] = (*_DAY.codes, *_MOMENT.codes)

    def check(self, value: str, policy: Policy) -> Iterator[Fault]:
        """Report the faults of the date-time if the text has a ``T``, else those of the date."""
        return (_MOMENT if "T" in value.upper() else _DAY).check(value, policy)

    def read(self, value: str) -> date | str:
        """Return a date, or another text unchanged."""
        return _DAY.read(value)

    def write(self, value: date) -> str:
        """Return the text of a date."""
        return _DAY.write(value)

    def schema(self) -> Schema:
        """Return both forms."""
        return {"type": "string", "anyOf": [_DAY.schema(), _MOMENT.schema()]}

    def draw(self, draws: Draws) -> Any:
        """Draw dates and date-times."""
        return _DAY.draw(draws) | _MOMENT.draw(draws)

    def breakers(self, draws: Draws) -> Iterator[Breaker]:
        """Yield the breakers of a date, and a date-time on a day that does not exist."""
        yield from _DAY.breakers(draws)
        yield Breaker("datetime.malformed", draws.st.just("2026-02-30T00:00:00Z"), unseen=CALENDAR)


def day_of(value: object) -> date | None:
    """Return the date of a value as it is written, in its own time zone.

    Args:
        value: A date, or a text that begins with one.
    """
    if isinstance(value, date):
        return value
    found = _DAY.read(value[:10]) if isinstance(value, str) else None
    return found if isinstance(found, date) else None
