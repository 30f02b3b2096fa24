"""The files that a supplement names: read only inside the folder that the caller allows."""

from __future__ import annotations

import os
import re
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from payloadkit.policy import LARGEST, MEBIBYTE
from payloadkit.violation import Fault

if TYPE_CHECKING:
    from os import PathLike

# Only a text that looks like a path is shown. Another one may be a personal value.
_PLAIN_PATH = re.compile(r"(?=.*[./])(?:[A-Za-z0-9_. -]{0,64}/)*[A-Za-z0-9_. -]{0,64}")
_LONGEST = 255


@runtime_checkable
class Store(Protocol):
    """Files that are no files of this machine, such as those of an object store."""

    def fetch(self, path: str, most: int) -> bytes:
        """Return the content of a file, at most so many bytes of it.

        Raises:
            OSError: There is no such file, or it cannot be read.
        """
        ...


def read_file(path: str | PathLike[str] | PathLike[bytes], named: object = None) -> bytes | Fault:
    """Return the bytes of a file, or a fault.

    Args:
        path: The path.
        named: The path in the supplement.
    """
    unreadable = Fault("file.unreadable", **_named(named))
    try:
        file = Path(os.fsdecode(path))
        if not file.is_file():
            return unreadable
        with file.open("rb") as source:
            data = source.read(LARGEST + 1)
    except (OSError, TypeError, ValueError):
        return unreadable
    return _bounded(data)


def read_inside(path: object, folder: Path | Store | None) -> bytes | Fault:
    """Return the bytes of a file that a supplement names, or a fault.

    Args:
        path: The path in the supplement.
        folder: The folder or the store that the file must be in; None refuses every file.
    """
    if not isinstance(path, str | os.PathLike):
        return Fault("field.type", variant="path")
    if folder is None:
        return Fault("file.refused", **_named(path))
    if not isinstance(folder, Path):
        return _fetch(path, folder)
    try:
        named, root = Path(os.fsdecode(path)), folder.resolve()
        file = (root / named).resolve()
    # A circle of links is a RuntimeError before Python 3.13.
    except (OSError, RuntimeError, TypeError, ValueError):
        return Fault("file.unreadable", **_named(path))
    if named.is_absolute() or not file.is_relative_to(root):
        return Fault("file.refused", **_named(path, "outside", "named_outside"))
    return read_file(file, path)


def _fetch(path: str | PathLike[Any], store: Store) -> bytes | Fault:
    try:
        named = PurePosixPath(os.fsdecode(path))
        if named.is_absolute() or ".." in named.parts:
            return Fault("file.refused", **_named(path, "outside", "named_outside"))
        data = store.fetch(str(named), LARGEST + 1)
    except (OSError, TypeError, ValueError):
        return Fault("file.unreadable", **_named(path))
    return _bounded(data)


def _bounded(data: bytes) -> bytes | Fault:
    if len(data) > LARGEST:
        return Fault("file.unreadable", variant="too_large", most=LARGEST // MEBIBYTE)
    return data


def path_shown(path: object) -> str | None:
    """Return a path that may be shown, since it looks like one and not like a personal value.

    Args:
        path: The path in the supplement.
    """
    if not isinstance(path, str) or len(path) > _LONGEST:
        return None
    return path if _PLAIN_PATH.fullmatch(path) else None


def _named(path: object, unnamed: str = "", named: str = "named") -> dict[str, Any]:
    """Return the arguments of a fault that show the path, if it looks like one.

    Args:
        path: The path.
        unnamed: The variant of the fault's sentences that do not show it.
        named: The variant of those that do.
    """
    file = path_shown(path)
    return {"variant": unnamed} if file is None else {"variant": named, "file": file}
