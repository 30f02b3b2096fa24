"""Files that a supplement or a caller names."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import pytest

import payloadkit as pk
from payloadkit.conversion import files
from payloadkit.conversion.files import read_file, read_inside

if TYPE_CHECKING:
    from pathlib import Path


class Odd:
    """An object that says it is a path, and is none."""

    def __fspath__(self) -> int:
        """Return no text."""
        return 5


def test_a_path_that_is_none_is_a_fault() -> None:
    """An object that is no path, and a path that cannot be one, are unreadable files."""
    odd: Any = Odd()
    found = [read_file(odd), read_file("a\0b"), read_file("no-such-file")]
    assert [isinstance(fault, pk.Fault) and fault.code for fault in found] == [
        "file.unreadable"
    ] * 3


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with a file, links that stay inside and links that leave it."""
    inside = tmp_path / "photos"
    (inside / "below").mkdir(parents=True)
    (inside / "front.jpg").write_bytes(b"inside")
    (tmp_path / "secret.jpg").write_bytes(b"outside")
    (inside / "same.jpg").symlink_to("front.jpg")
    (inside / "link.jpg").symlink_to(tmp_path / "secret.jpg")
    (inside / "up").symlink_to(tmp_path)
    (inside / "circle").symlink_to("circle")
    os.mkfifo(inside / "pipe")
    return inside


@pytest.mark.parametrize("path", ["front.jpg", "./front.jpg", "below/../front.jpg", "same.jpg"])
def test_a_path_inside_the_folder_is_read(path: str, folder: Path) -> None:
    """A relative path that stays inside is read, a link to a file inside too."""
    assert read_inside(path, folder) == b"inside"


@pytest.mark.parametrize(
    "path",
    [
        "../secret.jpg",
        "../nothing.jpg",
        "link.jpg",
        "up/secret.jpg",
        "up/nothing.jpg",
        "up/photos/../secret.jpg",
        "/etc/hostname",
        "/etc/no.hostname",
    ],
)
def test_a_path_that_leaves_the_folder_is_refused(path: str, folder: Path) -> None:
    """An absolute path, ``..`` and a link are refused, whether or not there is such a file."""
    found = read_inside(path, folder)
    assert isinstance(found, pk.Fault)
    assert (found.code, found.variant) == ("file.refused", "named_outside")
    assert path in found.message


def test_without_a_folder_nothing_is_read(folder: Path) -> None:
    """Without a folder a path is refused unread, even of a file beside."""
    found = read_inside(str(folder / "front.jpg"), None)
    assert isinstance(found, pk.Fault)
    assert (found.code, found.variant) == ("file.refused", "named")


@pytest.mark.parametrize(
    "path", ["nothing.jpg", "circle", "pipe", "below", ".", "", "a\0b", "a" * 5000]
)
def test_what_is_no_file_is_unreadable(path: str, folder: Path) -> None:
    """A folder, a pipe, a circle of links and a name that cannot be are no files."""
    found = read_inside(path, folder)
    assert isinstance(found, pk.Fault)
    assert found.code == "file.unreadable"


def test_a_file_is_read_up_to_a_size(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that no document could hold is not read to its end."""
    monkeypatch.setattr(files, "LARGEST", 5)
    found = read_inside("front.jpg", folder)
    assert isinstance(found, pk.Fault)
    assert (found.code, found.variant) == ("file.unreadable", "too_large")
