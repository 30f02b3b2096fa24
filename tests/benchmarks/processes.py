"""Fresh processes, which show what an import costs and how much memory a check needs."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).parents[2]


def answered(*arguments: str, given: bytes = b"") -> bytes:
    """Run Python in the checkout, and return what it writes to standard output.

    Args:
        *arguments: Its arguments.
        given: Its standard input.
    """
    # Wherever a library is installed its bytecode is compiled beforehand; the first round compiles
    # it here.
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=kept,
        input=given,
        stdout=subprocess.PIPE,
        check=True,
    ).stdout


def seconds(*arguments: str) -> float:
    """Return how much longer a fresh Python runs with these arguments than with none."""
    return max(_taken(*arguments) - _taken("-c", "pass"), 1e-6)


def _taken(*arguments: str) -> float:
    begun = perf_counter()
    answered(*arguments)
    return perf_counter() - begun
