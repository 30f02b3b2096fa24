"""How far each customer of a migration has come."""

from __future__ import annotations

from collections import Counter
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

import attrs

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from payloadkit.violation import Violation


Details: TypeAlias = tuple[tuple[str, str], ...]


class State(StrEnum):
    """How far a customer has come.

    ``unresolved`` is written before a post. Such a customer is looked up before the next post.
    """

    ONBOARDED = "onboarded"
    UNDER_INVESTIGATION = "under_investigation"
    REFUSED = "refused"
    FAILED = "failed"
    UNRESOLVED = "unresolved"
    WAITING = "waiting"


@attrs.frozen(kw_only=True)
class Row:
    """One customer in a journal.

    Args:
        number: The number in the journal, in the order of the batch; None for a new row.
        key: The hash of the customer's number.
        state: The state.
        final: Whether nothing is left to do: no correction changes it.
        code: The gateway's error code, or a word such as ``supplement.missing``.
        details: Codes and paths of violations, or the platform's errors with an empty path.
        ecrn: The gateway's number of the customer; ``#`` and a hash unless it is kept.
        digest: The digest of the body that was posted last.
        identities: The hashes of the identities that were posted last.
    """

    number: int | None = None
    key: bytes = attrs.field(repr=False)
    state: State = State.WAITING
    final: bool = False
    code: str | None = None
    details: Details = ()
    ecrn: str | None = attrs.field(default=None, repr=False)
    digest: bytes = attrs.field(default=b"", repr=False)
    identities: frozenset[bytes] = attrs.field(default=frozenset(), repr=False)

    def to_dict(self) -> dict[str, object]:
        """Return what a report shows."""
        return {
            "number": self.number,
            "customer": self.key.hex()[:12],
            "state": str(self.state),
            "code": self.code,
            "details": [{"code": code, "path": path} for code, path in self.details],
            "ecrn": self.ecrn if self.ecrn and not self.ecrn.startswith("#") else None,
        }


@attrs.frozen(kw_only=True)
class Summary:
    """How far a migration has come.

    Args:
        batch: The batch.
        rows: The customers, in the order of the batch.
        problem: Why the run ended early, such as ``gateway.unauthorized``.
        interrupted: Whether the run was stopped.
    """

    batch: str | None
    rows: tuple[Row, ...] = attrs.field(repr=False)
    problem: str | None = None
    interrupted: bool = False

    @property
    def counts(self) -> Mapping[State, int]:
        """The number of customers in each state."""
        return counted(self.rows)

    @property
    def exit_status(self) -> int:
        """0 all ended well; 1 some were refused or failed; 3 incomplete; 130 interrupted."""
        counts = self.counts
        if self.interrupted:
            return 130
        if self.problem or counts[State.WAITING] or counts[State.UNRESOLVED]:
            return 3
        return 1 if counts[State.REFUSED] or counts[State.FAILED] else 0

    def to_dict(self) -> dict[str, object]:
        """Return the report as JSON values. The same journal gives the same report."""
        counts = {str(state): number for state, number in self.counts.items()}
        customers = [row.to_dict() for row in self.rows]
        return {"batch": self.batch, "counts": counts, "customers": customers}


def codes_and_paths(violations: Iterable[Violation]) -> Details:
    """Return what a journal keeps of violations."""
    return tuple((violation.code, violation.path) for violation in violations)


def counted(rows: Iterable[Row]) -> dict[State, int]:
    """Return how many customers are in each state, in the order of the states."""
    found = Counter(row.state for row in rows)
    return {state: found[state] for state in State}
