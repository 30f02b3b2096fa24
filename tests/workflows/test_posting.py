"""Posts whose intents are in a journal: shared commits, and one person alone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import anyio
import httpx2
import pytest

import payloadkit as pk
from payloadkit import caas
from payloadkit.sandbox import Sandbox
from payloadkit.workflows import JournalError, Row, State, onboard, read_journal
from payloadkit.workflows.journal import Journal
from payloadkit.workflows.posting import Commits
from tests.workflows.batch import Stage

if TYPE_CHECKING:
    from collections.abc import Iterable

ROOT = Path(__file__).parent.parent.parent
PERSON = pk.load(
    caas.OnboardingRequest, (ROOT / "fixtures/caas/onboarding-minimal.json").read_bytes()
)


class Slow:
    """A journal whose commits take a while, and may fail."""

    def __init__(self) -> None:
        self.commits: list[int] = []
        self.fails = False

    def write(self, rows: Iterable[Row]) -> None:
        """Write rows."""
        anyio.from_thread.run(anyio.sleep, 0.02)
        if self.fails:
            raise JournalError("full")
        self.commits.append(len(list(rows)))


def test_those_that_wait_share_a_commit() -> None:
    """Eight intents at once take two commits; each waits until its own is written."""

    async def run() -> list[int]:
        journal: Any = Slow()
        commits = Commits(journal)

        async def intend(number: int) -> None:
            await anyio.sleep(0.001 * (number > 0))
            commits.queue(Row(key=b"%d" % number))
            await commits.flush()
            assert sum(journal.commits) >= min(number + 1, 2)

        async with anyio.create_task_group() as group:
            for number in range(8):
                group.start_soon(intend, number)
        found: list[int] = journal.commits
        return found

    assert anyio.run(run) == [1, 7]


def test_a_commit_that_fails_fails_for_all() -> None:
    """Nobody goes on whose intent is not written; the next commit writes it."""

    async def run() -> list[int]:
        journal: Any = Slow()
        commits = Commits(journal)
        journal.fails = True
        for _ in range(2):
            commits.queue(Row(key=b"k"))
            with pytest.raises(JournalError):
                await commits.flush()
        journal.fails = False
        await commits.flush()
        await commits.flush()
        found: list[int] = journal.commits
        return found

    assert anyio.run(run) == [2]


@pytest.fixture
def sandbox() -> Sandbox:
    """Give a sandbox."""
    return Sandbox()


def client(sandbox: Sandbox) -> caas.Client:
    """Return a client of a sandbox."""
    own = httpx2.Client(transport=sandbox.transport())
    return caas.Client("https://cdp.example", sandbox.credentials, client=own, deadline=1)


def test_one_person(sandbox: Sandbox) -> None:
    """A person is looked up, then posted; the next time the lookup finds the customer."""
    first, second = (onboard(PERSON, gateway=client(sandbox)) for _ in range(2))
    assert (first.state, second.state, first.ecrn) == ("accepted", "accepted", second.ecrn)
    assert sandbox.caas.calls["onboarding"] == 1


def test_one_person_with_an_open_fate(sandbox: Sandbox, tmp_path: Path) -> None:
    """A fate that stays open is in the journal; the next call looks up, and posts nobody twice."""
    file = tmp_path / "journal"
    sandbox.caas.fail_next("onboarding", how="reset", when="after_commit")
    sandbox.caas.schedule("lookup", [None])
    sandbox.caas.fail_next("lookup", how=502, times=30)
    outcome = onboard(PERSON, gateway=client(sandbox), journal=file)
    assert (outcome.state, outcome.retry) == ("unavailable", "after_lookup")
    assert read_journal(file).rows[0].state is State.UNRESOLVED
    sandbox.caas._planned.clear()  # noqa: SLF001 - the faults are over
    outcome = onboard(PERSON, gateway=client(sandbox), journal=file, keep_ecrn=True)
    row = read_journal(file).rows[0]
    assert (row.state, row.ecrn) == (State.ONBOARDED, outcome.ecrn)
    assert (len(sandbox.caas.ledger.taken), sandbox.caas.ledger.duplicates) == (1, ())


def test_an_update(sandbox: Sandbox) -> None:
    """A person with an ecrn is updated without a lookup."""
    made = onboard(PERSON, gateway=client(sandbox))
    update = pk.replace(PERSON, ecrn=made.ecrn)
    assert onboard(update, gateway=client(sandbox)).state == "accepted"
    assert sandbox.caas.calls["lookup"] == 1


def test_one_person_of_a_batch(tmp_path: Path) -> None:
    """Who is onboarded alone with the journal of a batch is not posted by the migration."""
    stage = Stage(tmp_path / "journal")
    stage.sandbox.caas.fail_next("onboarding", how="reset")
    stage.sandbox.caas.fail_next("lookup", how=503, times=100)
    stage.run(limit=1)
    stage.sandbox.caas._planned.clear()  # noqa: SLF001 - the faults are over
    with Journal.writing(stage.journal) as journal:
        before = journal.rows()
    assert before[0].state is State.UNRESOLVED
    stage.run(limit=1)
    other = onboard(PERSON, gateway=client(stage.sandbox), journal=stage.journal)
    again = onboard(PERSON, gateway=client(stage.sandbox), journal=stage.journal)
    assert (other.state, again.state) == ("accepted", "accepted")
    assert len(read_journal(stage.journal).rows) == 4
    assert stage.sandbox.caas.ledger.duplicates == ()
