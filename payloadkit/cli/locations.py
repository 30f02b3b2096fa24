"""Names of files that stay the same on every machine where the working folder is the same."""

from __future__ import annotations

import os
from functools import lru_cache

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
    try:
        return None if file == STDIN else _inside(file, os.getcwd())  # noqa: PTH109 - as in files
    except OSError:  # the working folder was removed
        return None


@lru_cache(maxsize=8)
def _inside(file: str, here: str) -> str | None:
    folder, name = os.path.split(file)
    whole = f"{os.path.realpath(folder)}{os.sep}{name}"
    here = here.removesuffix(os.sep)
    if not whole.startswith(f"{here}{os.sep}"):
        return None
    return whole.removeprefix(here).replace(os.sep, "/").lstrip("/")
