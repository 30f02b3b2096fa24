"""Documents in record batches, against a plain loop; and how their cost grows."""

from __future__ import annotations

import json
import shutil
import tempfile
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any
from weakref import finalize

import attrs
import pyarrow as pa
import pyarrow.parquet as pq

import payloadkit as pk
from payloadkit.arrow import Part, check_batches, convert_batches, onboarding_source
from tests.benchmarks.conversion import converted, given
from tests.benchmarks.documents import (
    FAULTS,
    KIND,
    PLACES,
    POLICY,
    person,
    photos,
    pictures,
    sent,
    small,
)
from tests.benchmarks.job import Contest, Job
from tests.benchmarks.measuring import Clock
from tests.documents import PHOTOS, minimal, put

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from tests.benchmarks.job import Meter

BATCHES, LOOP = "check_batches", "a loop of check"
CONVERTED, CONVERTING = "convert_batches", "a loop of load, convert and dump"
ONE, TWO = "check_batches, one process", "check_batches, two processes"
COLUMNS: Any = {"column": "payload", "key": "customer_id"}
_GROUPS, _ROWS = 16, 125


@attrs.frozen
class PerDocument:
    """Measure a function of many documents, and return the seconds of one.

    Args:
        run: The function.
        fresh: Makes the documents.
        documents: How many there are.
    """

    run: Callable[[Any], object]
    fresh: Callable[[int], object]
    documents: int
    _clock: Clock[Any] = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        """Make the clock."""
        object.__setattr__(self, "_clock", Clock(self.run, self.fresh))

    def __call__(self) -> float:
        """Measure a round."""
        return self._clock() / self.documents


def batch(raws: Sequence[bytes], **others: Sequence[bytes]) -> pa.RecordBatch:
    """Return documents, and other columns, as a record batch with keys."""
    return pa.record_batch({"customer_id": range(len(raws)), "payload": raws, **others})


def checked(batches: Iterable[pa.RecordBatch]) -> int:
    """Return how many violations there are in batches."""
    return sum(
        table.num_rows for table in check_batches(batches, kind=KIND, policy=POLICY, **COLUMNS)
    )


def _loop(raws: Sequence[bytes]) -> int:
    return sum(len(pk.check(KIND, raw, POLICY).violations) for raw in raws)


def _against_a_loop(made: Callable[[int], bytes], documents: int) -> Mapping[str, Meter]:
    def fresh(number: int) -> list[bytes]:
        return [made(number * documents + row) for row in range(documents)]

    return {
        BATCHES: PerDocument(checked, lambda number: batch(fresh(number)), documents),
        LOOP: PerDocument(_loop, fresh, documents),
    }


def _conversions() -> Mapping[str, Meter]:
    documents = 4
    first = given()
    supplement = json.dumps(first.supplement).encode()
    rows = batch([first.profile] * documents, supplement=[supplement] * documents)

    def converted_batches(rows: pa.RecordBatch) -> int:
        found = convert_batches(
            rows,
            source="uaekyc.customer-data",
            target=KIND,
            supplement="supplement",
            files=PHOTOS,
            policy=POLICY,
            **COLUMNS,
        )
        return sum(table.num_rows for table in found)

    def loop(number: int) -> list[bytes]:
        return [pk.dump(converted(given(number + row)).payload) for row in range(documents)]

    return {
        CONVERTED: PerDocument(converted_batches, lambda _: rows, documents),
        CONVERTING: PerDocument(loop, lambda number: number, documents),
    }


def _in_processes() -> Mapping[str, Meter]:
    folder = tempfile.mkdtemp(prefix="payloadkit-benchmark-")
    path = f"{folder}/customers.parquet"
    with pq.ParquetWriter(path, batch([b""]).schema) as file:
        for group in range(_GROUPS):
            file.write_batch(batch([small(group * _ROWS + row) for row in range(_ROWS)]))
    parts = onboarding_source(path, **COLUMNS).parts
    pool = ProcessPoolExecutor(2, get_context("spawn"))
    documents = _GROUPS * _ROWS
    sides: dict[str, Meter] = {
        ONE: PerDocument(partial(_all, map), lambda _: parts, documents),
        TWO: PerDocument(partial(_all, pool.map), lambda _: parts, documents),
    }
    finalize(sides[TWO], _left, pool, folder)
    return sides


