"""Suppressions: the ``[[ignore]]`` tables of a configuration, each with its reason.

The policy leaves out what they match, not the reports afterwards. So ``max_violations`` bounds what
is left: a thousand suppressed violations of one document do not hide another one. An entry notes
that it matched. A document carries these notes, because ``--jobs`` checks it in another process.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from payloadkit import messages
from payloadkit.cli.streams import print_note, printable
from payloadkit.messages.nearest import nearest
from payloadkit.policy import Ignore

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet

    from payloadkit.cli.result import Totals
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


def print_notes(policy: Policy, totals: Totals, file: str) -> None:
    """Print on standard error which entries have ended, or match nothing any more.

    Args:
        policy: The policy of the run.
        totals: What all documents came to. Only if these are all, an entry can match nothing.
        file: The name of the configuration.
    """
    for note in _notes(policy, totals):
        print_note(f"{printable(file)}: {note}")


def _notes(policy: Policy, totals: Totals) -> Iterator[str]:
    today = policy.effective_date()
    for entry in suppressions(policy):
        place = "everywhere" if entry.path is None else f"at {entry.path or 'the document'}"
        name = printable(f"ignore {entry.number} ({entry.code} {place})")
        useless = totals.complete and entry.number not in totals.suppressed
        if entry.until is not None and today > entry.until:
            counts = "remove it" if useless else "what it matches counts again"
            yield f"{name} ended on {entry.until}: {counts}"
        elif useless:
            yield f"{name} matched nothing: remove it, unless it is for other documents"
