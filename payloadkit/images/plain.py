"""The JPEG that most photos are, recognised at a glance: everything in one sequential scan, nothing behind it, no metadata that matters.

Whatever is not recognised is walked in full; what is recognised, the walk finds sound.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final, NamedTuple

from payloadkit.images import exif, mpo
from payloadkit.images.faults import BYTE_EFFORT
from payloadkit.images.jpeg import scan_end
from payloadkit.images.jpeg_frame import COEFFICIENTS, Frame

_START: Final = 2
_HEAD: Final = 1 << 16
_LONGEST_FRAME: Final = 20
_KEPT: Final = 256
_MARK, _SOS, _EOI, _APP1, _APP2 = 0xFF, 0xDA, b"\xff\xd9", 0xE1, 0xE2
_SEQUENTIAL: Final = frozenset({0xC0, 0xC1})
_TABLES: Final = frozenset({0xC4, 0xDB, 0xDD})
_HEARD: Final = {_APP1: exif.PREFIX, _APP2: mpo.PREFIX}
_PASSED: Final = frozenset({*range(0xE0, 0xF0), 0xFE})


class Plain(NamedTuple):
    """A JPEG that was recognised.

    Args:
        size: Width and height.
        effort: About how many nanoseconds it takes to decode it.
    """

    size: tuple[int, int]
    effort: int


class _Picture(NamedTuple):
    """What the frame of a plain JPEG says.

    Args:
        size: Width and height.
        names: The numbers of its components, which its only scan has to name in this order.
        work: What decoding it costs, in coefficients looked at.
    """

    size: tuple[int, int]
    names: bytes
    work: int


def recognise(view: memoryview) -> Plain | None:
    """Return what a plain JPEG says of itself; None for anything else.

    Args:
        view: A file that begins like a JPEG.
    """
    if view[-2:] != _EOI:
        return None
    head = bytes(view[:_HEAD])
    picture: _Picture | None = None
    at, packed, last = _START, 0, len(head) - 4
    while at <= last and head[at] == _MARK:
        marker, length = head[at + 1], head[at + 2] << 8 | head[at + 3]
        stop = at + 2 + length
        if marker == _SOS:
            return _one_scan(view, picture, at, stop, packed) if picture is not None else None
        if marker in _TABLES:
            packed += length + 2
        elif marker in _SEQUENTIAL and picture is None and length <= _LONGEST_FRAME:
            picture = _picture(marker, head[at + 4 : stop])
            if picture is None:
                return None
            packed += length + 2
        elif marker not in _PASSED or (
            marker in _HEARD and head.startswith(_HEARD[marker], at + 4)
        ):
            return None
        at = stop  # where a length does not even count itself no mark follows, but the length again
    return None


@lru_cache(_KEPT)
def _picture(marker: int, body: bytes) -> _Picture | None:
    """Read the frame header of a picture, of which there are as few as cameras have sizes."""
    frame = Frame.read(marker, body)
    names = (
        bytes(component.name for component in frame.components)
        if frame is not None and not any(frame.faults())
        else b""
    )
    if frame is None or not names or len(set(names)) < len(names):
        return None
    return _Picture((frame.width, frame.height), names, frame.work(frame.components, COEFFICIENTS))


def _one_scan(view: memoryview, picture: _Picture, at: int, stop: int, packed: int) -> Plain | None:
    body, count = view[at + 4 : stop], len(picture.names)
    if (
        len(body) != 4 + 2 * count
        or body[0] != count
        or body[1:-3:2] != picture.names
        or scan_end(view, stop) != len(view) - 2
    ):
        return None
    return Plain(picture.size, BYTE_EFFORT * (packed + len(view) - 2 - at) + picture.work // 2)
