"""The command line ``payloadkit``.

The exit status is 0 without errors (warnings are allowed), 1 with errors, 2 for wrong usage and for
failed input or output, and 128 plus the signal's number after a signal: 130 after an interrupt.
Standard output holds only the result.
"""

from __future__ import annotations

import gc
import os
import sys
from io import TextIOWrapper
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

RARELY = 100_000
"""New objects after which Python looks for garbage."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit status.

    Args:
        arguments: The arguments without the program's name; None for those of the process.
    """
    own = arguments is None
    if own:
        # Its run is short: to look for garbage while modules load and at exit takes a sixth of it.
        gc.set_threshold(RARELY)
        # numpy would start a thread a core for algebra that nothing here does.
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # The terminal's encoding may lack characters of a file's name.
            stream.reconfigure(errors="backslashreplace")
    from payloadkit.cli.run import run  # loads click

    status = run(arguments)
    if own:
        gc.freeze()
    return status
