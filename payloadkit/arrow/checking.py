"""Check the documents of record batches."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

import pyarrow as pa

from payloadkit.arrow.batches import Batches, record_batches, sealed_steps
from payloadkit.arrow.columns import column as column_of
from payloadkit.arrow.columns import documents_of, keys_of
from payloadkit.arrow.schemas import VIOLATIONS, keyed
from payloadkit.messages.nearest import nearest
from payloadkit.policy import Policy, policy_of
from payloadkit.violation import Fault, Report, sealed
from payloadkit.wire.reading import check

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from payloadkit.violation import Violation

Rows: TypeAlias = Literal["violations", "all"]

MOST: Final = 4096
"""So many rows end an output batch."""


@sealed
def check_batches(  # noqa: PLR0913 - all but the first are keywords
    batches: Batches,
    *,
    kind: type | str,
    column: str,
    key: str,
    policy: Policy | None = None,
    rows: Rows = "violations",
) -> Iterator[pa.RecordBatch]:
    """Report everything that is wrong with the documents of record batches.

    Documents are judged as ``payloadkit.check`` judges them, one after another. A null is
    ``field.missing`` at the empty path. The output holds no value of a document.

    Args:
        batches: An object with ``__arrow_c_stream__``, or an iterable of record batches.
        kind: A model class or the name of a kind.
        column: The column of the documents: text or binary, of any layout. It is not copied.
        key: The column that tells the documents apart, of any type.
        policy: How documents are judged. Without ``today``, the date at this call holds for all.
        rows: ``violations`` is a row a violation. ``all`` adds a row with nothing but its key for
            each document without a violation.

    Returns:
        Batches of the schema ``VIOLATIONS``, in the order of the documents and of their reports. A
        key that is no text has the type of its column. Where nothing was found in a batch, an empty
        one comes of it.

    Raises:
        TypeError: The batches are of another type, the column is neither text nor binary, or the
            class is no model.
        ValueError: There is no such kind, column or word for ``rows``, or the policy sets a limit
            where there is no field.
    """
    if rows not in ("violations", "all"):
        raise ValueError(f"rows is violations or all{nearest(rows, ('violations', 'all'))}")
    policy = settled(kind, policy)
    steps = _checked(record_batches(batches), kind, column, key, policy, clean=rows == "all")
    return sealed_steps(steps)


@sealed
def reports(
    batches: Batches, *, kind: type | str, column: str, key: str, policy: Policy | None = None
) -> Iterator[tuple[Any, Report[Any]]]:
    """Return the key and the report of each document of record batches, in their order.

    Args:
        batches: As of ``check_batches``, and all other arguments too.
        kind: The kind.
        column: The column of the documents.
        key: The column of the keys.
        policy: How documents are judged.

    Raises:
        TypeError: As ``check_batches``.
        ValueError: As ``check_batches``.
    """
    policy = settled(kind, policy)
    pairs = _documents(record_batches(batches), column, key)
    return sealed_steps((known, report_of(kind, raw, policy)) for known, raw in pairs)


@sealed
def documents(
    batches: Batches, *, column: str, key: str
) -> Iterator[tuple[Any, memoryview | None]]:
    """Return the key and the bytes of each document of record batches, in their order.

    The bytes are a view of the column, without a copy; None for a null.

    Args:
        batches: An object with ``__arrow_c_stream__``, or an iterable of record batches.
        column: The column of the documents.
        key: The column of the keys.

    Raises:
        TypeError: The batches are of another type, or the column is neither text nor binary.
        ValueError: There is no such column.
    """
    return sealed_steps(_documents(record_batches(batches), column, key))


def settled(kind: type | str, policy: Policy | None) -> Policy:
    """Return the policy of a run, which has one date from its first document to its last.

    Args:
        kind: The kind of the documents.
        policy: The policy that was given.

    Raises:
        TypeError: The class is no model.
        ValueError: There is no such kind, or the policy does not suit it.
    """
    policy = policy_of(policy)
    check(kind, b"{}", policy)
    return policy.fixed(policy.masters)


def report_of(kind: type | str, raw: memoryview | None, policy: Policy) -> Report[Any]:
    """Return the report of a document; one that is null is missing."""
    if raw is None:
        missing: Report[Any] = Report((Fault("field.missing", variant="document").violation(""),))
        return missing.localized(policy.language)
    return check(kind, raw, policy)


def _documents(
    batches: Iterator[pa.RecordBatch], column: str, key: str
) -> Iterator[tuple[Any, memoryview | None]]:
    for batch in batches:
        keys = column_of(batch, key, "key")
        raws = documents_of(column_of(batch, column, "column"), "column")
        for row, raw in enumerate(raws):
            yield keys[row].as_py(), raw
        del batch, keys, raws


def _checked(  # noqa: PLR0913 - the arguments of ``check_batches``
    batches: Iterator[pa.RecordBatch],
    kind: type | str,
    column: str,
    key: str,
    policy: Policy,
    *,
    clean: bool,
) -> Iterator[pa.RecordBatch]:
    for batch in batches:
        keys = keys_of(column_of(batch, key, "key"))
        raws = documents_of(column_of(batch, column, "column"), "column")
        for rows in _rows(raws, kind, policy, clean=clean):
            yield _table(keys, rows)
        del batch, keys, raws  # while the next batch is made, this one is no longer in memory


def _rows(
    raws: Iterator[memoryview | None], kind: type | str, policy: Policy, *, clean: bool
) -> Iterator[list[tuple[int, Violation | None]]]:
    """Yield the number and a violation of a document, for an output batch at a time."""
    found: list[tuple[int, Violation | None]] = []
    for row, raw in enumerate(raws):
        violations: Sequence[Violation | None] = report_of(kind, raw, policy).violations
        if clean and not violations:
            violations = (None,)
        found += [(row, violation) for violation in violations]
        if len(found) >= MOST:
            yield found
            found = []
    yield found


def _table(keys: pa.Array, found: Sequence[tuple[int, Violation | None]]) -> pa.RecordBatch:
    """Return an output batch; a row without a violation has only its key."""
    schema = keyed(VIOLATIONS, keys.type)
    rows = pa.array([row for row, _ in found], pa.int64())
    violations = [violation for _, violation in found]
    facts = (
        pa.array([getattr(violation, name, None) for violation in violations], kind)
        for name, kind in zip(schema.names[1:], schema.types[1:], strict=True)
    )
    return pa.RecordBatch.from_arrays([keys.take(rows), *facts], schema=schema)
