"""Drawn documents with drawn faults, each under a customer's number."""

from __future__ import annotations

import json
from random import Random
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq

import payloadkit as pk
from tests.corpus import corpus
from tests.documents import POLICY

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from tests.documents import Document

KIND, COLUMN, KEY = "caas.onboarding", "payload", "customer_id"
Row = tuple[object, ...]
COMPARED = ("key", "path", "code", "severity", "line", "column")
_GROUP = 1_000


def customers(number: int) -> Iterator[tuple[str, bytes | None]]:
    """Yield so many customers, the same in every run.

    Most documents have one fault of the corpus, or none. Some are cut, or have a wrong byte, or
    are not there.

    Args:
        number: How many.
    """
    random = Random(14)  # noqa: S311 - nothing secret
    documents = [case.document for case in corpus(KIND)]
    for customer in range(number):
        yield f"C-{customer:08}", _drawn(random, random.choice(documents))


def _drawn(random: Random, document: Document) -> bytes | None:
    text = json.dumps(
        document, indent=random.choice((None, None, 1)), ensure_ascii=random.random() < 0.5
    )
    raw = text.encode()
    fate, at = random.random(), random.randrange(len(raw))
    if fate < 0.02:
        return None
    if fate < 0.04:
        return b""
    if fate < 0.08:
        return raw[:at]
    if fate < 0.12:
        return raw[:at] + random.randbytes(1) + raw[at + 1 :]
    return raw


def write(path: Path, rows: Iterable[tuple[str, bytes | None]]) -> None:
    """Write documents as a Parquet file of many row groups."""
    keys, payloads = zip(*rows, strict=True)
    table = pa.table({KEY: keys, COLUMN: pa.array(payloads, pa.binary())})
    pq.write_table(table, path, row_group_size=_GROUP)


def expected(rows: Iterable[tuple[str, bytes | None]]) -> list[Row]:
    """Return what a plain loop of ``check`` finds, sorted."""
    found: list[Row] = []
    for key, raw in rows:
        if raw is None:
            found.append((key, "", "field.missing", "error", None, None))
            continue
        found += [
            (key, *(getattr(violation, name) for name in COMPARED[1:]))
            for violation in pk.check(KIND, raw, POLICY).violations
        ]
    return sorted(found, key=repr)


def compared(batches: Iterable[pa.RecordBatch]) -> list[Row]:
    """Return the rows of output batches, or of tables, as ``expected`` does."""
    rows = (row for batch in batches for row in batch.select(COMPARED).to_pylist())
    return sorted((tuple(row.values()) for row in rows), key=repr)
