"""The fuzzer itself: its command, changes of inputs, reach, and minimised finds."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from tests.fuzzing import __main__ as command
from tests.fuzzing import migration, minimise
from tests.fuzzing.fuzzer import mutator
from tests.fuzzing.reach import reached

if TYPE_CHECKING:
    from pathlib import Path

LOG = """\
#2\tINITED cov: 40 ft: 41 corp: 1/2b exec/s: 0 rss: 90Mb
#61\tNEW    cov: 1207 ft: 1300 corp: 92/16Kb lim: 40 exec/s: 30 rss: 95Mb
stat::number_of_executed_units: 4200
"""


def test_a_row_tells_what_was_done(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A target's row has the last figures of libFuzzer's log, and what its inputs reached."""

    def run(module: str, *_: str, **__: object) -> subprocess.CompletedProcess[bytes]:
        if module == "fuzzer":
            (tmp_path / "migration/log").write_text(LOG, encoding="utf-8")
        return subprocess.CompletedProcess([], 0, b"270 308")

    monkeypatch.setattr(command, "_run", run)
    monkeypatch.setattr(command, "find_spec", lambda _: object())

    assert command.main(["migration", "--seconds", "2", "--folder", str(tmp_path)]) == 0
    row = "| migration | 2 | 4,200 | 2,100 | 92 | 1,207 | 270 of 308 (88%) |"
    assert capsys.readouterr().out.splitlines()[-1] == row
    assert list((tmp_path / "migration/seeds").iterdir())


def test_a_find_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where libFuzzer stops at a find, the exit status is 1 and the end of its log is shown."""

    def run(
        module: str, *_: str, stdout: int, stderr: int | None = None
    ) -> subprocess.CompletedProcess[bytes]:
        if module == "fuzzer":
            (tmp_path / "migration/log").write_text("AssertionError: a promise", encoding="utf-8")
        return subprocess.CompletedProcess(
            [], int(module == "fuzzer"), b"1 2" if stdout and stderr is None else b""
        )

    monkeypatch.setattr(command, "_run", run)
    monkeypatch.setattr(command, "find_spec", lambda _: object())

    assert command.main(["migration", "--folder", str(tmp_path)]) == 1
    assert "AssertionError: a promise" in capsys.readouterr().out


def test_without_the_fuzzer(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where it cannot be installed, nothing is fuzzed and that is said."""
    monkeypatch.setattr(command, "find_spec", lambda _: None)

    assert command.main(["all"]) == 0
    assert "skipped" in capsys.readouterr().out


def test_a_folder_of_its_own_goes_with_the_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without ``--folder`` nothing is left behind but a find."""
    left = tmp_path / "run"
    monkeypatch.setattr(tempfile, "mkdtemp", lambda **_: str(left))
    monkeypatch.setattr(command, "find_spec", lambda _: object())
    for status in (0, 1):
        left.mkdir()
        monkeypatch.setattr(command, "fuzzed", lambda *_, status=status: status)
        assert command.main(["all"]) == status
        assert left.exists() == bool(status)


def test_seconds_are_counted_from_one(capsys: pytest.CaptureFixture[str]) -> None:
    """No time at all would be for ever, and is refused."""
    with pytest.raises(SystemExit):
        command.main(["all", "--seconds", "0"])
    assert "--seconds" in capsys.readouterr().err


def test_inputs_change_as_documents_and_as_bytes() -> None:
    """Most changes are the target's; what is no document, or became too long, changes as bytes."""
    target = SimpleNamespace(
        change=lambda data, _: None if data == b"none" else b"document" * len(data)
    )
    changed = mutator(target, lambda _, longest: b"bytes"[:longest])  # type: ignore[arg-type]

    made = [changed(b"a", 100, seed) for seed in range(100)]
    assert made.count(b"document") > made.count(b"bytes") > 0
    assert {changed(b"none", 100, seed) for seed in range(100)} == {b"bytes"}
    assert {changed(b"a" * 50, 100, seed) for seed in range(100)} == {b"bytes"}


@pytest.mark.exhaustive
def test_what_inputs_reach(tmp_path: Path) -> None:
    """A sound file reaches more lines than none, and never more than there are."""
    (tmp_path / "none").write_bytes(b"")
    script = (
        "from pathlib import Path; from tests.fuzzing.reach import reached; "
        f"print(*reached('migration', [Path({str(tmp_path)!r})]))"
    )
    found = []
    for data in (b"", next(migration.seeds())):
        (tmp_path / "none").write_bytes(data)
        done = subprocess.run(
            [sys.executable, "-c", script], cwd=command.ROOT, capture_output=True, check=True
        )
        found.append(tuple(map(int, done.stdout.split())))

    (few, total), (many, same) = found
    assert 0 < few < many < total == same
    assert callable(reached)


@pytest.mark.exhaustive
def test_finds_are_made_small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is left breaks the same promise, and nothing can be taken from it."""

    def judge(data: bytes) -> None:
        if b"\x00" in data and b"z" in data:
            raise ZeroDivisionError
        assert b"\x00" not in data

    assert minimise.smallest(judge, b"abc\x00defghijkzlmno") == b"\x00z"
    assert minimise.broken(judge, b"fine") is None
    monkeypatch.setattr(migration, "TARGET", SimpleNamespace(judge=judge))
    find = tmp_path / "crash"
    find.write_bytes(b"abc\x00d")
    minimise.main("migration", find)
    assert find.with_suffix(".min").read_bytes() == b"\x00"
