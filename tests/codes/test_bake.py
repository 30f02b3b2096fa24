"""The generator writes the committed tables, the same bytes anywhere."""

from __future__ import annotations

import os
import runpy
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from payloadkit.codes.__main__ import HERE, main
from payloadkit.codes.bake import WIDTH, files

if TYPE_CHECKING:
    from pathlib import Path


def test_the_committed_tables_are_what_the_generator_writes(monkeypatch: pytest.MonkeyPatch) -> None:
    """The check over the package itself passes, run as the command that the headers name."""
    monkeypatch.setattr(sys, "argv", ["codes", "--check"])
    with pytest.raises(SystemExit) as stop:
        runpy.run_path(str(HERE / "__main__.py"), run_name="__main__")
    assert stop.value.code == 0


@pytest.mark.parametrize(("seed", "locale"), [("0", "C"), ("1", "tr_TR.UTF-8")])
def test_hash_seed_and_locale_do_not_matter(seed: str, locale: str) -> None:
    """The check passes under any hash seed and locale."""
    environment = {**os.environ, "PYTHONHASHSEED": seed, "LC_ALL": locale, "LANG": locale, "PYTHONUTF8": "0"}
    subprocess.run([sys.executable, "-m", "payloadkit.codes", "--check"], check=True, env=environment)


def test_writing_gives_the_committed_bytes(tmp_path: Path) -> None:
    """What is written into an empty folder equals the package's own files, and the check agrees."""
    assert main([], tmp_path) == 0
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {name: (HERE / name).read_bytes() for name in files()}
    assert main(["--check"], tmp_path) == 0


def test_a_changed_table_fails_the_check(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A table that is missing or was edited by hand is named on standard error, and the check does not mend it."""
    main([], tmp_path)
    (tmp_path / "currencies.py").unlink()
    (tmp_path / "countries.py").write_bytes((tmp_path / "countries.py").read_bytes().replace(b"\n", b"\r\n"))
    assert main(["--check"], tmp_path) == 1
    told = capsys.readouterr()
    assert [line.split()[0] for line in told.err.splitlines()] == ["countries.py", "currencies.py"]
    assert not told.out
    assert not (tmp_path / "currencies.py").exists()


def test_an_unknown_option_is_a_usage_error(capsys: pytest.CaptureFixture[str]) -> None:
    """The generator knows one option."""
    with pytest.raises(SystemExit) as stop:
        main(["--fix"])
    assert stop.value.code == 2
    assert capsys.readouterr().err


@pytest.mark.parametrize(("name", "text"), files().items())
def test_tables_are_plain_short_lines(name: str, text: str) -> None:
    """A generated file is ASCII, of lines within the project's width, under 250 of them, and ends with one line feed."""
    assert text.isascii(), name
    lines = text.split("\n")
    assert max(map(len, lines)) <= WIDTH
    assert len(lines) <= 250
    assert lines[-1] == ""
    assert lines[-2]
