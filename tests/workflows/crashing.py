"""Run migrations in processes that are killed: `python -m tests.workflows.crashing`.

Each line of standard input is a migration in JSON. The first one is run in this process, so that
it has imported everything; the others are run in forks. ``kill_at`` kills one at the n-th statement
of SQLite or phase of the network, and ``kill_after`` after so many seconds. The answer is the exit
status, negative for a signal.
"""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import sys
import time
import traceback
from pathlib import Path
from typing import Any

from payloadkit import caas, uaekyc
from payloadkit.http import transport
from payloadkit.workflows import Migration, journal
from tests.workflows.batch import SUPPLEMENT


class Fuse:
    """Kills this process at an event.

    Args:
        events: The number of the event; 0 for none.
    """

    def __init__(self, events: int) -> None:
        self.left = events

    def tick(self) -> None:
        """Count an event."""
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)


def light(fuse: Fuse) -> None:
    """Count each statement of SQLite, the birth of the journal, and each phase of the network."""

    def counting(name: str) -> Any:
        def method(self: Any, *arguments: Any) -> Any:
            fuse.tick()
            found = getattr(sqlite3.Connection, name)(self, *arguments)
            fuse.tick()
            return found

        return method

    methods = {name: counting(name) for name in ("execute", "executemany", "executescript")}
    counted = type("Counted", (sqlite3.Connection,), methods)
    connect, limit, replace = sqlite3.connect, transport.limit_connection, Path.replace

    def limit_connection(_: str, info: dict[str, Any]) -> None:
        fuse.tick()
        limit(_, info)

    def replace_file(self: Path, target: Any) -> Path:
        fuse.tick()
        found = replace(self, target)
        fuse.tick()
        return found

    journal.sqlite3.connect = lambda *a, **k: connect(*a, factory=counted, **k)  # type: ignore[attr-defined] # see above
    transport.limit_connection = limit_connection
    Path.replace = replace_file  # type: ignore[method-assign,assignment] # as above


def migrate(plan: dict[str, Any]) -> int:
    """Run a migration, and return its exit status."""
    if plan.get("kill_at"):
        light(Fuse(plan["kill_at"]))
    credentials = caas.Credentials(**plan["credentials"])
    with (
        uaekyc.Client(plan["uaekyc_url"], plan["key"]) as platform,
        caas.Client(plan["caas_url"], credentials) as gateway,
    ):
        migration = Migration(
            journal=plan["journal"],
            batch=plan["batch"],
            platform=platform,
            gateway=gateway,
            supplements=lambda _: SUPPLEMENT,
            jobs=plan.get("jobs", 1),
            rate=plan.get("rate"),
        )
        return migration.run().exit_status


def forked(plan: dict[str, Any]) -> int:
    """Run a migration in a fork, and return its exit status or the negative signal."""
    child = os.fork()
    if child == 0:
        try:
            status = migrate(plan)
        except BaseException:  # noqa: BLE001 - the parent reads the status
            traceback.print_exc()
            status = 99
        os._exit(status)
    if "kill_after" in plan:
        time.sleep(plan["kill_after"])
        os.kill(child, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


if __name__ == "__main__":
    run = migrate
    for line in sys.stdin:
        sys.stdout.write(f"{run(json.loads(line))}\n")
        sys.stdout.flush()
        run = forked
