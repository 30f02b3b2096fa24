"""The index of a multi-picture file (CIPA DC-007), which phones append depth maps and gain maps with."""

from __future__ import annotations

import struct
from typing import Final

PREFIX: Final = b"MPF\0"

_ORDERS: Final = {b"II*\0": "<", b"MM\0*": ">"}
_ENTRIES: Final = 0xB002
_ENTRY_LENGTH: Final = 16
_MOST_TAGS: Final = 64


def end(view: memoryview, origin: int) -> int:
    """Return where the last frame that the index lists ends in the file, or 0 where it lists none.

    Args:
        view: The index, from its byte order on.
        origin: Where the index begins in the file: frames are placed from there.
    """
    order = _ORDERS.get(bytes(view[:4]))
    if order is None or len(view) < 10:  # noqa: PLR2004  header and tag count
        return 0
    (start,) = struct.unpack_from(order + "I", view, 4)
    if start + 2 > len(view):
        return 0
    (count,) = struct.unpack_from(order + "H", view, start)
    for at in range(start + 2, min(start + 2 + 12 * min(count, _MOST_TAGS), len(view) - 11), 12):
        tag, _, length, offset = struct.unpack_from(order + "HHII", view, at)
        if tag == _ENTRIES:
            return _last(view[offset : offset + length], order, origin)
    return 0


def _last(entries: memoryview, order: str, origin: int) -> int:
    whole = entries[: len(entries) // _ENTRY_LENGTH * _ENTRY_LENGTH]
    return max((origin + offset + size for size, offset in struct.iter_unpack(order + "4xII4x", whole) if offset), default=0)
