"""The files of supplements on file systems of pyarrow."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any

import pytest
from pyarrow.fs import FileSystem, LocalFileSystem, SubTreeFileSystem, _MockFileSystem

import payloadkit as pk
from payloadkit.arrow.photos import PhotoStore, folder_of
from payloadkit.conversion import files
from payloadkit.conversion.files import read_inside


def store(**contents: bytes) -> FileSystem:
    """Return an object store in memory, whose names have ``_`` for a dot, below ``bucket``."""
    system = _MockFileSystem()
    system.create_dir("bucket/below")
    for name, content in contents.items():
        with system.open_output_stream(f"bucket/{name.replace('_', '.')}", compression=None) as out:
            out.write(content)
    with system.open_output_stream("secret.jpg") as out:
        out.write(b"outside")
    return SubTreeFileSystem("bucket", system)


def read(path: object, system: FileSystem) -> bytes | str:
    """Return the content of a file, or the code of its fault."""
    found = read_inside(path, folder_of(system))
    return found.code if isinstance(found, pk.Fault) else found


@pytest.mark.parametrize("path", ["front.jpg", "./front.jpg", Path("front.jpg")])
def test_a_path_inside_the_store_is_read(path: object) -> None:
    """A relative path is read below the root of the file system."""
    assert read(path, store(front_jpg=b"inside")) == b"inside"


@pytest.mark.parametrize("path", ["../secret.jpg", "below/../front.jpg", "/front.jpg", "/"])
def test_a_path_that_leaves_the_store_is_refused(path: str) -> None:
    """An absolute path and one with ``..`` are refused: a store may know what they mean."""
    assert read(path, store(front_jpg=b"inside")) == "file.refused"


@pytest.mark.parametrize("path", ["nothing.jpg", "below", ".", "", "a\0b", "x" * 9999])
def test_what_is_no_file_is_unreadable(path: str) -> None:
    """A folder, and a name that is none, are no files."""
    assert read(path, store(front_jpg=b"inside")) == "file.unreadable"


def test_a_file_is_read_up_to_a_size(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that no document could hold is not read to its end."""
    monkeypatch.setattr(files, "LARGEST", 5)
    assert read("five.jpg", store(five_jpg=b"12345")) == b"12345"
    assert read("six.jpg", store(six_jpg=b"123456")) == "file.unreadable"
    assert PhotoStore(store(six_jpg=b"123456")).fetch("six.jpg", 6) == b"123456"


def test_a_size_that_the_store_does_not_tell() -> None:
    """A store that tells no size is read up to the limit."""

    class Info:
        type = store().get_file_info("below/../nothing").type
        size = None

    system: Any = store(a_jpg=b"123456")
    Info.type = system.get_file_info("a.jpg").type

    class Sizeless:
        open_input_stream = staticmethod(system.open_input_stream)

        @staticmethod
        def get_file_info(_: object) -> list[type[Info]]:
            return [Info]

    assert PhotoStore(Sizeless()).fetch("a.jpg", 4) == b"1234"


def test_nothing_is_decompressed() -> None:
    """A file whose name says that it is compressed is taken as it is: it may be a bomb."""
    bomb = gzip.compress(b"0" * 1_000_000, mtime=0)
    assert read("front.jpg.gz", store(front_jpg_gz=bomb)) == bomb


def test_the_local_file_system_is_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Links of a local folder are followed only inside; the root is the working directory."""
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "b" / "front.jpg").write_bytes(b"inside")
    (tmp_path / "secret.jpg").write_bytes(b"outside")
    (tmp_path / "a" / "b" / "link.jpg").symlink_to(tmp_path / "secret.jpg")
    system = SubTreeFileSystem("b", SubTreeFileSystem(str(tmp_path / "a"), LocalFileSystem()))

    assert folder_of(system) == tmp_path / "a" / "b"
    assert read("front.jpg", system) == b"inside"
    assert read("link.jpg", system) == "file.refused"
    monkeypatch.chdir(tmp_path / "a" / "b")
    assert read("front.jpg", LocalFileSystem()) == b"inside"
    assert read(str(tmp_path / "secret.jpg"), LocalFileSystem()) == "file.refused"


def test_a_path_is_a_folder() -> None:
    """A path is what ``convert`` takes; nothing refuses every file."""
    wrong: Any = 5
    assert folder_of("photos") == folder_of(Path("photos")) == Path("photos")
    assert folder_of(None) is None
    with pytest.raises(TypeError):
        folder_of(wrong)
