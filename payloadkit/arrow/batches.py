"""Record batches of objects that hold or yield them, and iterators whose errors hold no value."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

import pyarrow as pa

from payloadkit.violation import sealed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

T = TypeVar("T")
Batches: TypeAlias = Any
"""An object with ``__arrow_c_stream__``, a dataset, or an iterable of record batches."""


def record_batches(given: Batches) -> Iterator[pa.RecordBatch]:
    """Return record batches in turn.

    Args:
        given: An object with ``__arrow_c_stream__``, such as a table, a reader, or a data frame of
            Polars or Daft; a dataset of pyarrow; or an iterable of record batches or of such
            objects.

    Raises:
        TypeError: It is neither.
    """
    if isinstance(given, pa.RecordBatch):
        return iter((given,))
    if hasattr(given, "__arrow_c_stream__"):
        return _streamed(given)
    if hasattr(given, "to_batches"):
        return iter(given.to_batches())
    if not hasattr(given, "__iter__"):
        raise TypeError(
            "batches have __arrow_c_stream__, or are an iterable of record batches, not "
            f"{type(given).__name__}"
        )
    return _each(given)


def _each(given: Iterable[Any]) -> Iterator[pa.RecordBatch]:
    for one in given:
        if isinstance(one, pa.RecordBatch):
            yield one
        elif hasattr(one, "__arrow_c_stream__"):
            yield from _streamed(one)
        elif hasattr(one, "__arrow_c_array__"):
            yield pa.record_batch(one)
        else:
            raise TypeError(f"batches are of Arrow, not {type(one).__name__}")
        del one  # while the next one is made, only that is in memory


def _streamed(given: object) -> Iterator[pa.RecordBatch]:
    """Yield the batches of a stream, and one without rows if there are none: it has the columns."""
    reader = pa.RecordBatchReader.from_stream(given)
    is_empty = True
    for batch in reader:
        yield batch
        del batch
        is_empty = False
    if is_empty:
        yield pa.RecordBatch.from_pylist([], schema=reader.schema)


def sealed_steps(steps: Iterator[T]) -> Iterator[T]:
    """Return an iterator whose errors keep no value, as those of a sealed function.

    Args:
        steps: The iterator. It yields no None.
    """
    return iter(sealed(partial(next, steps, None)), None)
