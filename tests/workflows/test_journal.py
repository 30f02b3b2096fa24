"""The journal: what it keeps, who may use it, and what it leaves untouched."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from payloadkit.workflows import JournalError, Row, State, read_journal
from payloadkit.workflows.journal import VERSION, Journal

if TYPE_CHECKING:
    from pathlib import Path

FULL = Row(
    number=1,
    key=b"k" * 16,
    state=State.REFUSED,
    final=True,
    code="45051",
    details=(("field.missing", "/email_id"),),
    ecrn="#00ff",
    digest=b"d" * 16,
    identities=frozenset({b"a" * 16, b"b" * 16}),
)
OPEN = """
import sys
from payloadkit.workflows.journal import *
try:
    with Journal.writing(sys.argv[1]): pass
except JournalError as error:
    sys.exit(str(error))
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Give the file of a journal that does not exist."""
    return tmp_path / "batch.sqlite"


def made(file: Path) -> Path:
    """Make a journal with one customer."""
    with Journal.writing(file) as journal:
        journal.begin("batch")
        journal.add([Row(key=FULL.key)])
        journal.write([FULL])
    return file


def files(folder: Path) -> dict[str, bytes]:
    """Return the content of a folder."""
    return {path.name: path.read_bytes() if path.is_file() else b"" for path in folder.iterdir()}


def opened(file: Path, before: str = "") -> subprocess.CompletedProcess[bytes]:
    """Open a journal in a process of its own."""
    command = [sys.executable, "-P", "-c", before + OPEN, str(file)]
    # The data of coverage would not fit on a full disk.
    environment = {name: text for name, text in os.environ.items() if "COVERAGE" not in name}
    return subprocess.run(command, capture_output=True, check=False, env=environment)


def test_a_row_is_kept_whole(file: Path) -> None:
    """What is written is read back, and nothing is left beside the journal but its lock."""
    made(file)
    assert read_journal(file).rows == (FULL,)
    assert read_journal(file).batch == "batch"
    assert set(files(file.parent)) == {"batch.sqlite", "batch.sqlite-lock"}


def test_it_is_private_and_durable(file: Path) -> None:
    """Only the owner may read it, each commit is on the disk, and readers do not wait."""
    with Journal.writing(file) as journal:
        database: sqlite3.Connection = journal._database  # noqa: SLF001 - its settings
        names = ("journal_mode", "synchronous")
        found = [database.execute(f"PRAGMA {name}").fetchone()[0] for name in names]
        assert found == ["wal", 2]
        assert {stat.S_IMODE(path.stat().st_mode) for path in file.parent.iterdir()} == {0o600}
        assert read_journal(file).rows == ()


def test_it_knows_those_that_it_has(file: Path) -> None:
    """A customer that is added again keeps the state."""
    made(file)
    with Journal.writing(file) as journal:
        journal.add([Row(key=FULL.key), Row(key=b"n" * 16)])
        journal.begin("batch")
        assert [row.state for row in journal.rows()] == [State.REFUSED, State.WAITING]


def test_it_belongs_to_one_batch(file: Path) -> None:
    """Another batch is refused."""
    made(file)
    with Journal.writing(file) as journal, pytest.raises(JournalError, match="another batch"):
        journal.begin("other")


def test_hashes_are_of_this_journal(file: Path, tmp_path: Path) -> None:
    """The same value has another hash in another journal, and another split is another value."""
    with Journal.writing(file) as one, Journal.writing(tmp_path / "other") as other:
        assert one.hash("1") != other.hash("1")
        assert one.hash("a", "bc") != one.hash("ab", "c")


def test_a_second_run_is_refused(file: Path) -> None:
    """A journal in use is refused, in this process and from another one; then it is free."""
    with Journal.writing(file):
        with pytest.raises(JournalError, match="another run uses it"), Journal.writing(file):
            pass
        assert read_journal(file).rows == ()
        told = opened(file)
        assert (told.returncode, told.stderr) == (1, b"batch.sqlite: another run uses it\n")
    with Journal.writing(file):
        pass


def test_a_link_is_its_journal(file: Path) -> None:
    """Under another name a journal has the same lock, and what its log says is read."""
    link = file.with_name("link ?#%20")
    link.symlink_to(file)
    with Journal.writing(file) as journal:
        journal.add([Row(key=FULL.key)])
        assert len(read_journal(link).rows) == 1
        with pytest.raises(JournalError, match="another run uses it"), Journal.writing(link):
            pass
    with Journal.writing(link) as journal:
        assert len(journal.rows()) == 1


def _newer(file: Path) -> None:
    made(file)
    with closing(sqlite3.connect(file)) as database:
        database.execute(f"PRAGMA user_version = {VERSION + 1}")


def _other_database(file: Path) -> None:
    with closing(sqlite3.connect(file)) as database:
        database.execute("CREATE TABLE customer (number)")


@pytest.mark.parametrize(
    ("make", "word"),
    [
        (_newer, "newer payloadkit"),
        (_other_database, "no journal"),
        (lambda file: file.write_text("customer_id,eid_number\n"), "no journal"),
        (lambda file: file.write_bytes(b"SQLite format 3\0"), "no journal"),
        (lambda file: file.mkdir(), "no journal"),
        (os.mkfifo, "no journal"),
    ],
)
def test_another_file_is_left_alone(make: Any, word: str, file: Path) -> None:
    """A file that is no journal, or of a newer version, is refused, and nothing is changed."""
    make(file)
    before = files(file.parent)
    for way in (Journal.writing, Journal.reading, Journal.rehearsing):
        with pytest.raises(JournalError, match=word), way(file):
            pass
    assert files(file.parent) == before


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    """A journal that cannot be made is refused with the system's reason."""
    file = tmp_path / "no" / "file"
    with pytest.raises(JournalError, match="No such file"), Journal.writing(file):
        pass
    with pytest.raises(JournalError, match="no journal"):
        read_journal(file)


