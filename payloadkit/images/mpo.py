"""The index of a multi-picture file (CIPA DC-007): phones append depth maps and gain maps so."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

PREFIX: Final = b"MPF\0"

_ORDERS: Final = {b"II*\0": "<", b"MM\0*": ">"}
_ENTRIES: Final = 0xB002
_ENTRY_LENGTH: Final = 16
_SHORTEST: Final = 10
_MOST_TAGS: Final = 64
_MOST_FRAMES: Final = 64
_START: Final = b"\xff\xd8"


def frames(view: memoryview, span: slice) -> list[slice]:
    """Return where the frames behind the first one stand, as an index lists them.

    What does not begin like a picture is no frame: programs that rewrite a photo often leave the
    index as it was.

    Args:
        view: The file.
        span: Where the index stands in it, from its byte order on; frames are placed from there.
    """
    listed = [
        slice(span.start + offset, span.start + offset + size)
        for size, offset in _listed(view[span])
        if offset and size
    ]
    return [frame for frame in listed[:_MOST_FRAMES] if _begins(view[frame])]


def _begins(frame: memoryview) -> bool:
    """Return whether what there is of a frame begins like a picture."""
    return len(frame) > 0 and _START.startswith(bytes(frame[: len(_START)]))


def _listed(index: memoryview) -> Iterator[tuple[int, int]]:
    """Yield the size and the offset of each frame."""
    order = _ORDERS.get(bytes(index[:4]))
    if order is None or len(index) < _SHORTEST:
        return
    (start,) = struct.unpack_from(order + "I", index, 4)
    if start + 2 > len(index):
        return
    (count,) = struct.unpack_from(order + "H", index, start)
    for at in range(start + 2, min(start + 2 + 12 * min(count, _MOST_TAGS), len(index) - 11), 12):
        tag, _, length, offset = struct.unpack_from(order + "HHII", index, at)
        if tag == _ENTRIES:
            entries = index[offset : offset + length]
            yield from struct.iter_unpack(
                order + "4xII4x", entries[: len(entries) // _ENTRY_LENGTH * _ENTRY_LENGTH]
            )
            return
