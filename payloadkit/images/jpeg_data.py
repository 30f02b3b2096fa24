"""Where the compressed data of a JPEG's scan end."""

from __future__ import annotations

import re
from typing import Final

_FILL: Final = 0xFF
_SCAN_END: Final = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]", re.DOTALL)
# A regular expression looks for the end of a scan this far, numpy in large steps behind it.
# Large steps are worth it for long scans only, and a file may have many short ones.
_NEAR: Final = 1 << 13
_STEP: Final = 1 << 17


def scan_end(view: memoryview, at: int) -> int:
    """Return where the mark stands that ends a scan; the length of the file where there is none.

    Args:
        view: The file.
        at: Where the scan's data begin.
    """
    mark = _SCAN_END.search(view, at, at + _NEAR)
    if mark is None and len(view) - at > _NEAR:
        # One byte back: the last byte that was looked at may be the first of a mark.
        mark = _SCAN_END.search(view, _before_mark(view, at + _NEAR - 1))
    return mark.start() if mark else len(view)


def _before_mark(view: memoryview, at: int) -> int:
    """Skip data and stuffed bytes in large steps; return where anything else may stand."""
    import numpy as np

    data = np.frombuffer(view, np.uint8)
    while at < len(data) - 1:
        stop = min(at + _STEP, len(data) - 1)
        marked = data[at:stop] == _FILL
        marked &= data[at + 1 : stop + 1] != 0
        if marked.any():
            return at + int(marked.argmax())
        at = stop
    return at
