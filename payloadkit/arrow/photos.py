"""The files that supplements name, on a file system of pyarrow."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import attrs
from pyarrow.fs import FileSystem, FileType, LocalFileSystem, SubTreeFileSystem

if TYPE_CHECKING:
    from os import PathLike

    from payloadkit.conversion.files import Store

Files: TypeAlias = "FileSystem | str | PathLike[str] | None"


@attrs.frozen
class PhotoStore:
    """Files of an object store, or of any other file system but the local one.

    Args:
        system: The file system, whose root is the folder of the files.
    """

    system: FileSystem

    def fetch(self, path: str, most: int) -> bytes:
        """Return the content of a file, at most so many bytes of it.

        Args:
            path: A path below the root.
            most: The most bytes to return.

        Raises:
            OSError: There is no such file, or it cannot be read.
        """
        (info,) = self.system.get_file_info([path])
        if info.type is not FileType.File:
            raise FileNotFoundError("no file")
        size = most if info.size is None else min(info.size, most)
        # Else a file whose name says so would be decompressed, to any size.
        with self.system.open_input_stream(path, compression=None) as stream:
            content: bytes = stream.read(size)
        return content


def folder_of(files: Files) -> Path | Store | None:
    """Return the folder of files, whose links are followed only inside if it is a local one.

    Args:
        files: A folder, or a file system. The paths of a ``LocalFileSystem`` that is no
            ``SubTreeFileSystem`` are relative to the working directory.

    Raises:
        TypeError: It is neither.
    """
    if files is None or not isinstance(files, FileSystem):
        return None if files is None else Path(files)
    system: Any = files
    base = ""
    while isinstance(system, SubTreeFileSystem):
        system, base = system.base_fs, system.base_path + base
    return Path(base) if isinstance(system, LocalFileSystem) else PhotoStore(files)
