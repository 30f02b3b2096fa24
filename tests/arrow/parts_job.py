"""The job of docs/batches.md, run as its reader does, and killed on the way."""

from __future__ import annotations

import ast
import os
import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq

from tests.arrow.customers import COLUMN, KEY
from tests.benchmarks.documents import sent
from tests.docs.blocks import python_of
from tests.documents import TODAY, minimal

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE = Path(__file__).parents[2] / "docs" / "batches.md"
NAME = b"NADIRA"


def write_job(folder: Path) -> Path:
    """Write the job of the page, its imports and functions, to a file, and return that."""
    kept = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.If)
    page = ast.parse(python_of(PAGE))
    page.body = [node for node in page.body if isinstance(node, kept)]
    job = folder / "job.py"
    job.write_text(ast.unparse(page), encoding="utf-8")
    return job


def write_customers(path: Path, documents: int, group: int, odd: dict[int, bytes]) -> None:
    """Write documents as a Parquet file.

    Args:
        path: The file.
        documents: How many; every tenth has an error.
        group: How many make a row group.
        odd: Other documents, by their number.
    """
    sound = sent(minimal())
    schema = pa.schema([(KEY, pa.string()), (COLUMN, pa.binary())])
    with pq.ParquetWriter(path, schema, compression="zstd") as file:
        for first in range(0, documents, group):
            numbers = range(first, min(first + group, documents))
            raws = [odd.get(number) or _raw(sound, number) for number in numbers]
            keys = [f"C-{number:08}" for number in numbers]
            file.write_table(pa.table([keys, raws], schema=schema), row_group_size=group)


def _raw(sound: bytes, number: int) -> bytes:
    return sound.replace(NAME, f"NADIRA {number:09}".encode() if number % 10 else b"", 1)


@contextmanager
def started(job: Path, file: Path, out: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Start the job in a session of its own, and kill what is left of it."""
    command = [sys.executable, "-P", str(job), str(file), str(out), TODAY.isoformat()]
    with subprocess.Popen(command, start_new_session=True) as process:
        try:
            yield process
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)


def done(out: Path) -> int:
    """Return how many parts are complete."""
    return len(list(out.glob("*.parquet")))
