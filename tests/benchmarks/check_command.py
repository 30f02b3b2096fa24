"""``payloadkit check`` of ten thousand payloads, in one process and in two."""

from __future__ import annotations

import shutil
import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from weakref import finalize

from tests.benchmarks.documents import KIND, photos, small
from tests.benchmarks.job import Contest, Job
from tests.benchmarks.peers.today import TODAY
from tests.benchmarks.processes import seconds

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tests.benchmarks.job import Meter

PAYLOADS, PHOTOS = 10_000, 100
LINES, FILES, LARGE = "10,000 lines", "10,000 files", "100 lines with photos"
SIDES = {
    f"{what}, {number}": jobs
    for what in (LINES, FILES, LARGE)
    for jobs, number in ((1, "one process"), (2, "two processes"))
}
_CHECK = ("-m", "payloadkit", "check", "--summary", "--kind", KIND, "--today", TODAY.isoformat())


def _sides() -> Mapping[str, Meter]:
    folder = Path(tempfile.mkdtemp(prefix="payloadkit-benchmark-"))
    (folder / "files").mkdir()
    for number in range(PAYLOADS):
        (folder / f"files/{number:05}.json").write_bytes(small(number))
    paths = {
        LINES: _written(folder / "small.ndjson", small, PAYLOADS),
        FILES: str(folder / "files"),
        LARGE: _written(folder / "photos.ndjson", photos, PHOTOS),
    }
    sides = {
        name: partial(seconds, *_CHECK, "--jobs", str(jobs), paths[name.rpartition(",")[0]])
        for name, jobs in SIDES.items()
    }
    finalize(sides[next(iter(sides))], shutil.rmtree, folder)
    return sides


def _written(path: Path, payload: Callable[[int], bytes], payloads: int) -> str:
    """Write payloads, one on each line, and return the name of the file."""
    with path.open("wb") as stream:
        stream.writelines(payload(number) + b"\n" for number in range(payloads))
    return str(path)


JOBS = (
    Job(
        name="payloadkit check",
        doc=(
            "Fresh processes check ten thousand small payloads, as lines of one file and as files, "
            "and a hundred with photos. Names of files and places in them travel to two processes."
        ),
        sides=_sides,
        contests=tuple(
            Contest(f"{what}, two processes", f"{what}, one process", 1 / 1.7)
            for what in (LINES, FILES, LARGE)
        ),
    ),
)
