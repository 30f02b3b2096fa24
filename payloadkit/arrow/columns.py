"""Columns of record batches: documents as views of their bytes, and the keys beside them."""

from __future__ import annotations

from itertools import pairwise, repeat
from struct import iter_unpack
from typing import TYPE_CHECKING, Final, Literal

import pyarrow as pa
from pyarrow import types
from pyarrow.compute import call_function

from payloadkit.messages.nearest import nearest

if TYPE_CHECKING:
    from collections.abc import Iterator

_INLINE: Final = 12
"""A view holds so many bytes itself. A longer one names a buffer and an offset in it."""
_VIEW: Final = 16
_SHOWN: Final = 40


def column(batch: pa.RecordBatch, name: str, argument: str) -> pa.Array:
    """Return a column of a batch.

    Args:
        batch: The batch.
        name: The name of the column.
        argument: The argument that names it, for the message.

    Raises:
        ValueError: There is no such column, or there are several.
    """
    require(batch.schema, name, argument)
    return batch.column(name)


def require(schema: pa.Schema, name: str, argument: str) -> None:
    """Find a column in a schema.

    Args:
        schema: The schema.
        name: The name of the column.
        argument: The argument that names it, for the message.

    Raises:
        ValueError: There is no such column, or there are several.
    """
    found = schema.names.count(name)
    if found > 1:
        raise ValueError(f"{argument}: there are {found} columns of this name")
    if not found:
        raise ValueError(f"{argument}: there is no such column{nearest(name, schema.names)}")


def documents_of(column: pa.Array, argument: str) -> Iterator[memoryview | None]:
    """Return the texts of a column in turn, None for a null.

    Each is a view of the column's own bytes. Nothing is copied, and no UTF-8 is read.

    Args:
        column: Text or binary, of any layout.
        argument: The argument that names the column, for the message.

    Raises:
        TypeError: The column holds something else.
    """
    if isinstance(column, pa.ExtensionArray):  # such as JSON, which is text
        column = column.storage
    if types.is_dictionary(column.type):
        words = [*documents_of(column.dictionary, argument)]
        return (None if at is None else words[at] for at in column.indices.to_pylist())
    if types.is_null(column.type):
        return repeat(None, len(column))
    if _is_view(column.type):
        return _by_views(column)
    if types.is_large_string(column.type) or types.is_large_binary(column.type):
        return _by_offsets(column, "q")
    if types.is_string(column.type) or types.is_binary(column.type):
        return _by_offsets(column, "i")
    raise TypeError(f"{argument}: documents are text or binary, not {str(column.type)[:_SHOWN]}")


def keys_of(column: pa.Array) -> pa.Array:
    """Return keys in a layout whose rows can be taken: text as ``string``, other types as given.

    Args:
        column: The column of the keys.
    """
    if types.is_run_end_encoded(column.type):
        column = call_function("run_end_decode", [column])
    if types.is_dictionary(column.type):
        column = column.dictionary_decode()
    if types.is_string_view(column.type) or types.is_large_string(column.type):
        return column.cast(pa.string())
    if types.is_binary_view(column.type) or types.is_large_binary(column.type):
        return column.cast(pa.binary())
    return column


def _is_view(found: pa.DataType) -> bool:
    return bool(types.is_string_view(found) or types.is_binary_view(found))


def _bytes(buffer: pa.Buffer | None) -> memoryview:
    return memoryview(b"" if buffer is None else buffer).cast("B")


def _valid(column: pa.Array) -> list[bool]:
    return column.is_valid().to_pylist() if column.null_count else [True] * len(column)


def _by_offsets(column: pa.Array, width: Literal["i", "q"]) -> Iterator[memoryview | None]:
    if not len(column):
        return
    _, offsets, data = column.buffers()
    text = _bytes(data)
    first = column.offset
    ends = _bytes(offsets).cast(width)[first : first + len(column) + 1]
    for (start, end), valid in zip(pairwise(ends), _valid(column), strict=True):
        yield text[start:end] if valid else None


def _by_views(column: pa.Array) -> Iterator[memoryview | None]:
    _, views, *data = column.buffers()
    texts = [_bytes(buffer) for buffer in data]
    first = column.offset * _VIEW
    heads = _bytes(views)[first : first + len(column) * _VIEW]
    rows = enumerate(zip(iter_unpack("=iiii", heads), _valid(column), strict=True))
    for row, ((size, _, number, start), valid) in rows:
        if not valid:
            yield None
        elif size > _INLINE:
            yield texts[number][start : start + size]
        else:
            inline = row * _VIEW + 4
            yield heads[inline : inline + size]
