"""The names of files from the working folder."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from payloadkit.cli.locations import location

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a folder the working folder."""
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.mark.parametrize(
    "file",
    ["in/a.json", "./in/a.json", "in/../in//a.json", "../here/in/a.json", "{here}/in/a.json"],
)
def test_a_file_in_the_working_folder_has_one_name(file: str, here: Path) -> None:
    """However a file in the working folder is named, its location is relative to the folder."""
    (here / "in").mkdir()

    assert location(file.format(here=here)) == "in/a.json"


@pytest.mark.parametrize("file", ["../a.json", "/elsewhere/a.json", "../here2/a.json", "-"])
def test_what_is_elsewhere_keeps_its_name(file: str, here: Path) -> None:
    """A file outside of the working folder, and standard input, are named as they were given."""
    assert here.exists()
    assert location(file) == file


def test_a_link_to_the_working_folder_is_followed(here: Path) -> None:
    """The working folder is recognised by another name of it."""
    other = here.parent / "other"
    other.symlink_to(here)

    assert location(str(other / "a.json")) == "a.json"


def test_the_root_is_a_working_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    """In the root of the file system all files are in the working folder."""
    monkeypatch.chdir(os.sep)

    assert location("/srv/a.json") == location("srv/a.json") == "srv/a.json"


def test_without_a_working_folder_names_stay(here: Path) -> None:
    """A working folder that was removed does not end the program."""
    here.rmdir()

    assert location("a.json") == "a.json"
