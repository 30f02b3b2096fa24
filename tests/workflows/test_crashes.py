"""Migrations that are killed: at each write and phase of the network, and at random moments."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

import attrs
import pytest

from payloadkit import caas, uaekyc
from payloadkit.sandbox import Fault, Sandbox
from payloadkit.workflows import Migration, read_journal
from tests.workflows.batch import FIRST, SUPPLEMENT, all_onboarded, counts, rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from payloadkit.workflows import Progress

pytestmark = pytest.mark.exhaustive

ROOT = Path(__file__).parent.parent.parent
SECRETS = {
    "client_id": "sandbox",
    "client_secret": "sandbox-secret",
    "username": "clerk",
    "password": "sandbox-password",
    "scope": "sandbox",
}
KILLED = -9


@attrs.define
class Crashing:
    """A sandbox on a port, and a process that runs migrations in forks.

    Args:
        sandbox: The sandbox.
        served: Where it is served.
        process: The process.
    """

    sandbox: Sandbox
    served: Sandbox
    process: subprocess.Popen[str]

    def migrate(self, journal: Path, batch: str, **options: Any) -> int:
        """Run a migration, and return its exit status or the negative signal."""
        plan = {
            "journal": str(journal),
            "batch": batch,
            "credentials": SECRETS,
            "key": self.served.transaction_key,
            "caas_url": self.served.caas_url,
            "uaekyc_url": self.served.uaekyc_url,
            **options,
        }
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps(plan) + "\n")
        self.process.stdin.flush()
        return int(self.process.stdout.readline())


@pytest.fixture
def crashing(journals: Path) -> Iterator[Crashing]:
    """Give a sandbox on a port, and a process that runs migrations in forks."""
    sandbox = Sandbox()
    command = [sys.executable, "-m", "tests.workflows.crashing"]
    with (
        sandbox.serve() as served,
        subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        ) as process,
    ):
        found = Crashing(sandbox, served, process)
        first = sandbox.uaekyc.add_batch(rows(1))
        assert found.migrate(journals / "first.sqlite", first) == 0
        yield found


@pytest.mark.parametrize("jobs", [1, 2])
def test_killed_at_each_moment(crashing: Crashing, journals: Path, jobs: int) -> None:
    """Killed at each write of the journal and phase of the network: nobody lost, nobody twice."""
    size, kills, status = 2, 0, KILLED
    while status == KILLED:
        kills += 1
        journal = journals / f"{kills}.sqlite"
        batch = crashing.sandbox.uaekyc.add_batch(rows(size, first=kills * size + 1))
        status = crashing.migrate(journal, batch, kill_at=kills, jobs=jobs)
        if status == KILLED:
            assert not journal.exists() or len(read_journal(journal).rows) <= size
            assert crashing.migrate(journal, batch, jobs=jobs) == 0, f"killed at {kills}"
        assert all_onboarded(read_journal(journal))
        ledger = crashing.sandbox.caas.ledger
        assert (len(ledger.taken), ledger.duplicates) == (kills * size + 1, ()), (
            f"killed at {kills}"
        )
    assert status == 0
    assert kills > 100
    print(f"{kills - 1} moments with {jobs} in flight")  # noqa: T201 - it is to be shown


def test_killed_at_random_moments(crashing: Crashing, journals: Path) -> None:
    """A run of 500 customers, killed 50 times at random: nobody lost, nobody twice."""
    seed = int(os.environ.get("SEED", "12"))
    dice = Random(seed)  # noqa: S311 - no secret
    journal = journals / "batch.sqlite"
    batch = crashing.sandbox.uaekyc.add_batch(rows(500, first=1))
    left = []
    for _ in range(50):
        options = {"jobs": 8, "rate": 30, "kill_after": dice.uniform(0.2, 0.9)}
        assert crashing.migrate(journal, batch, **options) in (KILLED, 0)
        left.append(501 - len(crashing.sandbox.caas.ledger.taken))
    print(f"seed {seed}, left after each kill: {left}")  # noqa: T201 - it is to be shown
    assert crashing.migrate(journal, batch, jobs=8) == 0
    ledger = crashing.sandbox.caas.ledger
    assert (len(ledger.taken), ledger.duplicates) == (501, ())
    assert all_onboarded(read_journal(journal))


def test_five_hundred_customers_among_faults(tmp_path: Path) -> None:
    """500 customers among faults, at 50/s: each once, within the rate, memory flat."""
    size, rate = 500, 50
    sandbox = Sandbox()
    failed = {str(FIRST + number): "RESIDENT_NOT_FOUND" for number in range(0, size, 20)}
    batch = sandbox.uaekyc.add_batch(rows(size), failures=failed)
    lost, gone = Fault("reset", "after_commit"), Fault(502)
    shares: dict[Fault | None, int] = {lost: 3 * size // 100, gone: 2 * size // 100, None: size}
    faults = [fault for fault, share in shares.items() for _ in range(share)][:size]
    Random(12).shuffle(faults)  # noqa: S311 - no secret
    sandbox.caas.schedule("onboarding", faults)
    pages: list[int] = []

    def progress(found: Progress) -> None:
        if found.done == size // 2:
            sandbox.caas.expire_tokens()
        if found.done % 100 == 0:
            pages.append(int(Path("/proc/self/statm").read_text().split()[1]))

    with (
        sandbox.serve() as served,
        uaekyc.Client(served.uaekyc_url, served.transaction_key) as platform,
        caas.Client(served.caas_url, served.credentials) as gateway,
    ):
        migration = Migration(
            journal=tmp_path / "batch.sqlite",
            batch=batch,
            platform=platform,
            gateway=gateway,
            supplements=lambda _: SUPPLEMENT,
            rate=rate,
        )
        began = time.monotonic()
        summary = migration.run(progress=progress)
        seconds = time.monotonic() - began
    assert counts(summary) == {"onboarded": size - len(failed), "failed": len(failed)}
    assert sandbox.caas.ledger.duplicates == ()
    assert sandbox.caas.calls["token"] >= 2
    told = f"{size / seconds:.1f} customers a second, pages {pages}, {sandbox.caas.calls}"
    print(f"{seconds:.1f} s, {told}")  # noqa: T201 - it is to be shown
    # `test_pace` holds the rate in each second; a busy machine may be late, but not early.
    assert sandbox.caas.calls["onboarding"] <= rate * (seconds + 1)
    assert pages[-1] - pages[0] < 0.1 * pages[0]
