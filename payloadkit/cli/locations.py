"""Names of files that stay the same on every machine where the working folder is the same."""

from __future__ import annotations

import os

from payloadkit.cli.files import STDIN


def location(file: str) -> str:
    """Return the name of a file in the working folder relative to that folder, with slashes.

    A file elsewhere, and standard input, keep their names.

    Args:
        file: The file's name from the command line.
    """
    return inside(file) or file.replace(os.sep, "/")


def inside(file: str) -> str | None:
    """Return the name of a file relative to the working folder, or None if it is not in it.

    Args:
        file: The file's name from the command line.
    """
    folder, name = os.path.split(file)
    try:
        whole = f"{os.path.realpath(folder)}{os.sep}{name}"
        here = os.path.realpath(os.curdir).removesuffix(os.sep)
    except OSError:  # the working folder was removed
        return None
    if file == STDIN or not whole.startswith(f"{here}{os.sep}"):
        return None
    return whole.removeprefix(here).replace(os.sep, "/").lstrip("/")
