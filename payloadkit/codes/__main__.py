"""The generator of the tables: `python -m payloadkit.codes` writes them, `--check` tells whether they are what it would write."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from payloadkit.codes.bake import COMMAND, files

if TYPE_CHECKING:
    from collections.abc import Sequence

HERE = Path(__file__).parent


def main(arguments: Sequence[str] | None = None, folder: Path = HERE) -> int:
    """Write the generated tables, or compare them, and return the exit status.

    Args:
        arguments: The words of the command line after the program's name; None is those of the process.
        folder: Where the tables stand.
    """
    parser = argparse.ArgumentParser(prog=COMMAND, description="Write the tables of codes anew from pycountry and Babel.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit with 1 if a table is not what would be written")
    wanted = {folder / name: text.encode() for name, text in files().items()}
    return _compare(wanted) if parser.parse_args(arguments).check else _write(wanted)


def _compare(wanted: dict[Path, bytes]) -> int:
    stale = [path.name for path, content in wanted.items() if not path.is_file() or path.read_bytes() != content]
    for name in stale:
        sys.stderr.write(f"{name} is out of date: run {COMMAND}\n")
    return 1 if stale else 0


def _write(wanted: dict[Path, bytes]) -> int:
    for path, content in wanted.items():
        path.write_bytes(content)
    return 0


if __name__ == "__main__":
    sys.exit(main())
