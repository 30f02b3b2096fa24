"""``payloadkit check`` of many documents: paths, processes, summary, interrupts."""

from __future__ import annotations

import gzip
import json
import os
import signal
import stat
from contextlib import contextmanager
from pathlib import Path
from subprocess import PIPE
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

import payloadkit as pk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from subprocess import Popen

    from tests.cli.conftest import Told

MINIMAL = Path(__file__).parent.parent.parent / "fixtures/caas/onboarding-minimal.json"
CHECK = ("check", "--kind", "caas.onboarding", "--today", "2026-06-01")


@pytest.fixture
def folder(tmp_path: Path, minimal: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with ten documents in each form, the third one with an error."""
    monkeypatch.chdir(tmp_path)
    documents = [
        json.dumps({**minimal, "first_name": "x" * 200} if number == 3 else minimal)
        for number in range(1, 11)
    ]
    (tmp_path / "files/below").mkdir(parents=True)
    for number, document in enumerate(documents, start=1):
        (tmp_path / f"files/below/{number:02}.json").write_text(document)
    text = "\n\r\n".join(documents)
    (tmp_path / "lines.ndjson").write_text(text, newline="")
    (tmp_path / "packed.jsonl.gz").write_bytes(gzip.compress(text.encode(), mtime=0))
    return tmp_path


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("path", "place", "jobs"),
    [
        ("files", "files/below/03.json:1:", "1"),
        ("files/**/*.json", "files/below/03.json:1:", "1"),
        ("lines.ndjson", "lines.ndjson:5:", "1"),
        ("lines.ndjson", "lines.ndjson:5:", "2"),
        ("packed.jsonl.gz", "packed.jsonl.gz:5:", "1"),
    ],
)
def test_many_documents(path: str, place: str, jobs: str, invoke: Callable[..., Told]) -> None:
    """The one document with an error is found at its place, however documents are kept."""
    told = invoke(*CHECK, "--jobs", jobs, path)
    [line] = told.lines

    assert told.status == 1
    assert line.startswith(place)
    assert "text.too_long /first_name" in line
    assert told.err.startswith(b"10 documents, 1 failed: 1 error (caas.onboarding)\n")


@pytest.mark.usefixtures("folder")
def test_only_the_summary(invoke: Callable[..., Told]) -> None:
    """The summary is the result; there is no report, and nothing beside it."""
    told = invoke(*CHECK, "--summary", "files")

    assert (told.status, told.err) == (1, b"")
    assert told.lines[0] == "10 documents, 1 failed: 1 error (caas.onboarding)"
    assert told.lines[1].split()[:3] == ["1", "error", "text.too_long"]
    assert len(told.lines) == 2


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("form", ["text", "ndjson"])
def test_only_documents_with_errors(form: str, invoke: Callable[..., Told]) -> None:
    """Documents without an error are neither reported nor counted for people."""
    warned = json.loads(Path("files/below/01.json").read_bytes())
    Path("files/warned.json").write_text(
        json.dumps({**warned, "second_nationality": warned["nationality"]})
    )
    told = invoke(*CHECK, "--quiet", "--format", form, "files")
    strict = invoke(*CHECK, "--quiet", "--strict", "--format", form, "files")

    assert (told.status, told.err) == (1, b"")
    assert sum("country.same" in line for line in told.lines) == 0
    assert sum("text.too_long" in line for line in told.lines) == 1
    assert sum("country.same" in line for line in strict.lines) == 1


@pytest.mark.usefixtures("folder")
def test_quiet_and_summary_exclude_each_other(invoke: Callable[..., Told]) -> None:
    """Nothing would be left to print."""
    assert invoke(*CHECK, "--quiet", "--summary", "files").status == 2


def test_a_report_in_a_file(folder: Path, invoke: Callable[..., Told]) -> None:
    """The report goes to a private file, and the summary is the result."""
    told = invoke(*CHECK, "--format", "json", "--out", "report.json", "files")
    quiet = invoke(*CHECK, "--quiet", "--out", "quiet.txt", "files")
    shown = invoke(*CHECK, "--out", "-", "files")

    assert (told.status, told.err) == (1, b"")
    assert told.lines[0].startswith("10 documents, 1 failed")
    assert len(json.loads((folder / "report.json").read_bytes())["documents"]) == 10
    assert stat.S_IMODE((folder / "report.json").stat().st_mode) == 0o600
    assert (quiet.out, quiet.err) == (b"", b"")
    assert (folder / "quiet.txt").read_bytes() == shown.out


def test_a_report_that_cannot_be_written_is_told_first(
    folder: Path, invoke: Callable[..., Told]
) -> None:
    """Nothing is checked for a file that has no place."""
    told = invoke(*CHECK, "--out", "missing/report.txt", "files", "nothing.json")

    assert (told.status, told.out) == (2, b"")
    assert b"missing/report.txt: No such file" in told.err
    assert b"nothing.json" not in told.err
    assert sorted(path.name for path in folder.iterdir()) == [
        "files",
        "lines.ndjson",
        "packed.jsonl.gz",
    ]


@pytest.mark.usefixtures("folder")
def test_the_summary_counts_what_was_not_checked(invoke: Callable[..., Told]) -> None:
    """Inputs that cannot be read or found end with 2, also beside violations."""
    told = invoke(*CHECK, "--summary", "files", "missing.json", "*.xml")

    assert told.status == 2
    assert told.lines[-1] == "2 inputs not checked"
    assert b"*.xml: no file matches" in told.err


@pytest.fixture(name="interrupted")
def _interrupted(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let a signal arrive while the third document is checked."""
    count = iter(range(1, 100))

    def checked(*arguments: Any) -> Any:
        if next(count) == 3:
            os.kill(os.getpid(), signal.SIGINT)
        return pk.check(*arguments)

    monkeypatch.setattr("payloadkit.cli.checking.check", checked)
    before = signal.signal(signal.SIGINT, signal.SIG_DFL)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("folder", "interrupted")
def test_an_interrupt_ends_with_what_was_done(invoke: Callable[..., Told]) -> None:
    """The report is complete as far as it goes, and says that it was interrupted."""
    told = invoke(*CHECK, "--format", "json", "files")

    assert told.status == 130
    assert [document["file"] for document in told.json["documents"]] == [
        "files/below/01.json",
        "files/below/02.json",
    ]
    assert told.json["summary"]["interrupted"] is True


@pytest.mark.usefixtures("interrupted")
@pytest.mark.parametrize(
    ("path", "end"),
    [
        ("files", "interrupted after 2 of 10 documents"),
        ("lines.ndjson", "interrupted after 2 documents"),
    ],
)
def test_the_summary_tells_of_an_interrupt(
    path: str, end: str, folder: Path, invoke: Callable[..., Told]
) -> None:
    """It says how many documents were checked, and of how many where this is known."""
    told = invoke(*CHECK, "--out", "report.txt", path)

    assert told.status == 130
    assert told.lines[-1] == end
    assert told.err == b"Error: Stopped by SIGINT.\n"
    assert (folder / "report.txt").exists()


@pytest.mark.usefixtures("folder", "interrupted")
@pytest.mark.parametrize("form", ["ndjson", "gitlab"])
def test_standard_error_tells_of_an_interrupt(form: str, invoke: Callable[..., Told]) -> None:
    """These formats have no place for it, and stay what their readers expect."""
    told = invoke(*CHECK, "--format", form, "files")

    assert told.status == 130
    assert told.err.splitlines()[0] == b"interrupted after 2 of 10 documents"
    for text in [told.out] if form == "gitlab" else told.lines:
        json.loads(text)


@pytest.mark.usefixtures("folder")
def test_the_bar_makes_room(monkeypatch: pytest.MonkeyPatch, invoke: Callable[..., Told]) -> None:
    """While something is written, the bar is hidden; a clean document does not hide it."""
    hidden: list[str] = []

    @contextmanager
    def bar_of(_: object, *, shown: bool) -> Iterator[Any]:
        assert shown
        yield SimpleNamespace(
            hide=lambda: hidden.append("hidden"), advance=lambda _: hidden.append("advanced")
        )

    monkeypatch.setattr("payloadkit.cli.progress.bar_of", bar_of)
    told = invoke(*CHECK, "files/below/02.json", "missing.json", "files/below/03.json")

    assert told.status == 2
    assert hidden == [
        "advanced",
        *("hidden", "advanced"),
        *("hidden", "advanced"),
    ]


def test_a_reader_that_goes_away_ends_the_check(
    folder: Path, start: Callable[..., Popen[bytes]], minimal: dict[str, Any]
) -> None:
    """Nothing more is checked, and nothing is said of it."""
    bad = json.dumps({**minimal, "first_name": "x" * 200, "channel": 1})
    (folder / "many.ndjson").write_text(f"{bad}\n" * 3000)
    with start(*CHECK, "many.ndjson", stdout=PIPE, stderr=PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline()
        process.stdout.close()
        err = process.stderr.read()

    assert (process.returncode, err) == (1, b"")
