"""The generator of the tables: `python -m payloadkit.codes` writes them, `--check` tells whether they are what it would write."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

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
    return generate(f"python -m {__package__}", lambda: _files(folder), arguments)


def _files(folder: Path) -> dict[Path, str]:
    from payloadkit.codes.bake import files  # it needs Babel, which only developing installs

    return {folder / name: text for name, text in files().items()}


if __name__ == "__main__":
    sys.exit(main())
