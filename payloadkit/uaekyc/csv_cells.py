"""Read the cells of a CSV text with their places, by RFC 4180.

A cell with wrong quotes is read as it is, so that the rest of its row can be read.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, TypeAlias, cast

import attrs

from payloadkit.violation import Fault, Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

QUOTING = Fault("csv.quoting")
NEEDLESS = Fault("csv.needless_quotes", severity=Severity.WARNING)

# The repeats are possessive, so that no text is read twice. A quoted cell that does not close ends
# at the next odd run of quotes.
_QUOTED = r'"(?:[^"]++|"")*+"(?=,|\r?\n|\Z)'
_BARE = r"[^,\r\n]*+(?:\r(?!\n)[^,\r\n]*+)*+"
_Certain: TypeAlias = "Callable[[str, int], re.Match[str]]"  # these patterns always match
_quoted = re.compile(_QUOTED).match
_bare = cast("_Certain", re.compile(_BARE).match)
_rest = cast("_Certain", re.compile(rf"(?:,(?:{_QUOTED}|{_BARE}))*+(?:\r?\n)?").match)
_needs_quotes = re.compile(r'[",\r\n]').search


@attrs.frozen
class Cell:
    """One field of one row.

    Args:
        at: Offset of its first character, a quote included.
        end: Offset behind its last character.
        value: Its value, without the enclosing quotes.
        fault: The fault of its quotes, if any.
    """

    at: int
    end: int
    value: str = attrs.field(repr=False)
    fault: Fault | None = None


@attrs.frozen
class Row:
    """One row, of one or several lines.

    Args:
        at: Offset of its first character.
        end: Offset behind its line end.
        cells: Its cells, up to the number that the caller asked for.
    """

    at: int
    end: int
    cells: tuple[Cell, ...]

    @property
    def blank(self) -> bool:
        """Whether all cells are blank."""
        return not any(cell.value.strip() for cell in self.cells)


def cells(text: str, at: int) -> Iterator[Cell]:
    """Yield the cells of the row that begins at an offset.

    Args:
        text: The CSV text.
        at: The offset.
    """
    cell = _cell(text, at)
    yield cell
    while text.startswith(",", cell.end):
        cell = _cell(text, cell.end + 1)
        yield cell


def row(text: str, at: int, most: int) -> Row:
    """Return the row that begins at an offset.

    Args:
        text: The CSV text.
        at: The offset.
        most: How many cells are kept. One more is kept if there are too many.
    """
    kept = tuple(islice(cells(text, at), most + 1))
    return Row(at, _rest(text, kept[-1].end).end(), kept)


def quoted(value: str) -> str:
    """Return a value as CSV, in quotes if it needs them."""
    return '"' + value.replace('"', '""') + '"' if _needs_quotes(value) else value


def _cell(text: str, at: int) -> Cell:
    enclosed = _quoted(text, at)
    if enclosed is not None:
        value = text[at + 1 : enclosed.end() - 1].replace('""', '"')
        return Cell(at, enclosed.end(), value, None if _needs_quotes(value) else NEEDLESS)
    bare = _bare(text, at)
    return Cell(at, bare.end(), bare[0], QUOTING if '"' in bare[0] else None)
