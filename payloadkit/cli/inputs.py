"""Reads the documents of a file, each within a bound.

A file holds one document, or one in each line (NDJSON). Both may be compressed by gzip. A table
holds one in each row. The name of a file tells which it is; standard input, which has none, is
recognised by its first bytes.
"""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from io import BufferedReader, FileIO, RawIOBase
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from payloadkit.cli.files import STDIN
from payloadkit.cli.streams import InputError, named, reason
from payloadkit.cli.tables import parts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from gzip import GzipFile
    from io import BufferedIOBase

    from _typeshed import WriteableBuffer

    from payloadkit.cli.tables import Table

    _Stream = BufferedReader[Any] | GzipFile

PACKED = ".gz"
"""The suffix of a file that is compressed by gzip."""
_GZIP = b"\x1f\x8b"
LINES = (".ndjson", ".jsonl")
"""The suffixes of files with one document in each line."""
_BUFFER = 256 * 1024
_BLANKS = b" \t\r\n"
_LINE_END = 2  # most bytes that end a line
_ENOUGH = 2  # lines that tell whether standard input holds one document in each
_LARGE = 1024 * 1024  # bytes of the lines of an input, unless one is longer

MOST = 64
"""The most lines of an input that is a part of a file."""


class Input(NamedTuple):
    """A document to check, or some or all documents of a file with one in each line.

    Args:
        file: The name of the file, or ``-`` for standard input.
        kind: The name of the kind, or None if it is to be recognised.
        entry: The number of the first document among those of its file, if it stands in a line.
        line: The number of this line.
        offset: The offset of this line in the file.
        size: The number of bytes from there to the end of the last line.
        table: Where the documents stand, if the file is a table.
    """

    file: str
    kind: str | None = None
    entry: int | None = None
    line: int = 1
    offset: int = 0
    size: int = 0
    table: Table | None = None

    @property
    def plain(self) -> str:
        """The name of the file without the suffix of gzip."""
        return self.file[: -len(PACKED)] if self.packed else self.file

    @property
    def packed(self) -> bool:
        """Whether the file is compressed by gzip."""
        return self.file.lower().endswith(PACKED)

    @property
    def holds_lines(self) -> bool:
        """Whether the file holds one document in each line."""
        return self.plain.lower().endswith(LINES)

    @property
    def may_hold_several(self) -> bool:
        """Whether only reading it can tell how many documents it holds."""
        return self.holds_lines or self.file == STDIN or self.table is not None

    @property
    def name(self) -> str:
        """The name of the document for people: its file, and its line if it stands in one."""
        return named(self.file) if self.entry is None else f"{named(self.file)}:{self.line}"


def documents(source: Input, most: int) -> Iterator[tuple[Input, bytes]]:
    """Yield the documents of an input, each with its bytes.

    Args:
        source: The input.
        most: The most bytes of a document to return; one more shows that it is longer.

    Raises:
        InputError: The input cannot be read further, or holds no document.
    """
    with _failing(source), _opened(source) as stream:
        begun = _opening(stream, most) if source.file == STDIN else []
        if source.holds_lines or _holds_objects(begun):
            yield from _lines(source, stream, most, begun)
            return
        raw = b"".join(begun)[: most + 1]
        if not begun or begun[-1].endswith(b"\n"):  # a terminal's end is not asked for twice
            raw += stream.read(most + 1 - len(raw))
        yield source._replace(size=len(raw)), raw


def _opening(stream: _Stream, most: int) -> list[bytes]:
    """Return the first lines, up to the second one that is not blank, or to the end.

    Args:
        stream: The stream.
        most: The most bytes of a document. Behind a longer line nothing is read, nor behind so
            many blank ones.
    """
    lines: list[bytes] = []
    full, size = 0, 0
    while full < _ENOUGH and size <= most + _LINE_END:
        line = stream.readline(most + _LINE_END + 1)
        lines.append(line)
        full, size = full + bool(line.strip(_BLANKS)), size + len(line)
        if not line.endswith(b"\n"):
            break
    return lines


def _holds_objects(lines: list[bytes]) -> bool:
    """Return whether the first lines hold two objects. In one JSON text a comma parts them."""
    full = [line for line in lines if line.strip(_BLANKS)]
    return (
        len(full) == _ENOUGH
        and full[0].rstrip(_BLANKS).endswith(b"}")
        and full[1].lstrip(_BLANKS).startswith(b"{")
    )


