"""The generator of the documentation's page: `python -m payloadkit.conversion` writes it, `--check` tells whether it is what it would write."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from payloadkit.conversion.page import COMMAND, page
from payloadkit.generated import generate

if TYPE_CHECKING:
    from collections.abc import Sequence

PAGE = Path(__file__).parents[2] / "docs" / "conversion.md"


def main(arguments: Sequence[str] | None = None, path: Path = PAGE) -> int:
    """Write the page, or compare it, and return the exit status.

    Args:
        arguments: The words of the command line after the program's name; None is those of the process.
        path: Where the page stands.
    """
    return generate(COMMAND, lambda: {path: page()}, arguments)


if __name__ == "__main__":
    sys.exit(main())
