"""Dates as ``YYYY-MM-DD`` in ASCII digits, and date-times as RFC 3339 text."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, ClassVar, Literal

import attrs

from payloadkit.rules.rule import MISS, Breaker, Draws, Probe, Rule, Schema
from payloadkit.violation import Fault, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from payloadkit.policy import Policy

Role = Literal["any", "birth", "issue", "expiry"]

_SHAPE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_RFC3339 = (
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})[Tt]([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)(\.[0-9]+)?"
    r"([Zz]|[+-]([01][0-9]|2[0-3]):[0-5][0-9])"
)
_ADULT = 18
_EARLIEST = date(1900, 1, 1)
_LENGTH = len("2026-01-31")
CALENDAR = "it does not know the calendar"
_ERA = (datetime(1950, 1, 1), datetime(2049, 12, 31))  # noqa: DTZ001 # strategies take naive ones
_YEAR = timedelta(days=366)
_ASKED = {
    "any": (),
    "birth": ("date.future", "date.minor", "date.implausible"),
    "issue": ("date.future",),
    "expiry": ("date.expired",),
}
_YEARS = {
    "any": (-70, 30),
    "birth": (-80, -25),
    "issue": (-10, -1),
    "expiry": (10, 60),
    "renewal": (1, 10),
    "minor": (-17, -11),
}


def parse(value: str) -> date | None:
    """Return the date of a text of the right shape, or None where no calendar has it."""
    try:
        return date(int(value[:4]), int(value[5:7]), int(value[8:10]))
    except ValueError:
        return None


@attrs.frozen(eq=False, repr=False)
class Day(Rule):
    """A date of the Gregorian calendar.

    Args:
        role: What the date is of, which says what may be asked of it: a ``birth`` lies before
            today, and a minor's or one before 1900 warns, an ``issue`` is not in the future, an
            ``expiry`` that has passed warns; of ``any`` nothing is asked.
        sample: What a realistic date is of, where its role asks nothing.
    """

    python: ClassVar[type] = date
    formatted: ClassVar[bool] = True
    noun: ClassVar[str] = "a date as text"
    role: Role = "any"
    sample: Role = "any"

    @property
    def contract(self) -> str:
        """What the rule demands, in a few words."""
        more = {
            "any": "",
            "birth": ", before today",
            "issue": ", not in the future",
            "expiry": ", not passed",
        }
        return "date YYYY-MM-DD" + more[self.role]

    @property
    def codes(self) -> tuple[str, ...]:  # type: ignore[override] # it depends on the instance
        """The codes that the check may report."""
        return ("date.malformed", "date.impossible", *_ASKED[self.role])

    def check(self, value: str, policy: Policy) -> Iterator[Fault]:
        """Report another form, a day that does not exist, or one that the role forbids today."""
        if not _SHAPE.fullmatch(value):
            yield Fault("date.malformed")
            return
        day = parse(value)
        today = policy.effective_date()
        if day is None:
            yield Fault("date.impossible")
        else:
            yield from self._asked(day, today)

    def _asked(self, day: date, today: date) -> Iterator[Fault]:
        """Yield what the role has against a day."""
        birth = self.role == "birth"
        if (birth and day >= today) or (self.role == "issue" and day > today):
            yield Fault("date.future", variant="birth" if birth else "")
        elif birth and (day.year + _ADULT, *_within_year(day)) > (today.year, *_within_year(today)):
            yield Fault("date.minor", severity=Severity.WARNING, least=_ADULT)
        if birth and day < _EARLIEST:
            yield Fault("date.implausible", severity=Severity.WARNING, least=_EARLIEST.year)
        if self.role == "expiry" and day < today:
            yield Fault("date.expired", severity=Severity.WARNING)

    def _bounds(self, today: date) -> tuple[date, date]:
        """Return the first and the last day that the role has nothing against."""
        leap_day = (today.month, today.day) == (2, 29)
        grown = date(today.year - _ADULT, today.month, today.day - leap_day)
        return {
            "any": (date.min, date.max),
            "birth": (_EARLIEST, grown),
            "issue": (date.min, today),
            "expiry": (today, date.max),
        }[self.role]

    def probe(self, policy: Policy) -> Probe | None:
        """Return the quick test: the date exists, and its role allows it today."""
        today = policy.effective_date()
        if today.year <= _ADULT:
            return None
        least, most = self._bounds(today)

        def probe(value: object) -> object:
            if type(value) is not str or len(value) != _LENGTH or not value[4] == "-" == value[7]:
                return MISS
            try:
                day = date.fromisoformat(value)
            except ValueError:
                return MISS
            return day if least <= day <= most else MISS

        return probe

    def read(self, value: str) -> date | str:
        """Return the date, or a text that is none as it came."""
        return (parse(value) if _SHAPE.fullmatch(value) else None) or value

    def write(self, value: date) -> str:
        """Return the text."""
        return value.isoformat()

    def schema(self) -> Schema:
        """Return shape and format."""
        return {
            "type": "string",
            "format": "date",
            "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
            "maxLength": 10,
        }

    def draw(self, draws: Draws) -> Any:
        """Draw dates that fit together.

        Adults have documents that were issued in the last ten years and expire in ten or more;
        realistic ones expire within ten.
        """
        if not draws.realistic:
            return _days(draws, self.role)
        span = self.sample if self.role == "any" else self.role
        return _days(draws, "renewal" if span == "expiry" else span)

    def edges(self, draws: Draws) -> Iterator[Any]:
        """Yield the first and the last day of the calendar, or those that the role allows."""
        bounds = self._bounds(draws.today)
        yield from (
            draws.st.just(self.write(day))
            for day in bounds
            if self.role == "any" or day not in (date.min, date.max)
        )

    def breakers(self, draws: Draws) -> Iterator[Breaker]:
        """Yield other forms, impossible dates, and those that the role forbids."""
        yield Breaker(
            "date.malformed",
            draws.st.sampled_from(
                (
                    "1990-1-1",
                    "01/02/1990",
                    "19900102",
                    "1990-W01-1",
                    "\u0661\u0669\u0669\u0660-01-01",
                )
            ),
        )
        yield Breaker(
            "date.impossible",
            draws.st.sampled_from(("1990-02-30", "1990-13-01", "0000-01-01")),
            unseen=CALENDAR,
        )
        if self.role in ("birth", "issue"):
            yield Breaker("date.future", _days(draws, "expiry"), unseen="it does not know the day")
        if self.role == "birth":
            yield Breaker("date.minor", _days(draws, "minor"), Severity.WARNING)
            old = draws.st.dates(max_value=_EARLIEST - timedelta(1)).map(date.isoformat)
            yield Breaker("date.implausible", old, Severity.WARNING)
        if self.role == "expiry":
            passed = draws.st.integers(1, 300).map(
                lambda days: (draws.today - timedelta(days)).isoformat()
            )
            yield Breaker("date.expired", passed, Severity.WARNING)


def _within_year(day: date) -> tuple[int, int]:
    return day.month, day.day


def _days(draws: Draws, span: str) -> Any:
    first, last = _YEARS[span]
    return draws.st.dates(draws.today + first * _YEAR, draws.today + last * _YEAR).map(
        date.isoformat
    )


class Moment(Rule):
    """A date-time as RFC 3339 writes it; an object keeps the text."""

    __slots__ = ()

    formatted: ClassVar[bool] = True
    wording: ClassVar[str] = "date-time of RFC 3339"
    codes: ClassVar[tuple[str, ...]] = ("datetime.malformed",)

    def check(self, value: str, policy: Policy) -> Iterator[Fault]:
        """Report text of another form, or of a day that does not exist."""
        found = re.fullmatch(_RFC3339, value)
        if found is None or parse(found[1]) is None:
            yield Fault("datetime.malformed")

    def schema(self) -> Schema:
        """Return form and format."""
        return {"type": "string", "format": "date-time", "pattern": f"^{_RFC3339}$"}

    def draw(self, draws: Draws) -> Any:
        """Draw date-times of the present era in UTC."""
        return draws.st.datetimes(*_ERA).map(lambda when: when.isoformat() + "Z")

    def breakers(self, draws: Draws) -> Iterator[Breaker]:
        """Yield other forms and impossible days."""
        yield Breaker(
            "datetime.malformed",
            draws.st.sampled_from(("2026-03-13", "2026-03-13 16:35:20", "2026-03-13T25:00:00Z")),
        )
        yield Breaker("datetime.malformed", draws.st.just("2026-02-30T00:00:00Z"), unseen=CALENDAR)
