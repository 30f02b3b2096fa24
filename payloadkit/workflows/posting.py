"""Post people whose intents are in a journal, so that no crash leads to a second post."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import anyio
import attrs
from anyio import to_thread

from payloadkit.caas.lookup import LookupRequest
from payloadkit.wire.writing import dump
from payloadkit.workflows.journal import File, Journal
from payloadkit.workflows.pace import Line, Pace, Runner
from payloadkit.workflows.rows import Row, State, codes_and_paths

if TYPE_CHECKING:
    from payloadkit.caas.answer import Outcome
    from payloadkit.caas.onboarding import OnboardingRequest

_ENDS = {
    "under_investigation": State.UNDER_INVESTIGATION,
    **dict.fromkeys(("accepted", "inactive"), State.ONBOARDED),
    **dict.fromkeys(("refused", "not_subscribed", "invalid", "update_failed"), State.REFUSED),
}


class Commits:
    """Writes rows to a journal. Rows that wait at the same time share a commit.

    Args:
        journal: The journal.
    """

    def __init__(self, journal: Journal) -> None:
        self._journal, self._lock = journal, anyio.Lock()
        self._queue: list[Row] = []

    def queue(self, row: Row) -> None:
        """Write a row with the next commit."""
        self._queue.append(row)

    async def flush(self) -> None:
        """Write what is queued, and return when it is on the disk.

        Raises:
            JournalError: It cannot be written.
        """
        if not self._queue:
            return
        wanted = self._queue[-1]
        async with self._lock:
            rows = self._queue[:]
            if wanted not in rows:  # another one has written it meanwhile
                return
            await to_thread.run_sync(self._journal.write, rows)
            del self._queue[: len(rows)]


@attrs.frozen
class Person:
    """A person to post, with the hashes of body and identities."""

    request: OnboardingRequest
    digest: bytes
    identities: frozenset[bytes]

    @classmethod
    def of(cls, request: OnboardingRequest, journal: Journal) -> Person:
        """Return a person with the hashes of a journal.

        Raises:
            PayloadError: An identity cannot be looked up.
        """
        lookups = LookupRequest.of(request)
        identities = frozenset(journal.hash(each.idType, each.idNumber) for each in lookups)
        return cls(request, journal.digest(dump(request)), identities)


class Poster:
    """Posts people for a journal.

    Args:
        gateway: The gateway.
        journal: The journal.
        keep_ecrn: Whether the journal keeps the number of each customer as it is.
    """

    def __init__(self, gateway: Line, journal: Journal, *, keep_ecrn: bool) -> None:
        self.commits = Commits(journal)
        self._gateway, self._journal, self._keep_ecrn = gateway, journal, keep_ecrn
        self._holders = {each: row.number for row in journal.rows() for each in row.identities}

    def claims(self, row: Row, person: Person) -> bool:
        """Return whether no other row has an identity of a person. From now on this row has it."""
        found = {self._holders.setdefault(each, row.number) for each in person.identities}
        return found == {row.number}

    async def look_up(self, row: Row, person: Person) -> tuple[Row, Outcome[Any]]:
        """Look a person up, and return the row: it is ``waiting`` if the person may be posted.

        It is ``unresolved`` if a lookup failed, or if the last post had an identity that this
        person does not have, so that it was not looked up.
        """
        outcome = await self._gateway.ask(self._gateway.client.calls.resolve(person.request))
        if outcome.state != "not_found":
            return self._ended(row, outcome), outcome
        if row.identities <= person.identities:
            return attrs.evolve(row, state=State.WAITING, code=None, details=()), outcome
        return attrs.evolve(row, state=State.UNRESOLVED, code="identity.changed"), outcome

    async def post(self, row: Row, person: Person) -> tuple[Row, Outcome[Any]]:
        """Commit the intent to post a person, then post."""
        row = attrs.evolve(row, state=State.UNRESOLVED, code=None, details=())
        row = attrs.evolve(row, digest=person.digest, identities=person.identities)
        self.commits.queue(row)
        await self.commits.flush()
        outcome = await self._gateway.ask(self._gateway.client.calls.onboard(person.request))
        return self._ended(row, outcome), outcome

    def _ended(self, row: Row, outcome: Outcome[Any]) -> Row:
        open_state = State.UNRESOLVED if outcome.retry == "after_lookup" else State.WAITING
        word = None if outcome.state == "accepted" else f"gateway.{outcome.state}"
        ecrn = outcome.ecrn
        if ecrn is not None and not self._keep_ecrn:
            ecrn = "#" + self._journal.hash(ecrn).hex()
        return attrs.evolve(
            row,
            state=_ENDS.get(outcome.state, open_state),
            final=outcome.state in _ENDS and outcome.retry != "after_mending",
            code=word if outcome.error_code is None else str(outcome.error_code),
            details=codes_and_paths(outcome.violations),
            ecrn=ecrn,
        )


def onboard(
    request: OnboardingRequest,
    *,
    gateway: Runner,
    journal: File | None = None,
    keep_ecrn: bool = False,
) -> Outcome[Any]:
    """Onboard a person whom no lookup finds. Return the outcome of the post or of the lookup.

    Args:
        request: The person. With an ecrn, the customer is updated without a lookup.
        gateway: A client of CAAS.
        journal: A journal, which is made if there is none: it keeps a migration from posting the
            same person.
        keep_ecrn: Whether the journal keeps the gateway's number as it is.

    Raises:
        JournalError: The journal cannot be used.
        PayloadError: An identity cannot be looked up.
    """

    async def settle(book: Journal) -> Outcome[Any]:
        person = Person.of(request, book)
        key = book.hash(*sorted(each.hex() for each in person.identities))
        book.add([Row(key=key)])
        found = [row for row in book.rows() if row.key == key or row.identities & person.identities]
        row = max(found, key=lambda each: len(each.identities))  # of a batch, if it was posted
        poster = Poster(Line(gateway, Pace(None)), book, keep_ecrn=keep_ecrn)
        outcome = None
        if request.ecrn is None:
            row, outcome = await poster.look_up(row, person)
        if outcome is None or row.state is State.WAITING:
            row, outcome = await poster.post(row, person)
        poster.commits.queue(row)
        await poster.commits.flush()
        return outcome

    with Journal.rehearsing(None) if journal is None else Journal.writing(journal) as book:
        return anyio.run(settle, book)