def split(source: Input, most: int, lines: int = MOST) -> Iterator[Input]:
    """Yield inputs of a few lines of a file that holds one document in each line.

    A table is split into its parts.

    Another input is yielded as it is, and so is a file that cannot be read from any offset.

    Args:
        source: The input.
        most: The most bytes of a document.
        lines: The most documents of an input.

    Raises:
        InputError: The file cannot be read further, or holds no document.
    """
    seekable = not source.packed and os.path.isfile(source.file)  # noqa: PTH113 - pathlib is slow
    if source.table is not None:
        for part in parts(source.file, source.table):
            yield source._replace(table=part)
    elif source.holds_lines and seekable:
        with _failing(source), _opened(source) as stream:
            yield from _joined(_lines(source, stream, most), lines)
    else:
        yield source


def _joined(lines: Iterator[tuple[Input, bytes]], most: int) -> Iterator[Input]:
    """Yield inputs of so many lines of a file at most, and of fewer if they are large."""
    part, number = next(lines)[0], 1
    for line, _ in lines:
        size = line.offset + line.size - part.offset
        if number < most and size <= _LARGE:
            part, number = part._replace(size=size), number + 1
        else:
            yield part
            part, number = line, 1
    yield part


def _lines(
    source: Input, stream: _Stream, most: int, begun: Iterable[bytes] = ()
) -> Iterator[tuple[Input, bytes]]:
    """Yield the documents of an input with one in each line. Blank lines are no documents.

    Args:
        source: The input.
        stream: The stream.
        most: The most bytes of a document.
        begun: The lines that were read before.
    """
    known = iter(begun)
    offset, line, entry = source.offset, source.line - 1, (source.entry or 1) - 1
    if offset:
        stream.seek(offset)
    end = None if source.entry is None else offset + source.size
    while end is None or offset < end:
        raw, size = _line(stream, most, next(known, None))
        if not size:
            break
        line += 1
        if raw.strip(_BLANKS) or len(raw) > most:
            entry += 1
            yield source._replace(entry=entry, line=line, offset=offset, size=size), raw
        offset += size
    if not entry:
        raise InputError(f"{named(source.file)}: no document in it")
    if end is not None and offset < end:
        raise InputError(f"{named(source.file)}: it was cut after line {line}")


def _line(stream: _Stream, most: int, line: bytes | None) -> tuple[bytes, int]:
    """Read a line, and return its document up to a bound, and the number of bytes read.

    Args:
        stream: The stream.
        most: The most bytes of a document.
        line: The line, if it was read before.
    """
    line = stream.readline(most + _LINE_END + 1) if line is None else line
    size = len(line)
    if size <= most + _LINE_END or line.endswith(b"\n"):
        return line.removesuffix(b"\n").removesuffix(b"\r"), size
    while piece := stream.readline(_BUFFER):
        size += len(piece)
        if piece.endswith(b"\n"):
            break
    return line, size


class _StandardInput(RawIOBase):
    """Standard input as it comes. It stays open when its reader is closed."""

    def readable(self) -> bool:
        """Return True."""
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        """Read what is there into a buffer."""
        return cast("BufferedIOBase", sys.stdin.buffer).readinto1(buffer)


@contextmanager
def _opened(source: Input) -> Iterator[_Stream]:
    """Open a file, or standard input, for reading what it holds without compression."""
    piped = source.file == STDIN
    if piped and sys.stdin is None:
        raise InputError(f"{named(source.file)}: it is closed")
    raw = _StandardInput() if piped else FileIO(source.file)
    # Of a few lines no more is read.
    with BufferedReader(raw, min(source.size, _BUFFER) or _BUFFER) as stream:
        packed = (piped or source.packed) and stream.peek(len(_GZIP))[: len(_GZIP)] == _GZIP
        if not packed:
            if source.packed:
                raise InputError(f"{named(source.file)}: no gzip data, in spite of its name")
            yield stream
            return
        from gzip import GzipFile

        with GzipFile(fileobj=stream) as unpacked:
            yield unpacked


@contextmanager
def _failing(source: Input) -> Iterator[None]:
    """Raise failures of reading as an ``InputError`` that names the file and the reason."""
    from zlib import error as damaged

    try:
        yield
    except EOFError:
        failure = "its gzip data end too early"
    except damaged:
        failure = "its gzip data are damaged"
    except OSError as error:
        # The text of a BadGzipFile, which has no number, may hold bytes of the file.
        failure = "its gzip data are damaged" if error.errno is None else reason(error)
    else:
        return
    raise InputError(f"{named(source.file)}: {failure}")
