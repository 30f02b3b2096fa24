"""Files with a document in each row: Parquet, Arrow and CSV."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from payloadkit.cli.files import STDIN
from payloadkit.cli.streams import InputError, named, reason

if TYPE_CHECKING:
    from collections.abc import Iterator

    from payloadkit.arrow import Source

ONLY_TABLES = (".parquet", ".arrow", ".feather")
"""The suffixes of files that are tables and no documents."""
SUFFIXES = (*ONLY_TABLES, ".csv")
"""The suffixes of files that can hold a document in each row."""


class Table(NamedTuple):
    """Where the documents of a file stand.

    Args:
        column: The column of the documents.
        key: The column that tells them apart.
        part: The name of a part of the file; None for all of it.
    """

    column: str
    key: str
    part: str | None = None


def parts(file: str, table: Table) -> Iterator[Table]:
    """Yield the parts of a file, which processes can read by themselves.

    Args:
        file: The name of the file.
        table: Where its documents stand.

    Raises:
        InputError: The file cannot be read, or has no such column.
    """
    with _failing(file):
        for part in _source(file, table).parts:
            yield table._replace(part=part.name)


def number_of_rows(file: str, table: Table) -> int | None:
    """Return how many rows a file has, or None if only reading it can tell.

    Args:
        file: The name of the file.
        table: Where its documents stand.
    """
    try:
        with _failing(file):
            found = [part.rows for part in _source(file, table).parts]
    except InputError:  # its check reports it
        return 0
    known = [rows for rows in found if rows is not None]
    return sum(known) if len(known) == len(found) else None


def rows(file: str, table: Table) -> Iterator[tuple[str, memoryview | None]]:
    """Yield the key of each row as text, and its document: a view of its bytes, None for a null.

    Args:
        file: The name of the file.
        table: Where its documents stand.

    Raises:
        InputError: The file cannot be read further, or has no such column.
    """
    with _failing(file):
        from payloadkit.arrow import documents

        source = _source(file, table)
        batches = source if table.part is None else source.part(table.part)
        for key, raw in documents(batches, column=table.column, key=table.key):
            yield str(key), raw


def _source(file: str, table: Table) -> Source:
    from payloadkit.arrow import onboarding_source

    if file == STDIN:
        raise ValueError("a table is read from a file, not from standard input")
    return onboarding_source(file, column=table.column, key=table.key)


@contextmanager
def _failing(file: str) -> Iterator[None]:
    """Raise failures of reading as an ``InputError`` that names the file and the reason."""
    try:
        yield
    except ImportError as error:
        failure = str(error)
    except OSError as error:
        failure = reason(error)
    except ValueError as error:
        failure = str(error)
    else:
        return
    raise InputError(f"{named(file)}: {failure}")
