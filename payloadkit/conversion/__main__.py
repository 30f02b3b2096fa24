"""The generator of the documentation's page: `python -m payloadkit.conversion` writes it, `--check` tells whether it is what it would write."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from payloadkit.conversion.page import COMMAND, page

if TYPE_CHECKING:
    from collections.abc import Sequence

PAGE = Path(__file__).parents[2] / "docs" / "conversion.md"


def main(arguments: Sequence[str] | None = None, path: Path = PAGE) -> int:
    """Write the page, or compare it, and return the exit status.

    Args:
        arguments: The words of the command line after the program's name; None is those of the process.
        path: Where the page stands.
    """
    parser = argparse.ArgumentParser(prog=COMMAND, description="Write the documentation of the conversions anew from their tables.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit with 1 if the page is not what would be written")
    wanted = page().encode()
    if not parser.parse_args(arguments).check:
        path.write_bytes(wanted)
    elif not path.is_file() or path.read_bytes() != wanted:
        sys.stderr.write(f"{path.name} is out of date: run {COMMAND}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
