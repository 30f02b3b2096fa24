"""Generated files: one command writes them anew, or tells whether they are what it would write."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

CHECKOUT = Path(__file__).parents[1]


def generate(command: str, wanted: Callable[[], Mapping[Path, str]], arguments: Sequence[str] | None) -> int:
    """Write generated files, or compare them, and return the exit status, which is 2 outside a checkout: what is installed is no source to be changed.

    Args:
        command: The command, as a person types it.
        wanted: Gives the files' texts.
        arguments: The words of the command line after the program's name; None is those of the process.
    """
    parser = argparse.ArgumentParser(prog=command, description="Write the generated files anew.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit with 1 if a file is not what would be written")
    check = parser.parse_args(arguments).check
    if not (CHECKOUT / "pyproject.toml").is_file():
        sys.stderr.write(f"{command} makes files of a checkout of payloadkit, and this is none\n")
        return 2
    stale = {path: text.encode() for path, text in wanted().items() if not path.is_file() or path.read_bytes() != text.encode()}
    for path, content in stale.items():
        if check:
            sys.stderr.write(f"{path.name} is out of date: run {command}\n")
        else:
            path.write_bytes(content)
    return 1 if check and stale else 0
