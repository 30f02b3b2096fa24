"""The journal of a migration: its cost a customer, and the time to read ten thousand."""

from __future__ import annotations

import shutil
import tempfile
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING
from weakref import finalize

import anyio
import attrs

from payloadkit.workflows import Row, State, read_journal
from payloadkit.workflows.journal import Journal
from payloadkit.workflows.posting import Commits
from tests.benchmarks.job import Contest, Job

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from tests.benchmarks.job import Meter

COST, READING = "journal of a customer, 8 in flight", "status of 10,000 customers"
MOST_COST, MOST_READING = "0.5 ms", "1 s"
CUSTOMERS, MANY, IN_FLIGHT = 800, 10_000, 8


async def _intend(work: Iterator[Row], commits: Commits) -> None:
    for row in work:
        commits.queue(attrs.evolve(row, state=State.UNRESOLVED, digest=row.key))
        await commits.flush()
        commits.queue(attrs.evolve(row, state=State.ONBOARDED, final=True))


async def _migrate(journal: Journal, rows: tuple[Row, ...]) -> None:
    commits, work = Commits(journal), iter(rows)
    async with anyio.create_task_group() as group:
        for _ in range(IN_FLIGHT):
            group.start_soon(_intend, work, commits)
    await commits.flush()


def _cost(file: Path) -> float:
    """Return the seconds a customer that intents and ends take, all else left out."""
    with Journal.writing(file) as journal:
        rows = journal.rows()[:CUSTOMERS]
        begun = perf_counter()
        anyio.run(_migrate, journal, rows)
        return (perf_counter() - begun) / len(rows)


def _timed(work: Callable[[], object]) -> float:
    begun = perf_counter()
    work()
    return perf_counter() - begun


def _sides() -> Mapping[str, Meter]:
    folder = tempfile.mkdtemp(prefix="payloadkit-benchmark-")
    file = Path(folder) / "batch.sqlite"
    with Journal.writing(file) as journal:
        journal.add([Row(key=journal.hash(str(number))) for number in range(MANY)])
    sides: dict[str, Meter] = {
        COST: partial(_cost, file),
        MOST_COST: lambda: 0.0005,
        READING: partial(_timed, lambda: read_journal(file).counts),
        MOST_READING: lambda: 1.0,
    }
    finalize(sides[COST], shutil.rmtree, folder)
    return sides


JOBS = (
    Job(
        name="journal",
        doc=(
            "Intents and ends of 800 customers of a migration, 8 in flight, on this disk: each "
            "commit is synchronous, and intents share them. Then the journal of 10,000 is read."
        ),
        sides=_sides,
        contests=(Contest(COST, MOST_COST, 1.0), Contest(READING, MOST_READING, 1.0)),
    ),
)
