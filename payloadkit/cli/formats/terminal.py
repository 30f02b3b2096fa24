"""Aligned columns for a person at a terminal."""

from __future__ import annotations

from itertools import chain, zip_longest
from typing import IO, TYPE_CHECKING

import attrs
from rich.cells import cell_len, set_cell_size
from rich.text import Text

from payloadkit.cli.formats.rows import rows_of
from payloadkit.cli.grid import broken, console
from payloadkit.cli.result import MORE
from payloadkit.messages.report_forms import counts, rank
from payloadkit.violation import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import Console

    from payloadkit.cli.formats.rows import Row
    from payloadkit.cli.result import Document, Totals
    from payloadkit.violation import Violation

# Colours that can be read on a dark and on a light ground; yellow cannot.
_COLOURS = {Severity.ERROR: "bold red", Severity.WARNING: "magenta", Severity.INFO: ""}
_GAP = 2  # blanks before each column
_WIDEST = 160  # longer lines of text are hard to read
_LONGEST_PATH = 36  # beside the rule
_LEAST_PATH = 20  # with fewer columns, the code goes above
_LEAST_RULE = 46  # with fewer columns, the rule goes below


def _console(table: TerminalFormat) -> Console:
    return console(table.stream)


@attrs.define
class TerminalFormat:
    """Documents as a head and rows: place, severity, path, code, rule and mend; the worst first.

    A document without violations is left out.

    Args:
        stream: The terminal.
    """

    stream: IO[str]
    console: Console = attrs.field(init=False, default=attrs.Factory(_console, takes_self=True))
    _begun: bool = attrs.field(init=False, default=False)

    def document(self, document: Document) -> None:
        """Print what was found in a document, by the files that the values come from."""
        files: dict[str | None, list[Violation]] = {}
        for violation in document.report.violations:
            files.setdefault(document.file_of(violation), []).append(violation)
        for found in files.values():
            if self._begun:
                self.console.print()
            self._begun = True
            self._print(_head(document, found))
            rows = rows_of(found)
            columns = _Columns.of(rows, self.console)
            lines = Text("\n").join(chain.from_iterable(map(columns.lines, rows)))
            self.console.print(lines, soft_wrap=True)  # the columns have the width
        if document.report.truncated:
            self._print(Text(f"{document.key}: {MORE}"))

    def end(self, totals: Totals) -> None:  # noqa: ARG002 - as all formats
        """Leave a line free before the summary, which counts the documents."""
        if self._begun:
            self.console.print()

    def _print(self, line: Text) -> None:
        for piece in line.wrap(self.console, self.console.width, overflow="fold"):
            piece.rstrip()
            self.console.print(piece)


def _head(document: Document, found: Sequence[Violation]) -> Text:
    """Return the place of the worst violation, which editors and terminals open, and the counts."""
    worst = min(found, key=lambda violation: rank(violation.severity))
    # The place of a violation without a line has the entry, and so has every place of a row.
    apart = worst.line is not None and not document.is_row
    entry = f"  #{document.entry}" if apart and document.entry is not None else ""
    kind = "" if document.file_of(worst) is None else f"  {document.kind or 'kind unknown'}"
    return Text.assemble(
        (document.place(worst), "bold"), f"{entry}{kind}  {counts(found, document.report.language)}"
    )


@attrs.frozen
class _Columns:
    """The widths of the columns of a document's rows, by what its terminal has room for.

    Args:
        console: The terminal.
        width: The width of all columns.
        place: The width of line and column.
        severity: The width of the severity.
        path: The width of the path.
        code: The width of the code.
    """

    console: Console
    width: int
    place: int
    severity: int
    path: int
    code: int

    @classmethod
    def of(cls, rows: Sequence[Row], console: Console) -> _Columns:
        """Return the widths that rows need at most."""
        places = [place for row in rows for place in row.places]
        return cls(
            console,
            min(console.width, _WIDEST),
            max(len(place) for place, _ in places),
            max(len(row.severity) for row in rows),
            max(len(path) for _, path in places),
            max(len(row.code) for row in rows),
        )

    def lines(self, row: Row) -> Iterator[Text]:
        """Yield the lines of a row: the rule beside the path, or below it, or all one by one."""
        before = sum(width + _GAP for width in (self.place, self.severity) if width)
        path = self.width - before - self.code - 2 * _GAP
        beside = path - _GAP - min(self.path, _LONGEST_PATH)
        severity = (self.severity, _COLOURS[row.severity], [row.severity.value])
        code = (self.code, "", [row.code])
        if beside >= _LEAST_RULE:
            places = self._places(row, _LONGEST_PATH)
            yield from _block(places[0], severity, places[1], code, self._text(row.text, beside))
        elif path >= _LEAST_PATH:
            places = self._places(row, path)
            yield from _block(places[0], severity, places[1], code)
            rule = self._text(row.text, self.width - before - _GAP)
            yield from _block((before - _GAP, "", []), rule)
        else:
            head = self._text(f"{row.severity} {row.code}", self.width - _GAP)
            yield from _block((head[0], _COLOURS[row.severity], head[2]))
            yield from _block(*self._places(row, max(self.width - self.place - 2 * _GAP, 1)))
            yield from _block((0, "", []), self._text(row.text, self.width - _GAP))

    def _places(self, row: Row, most: int) -> tuple[_Column, _Column]:
        """Return the column of places and that of paths, which may be broken into lines."""
        width = min(self.path, most)
        places, paths = [], []
        for place, path in row.places:
            pieces = [
                piece
                for part in (broken(path, width) or path).split("\n")
                for piece in self._text(part, width)[2]
            ]
            paths += pieces
            places += [place, *[""] * (len(pieces) - 1)]
        return (self.place, "", places), (width, "bold", paths)

    def _text(self, text: str, width: int) -> _Column:
        """Return a column of text."""
        if cell_len(text) <= width:  # wrapping is slow
            return width, "", [text]
        lines = Text(text).wrap(self.console, max(width, 1), overflow="fold")
        return width, "", [line.plain.rstrip() for line in lines]


_Column = tuple[int, str, list[str]]
"""The width of a column, its style and its lines."""


def _block(*columns: _Column) -> Iterator[Text]:
    """Yield lines of columns beside each other; a column without width is left out."""
    shown = [column for column in columns if column[0] > 0]
    for cells in zip_longest(*(lines for _, _, lines in shown), fillvalue=""):
        line = Text()
        for cell, (width, style, _) in zip(cells, shown, strict=True):
            line.append(" " * _GAP).append(set_cell_size(cell, width), style)
        line.rstrip()
        yield line
