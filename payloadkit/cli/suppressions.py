"""Suppressions: the ``[[ignore]]`` tables of a configuration, each with its reason.

The policy leaves out what they match, not the reports afterwards. So ``max_violations`` bounds what
is left: a thousand suppressed violations of one document do not hide another one. An entry notes
that it matched. A document carries these notes, because ``--jobs`` checks it in another process.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from payloadkit import messages
from payloadkit.messages.nearest import nearest
from payloadkit.policy import Ignore

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet
    from datetime import date

    from payloadkit.policy import Policy


@attrs.frozen
class Suppression(Ignore):
    """An entry that notes whether it matched.

    Args:
        number: Its position in the configuration, from 1.
    """

    number: int = attrs.field(default=1, kw_only=True)
    _matched: set[int] = attrs.field(factory=set, init=False, eq=False, repr=False)

    def matches(self, code: str, tokens: tuple[str | int, ...]) -> bool:
        """Return whether this entry covers a violation of a code at path tokens, and note it."""
        found = super().matches(code, tokens)
        if found:
            self._matched.add(self.number)
        return found

    def take(self) -> AbstractSet[int]:
        """Return its number if it matched since the last call, else nothing."""
        found = frozenset(self._matched)
        self._matched.clear()
        return found


def checked(code: str, path: str | None) -> None:
    """Check code and path of an entry.

    Raises:
        ValueError: No rule reports the code, it cannot be ignored, or the path is no JSON Pointer.
    """
    if code not in messages.codes():
        raise ValueError(f"no rule reports such a code{nearest(code, messages.codes())}")
    if not Ignore(code).matches(code, ()):
        raise ValueError(f"{code} cannot be ignored")
    Ignore(code, path)


def take(policy: Policy) -> frozenset[int]:
    """Return the numbers of the entries of a policy that matched since the last call."""
    return frozenset[int]().union(*(entry.take() for entry in suppressions(policy)))


def suppressions(policy: Policy) -> list[Suppression]:
    """Return the entries of a policy that come from the configuration."""
    return [entry for entry in policy.ignore if isinstance(entry, Suppression)]


def notes(policy: Policy, matched: AbstractSet[int]) -> Iterator[str]:
    """Yield a sentence for each entry that has ended, or that nothing matches any more.

    Args:
        policy: The policy of a complete run.
        matched: The numbers of the entries that matched in the run.
    """
    today = policy.effective_date()
    for entry in suppressions(policy):
        place = "everywhere" if entry.path is None else f"at {entry.path or 'the document'}"
        name = f"ignore {entry.number} ({entry.code} {place})"
        if _ended(entry, today):
            counts = "what it matches counts again" if entry.number in matched else "remove it"
            yield f"{name} ended on {entry.until}: {counts}"
        elif entry.number not in matched:
            yield f"{name} matches nothing any more: remove it"


def _ended(entry: Ignore, today: date) -> bool:
    return entry.until is not None and today > entry.until