def test_a_damaged_journal(file: Path) -> None:
    """A journal whose pages are damaged is refused with SQLite's reason."""
    data = made(file).read_bytes()
    file.write_bytes(data[:100] + bytes(len(data) - 100))
    with pytest.raises(JournalError, match="malformed"):
        read_journal(file)


def test_a_full_disk(file: Path) -> None:
    """A commit that does not fit changes nothing, and says that the disk is full."""
    made(file)
    many = [Row(key=str(number).encode()) for number in range(10_000)]
    with Journal.writing(file) as journal:
        journal._database.execute("PRAGMA max_page_count = 8")  # noqa: SLF001 - as a full disk
        with pytest.raises(JournalError, match="full"):
            journal.add(many)
        assert journal.rows() == (FULL,)
        journal.write([FULL])


def test_a_disk_that_is_full_from_the_start(file: Path) -> None:
    """A journal that cannot be made is not there, and says so."""
    pytest.importorskip("resource")
    limit = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))"
    told = opened(file, limit)
    assert told.returncode == 1
    assert told.stderr.startswith(b"batch.sqlite: ")
    assert set(files(file.parent)) == {"batch.sqlite-lock"}


def test_a_commit_that_fails_is_taken_back(file: Path) -> None:
    """Of a commit that fails nothing is written, and the next one works."""
    made(file)
    with Journal.writing(file) as journal:
        wrong: Any = Row(number="one", key=b"n" * 16)  # type: ignore[arg-type] # so it is
        with pytest.raises(JournalError, match="datatype"):
            journal.write([Row(number=2, key=b"m" * 16), wrong])
        assert journal.rows() == (FULL,)
        journal.write([FULL])


def test_what_a_killed_process_left(file: Path) -> None:
    """An unfinished journal and the log of a journal that is gone are not read."""
    other = made(file.with_name("other"))
    with Journal.writing(other) as journal:
        journal.write([FULL])
        log = other.with_name("other-wal").read_bytes()
    file.with_name("batch.sqlite-wal").write_bytes(log)
    file.with_name("batch.sqlite-new").write_bytes(b"SQLite format 3\0 unfinished")
    with Journal.writing(file) as journal:
        assert journal.rows() == ()


def test_a_log_that_was_copied_in_part(file: Path) -> None:
    """A process that ends while it copies the log into the file leaves a journal that is whole."""
    many = [Row(key=str(number).encode()) for number in range(1000)]
    whole = file.with_name("whole")
    with Journal.writing(whole) as journal:
        journal.begin("batch")
        journal.add(many)
        pages = whole.read_bytes()
        log = whole.with_name("whole-wal").read_bytes()
    file.write_bytes(whole.read_bytes()[:4096] + pages[4096:])  # the head names pages to come
    file.with_name("batch.sqlite-wal").write_bytes(log)
    assert len(read_journal(file).rows) == 1000
    with Journal.writing(file) as journal:
        assert len(journal.rows()) == 1000


def test_an_empty_file_becomes_a_journal(file: Path) -> None:
    """A file of no byte, as `mktemp` makes it, is no other file."""
    file.touch()
    with Journal.writing(file) as journal:
        assert journal.batch is None


def test_a_rehearsal_writes_nothing(file: Path) -> None:
    """A copy has all rows, and what is written to it is gone."""
    with Journal.rehearsing(file) as journal:
        assert journal.rows() == ()
    assert files(file.parent) == {}
    made(file)
    before = files(file.parent)
    with Journal.rehearsing(file) as journal:
        journal.add([Row(key=b"n" * 16)])
        assert len(journal.rows()) == 2
    assert files(file.parent) == before


@pytest.mark.parametrize(
    ("states", "status"),
    [
        ([], 0),
        ([State.ONBOARDED, State.UNDER_INVESTIGATION], 0),
        ([State.ONBOARDED, State.REFUSED], 1),
        ([State.FAILED], 1),
        ([State.FAILED, State.WAITING], 3),
        ([State.UNRESOLVED], 3),
    ],
)
def test_the_exit_status(states: list[State], status: int, file: Path) -> None:
    """The status is that of the worst end."""
    with Journal.writing(file) as journal:
        journal.add([Row(key=str(n).encode(), state=state) for n, state in enumerate(states)])
        assert journal.summary().exit_status == status
