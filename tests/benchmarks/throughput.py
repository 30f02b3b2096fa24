"""A thousand small payloads from files, through one process and through two."""

from __future__ import annotations

import shutil
import tempfile
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING
from weakref import finalize

import payloadkit as pk
from tests.benchmarks.documents import KIND, POLICY, small
from tests.benchmarks.job import Contest, Job
from tests.benchmarks.peers import pydantic_extra

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from tests.benchmarks.job import Meter

ONE, TWO, PEER = (
    "payloadkit, one process",
    "payloadkit, two processes",
    "pydantic + extra-types + Pillow, one process",
)
PAYLOADS = 1000
_CHUNK = 25


def ours(path: str) -> int:
    """Return how many violations payloadkit finds in a file."""
    return len(pk.check(KIND, Path(path).read_bytes(), POLICY).violations)


def theirs(path: str) -> int:
    """Return how many errors the peer finds in a file."""
    return len(pydantic_extra.check(Path(path).read_bytes()))


def _sides() -> Mapping[str, Meter]:
    folder = tempfile.mkdtemp(prefix="payloadkit-benchmark-")
    paths = [f"{folder}/{number:04}.json" for number in range(PAYLOADS)]
    for number, path in enumerate(paths):
        Path(path).write_bytes(small(number))
    pool = ProcessPoolExecutor(2, get_context("spawn"))
    sides = {
        ONE: partial(_taken, partial(map, ours), paths),
        TWO: partial(_taken, partial(pool.map, ours, chunksize=_CHUNK), paths),
        PEER: partial(_taken, partial(map, theirs), paths),
    }
    finalize(sides[TWO], _left, pool, folder)
    return sides


def _left(pool: ProcessPoolExecutor, folder: str) -> None:
    pool.shutdown()
    shutil.rmtree(folder)


def _taken(run: Callable[[Sequence[str]], object], paths: Sequence[str]) -> float:
    begun = perf_counter()
    found = sum(run(paths))  # type: ignore[call-overload]  # either map
    taken = perf_counter() - begun
    if found:
        raise ValueError("a payload has violations")
    return taken


JOBS = (
    Job(
        name="1,000 payloads",
        doc=(
            "A thousand files of the small payload, each another person's, are read and checked "
            "in full. Two processes are given file names, and stand ready."
        ),
        sides=_sides,
        contests=(Contest(TWO, ONE), Contest(ONE, PEER)),
    ),
)
