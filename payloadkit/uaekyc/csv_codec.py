"""Read and write CSV as the platform demands it.

The file is UTF-8 without byte order mark: one header line, commas, no blank rows, a line feed at
the end. ``Csv`` reads every row and reports every fault of the text. Where it cannot read a value,
it leaves ``NOT_JSON``, which the rules of the fields skip. Only a header without any known name
ends the reading. ``Csv`` reads its own files without a violation.

* ``csv.encoding``: a byte order mark, bytes that are not UTF-8, or lone surrogates.
* ``csv.header``: the first line is not exactly the header. Columns are then read by their names,
  and a column with a wrong name by its position.
* ``csv.columns``: a row has more or fewer fields than the header.
* ``csv.blank_row``: a row is blank. It is no element of the list.
* ``csv.quoting``, and as a warning ``csv.needless_quotes``.
* ``csv.newline``: lines end with carriage returns; as a warning, no line feed ends the file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

import attrs

from payloadkit.messages import Series
from payloadkit.models.codec import Parsed, Place, Unreadable, unreported
from payloadkit.rules.values import NOT_JSON, Path
from payloadkit.uaekyc.csv_cells import NEEDLESS, QUOTING, quoted, row
from payloadkit.uaekyc.csv_pieces import header_pieces, row_pieces
from payloadkit.violation import Fault, Severity
from payloadkit.wire.text import line_columns, unreadable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from payloadkit.models.codec import Piece, ReportFault
    from payloadkit.uaekyc.csv_cells import Row

_MARK = "\ufeff"
_WIDEST, _LONGEST = 100, 4096
_SPREADSHEETS = ("PK\x03\x04", "\udcd0\udccf\x11")  # Excel's new form and its old one
SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "vertical bars"}
_surrogate = re.compile("[\ud800-\udfff]").search

_MARKED = Fault("csv.encoding", variant="byte_order_mark")
_ENCODING = Fault("csv.encoding")
_COLUMNS = Fault("csv.columns")
_BLANK = Fault("csv.blank_row")
_NEWLINE = Fault("csv.newline", severity=Severity.WARNING)


@attrs.frozen
class Csv:
    """A list of objects of texts as CSV.

    Args:
        listing: Key of the list.
        columns: Keys of the objects in the order of the columns.
    """

    listing: str
    columns: tuple[str, ...]

    @property
    def header(self) -> str:
        """The header line."""
        return ",".join(self.columns)

    def claims(self, raw: bytes) -> bool:
        """Return whether the first line of a file names most columns, with any separator.

        Args:
            raw: The file.
        """
        line = raw[:_LONGEST].partition(b"\n")[0].replace(b"\0", b"")
        named = sum(name.encode() in line for name in self.columns)
        return not line.lstrip().startswith((b"{", b"[")) and 2 * named > len(self.columns)

    def read(
        self, raw: bytes | bytearray | memoryview | str, report: ReportFault
    ) -> Parsed | Unreadable:
        """Return the list that a file holds, or why the file cannot be read.

        Args:
            raw: The file.
            report: Called for each fault of the text.
        """
        text = raw if isinstance(raw, str) else bytes(raw).decode("utf-8", "surrogateescape")
        first = row(text, int(text.startswith(_MARK)), _WIDEST)
        refusal = self._refusal(text, first)
        if refusal is not None:
            return refusal
        if first.at:
            report((), _MARKED, 0)
        reading = _Reading(
            self.listing, self.columns, text, report, self._column_keys(first, report)
        )
        reading.rows_from(first.end)
        if not text.endswith("\n"):
            report((), _NEWLINE, len(text))
        return Parsed({self.listing: reading.rows}, reading.places, partial(line_columns, text))

    def write(self, value: Mapping[str, Any]) -> bytes:
        """Return the file of a list. It holds only the values of columns that are texts.

        Args:
            value: The object with the list.
        """
        entries = value.get(self.listing)
        rows = (
            (entry for entry in entries if isinstance(entry, Mapping))
            if isinstance(entries, list)
            else ()
        )
        lines = (
            ",".join(quoted(_written(entry.get(name))) for name in self.columns) for entry in rows
        )
        return "".join(f"{line}\n" for line in (self.header, *lines)).encode()

    def pieces(self, text: str) -> Iterator[Piece]:
        """Yield the cells of a file with this header, and what stands behind too many.

        Args:
            text: The file.
        """
        first = row(text, int(text.startswith(_MARK)), _WIDEST)
        yield from header_pieces(first, text, self.columns)
        named = self._column_keys(first, unreported)
        yield from row_pieces(text, first.end, self.listing, (named, self.columns))

    def _refusal(self, text: str, first: Row) -> Unreadable | None:
        """Return why a file with this header cannot be read, or None."""
        if text.startswith(_SPREADSHEETS):
            return unreadable(text, 0, Fault("csv.encoding", variant="spreadsheet"))
        if _surrogate(text[first.at : first.end]):
            return unreadable(text, first.at, _ENCODING)
        if "\r" in text and "\n" not in text:
            return unreadable(
                text, text.index("\r"), Fault("csv.newline", variant="carriage_return")
            )
        if len(first.cells) == len(self.columns) or any(
            cell.value in self.columns for cell in first.cells
        ):
            return None
        return unreadable(text, first.at, self._other_header(text[first.at : first.end]))

    def _other_header(self, line: str) -> Fault:
        """Return the fault of a first line that names no column, or has other separators."""
        if line.casefold().startswith("sep="):
            return Fault("csv.header", variant="excel", header=self.header)
        for separator, name in SEPARATORS.items():
            if any(cell.strip(' "\r\n') in self.columns for cell in line.split(separator)):
                return Fault("csv.header", variant="separator", header=self.header, separator=name)
        return Fault("csv.header", header=self.header)

    def _column_keys(self, first: Row, report: ReportFault) -> tuple[str | None, ...]:
        """Return the key of each column, and report the faults of the header."""
        for cell in first.cells:
            if cell.fault is NEEDLESS:
                report((), NEEDLESS, cell.at)
        names = [cell.value for cell in first.cells]
        if names == list(self.columns):
            return self.columns
        missing = [name for name in self.columns if name not in names]
        reordered = sorted(names) == sorted(self.columns)
        wrong = [
            cell.at
            for cell, name in zip_longest(first.cells, self.columns)
            if cell is not None and cell.value != name
        ]
        report(
            (),
            Fault(
                "csv.header",
                variant="missing" if missing else "reordered" if reordered else "more",
                header=self.header,
                missing=Series(tuple(missing), "comma"),
            ),
            wrong[0] if wrong else first.cells[-1].end,
        )
        return tuple(self._key(names, at) for at in range(len(names)))

    def _key(self, names: list[str], at: int) -> str | None:
        """Return a column's key by its name or, if the name is wrong or repeated, its position."""
        name, place = names[at], self.columns[at] if len(names) == len(self.columns) else None
        if name in self.columns:
            right = self.columns.index(name)
            if right == at or (names[right : right + 1] != [name] and name not in names[:at]):
                return name
        return None if place in names else place


