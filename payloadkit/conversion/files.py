"""The files that a supplement names: read only inside the folder that the caller allows."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from payloadkit.violation import Fault

if TYPE_CHECKING:
    from os import PathLike

# Only a text that looks like a path is shown. Another one may be a personal value.
_PLAIN_PATH = re.compile(r"(?=.*[./])(?:[A-Za-z0-9_. -]{0,64}/)*[A-Za-z0-9_. -]{0,64}")
_LONGEST = 255


def read_file(path: str | PathLike[str] | PathLike[bytes]) -> bytes | Fault:
    """Return the bytes of a file, or a fault.

    Args:
        path: The path that the caller's code passed.
    """
    try:
        file = Path(os.fsdecode(path))
        return file.read_bytes() if file.is_file() else Fault("file.unreadable")
    except (OSError, TypeError, ValueError):
        return Fault("file.unreadable", **_named(path))


def read_inside(path: object, folder: Path | None) -> bytes | Fault:
    """Return the bytes of a file that a supplement names, or a fault.

    Args:
        path: The path in the supplement.
        folder: The folder that the file must be in; None refuses every file.
    """
    if not isinstance(path, str | os.PathLike):
        return Fault("field.type", variant="path")
    try:
        named = Path(os.fsdecode(path))
        if folder is None or named.is_absolute():
            return Fault("file.refused", **_named(path))
        root = folder.resolve()
        file = (root / named).resolve()
    # A circle of links is a RuntimeError before Python 3.13.
    except (OSError, RuntimeError, TypeError, ValueError):
        return Fault("file.unreadable", **_named(path))
    if not file.is_relative_to(root):
        return Fault("file.refused", **_named(path))
    found = read_file(file)
    return Fault("file.unreadable", **_named(path)) if isinstance(found, Fault) else found


def _named(path: object) -> dict[str, Any]:
    """Return the arguments of a fault that show the path, if it looks like one."""
    if isinstance(path, str) and len(path) <= _LONGEST and _PLAIN_PATH.fullmatch(path):
        return {"variant": "named", "file": path}
    return {}
