"""The order of two dates of a document."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

import attrs

from payloadkit.rules.rule import Across, Breaker, Draws
from payloadkit.violation import Fault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from payloadkit.policy import Policy

ORDER = "it does not compare two fields"


@attrs.frozen(eq=False, repr=False)
class Order(Across):
    """One date lies before another; the violation stands at the one that should be later.

    Args:
        earlier: Path of field names from the object to the earlier date, without list indexes.
        later: The same of the later date; through a list, every element is looked at.
    """

    codes: ClassVar[tuple[str, ...]] = ("date.order",)
    earlier: tuple[str, ...]
    later: tuple[str, ...]

    @property
    def contract(self) -> str:
        """What the rule demands, in one sentence."""
        return f"{'.'.join(self.later)} lies after {'.'.join(self.earlier)}"

    @property
    def places(self) -> tuple[tuple[str, ...], ...]:
        """Names that lead to where it reports, without list indexes."""
        return (self.later,)

    def check(
        self, holder: object, sound: Callable[[object, str], Any], policy: Policy
    ) -> Iterator[Fault]:
        """Report every later date that is not later."""
        for _, first in reached(holder, self.earlier, sound):
            for at, last in reached(holder, self.later, sound):
                if isinstance(first, date) and isinstance(last, date) and last <= first:
                    yield Fault("date.order", at=at, later=self.later[-1], earlier=self.earlier[-1])

    def breaks(
        self, document: Mapping[str, Any], draws: Draws
    ) -> Iterator[tuple[Breaker, tuple[str | int, ...]]]:
        """Yield the object with both dates on one day.

        It is today for neighbours, else the day of the earlier date.
        """
        if len(self.later) == 1:
            today = draws.today.isoformat()
            yield (
                Breaker(
                    "date.order",
                    draws.st.just({**document, self.earlier[0]: today, self.later[0]: today}),
                    unseen=ORDER,
                ),
                self.later,
            )
        else:
            listing, name = self.later
            parts = [{**part, name: document[self.earlier[0]]} for part in document[listing]]
            moved = {**document, listing: [parts[0], *document[listing][1:]]}
            yield Breaker("date.order", draws.st.just(moved), unseen=ORDER), (listing, 0, name)


def reached(
    holder: object, names: Sequence[str], sound: Callable[[object, str], Any]
) -> list[tuple[tuple[str | int, ...], Any]]:
    """Return what a path of names leads to, with its tokens.

    A list on the way is followed into every element.
    """
    found: list[tuple[tuple[str | int, ...], Any]] = [((), holder)]
    for name in names:
        holders, found = found, []
        for at, part in holders:
            value = None if part is None else sound(part, name)
            if isinstance(value, tuple):
                found += [((*at, name, number), each) for number, each in enumerate(value)]
            elif part is not None:
                found.append(((*at, name), value))
    return found