def _written(value: object) -> str:
    return value if isinstance(value, str) else ""


@attrs.define
class _Reading:
    """The rows of one file.

    Args:
        listing: Key of the list.
        columns: The keys that an element should have.
        text: The file.
        report: Called for each fault.
        named: The key of each column of the file, None for an unknown column.
    """

    listing: str
    columns: tuple[str, ...]
    text: str = attrs.field(repr=False)
    report: ReportFault
    named: tuple[str | None, ...]
    rows: list[object] = attrs.field(factory=list, init=False, repr=False)
    starts: list[int] = attrs.field(factory=list, init=False)
    room: bool = attrs.field(default=True, init=False)

    def rows_from(self, at: int) -> None:
        """Read the rows from an offset on, until the report is full."""
        while self.room and at < len(self.text):
            found = self._row(at)
            if found.blank:
                self.room = self.report((self.listing,), _BLANK, at)
            else:
                self.rows.append(self._element(found))
                self.starts.append(at)
            at = found.end

    def places(self, paths: Iterable[Path]) -> Mapping[Path, Place]:
        """Return the places of paths."""
        return {path: Place(None, self._offset(path)) for path in paths}

    def _row(self, at: int) -> Row:
        return row(self.text, at, max(len(self.named), len(self.columns)))

    def _names(self, found: Row) -> tuple[str | None, ...] | None:
        """Return the keys of a row's cells, or None if their number is wrong.

        A row with all columns is read even if the header lacks some.
        """
        return next(
            (names for names in (self.named, self.columns) if len(names) == len(found.cells)), None
        )

    def _element(self, found: Row) -> object:
        path, names = (self.listing, len(self.rows)), self._names(found)
        element: dict[str, object] = dict.fromkeys(self.columns, NOT_JSON)
        for cell, name in zip(found.cells, names or [None] * len(found.cells), strict=True):
            fault = _ENCODING if _surrogate(cell.value) else cell.fault
            if fault is not None:
                self.room = self.report((*path, name) if name else path, fault, cell.at)
            if name and fault in (None, NEEDLESS):
                element[name] = cell.value
        if names is None and not any(cell.fault is QUOTING for cell in found.cells):
            self.room = self.report(path, _COLUMNS, found.at)
        return NOT_JSON if names is None else element

    def _offset(self, path: Path) -> int:
        """Return the offset of a violation: that of its cell or, without rows, the end."""
        match path:
            case (_, int() as number, str() as name):
                found = self._row(self.starts[number])
                return found.cells[(self._names(found) or ()).index(name)].at
            case _:
                return len(self.text)
