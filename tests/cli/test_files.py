"""Files in and out: bounded, private, whole or not at all."""

from __future__ import annotations

import errno
import gzip
import json
import os
import stat
import sys
from io import BytesIO, FileIO, StringIO, TextIOWrapper
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import pytest

from payloadkit.cli.files import each, read, read_bounded, write, write_output
from payloadkit.cli.streams import InputError, open_stream

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.conftest import Told

FIXTURES = Path(__file__).parent.parent.parent / "fixtures"
MINIMAL = (FIXTURES / "caas/onboarding-minimal.json").read_bytes()


def mode(path: Path) -> int:
    """Return the permissions of a file."""
    return stat.S_IMODE(path.stat().st_mode)


def test_reads_one_byte_more_than_wanted(tmp_path: Path) -> None:
    """A file is read up to the byte that tells that it is too long."""
    (tmp_path / "long").write_bytes(b"x" * 100)

    assert read(str(tmp_path / "long"), 10) == b"x" * 11


def test_reads_standard_input_within_the_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    """An endless pipe is read no further than a file."""
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(b"y" * 100)))

    assert read("-", 10) == b"y" * 11


def test_closed_standard_input_is_trouble(monkeypatch: pytest.MonkeyPatch) -> None:
    """There is nothing to read where Python found no standard input."""
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(InputError, match="<stdin>"):
        read("-", 10)


