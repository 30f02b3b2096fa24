"""Where the entropy-coded data of a JPEG scan end: at the first mark that is neither a stuffed byte nor a restart (ITU-T T.81, B.1.1.5)."""

from __future__ import annotations

import re
from typing import Final

_MARK: Final = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]", re.DOTALL)
_STEP: Final = 1 << 17
_NEAR: Final = 1 << 13
"""How far the end is looked for a byte at a time: large steps are worth it for long scans only, and a file may have many short ones."""


def scan_end(view: memoryview, at: int) -> int:
    """Return where the mark stands that ends a scan; the length of the file where there is none.

    Args:
        view: The file.
        at: Where the scan's data begin.
    """
    near = _MARK.search(view, at, at + _NEAR)
    if near is None and len(view) - at > _NEAR:  # the first byte of a mark may be the last one that was looked at
        near = _MARK.search(view, _stuffed(view, at + _NEAR - 1))
    return near.start() if near else len(view)


def _stuffed(view: memoryview, at: int) -> int:
    """Return how far there is nothing but data and stuffed bytes, give or take a step."""
    import numpy as np

    data = np.frombuffer(view, np.uint8)
    while at < len(data) - 1:
        stop = min(at + _STEP, len(data) - 1)
        marked = data[at:stop] == 0xFF  # noqa: PLR2004 - what every mark begins with
        marked &= data[at + 1 : stop + 1] != 0
        if marked.any():
            return at + int(marked.argmax())
        at = stop
    return at
