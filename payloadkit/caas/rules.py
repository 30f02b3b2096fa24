"""The rules that only CAAS has: a date in two forms, and who is a resident."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from payloadkit.rules.dates import CALENDAR, Day, Moment
from payloadkit.rules.identifiers import EMIRATES_ID
from payloadkit.rules.rule import Across, Breaker, Draws, Rule, Schema
from payloadkit.violation import Fault, Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from payloadkit.policy import Policy

HOME = "AE"
RESIDENT, NON_RESIDENT = 101, 100
_DAY, _MOMENT = Day(), Moment()


class DayOrMoment(Rule):
    """A date, read as ``date``, or a date-time of RFC 3339, read as text."""

    __slots__ = ()

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


class Residence(Across):
    """A resident lives in the UAE and has an Emirates ID.

    The Emirates ID is not asked for where the tenant's own list has another id for it.
    """

    __slots__ = ()
    codes: ClassVar[tuple[str, ...]] = ("residence.contradiction",)

    @property
    def contract(self) -> str:
        """What the rule demands, in one sentence."""
        return (
            f"resident_type_id {RESIDENT} (resident) goes with country_of_residence {HOME} and an"
            f" id of type {EMIRATES_ID} (Emirates ID)"
        )

    @property
    def places(self) -> tuple[tuple[str, ...], ...]:
        """Names that lead to where it reports, without list indexes."""
        return (("resident_type_id",),)

    def check(
        self, holder: object, sound: Callable[[object, str], Any], policy: Policy
    ) -> Iterator[Fault]:
        """Report a resident of another country, or without an Emirates ID."""
        if sound(holder, "resident_type_id") != RESIDENT:
            return
        country = sound(holder, "country_of_residence")
        types = [sound(part, "id_type") for part in sound(holder, "id_details") or ()]
        if country not in (None, HOME) or (_lacks_card(types) and _lists_card(policy)):
            yield Fault(
                "residence.contradiction", severity=Severity.WARNING, at=("resident_type_id",)
            )

    def repair(self, document: dict[str, Any], draws: Draws, kept: str | None = None) -> None:
        """Make a drawn resident of another country or without an Emirates ID a non-resident."""
        types = [part.get("id_type") for part in document.get("id_details") or ()]
        abroad = document.get("country_of_residence") != HOME
        if document.get("resident_type_id") == RESIDENT and (abroad or EMIRATES_ID not in types):
            document["resident_type_id"] = NON_RESIDENT

    def breaks(
        self, document: Mapping[str, Any], draws: Draws
    ) -> Iterator[tuple[Breaker, tuple[str | int, ...]]]:
        """Yield a resident of another country, and one with other documents only."""
        resident = {**document, "resident_type_id": RESIDENT}
        abroad = {**resident, "country_of_residence": "IN"}
        others = [{**part, "id_type": EMIRATES_ID + 1} for part in document["id_details"]]
        without = {**resident, "country_of_residence": HOME, "id_details": others}
        for broken in [abroad, *([without] if _lists_card(draws.policy) else [])]:
            yield (
                Breaker("residence.contradiction", draws.st.just(broken), Severity.WARNING),
                ("resident_type_id",),
            )


def _lacks_card(types: list[object]) -> bool:
    """Return whether sound types of documents are there, and none is an Emirates ID."""
    return bool(types) and None not in types and EMIRATES_ID not in types


def _lists_card(policy: Policy) -> bool:
    """Return whether the id of an Emirates ID is that of the documents, as far as is known."""
    names = policy.masters.names("id_types") if policy.masters is not None else None
    return names is None or str(EMIRATES_ID) in names
