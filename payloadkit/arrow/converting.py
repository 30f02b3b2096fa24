"""Convert the documents of record batches."""

from __future__ import annotations

from itertools import repeat
from typing import TYPE_CHECKING, Any, Final

import attrs
import pyarrow as pa

from payloadkit.arrow.batches import Batches, record_batches, sealed_steps
from payloadkit.arrow.checking import report_of, settled
from payloadkit.arrow.columns import column as column_of
from payloadkit.arrow.columns import documents_of, keys_of
from payloadkit.arrow.photos import Files, folder_of
from payloadkit.arrow.schemas import PAYLOADS, keyed
from payloadkit.conversion.converter import convert
from payloadkit.conversion.supplement_file import supplied
from payloadkit.models.registry import model_of
from payloadkit.violation import Report, sealed
from payloadkit.wire.writing import dump

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from payloadkit.conversion.files import Store
    from payloadkit.conversion.lineage import Lineage
    from payloadkit.policy import Policy

MOST_ROWS: Final = 1024
MOST_BYTES: Final = 16 * 1024 * 1024
"""So many rows, or so many bytes of payloads, end an output batch."""


@attrs.frozen(kw_only=True)
class _Conversion:
    """What is the same for all rows of a run."""

    source: type | str
    target: type | str
    column: str
    key: str
    supplement: str | None
    policy: Policy
    files: Path | Store | None

    def row(self, raw: memoryview | None, added: memoryview | None) -> dict[str, Any]:
        """Return the row of a customer, without the key.

        Args:
            raw: The document.
            added: The supplement, None if there is none.
        """
        known = report_of(self.source, raw, self.policy)
        violations = _told("source", known)
        extra: Mapping[str, Any] | None = None
        ok = known.ok
        if added is not None:
            given = supplied(bytes(added), self.policy, model_of(self.target).keys)
            violations += _told("supplement", given)
            extra, ok = given.value, ok and given.ok
        if not ok:
            return {"state": "unreadable", "violations": violations, "lineage": []}
        result = convert(known.value, self.target, extra, self.policy, files=self.files)
        return {
            "state": "refused" if result.payload is None else "converted",
            "payload": None if result.payload is None else dump(result.payload),
            "violations": violations + _told("payload", result.report),
            "lineage": _origins(result.lineage),
        }


@sealed
def convert_batches(  # noqa: PLR0913 - all but the first are keywords
    batches: Batches,
    *,
    source: type | str,
    target: type | str,
    column: str,
    key: str,
    supplement: str | None = None,
    files: Files = None,
    policy: Policy | None = None,
) -> Iterator[pa.RecordBatch]:
    """Convert the documents of record batches, a row for each.

    Args:
        batches: An object with ``__arrow_c_stream__``, or an iterable of record batches.
        source: The model class or the kind of the documents, ``"uaekyc.customer-data"``.
        target: The model class or the kind of the payloads, ``"caas.onboarding"``.
        column: The column of the documents: text or binary, of any layout. It is not copied.
        key: The column that tells the documents apart, of any type.
        supplement: The column of the supplements, JSON as text or binary. Null is none.
        files: The folder of the files that supplements name, ``{"file": path}``: a path, or a file
            system of ``pyarrow.fs``, such as a ``SubTreeFileSystem`` of an object store. A path is
            relative and must stay inside. One file is read at a time. None refuses every file.
        policy: How documents and payloads are judged. Without ``today``, the date at this call
            holds for all.

    Returns:
        Batches of the schema ``PAYLOADS``, a row for each document and in the same order. A key
        that is no text has the type of its column. ``state`` is ``converted``; ``refused``: the
        payload has an error; or ``unreadable``: the document or the supplement has one, and nothing
        was converted. ``payload`` is JSON, null unless ``converted``. Each of ``violations`` names
        its ``document``, which is ``source``, ``supplement`` or ``payload``. ``lineage`` has a
        struct for each value of the payload.

    Raises:
        TypeError: The batches or the files are of another type, a column is neither text nor
            binary, or a class is no model.
        ValueError: There is no such kind, column or conversion, or the policy sets a limit where
            there is no field.
    """
    policy = settled(source, policy)
    settled(target, policy)
    conversion = _Conversion(
        source=source,
        target=target,
        column=column,
        key=key,
        supplement=supplement,
        policy=policy,
        files=folder_of(files),
    )
    return sealed_steps(_converted(record_batches(batches), conversion))


def _converted(
    batches: Iterator[pa.RecordBatch], conversion: _Conversion
) -> Iterator[pa.RecordBatch]:
    for batch in batches:
        keys = keys_of(column_of(batch, conversion.key, "key"))
        raws = documents_of(column_of(batch, conversion.column, "column"), "column")
        added: Iterator[memoryview | None] = repeat(None, len(batch))
        if conversion.supplement is not None:
            supplements = column_of(batch, conversion.supplement, "supplement")
            added = documents_of(supplements, "supplement")
        schema = keyed(PAYLOADS, keys.type)
        first = 0
        for rows in _rows(map(conversion.row, raws, added)):
            yield _table(keys.slice(first, len(rows)), rows, schema)
            first += len(rows)
        del batch, keys, raws, added  # while the next batch is made, this one is out of memory


def _rows(rows: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    """Yield the rows for an output batch at a time."""
    found: list[dict[str, Any]] = []
    size = 0
    for row in rows:
        found.append(row)
        size += len(row.get("payload") or b"")
        if len(found) >= MOST_ROWS or size >= MOST_BYTES:
            yield found
            found, size = [], 0
    yield found


def _table(keys: pa.Array, rows: Sequence[dict[str, Any]], schema: pa.Schema) -> pa.RecordBatch:
    facts = (pa.array([row.get(field.name) for row in rows], field.type) for field in [*schema][1:])
    return pa.RecordBatch.from_arrays([keys, *facts], schema=schema)


def _told(document: str, report: Report[Any]) -> list[dict[str, Any]]:
    return [{"document": document, **attrs.asdict(violation)} for violation in report.violations]


def _origins(lineage: Lineage) -> list[dict[str, Any]]:
    return [attrs.asdict(row) for row in lineage]
