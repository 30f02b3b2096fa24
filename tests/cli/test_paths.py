"""The files that paths name: folders, globs and links."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

import click
import pytest

from payloadkit.cli.paths import find


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty working folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def touch(*names: str) -> None:
    """Make files, and the folders that they need."""
    for name in names:
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).touch()


def found(*paths: str) -> list[str]:
    """Return what paths name; a failure by its message."""
    return [name if isinstance(name, str) else name.message for name in find(paths)]


@pytest.mark.usefixtures("folder")
def test_a_folder_is_its_documents_sorted() -> None:
    """All documents below are found, by the ends of their names in any case."""
    touch("d/b.json", "d/a/z.csv", "d/a/y.ndjson", "d/C.JSONL", "d/e.json.gz", "d/f.csv.GZ")
    touch("d/g.txt", "d/h.gz", "d/json", "d/i.json.bak")

    assert found("d") == [
        "d/C.JSONL",
        "d/a/y.ndjson",
        "d/a/z.csv",
        "d/b.json",
        "d/e.json.gz",
        "d/f.csv.GZ",
    ]
    assert found(".") == found("d")


@pytest.mark.usefixtures("folder")
def test_what_is_hidden_is_left_out() -> None:
    """Hidden folders and files are no documents, unless they are named."""
    touch("d/a.json", "d/.b.json", "d/.git/c.json", "d/.git/d/e.json")

    assert found("d", "*/*.json", "**/*.json") == ["d/a.json"]
    assert found("d/.git") == found("d/.git/**/*.json") == ["d/.git/c.json", "d/.git/d/e.json"]
    assert found("d/.*.json") == ["d/.b.json"]


def test_links_end_the_search(folder: Path) -> None:
    """A link to a folder is not followed, so that circles end; a link to a file is."""
    touch("d/a.json")
    Path("d/again").symlink_to(folder / "d")
    Path("d/link.json").symlink_to("a.json")
    Path("d/nowhere.json").symlink_to("missing")
    Path("door").symlink_to("d")

    assert found("d") == ["d/a.json", "d/link.json", "d/nowhere.json"]
    assert found("door") == ["door/a.json", "door/link.json", "door/nowhere.json"]
    assert found("**/a.json") == ["d/a.json"]


@pytest.mark.usefixtures("folder")
def test_a_pipe_in_a_folder_is_left_out() -> None:
    """Nobody may ever write into it."""
    touch("d/a.json")
    os.mkfifo("d/pipe.json")

    assert found("d") == ["d/a.json"]


@pytest.mark.usefixtures("folder")
def test_nothing_to_check_is_told() -> None:
    """A folder without documents, and a glob without a match, are errors that name them."""
    touch("d/a.txt")

    assert [text.partition(":")[0] for text in found("d", "d/*.json", "d/**/x?")] == [
        "d",
        "d/*.json",
        "d/**/x?",
    ]
    assert found("missing.json", "odd[name].json") == ["missing.json", "odd[name].json"]


@pytest.mark.usefixtures("folder")
def test_a_glob_matches_files_and_folders() -> None:
    """A folder that a glob matches is searched; any file that it matches is a document."""
    touch("d1/a.json", "d2/b.json", "d3.txt", "d[4]")

    assert found("d*") == ["d1/a.json", "d2/b.json", "d3.txt", "d[4]"]
    assert found("d[12]/*") == ["d1/a.json", "d2/b.json"]
    assert found("d[4]") == ["d[4]"]


def test_an_absolute_glob(folder: Path) -> None:
    """A glob may begin at the root."""
    touch("a.json")

    assert found(f"{folder}/*.json") == [f"{folder}/a.json"]


@pytest.mark.usefixtures("folder")
def test_no_glob_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """A pattern that the system refuses is an error that names it."""

    def refuse(*_: object) -> list[Path]:
        raise ValueError("Invalid pattern")

    monkeypatch.setattr(Path, "glob", refuse)

    assert found("a**b*") == ["a**b*: no glob: Invalid pattern"]


@pytest.mark.usefixtures("folder")
def test_a_file_is_found_once() -> None:
    """Paths that overlap name a file once; standard input cannot be read twice."""
    touch("d/a.json", "d/b.json")

    assert found("d/b.json", "d", "d/*", "-") == ["d/b.json", "d/a.json", "-"]
    with pytest.raises(click.UsageError):
        found("-", "-")


@pytest.mark.usefixtures("folder")
def test_a_folder_that_cannot_be_read_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its name and the reason are told, and the other documents are found."""
    real = os.scandir

    def refusing(path: str) -> Any:
        if path.endswith("secret"):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), path)
        return real(path)

    touch("d/a.json", "d/secret/b.json")
    monkeypatch.setattr(os, "scandir", refusing)

    assert found("d") == ["d/a.json", "d/secret: Permission denied"]
    assert found("d/secret") == ["d/secret: Permission denied"]