def _all(mapped: Callable[..., Iterable[int]], parts: Sequence[Part]) -> int:
    return sum(mapped(checked, parts))


def _left(pool: ProcessPoolExecutor, folder: str) -> None:
    pool.shutdown()
    shutil.rmtree(folder)


def _sizes() -> Mapping[str, Meter]:
    smallest = json.dumps(minimal()).encode()
    made = {
        f"{len(smallest) / 1000:.1f} kB": (lambda _: smallest, 200),
        "17 kB": (small, 50),
        "3 MB": (photos, 2),
    }
    return {size: _against_a_loop(*each)[BATCHES] for size, each in made.items()}


def _rows() -> Mapping[str, Meter]:
    return {f"{rows} rows": _against_a_loop(small, rows)[BATCHES] for rows in (10, 100, 1000)}


def _photos() -> Mapping[str, Meter]:
    def made(shown: int, number: int) -> bytes:
        document = person(number, pictures()[:shown])
        document["additional_docs"] = document["additional_docs"][: max(0, shown - 5)]
        return sent(document)

    numbers = (0, 1, 2, len(PLACES))
    return {
        f"{shown} photos": _against_a_loop(partial(made, shown), 4)[BATCHES] for shown in numbers
    }


def _faults() -> Mapping[str, Meter]:
    def made(faults: int, number: int) -> bytes:
        document = json.loads(small(number))
        for place, value in list(FAULTS.items())[:faults]:
            document = put(document, place, "#" if value == "\n" else value)
        return sent(document)

    numbers = (0, 1, 5, len(FAULTS))
    return {
        f"{faults} faults": _against_a_loop(partial(made, faults), 20)[BATCHES]
        for faults in numbers
    }


JOBS = (
    Job(
        name="batches, small",
        doc=(
            "A record batch of 100 small payloads, against a loop over the same bytes. The time "
            "is that of one document, here and below."
        ),
        sides=partial(_against_a_loop, small, 100),
        contests=(Contest(BATCHES, LOOP, 1.10),),
    ),
    Job(
        name="batches, photos",
        doc="A record batch of four payloads of 3 MB, against a loop over the same bytes.",
        sides=partial(_against_a_loop, photos, 4),
        contests=(Contest(BATCHES, LOOP, 1.10),),
    ),
    Job(
        name="convert_batches",
        doc=(
            "Four profiles with supplements that name their photos in a folder, against a loop "
            "that has parsed supplements."
        ),
        sides=_conversions,
        contests=(Contest(CONVERTED, CONVERTING, 1.10),),
    ),
    Job(
        name="batches in processes",
        doc=(
            f"A Parquet file of {_GROUPS * _ROWS:,} small payloads in {_GROUPS} row groups. The "
            "processes are given the parts, and stand ready."
        ),
        sides=_in_processes,
        contests=(Contest(TWO, ONE),),
    ),
    Job(
        name="batches by size",
        doc="Payloads with nothing but mandatory fields, with tiny pictures, and with photos.",
        sides=_sizes,
        contests=(Contest("3 MB", "17 kB"),),
    ),
    Job(
        name="batches by rows",
        doc="Record batches of small payloads: a document costs the same in each.",
        sides=_rows,
        contests=(Contest("1000 rows", "10 rows", 1.10),),
    ),
    Job(
        name="batches by photos",
        doc="The payload of photos with some of them, whose sizes differ.",
        sides=_photos,
        contests=(Contest("7 photos", "1 photos"),),
    ),
    Job(
        name="batches by faults",
        doc="The small payload with the first of the ten faults.",
        sides=_faults,
        contests=(Contest("10 faults", "0 faults"),),
    ),
)
