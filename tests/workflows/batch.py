"""A batch of invented people in the sandbox, and a migration of it."""

from __future__ import annotations

import json
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any
from unittest import mock

import attrs
import httpx2
from anyio import to_thread

from payloadkit import caas, uaekyc
from payloadkit.http.call import Lost, Wait
from payloadkit.sandbox import Sandbox
from payloadkit.workflows import Migration, State, Summary, migration
from payloadkit.workflows.pace import Pace

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from payloadkit.http.call import Call

SUPPLEMENT = {"email_id": "omar@example.com", "country_of_birth": "EG"}
LETTERS = "ABCDEFGHIJ"
FIRST = 100_000


def emirates_id(number: int) -> str:
    """Return an invented Emirates ID with its check digit."""
    digits = [int(digit) for digit in f"7841990{number:07d}"]
    doubled = [digit * 2 - 9 * (digit > 4) for digit in digits[::-2]]
    return "".join(map(str, digits)) + str(-sum(doubled + digits[-2::-2]) % 10)


def rows(size: int, first: int = 0) -> uaekyc.MigrationCsv:
    """Return the CSV of a batch, whose people begin with a number."""
    found = [
        uaekyc.MigrationRow(
            customer_id=str(FIRST + number),
            eid_number=emirates_id(number),
            onboarding_date=date(2021, 6, 15),
            consent_version="v1.0",
            name_on_eid="OMAR SPECIMEN " + "".join(LETTERS[int(digit)] for digit in f"{number:04}"),
            eid_issue_date=date(2026, 1, 8),
            eid_expiry_date=date(2036, 1, 7),
            dob=date(1990, 1, 1),
        )
        for number in range(first, first + size)
    ]
    return uaekyc.MigrationCsv(rows=tuple(found))


@attrs.define
class Clock:
    """A clock that only sleep moves."""

    now: float = 1_800_000_000.0

    def __call__(self) -> float:
        """Return the time."""
        return self.now

    async def sleep(self, seconds_left: Callable[[], float]) -> None:
        """Sleep as a run does."""
        self.now += max(0.0, seconds_left())


async def at_once(function: Callable[..., Any], *arguments: Any) -> Any:
    """Call a function where a run calls it in a thread."""
    return function(*arguments)


@attrs.define
class Driver:
    """A driver of our own: it takes requests to the sandbox, and sleeps by moving the clock.

    Args:
        calls: The calls.
        sandbox: The sandbox.
        clock: The clock.
    """

    calls: Any
    sandbox: Sandbox
    clock: Clock

    def run(self, call: Call[Any]) -> Any:
        """Run a call. A lost answer takes until its timeout."""
        try:
            step = next(call)
            while True:
                if isinstance(step, Wait):
                    self.clock.now += step.seconds
                    step = call.send(Lost(sent=False))
                    continue
                answer, wire = self.sandbox.handle(step)
                if wire in (None, "dribble"):
                    step = call.send(answer)
                else:
                    self.clock.now += (step.timeout or 0) if wire == "silence" else 0
                    step = call.send(Lost(sent=True))
        except StopIteration as end:
            return end.value


@attrs.define
class Stage:
    """A sandbox with a batch, and its journal.

    Args:
        journal: The file of the journal.
        size: The size of the batch.
        failures: The business errors of rows that fail.
        deadline: The seconds of each call.
    """

    journal: Path
    size: int = 3
    failures: dict[str, str] = attrs.field(factory=dict, repr=False)
    deadline: float = 5.0
    sandbox: Sandbox = attrs.field(factory=lambda: Sandbox(pace=0.001))
    batch: str = ""

    def __attrs_post_init__(self) -> None:
        """Make the batch."""
        self.batch = self.sandbox.uaekyc.add_batch(rows(self.size), failures=self.failures)

    def migration(self, **options: Any) -> Migration:
        """Return a migration in process with synchronous clients."""
        http = httpx2.Client(transport=self.sandbox.transport())
        return self._migration(uaekyc.Client, caas.Client, http, options)

    def migration_async(self, **options: Any) -> Migration:
        """Return a migration in process with asynchronous clients."""
        http = httpx2.AsyncClient(transport=self.sandbox.transport())
        return self._migration(uaekyc.AsyncClient, caas.AsyncClient, http, options)

    def run(self, **options: Any) -> Summary:
        """Run the migration, one customer at a time, in one thread, with a clock of its own."""
        clock = Clock()
        platform = uaekyc.Calls("https://kyc.example", self.sandbox.transaction_key, clock=clock)
        gateway = caas.Calls("https://cdp.example", self.sandbox.credentials, clock=clock)
        with (
            mock.patch.object(to_thread, "run_sync", at_once),
            mock.patch.object(migration, "Pace", partial(Pace, clock=clock)),
            mock.patch.object(migration, "monotonic", clock),
            mock.patch.object(migration._Run, "_sleep", clock.sleep),  # noqa: SLF001 - as above
        ):
            return Migration(
                journal=self.journal,
                platform=Driver(platform, self.sandbox, clock),
                gateway=Driver(gateway, self.sandbox, clock),
                **{"supplements": self.supplement, "batch": self.batch, "jobs": 1, **options},
            ).run()

    def supplement(self, _: str) -> dict[str, str]:
        """Return the supplement of a customer."""
        return SUPPLEMENT

    def _migration(self, platform: Any, gateway: Any, http: Any, options: Any) -> Migration:
        settings = {"client": http, "deadline": self.deadline}
        options = {"supplements": self.supplement, "batch": self.batch, **options}
        return Migration(
            journal=self.journal,
            platform=platform("https://kyc.example", self.sandbox.transaction_key, **settings),
            gateway=gateway("https://cdp.example", self.sandbox.credentials, **settings),
            **options,
        )


def counts(summary: Summary) -> dict[str, int]:
    """Return the states of a summary that somebody has."""
    return {str(state): number for state, number in summary.counts.items() if number}


def all_onboarded(summary: Summary) -> bool:
    """Return whether everybody is onboarded."""
    return {row.state for row in summary.rows} == {State.ONBOARDED}


def write_supplements(folder: Path, size: int) -> Path:
    """Write the supplement of each customer of a batch to a folder."""
    folder.mkdir()
    for number in range(size):
        (folder / f"{FIRST + number}.json").write_text(json.dumps(SUPPLEMENT))
    return folder
