"""The generator of the tables: `python -m payloadkit.codes` writes them, `--check` tells whether they are what it would write."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from payloadkit.codes.bake import COMMAND, files
from payloadkit.generated import generate

if TYPE_CHECKING:
    from collections.abc import Sequence

HERE = Path(__file__).parent


def main(arguments: Sequence[str] | None = None, folder: Path = HERE) -> int:
    """Write the generated tables, or compare them, and return the exit status.

    Args:
        arguments: The words of the command line after the program's name; None is those of the process.
        folder: Where the tables stand.
    """
    return generate(COMMAND, lambda: {folder / name: text for name, text in files().items()}, arguments)


if __name__ == "__main__":
    sys.exit(main())
