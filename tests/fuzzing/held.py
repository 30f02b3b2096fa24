"""What every call keeps to, whatever it is given: time, memory, and the process as it was."""

from __future__ import annotations

import resource
import sys
import time
import warnings
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image, ImageFile

from payloadkit.images import Budget, fit
from payloadkit.strategies.pictures import tiny

if TYPE_CHECKING:
    from collections.abc import Iterator

SECONDS, MEMORY = 2.0, 300_000_000
_UNIT = 1 if sys.platform == "darwin" else 1024

fit(
    tiny(0), Budget(max_bytes=10_000)
)  # what is imported at first need is there now, and no input has to answer for it


@contextmanager
def held(seconds: float = SECONDS, memory: int = MEMORY) -> Iterator[None]:
    """Hold what is done to bounds of processor time and memory, and to leaving nothing behind.

    Args:
        seconds: Most seconds of processor time.
        memory: By how many bytes the most memory that the process ever had may grow.

    Raises:
        AssertionError: It took more, or left something behind.
    """
    before, most, start = _state(), _most(), time.process_time()
    yield
    took, grown = time.process_time() - start, _most() - most
    assert took < seconds, f"it took {took:.1f} s"
    assert grown < memory, f"it took {grown // 1_000_000} MB"
    assert _state() == before, "something stays behind"


def _most() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _UNIT


def _state() -> tuple[object, ...]:
    """Return what is the whole process's."""
    descriptors = len(list(Path("/proc/self/fd").iterdir())) if sys.platform == "linux" else 0
    return (
        tuple(warnings.filters),
        Image.MAX_IMAGE_PIXELS,
        ImageFile.LOAD_TRUNCATED_IMAGES,
        descriptors,
    )
