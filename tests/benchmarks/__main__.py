"""Measure jobs and print the ratios against their targets.

Usage: ``python -m tests.benchmarks JOB … | all [--rounds N] [--write]``.

The exit status is 0 whether or not the targets are met: a machine with other work on it says
little. ``--write`` makes the page of the documentation anew.
"""

from __future__ import annotations

import argparse
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks.measuring import ROUNDS, measure
from tests.benchmarks.page import HEAD, Told, page, row
from tests.benchmarks.profiling import shares

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.benchmarks.job import Job

PAGE = Path(__file__).parents[2] / "docs" / "performance.md"
MODULES = (
    "check_photos",
    "check_small",
    "model_alone",
    "build_and_dump",
    "reject_faults",
    "airpay_hashes",
    "conversion",
    "inspect_and_fit",
    "start_up",
    "memory",
    "throughput",
    "batches",
    "check_command",
    "phone_numbers",
    "journal",
)


def main(arguments: list[str] | None = None) -> int:
    """Measure what the arguments say, and return the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks", description="Measure jobs against their peers."
    )
    parser.add_argument(
        "jobs",
        nargs="+",
        choices=(*MODULES, "all"),
        metavar="JOB",
        help=f"all, or some of {', '.join(MODULES)}",
    )
    parser.add_argument(
        "--rounds",
        type=int,
        default=ROUNDS,
        help="how often each side is measured (default: %(default)s)",
    )
    parser.add_argument(
        "--write", action="store_true", help=f"make {PAGE.name} anew, which takes all jobs"
    )
    told = parser.parse_args(arguments)
    if told.rounds < 1:
        parser.error("--rounds is 1 or more")
    if told.write and "all" not in told.jobs:
        parser.error("--write takes all jobs")
    say(HEAD)
    found = [
        _told(job, told.rounds, profiled=told.write)
        for job in jobs(MODULES if "all" in told.jobs else told.jobs)
    ]
    if told.write:
        PAGE.write_text(page(found, told.rounds), encoding="utf-8", newline="\n")
    return 0


def jobs(modules: Iterable[str]) -> list[Job]:
    """Return the jobs of modules."""
    return [job for module in modules for job in import_module(f"tests.benchmarks.{module}").JOBS]


def say(text: str) -> None:
    """Print a line at once."""
    print(text, flush=True)  # noqa: T201 - what this command is for


def _told(job: Job, rounds: int, *, profiled: bool) -> Told:
    measured = measure(job, rounds)
    for result in measured.results:
        say(row(job.name, result))
    return Told(measured, shares(job.profiled()) if profiled and job.profiled is not None else {})


if __name__ == "__main__":
    sys.exit(main())
