"""The JPEG that most photos are, recognised at a glance: everything in one sequential scan, nothing behind it, no metadata that matters.

Whatever is not recognised is walked in full; what is recognised, the walk finds sound.
"""

from __future__ import annotations

from typing import Final

import attrs

from payloadkit.images import exif, mpo
from payloadkit.images.entropy import scan_end
from payloadkit.images.faults import BYTE_EFFORT
from payloadkit.images.frame import Frame

_START: Final = 2
_MOST_SEGMENTS: Final = 64
_MARK, _SOS, _EOI, _APP1, _APP2 = 0xFF, 0xDA, b"\xff\xd9", 0xE1, 0xE2
_SEQUENTIAL: Final = frozenset({0xC0, 0xC1})
_TABLES: Final = frozenset({0xC4, 0xDB, 0xDD})
_HEARD: Final = {_APP1: exif.PREFIX, _APP2: mpo.PREFIX}
_PASSED: Final = frozenset({*range(0xE0, 0xF0), 0xFE})


@attrs.frozen
class PlainJpeg:
    """A JPEG that was recognised.

    Args:
        size: Width and height.
        effort: About how many nanoseconds it takes to decode it.
    """

    size: tuple[int, int]
    effort: int


def recognise(view: memoryview) -> PlainJpeg | None:
    """Return what a plain JPEG says of itself; None for anything else.

    Args:
        view: A file that begins like a JPEG.
    """
    if view[-2:] != _EOI:
        return None
    frame: Frame | None = None
    at, packed, last = _START, 0, len(view) - 4
    for _ in range(_MOST_SEGMENTS):
        if at > last or view[at] != _MARK:
            return None
        marker, length = view[at + 1], view[at + 2] << 8 | view[at + 3]
        stop = at + 2 + length
        if marker == _SOS:
            return None if frame is None or length < 2 else _one_scan(view, frame, at, stop, packed)
        if marker in _SEQUENTIAL and frame is None:
            frame = Frame.read(marker, view[at + 4 : stop])
            packed += length + 2
        elif marker in _TABLES:
            packed += length + 2
        elif marker not in _PASSED or _heard(view, marker, at):
            return None
        at = stop
    return None


def _heard(view: memoryview, marker: int, at: int) -> bool:
    """Tell whether a segment is EXIF or an index of frames, which say what matters."""
    prefix = _HEARD.get(marker)
    return prefix is not None and view[at + 4 : at + 4 + len(prefix)] == prefix


def _one_scan(view: memoryview, frame: Frame, at: int, stop: int, packed: int) -> PlainJpeg | None:
    work = 0 if any(frame.faults()) else frame.sole(view[at + 4 : stop])
    if not work or scan_end(view, stop) != len(view) - 2:
        return None
    return PlainJpeg((frame.width, frame.height), BYTE_EFFORT * (packed + len(view) - 2 - at) + work // 2)
