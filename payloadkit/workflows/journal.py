"""The journal of a migration: one SQLite file that says how far each customer has come.

No personal value is in it. Customers and identities are hashes with a salt of the journal, a body
is a digest, and violations are codes and paths. One process at a time writes it; ``-lock`` beside
it holds the lock, which the system releases when the process ends, however it ends.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import sqlite3
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import attrs

from payloadkit.workflows.rows import Row, State, Summary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

File: TypeAlias = str | os.PathLike[str]

VERSION = 1
_APPLICATION = 0x706B_6A6E
_HASH = 16
_SCHEMA = f"""
    BEGIN;
    PRAGMA application_id = {_APPLICATION};
    PRAGMA user_version = {VERSION};
    CREATE TABLE setting (name TEXT PRIMARY KEY, value BLOB) WITHOUT ROWID;
    CREATE TABLE customer (
        number INTEGER PRIMARY KEY, key BLOB UNIQUE, state TEXT, final INTEGER, code TEXT,
        details TEXT, ecrn TEXT, digest BLOB, identities BLOB
    );
    COMMIT;
    PRAGMA journal_mode = WAL;
"""

_NO_JOURNAL = "it is no journal of a migration; name another file"
_REASONS = {sqlite3.SQLITE_BUSY: "another run uses it", sqlite3.SQLITE_NOTADB: _NO_JOURNAL}


class JournalError(RuntimeError):
    """The journal cannot be used. The message says why; nothing was changed."""


class Journal:
    """An open journal.

    Args:
        database: The connection.
        file: The file, for messages.
    """

    def __init__(self, database: sqlite3.Connection, file: Path) -> None:
        self._database, self._file = database, file
        settings = dict(self._query("SELECT name, value FROM setting"))
        self._salt: bytes = settings["salt"]
        self.batch: str | None = settings.get("batch")

    @classmethod
    @contextmanager
    def writing(cls, file: File) -> Iterator[Journal]:
        """Open a journal for the one process that writes it, and make it if there is none.

        Raises:
            JournalError: The file cannot be used; it was not changed.
        """
        path = _real(file)
        _is_journal(path)  # another file is refused before the lock is made beside it
        with ExitStack() as stack:
            with _reasons(path):
                lock = stack.enter_context(_connected(Path(f"{path}-lock"), timeout=0))
                lock.execute("BEGIN EXCLUSIVE")
                if not _is_journal(path):
                    _make(path)
                database = stack.enter_context(_connected(path))
                database.execute("PRAGMA synchronous = FULL")
            yield cls(database, path)

    @classmethod
    @contextmanager
    def reading(cls, file: File) -> Iterator[Journal]:
        """Open a journal to read it, while another process may write it.

        Raises:
            JournalError: There is no such journal, or it cannot be read.
        """
        path = _real(file)
        if not _is_journal(path):
            raise JournalError(f"{path.name}: there is no journal")
        with _reasons(path):
            opened = _connected(_read_only(path))
        with opened as database:
            yield cls(database, path)

    @classmethod
    @contextmanager
    def rehearsing(cls, file: File | None) -> Iterator[Journal]:
        """Open a copy of a journal in memory, an empty one if there is none.

        Raises:
            JournalError: The file is no journal, or cannot be read.
        """
        path = _real(file or "")
        with _connected("file::memory:") as memory:
            if file is not None and _is_journal(path):
                with cls.reading(path) as journal, _reasons(path):
                    journal._database.backup(memory)  # noqa: SLF001 - of this class
            else:
                _fill(memory)
            yield cls(memory, path)

    def rows(self) -> tuple[Row, ...]:
        """Return all customers in order."""
        return tuple(map(_row, self._query("SELECT * FROM customer ORDER BY number")))

    def summary(self) -> Summary:
        """Return how far the migration has come."""
        return Summary(batch=self.batch, rows=self.rows())

    def begin(self, batch: str) -> None:
        """Say which batch the journal belongs to.

        Raises:
            JournalError: It belongs to another one, or cannot be written.
        """
        if self.batch not in (None, batch):
            raise JournalError(f"{self._file.name}: it belongs to another batch")
        self._write("INSERT OR IGNORE INTO setting VALUES (?, ?)", [("batch", batch)])
        self.batch = batch

    def add(self, rows: Iterable[Row]) -> None:
        """Add those customers that the journal does not have yet, all or none.

        Raises:
            JournalError: They cannot be written.
        """
        self._write(f"INSERT OR IGNORE INTO customer {_PLACES}", map(_values, rows))

    def write(self, rows: Iterable[Row]) -> None:
        """Write customers in one commit, which is on the disk when this returns.

        Raises:
            JournalError: They cannot be written; none is.
        """
        self._write(f"REPLACE INTO customer {_PLACES}", map(_values, rows))

    def hash(self, *values: str) -> bytes:
        """Return the salted hash of values."""
        return self.digest(json.dumps(values).encode())

    def digest(self, data: bytes) -> bytes:
        """Return the salted digest of bytes."""
        return hashlib.blake2b(data, key=self._salt, digest_size=_HASH).digest()

    def _query(self, sql: str) -> list[tuple[Any, ...]]:
        with _reasons(self._file):
            return self._database.execute(sql).fetchall()

    def _write(self, sql: str, values: Iterable[tuple[Any, ...]]) -> None:
        with _reasons(self._file), self._database:  # which takes back what fails
            self._database.execute("BEGIN IMMEDIATE")
            self._database.executemany(sql, values)
            self._database.execute("COMMIT")


def read_journal(file: File) -> Summary:
    """Return how far a migration has come, from its journal alone. Nothing is locked or changed.

    Args:
        file: The journal.

    Raises:
        JournalError: The file is no journal, or cannot be read.
    """
    with Journal.reading(file) as journal:
        return journal.summary()


_PLACES = f"VALUES ({', '.join('?' * len(attrs.fields(Row)))})"


def _values(row: Row) -> tuple[Any, ...]:
    found = attrs.astuple(row, recurse=False)
    return (*found[:5], json.dumps(row.details), *found[6:8], b"".join(sorted(row.identities)))


def _row(values: tuple[Any, ...]) -> Row:
    names = (field.name for field in attrs.fields(Row))
    found = dict(zip(names, values, strict=True))
    hashes = found["identities"]
    found["state"], found["final"] = State(found["state"]), bool(found["final"])
    found["details"] = tuple(map(tuple, json.loads(found["details"])))
    found["identities"] = frozenset(hashes[at : at + _HASH] for at in range(0, len(hashes), _HASH))
    return Row(**found)


def _is_journal(path: Path) -> bool:
    """Return whether a file is a journal; False if it does not exist or is empty.

    SQLite itself reads it: if this process closed the file otherwise, its own locks would be lost.

    Raises:
        JournalError: It is another file, or of a newer version, or cannot be read.
    """
    with _reasons(path):
        if not path.exists() or (path.is_file() and not path.stat().st_size):
            return False
        if not path.is_file():  # a pipe would wait for ever
            raise JournalError(f"{path.name}: {_NO_JOURNAL}")
        with _connected(_read_only(path)) as database:
            names = ("application_id", "user_version")
            number, version = (database.execute(f"PRAGMA {name}").fetchone()[0] for name in names)
    if number != _APPLICATION:
        raise JournalError(f"{path.name}: {_NO_JOURNAL}")
    if version > VERSION:
        raise JournalError(f"{path.name}: a newer payloadkit wrote it; install that version")
    return True


def _real(file: File) -> Path:
    """Return the file that a name leads to: links to one journal share its lock and its log."""
    return Path(os.path.realpath(file))


def _read_only(path: Path) -> str:
    """Return the URI by which a file is read.

    Without a log no process writes, and none is made. With one the file alone may be incomplete: a
    process that was killed, or whose disk was full, had copied only a part of the log into it.
    """
    is_logged = Path(f"{path}-wal").exists()
    return f"{path.as_uri()}?mode=ro{'' if is_logged else '&immutable=1'}"


def _make(path: Path) -> None:
    """Make a journal completely or not at all: under another name, which then replaces it."""
    unfinished = Path(f"{path}-new")
    # What a process left that was killed. SQLite would read such a log into the new file.
    for name in (unfinished, f"{unfinished}-journal", f"{unfinished}-wal", f"{path}-wal"):
        Path(name).unlink(missing_ok=True)
    try:
        with _connected(unfinished) as database:
            _fill(database)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def _fill(database: sqlite3.Connection) -> None:
    database.executescript(_SCHEMA)
    database.execute("INSERT INTO setting VALUES ('salt', ?)", [secrets.token_bytes(32)])


def _connected(file: str | Path, timeout: float = 5.0) -> closing[sqlite3.Connection]:
    """Connect to a file, which only its owner may read, or to a URI. One thread at a time uses it.

    No transaction begins by itself.
    """
    if isinstance(file, Path) and not file.exists():
        with suppress(FileExistsError):  # another process was faster
            os.close(os.open(file, os.O_CREAT | os.O_EXCL, 0o600))
    found = sqlite3.connect(file, timeout, isolation_level=None, check_same_thread=False, uri=True)
    return closing(found)


@contextmanager
def _reasons(path: Path) -> Iterator[None]:
    """Raise a ``JournalError`` in place of an error of SQLite or the system."""
    try:
        yield
    except sqlite3.Error as error:
        reason = _REASONS.get(getattr(error, "sqlite_errorcode", 0), str(error))
        raise JournalError(f"{path.name}: {reason}") from None
    except OSError as error:
        raise JournalError(f"{path}: {error.strerror}") from None
