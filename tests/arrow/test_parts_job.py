"""A job that is killed at any part, and run again, loses no row and doubles none."""

from __future__ import annotations

from random import Random
from time import sleep
from typing import TYPE_CHECKING

import pyarrow.parquet as pq
import pytest

from payloadkit.arrow import check_batches
from tests.arrow.customers import COLUMN, KEY, KIND, compared
from tests.arrow.parts_job import done, started, write_customers, write_job
from tests.documents import POLICY

if TYPE_CHECKING:
    from pathlib import Path

PARTS = 40


@pytest.mark.exhaustive
def test_a_killed_job_is_run_again(tmp_path: Path) -> None:
    """Three kills, each after a drawn part, leave the rows of a run that was not killed."""
    job, file, out = write_job(tmp_path), tmp_path / "customers.parquet", tmp_path / "out"
    write_customers(file, PARTS * 50, 50, {7: b"{", 1234: b"\x1f\x8b"})
    random = Random(14)  # noqa: S311 - nothing secret
    for least in sorted(random.sample(range(1, PARTS), 3)):
        with started(job, file, out) as process:
            while done(out) < least:
                assert process.poll() is None
                sleep(0.01)
    assert 0 < done(out) < PARTS
    with started(job, file, out) as process:
        assert process.wait() == 0

    table = pq.read_table(file)
    whole = check_batches(table, kind=KIND, column=COLUMN, key=KEY, policy=POLICY)
    rows = compared(whole)
    assert len(rows) == PARTS * 5 + 2
    assert done(out) == PARTS
    assert compared([pq.read_table(sorted(out.glob("*.parquet")))]) == rows
