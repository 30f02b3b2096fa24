"""A million small documents in two processes, killed on the way and run again.

Usage: ``python -m tests.benchmarks.million FOLDER [DOCUMENTS]``. It prints times and memory, and
fails if a row is lost or doubled, or if a hostile document costs more than its own row.
"""

from __future__ import annotations

import sys
from pathlib import Path
from random import Random
from statistics import median
from time import monotonic, sleep
from typing import TYPE_CHECKING

import attrs
import pyarrow.parquet as pq

from payloadkit.rules.base64 import encode
from tests.arrow.parts_job import done, started, write_customers, write_job
from tests.benchmarks.documents import sent
from tests.documents import FIXTURES, minimal, put

if TYPE_CHECKING:
    from subprocess import Popen

DOCUMENTS, GROUP = 1_000_000, 5_000
LONG = 50_000_000
_PAUSE = 0.2


@attrs.define
class Run:
    """What was seen of a run.

    Args:
        seconds: How long it took.
        memory: The resident bytes of its largest process, from time to time.
    """

    seconds: float = 0.0
    memory: list[int] = attrs.field(factory=list)

    def watch(self, process: Popen[bytes], out: Path, until: int) -> None:
        """Look at a job until so many parts are complete, or it ends."""
        begun = monotonic()
        while process.poll() is None and done(out) < until:
            self.memory.append(_largest(process.pid))
            sleep(_PAUSE)
        self.seconds = monotonic() - begun


def _largest(session: int) -> int:
    """Return the resident bytes of the largest process of a session."""
    sizes = [0]
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text(encoding="utf-8").rpartition(")")[2].split()
        except OSError:  # it has just ended
            continue
        if int(fields[3]) == session:
            sizes.append(int(fields[21]) * 4096)
    return max(sizes)


def hostile(documents: int) -> dict[int, bytes]:
    """Return a row of 50 MB, a picture of four billion pixels and bytes that are no JSON."""
    bomb = (FIXTURES / "images" / "jpeg" / "size-65535x65535.jpg").read_bytes()
    picture = {"base64_data": encode(bomb), "content_type": "image/jpeg"}
    return {
        documents // 4 + 1: sent(put(minimal(), "/first_name", "N" * LONG)),
        documents // 2 + 1: sent(put(minimal(), "/id_details/0/id_front", picture)),
        documents * 3 // 4 + 1: b"\x1f\x8b\x08\x00" * 100,
    }


def main(folder: str, documents: str = str(DOCUMENTS)) -> None:
    """Write the documents, kill the job after a part that was drawn, and run it again."""
    number = int(documents)
    file, out, job = Path(folder, "customers.parquet"), Path(folder, "out"), write_job(Path(folder))
    if not file.exists():
        write_customers(file, number, GROUP, hostile(number))
    parts = pq.ParquetFile(file).num_row_groups
    first, second = Run(), Run()
    with started(job, file, out) as process:
        first.watch(process, out, Random().randrange(1, parts))  # noqa: S311 - nothing secret
    killed = done(out)
    with started(job, file, out) as process:
        second.watch(process, out, parts + 1)
        if process.wait():
            raise RuntimeError("the job failed")
    found = pq.read_table(sorted(out.glob("*.parquet")), columns=["key"])["key"]
    faulty = {f"C-{row:08}" for row in [*range(0, number, 10), *hostile(number)]}
    if len(found) != len(faulty) or set(found.to_pylist()) != faulty:
        raise RuntimeError("rows were lost or doubled")
    seconds, memory = first.seconds + second.seconds, first.memory + second.memory
    tenth = len(memory) // 10 + 1
    told = {
        "documents": number,
        "bytes": file.stat().st_size,
        "parts": parts,
        "killed after": killed,
        "seconds": round(seconds),
        "rows a second": round(number / seconds),
        "MB at first": round(median(memory[tenth : 2 * tenth]) / 1e6),
        "MB at last": round(median(memory[-2 * tenth :]) / 1e6),
        "MB at most": round(max(memory) / 1e6),
    }
    print(told)  # noqa: T201 - what this command is for


if __name__ == "__main__":
    main(*sys.argv[1:])
