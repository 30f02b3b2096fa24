"""The cells of a CSV as pieces of its text that can be replaced."""

from __future__ import annotations

from typing import TYPE_CHECKING

from payloadkit.models.codec import Piece
from payloadkit.uaekyc.csv_cells import NEEDLESS, quoted, row

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from payloadkit.rules.values import Path
    from payloadkit.uaekyc.csv_cells import Cell, Row


def header_pieces(header: Row, text: str, columns: Sequence[str]) -> Iterator[Piece]:
    """Yield the cells of a header that name no column.

    Args:
        header: The header.
        text: The file.
        columns: The names of the columns.
    """
    for cell in header.cells:
        if cell.value not in columns:
            yield _as_it_stands(text, cell.at, cell.end)
    yield _as_it_stands(text, header.cells[-1].end, header.end)


def row_pieces(
    text: str, at: int, listing: str, names: Sequence[Sequence[str | None]]
) -> Iterator[Piece]:
    """Yield the cells of all rows from an offset on.

    Args:
        text: The file.
        at: The offset.
        listing: Key of the list.
        names: The keys of the cells: those of this file's header, and those of the right one. A row
            has the first that are as many as its cells.
    """
    number = 0
    while at < len(text):
        found = row(text, at, max(map(len, names)))
        keys = next((keys for keys in names if len(keys) == len(found.cells)), None)
        for place, cell in enumerate(found.cells):
            key = None if keys is None else keys[place]
            readable = key is not None and cell.fault in (None, NEEDLESS)
            yield (
                _cell(cell, (listing, number, str(key)))
                if readable
                else _as_it_stands(text, cell.at, cell.end)
            )
        yield _as_it_stands(text, found.cells[-1].end, found.end)
        number += not found.blank
        at = found.end


def _cell(cell: Cell, path: Path) -> Piece:
    write = quoted if cell.fault is None else '"{}"'.format
    return Piece(cell.at, cell.end, path, cell.value, write)


def _as_it_stands(text: str, at: int, end: int) -> Piece:
    """Return a piece that belongs to no value, quotes and all."""
    return Piece(at, end, None, text[at:end], str)