@pytest.mark.parametrize("name", ["missing", ".", "file/below"])
def test_unreadable_is_trouble_that_names_the_file(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the system refuses is told with the file's name and the system's reason."""
    monkeypatch.chdir(tmp_path)
    Path("file").touch()
    with pytest.raises(
        InputError, match=rf"^{name}: (No such file|Is a directory|Not a directory)"
    ):
        read(name, 10)


def test_what_must_be_short_is_refused_when_it_is_long(tmp_path: Path) -> None:
    """A file over its bound is not read in part."""
    (tmp_path / "long").write_bytes(b"x" * 11)

    assert read_bounded(str(tmp_path / "long"), 11) == b"x" * 11
    with pytest.raises(InputError, match="long: over"):
        read_bounded(str(tmp_path / "long"), 10)


def test_written_for_the_owner_alone(tmp_path: Path) -> None:
    """A new file is 0600 whatever the umask says, and nothing stays beside it."""
    before = os.umask(0)
    try:
        write(str(tmp_path / "new"), b"data")
    finally:
        os.umask(before)

    assert (tmp_path / "new").read_bytes() == b"data"
    assert mode(tmp_path / "new") == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["new"]


def test_an_open_file_is_replaced_by_a_private_one(tmp_path: Path) -> None:
    """What was readable for all holds nothing of the new data, even for who had it open."""
    target = tmp_path / "old"
    target.write_bytes(b"before")
    target.chmod(0o644)
    with target.open("rb") as held:
        write(str(target), b"after")
        assert held.read() == b"before"

    assert (target.read_bytes(), mode(target)) == (b"after", 0o600)


@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_a_full_disk_leaves_the_old_file(
    call: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After any failure the old file is as it was, and no part of the new one is left."""

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    target = tmp_path / "payload.json"
    target.write_bytes(b"before")
    monkeypatch.setattr(os if call == "fsync" else Path, call, full)
    with pytest.raises(InputError, match="No space left on device"):
        write(str(target), b"after")

    assert target.read_bytes() == b"before"
    assert [path.name for path in tmp_path.iterdir()] == ["payload.json"]


def test_a_folder_that_cannot_be_flushed_is_no_trouble(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Some file systems cannot flush folders; the file is there all the same."""
    real = os.open

    def refusing(path: Path, flags: int, *rest: int) -> int:
        if Path(path).is_dir():
            raise PermissionError
        return real(path, flags, *rest)

    monkeypatch.setattr(os, "open", refusing)
    write(str(tmp_path / "new"), b"data")

    assert (tmp_path / "new").read_bytes() == b"data"


@pytest.mark.parametrize("name", ["missing/payload.json", "", "folder", "circle"])
def test_nowhere_to_write_is_trouble(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A missing folder, a folder in place of a file, and a circular link are named."""
    monkeypatch.chdir(tmp_path)
    Path("folder").mkdir()
    Path("circle").symlink_to("circle")
    with pytest.raises(InputError):
        write(name, b"data")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_read_only_folder_is_trouble(tmp_path: Path) -> None:
    """A folder that takes no files is told by the system's reason."""
    tmp_path.chmod(0o500)
    with pytest.raises(InputError, match="Permission denied"):
        write(str(tmp_path / "payload.json"), b"data")


def test_devices_and_pipes_are_not_replaced(tmp_path: Path) -> None:
    """A rename over a device would put a file in its place."""
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(InputError, match="no regular file"):
        write(str(tmp_path / "pipe"), b"data")
    with pytest.raises(InputError, match="no regular file"):
        write(os.devnull, b"data")


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    """The file that a link leads to is written."""
    (tmp_path / "link").symlink_to("real")
    write(str(tmp_path / "link"), b"data")

    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_bytes() == b"data"


class Terminal(TextIOWrapper):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        """Say so."""
        return True


@pytest.mark.parametrize(("stream", "end"), [(TextIOWrapper, b""), (Terminal, b"\n")])
@pytest.mark.parametrize("name", [None, "-"])
def test_standard_output_gets_the_very_bytes(
    name: str | None, stream: type[TextIOWrapper], end: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A pipe gets what a file would hold; a terminal a line feed more."""
    held = BytesIO()
    monkeypatch.setattr(sys, "stdout", stream(held, encoding="ascii"))
    write_output("é".encode(), name)

    assert held.getvalue() == "é".encode() + end


def test_closed_standard_error_is_no_trouble(monkeypatch: pytest.MonkeyPatch) -> None:
    """What nobody could read is written nowhere."""
    monkeypatch.setattr(sys, "stderr", None)
    with open_stream(error=True) as stream:
        assert isinstance(stream, StringIO)
    monkeypatch.setattr(sys, "stdout", None)
    with pytest.raises(InputError), open_stream():
        pass


@pytest.mark.parametrize(
    ("refusal", "error"),
    [
        (BrokenPipeError(), False),
        (OSError(errno.ENOSPC, ""), False),
        (OSError(errno.ENOSPC, ""), True),
    ],
)
def test_a_broken_stream_is_silenced(
    refusal: OSError, error: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a stream broke, what is still buffered goes nowhere.

    A result that was not written is trouble, all else is not.
    """
    with (tmp_path / "out").open("w") as broken:
        monkeypatch.setattr(sys, "stderr" if error else "stdout", broken)
        troubled = False
        try:
            with open_stream(error=error) as stream:
                stream.write("lost")
                raise refusal
        except InputError:
            troubled = True

    assert troubled is (not error and not isinstance(refusal, BrokenPipeError))
    assert (tmp_path / "out").read_text() == ""


def test_an_unbuffered_stream_gets_everything(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An unbuffered Python gets a buffer, since a write may do a part without an error."""

    class Sluggish(FileIO):
        """A file that takes a byte a call."""

        def write(self, data: Any, /) -> int:
            """Take a byte."""
            return super().write(memoryview(data)[:1])

    with Sluggish(tmp_path / "out", "w") as raw, TextIOWrapper(raw, write_through=True) as stream:
        monkeypatch.setattr(sys, "stdout", stream)
        with open_stream() as given:
            given.write("everything")

    assert (tmp_path / "out").read_text() == "everything"


def test_unreadable_files_are_left_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One file that cannot be read is complained of and keeps nobody from the others."""
    (tmp_path / "a").write_bytes(b"a")

    assert each([str(tmp_path / "a"), str(tmp_path / "b")], lambda name: read(name, 9)) == [b"a"]
    assert "No such file" in capsys.readouterr().err
    with pytest.raises(click.UsageError):
        each(["-", "-"], lambda name: read(name, 9))


@pytest.mark.parametrize(
    "command",
    [
        ["check", "IN", "--out"],
        ["check", "other", "IN", "--write-baseline"],
        ["build", "IN", "--out"],
        ["build", "other", "--supplement", "IN", "--out"],
        ["redact", "IN", "--out"],
        ["image", "fit", "IN", "--out"],
        ["migrate", "correct", "IN", "--corrections", "other", "--out"],
        ["migrate", "correct", "--corrections", "IN", "--out"],
    ],
)
@pytest.mark.parametrize("name", ["in.json", "./in.json", "link.json", "hard.json"])
def test_no_output_replaces_an_input(
    command: list[str],
    name: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    invoke: Callable[..., Told],
) -> None:
    """A report or a payload never takes the place of the document that it is about."""
    monkeypatch.chdir(tmp_path)
    Path("in.json").write_bytes(b"{}")
    Path("link.json").symlink_to("in.json")
    Path("hard.json").hardlink_to("in.json")

    told = invoke(*("in.json" if word == "IN" else word for word in command), name)

    assert (told.status, told.out) == (2, b"")
    assert command[-1].encode() in told.err
    assert Path("in.json").read_bytes() == b"{}"


@pytest.fixture
def outbox(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty folder below the working folder."""
    monkeypatch.chdir(tmp_path)
    Path("outbox").mkdir()
    return Path("outbox")


@pytest.mark.parametrize(
    ("name", "held"),
    [
        ("a.json", MINIMAL),
        ("a.json", b'{"first_name": "Amal"}'),  # of a kind that is not clear
        ("a.ndjson", json.dumps(json.loads(MINIMAL)).encode() + b"\n{}\n"),
        ("a.json.gz", gzip.compress(MINIMAL)),
        ("a.csv", (FIXTURES / "uaekyc/migration.csv").read_bytes()),
    ],
)
def test_no_output_replaces_what_a_folder_or_a_glob_finds(
    name: str, held: bytes, outbox: Path, invoke: Callable[..., Told]
) -> None:
    """A document is none of this command's own files, wherever a mistyped name leads."""
    document = outbox / name
    document.write_bytes(held)
    Path("link").symlink_to(document)
    for where, option, output in product(
        ("outbox", "outbox/*", "**/*"),
        ("--out", "--write-baseline"),
        (document, "link", document.absolute()),
    ):
        told = invoke("check", where, option, output)

        assert (told.status, told.out) == (2, b"")
        assert option.encode() in told.err
        assert document.read_bytes() == held


@pytest.mark.parametrize("where", ["outbox", "outbox/*"])
@pytest.mark.parametrize(
    ("form", "name"),
    [
        ("json", "report.json"),
        ("sarif", "report.json"),
        ("gitlab", "report.json"),
        ("ndjson", "report.ndjson"),
        ("html", "report.html"),
        ("junit", "report.xml"),
    ],
)
def test_an_older_report_in_a_folder_is_replaced(
    where: str, form: str, name: str, outbox: Path, invoke: Callable[..., Told]
) -> None:
    """A report is no document, so that the same command can be run again, with its baseline."""
    (outbox / "a.json").write_bytes(MINIMAL)
    report, baseline = outbox / name, outbox / "baseline.json"
    run = ("check", where, "--today", "2026-06-01", "--format", form, "--out", report)
    for _ in range(2):
        assert invoke(*run, "--write-baseline", baseline).status == 0
    invoke(*run, "--baseline", baseline)
    first = report.read_bytes()
    report.write_bytes(b"")  # such as a run that was interrupted leaves

    assert invoke(*run, "--baseline", baseline).status == 0
    assert report.read_bytes() == first


def test_an_output_beside_its_input_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, invoke: Callable[..., Told]
) -> None:
    """An older report is replaced, also where an input cannot be read, or is standard input."""
    monkeypatch.chdir(tmp_path)
    Path("in.json").write_bytes(b"{}")
    Path("report").write_bytes(b"older")

    told = invoke("check", "in.json", "missing.json", "-", "--out", "report", stdin=b"{}")

    assert told.status == 2
    assert Path("report").read_bytes() != b"older"


@pytest.mark.parametrize(
    "command", [["check"], ["build"], ["redact"], ["image", "inspect"], ["image", "fit"]]
)
def test_an_empty_name_is_told(command: list[str], invoke: Callable[..., Told]) -> None:
    """A variable of the shell that is not set is a name that nobody sees."""
    told = invoke(*command, "")

    assert (told.status, told.out) == (2, b"")
    assert b"an empty name: " in told.err
