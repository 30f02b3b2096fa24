"""What a call costs: processor time, and the memory of a process of its own."""

from __future__ import annotations

import subprocess
import sys
import time
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")
MEBIBYTE = 1024 * 1024
_MEASURED = """
import resource, sys
import payloadkit as pk
from payloadkit.models.registry import model_of
kind, text = sys.argv[1:]
raw = eval(text)
pk.check(kind, b"{}")
before = resource.getrusage(resource.RUSAGE_SELF)
pk.check(kind, raw)
after = resource.getrusage(resource.RUSAGE_SELF)
seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
print(seconds, (after.ru_maxrss - before.ru_maxrss) * 1024 / len(raw))
"""


def timed(call: Callable[[], T]) -> tuple[T, float]:
    """Return what a call returns and its seconds of processor time."""
    before = time.process_time()
    found = call()
    return found, time.process_time() - before


def costs(kind: str, expression: str) -> tuple[float, float]:
    """Return the seconds of a check in a process of its own, and its peak of memory.

    The memory is in bytes for each byte of the document.

    Args:
        kind: The name of its kind.
        expression: The document as a Python expression.
    """
    told = subprocess.run(
        [sys.executable, "-P", "-c", _MEASURED, kind, expression], capture_output=True, check=True
    )
    seconds, memory = map(float, told.stdout.split())
    return seconds, memory
