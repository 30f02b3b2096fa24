"""A JPEG with nothing but what decoding needs, and none of the padding that may stand in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from payloadkit.images.jpeg import Jpeg

_SOS: Final = 0xDA
# Possessive: a long run of fill bytes would else be read once for each of them.
_RESTART: Final = re.compile(rb"((?<!\xff)\xff++[\xd0-\xd7])")
_MARKS: Final = tuple(bytes((0xFF, mark)) for mark in range(0xD0, 0xD8))
_MOST_RESTARTS: Final = 65_536


def essence(view: memoryview, found: Jpeg, *, colour: bool = False, profile: bool = False) -> bytes:
    """Return the file with nothing but what decoding needs.

    Args:
        view: The file.
        found: What the walk over it found.
        colour: Whether to keep what tells how to read its colours.
        profile: Whether to keep the ICC profile.
    """
    spans = (found.colour if colour else []) + (found.profile if profile else []) + found.picture
    return b"".join((b"\xff\xd8", *_segments(view, found, spans), b"\xff\xd9"))


def padded(view: memoryview, found: Jpeg) -> bool:
    """Return whether zeros that may be padding stand before a mark in a scan.

    Args:
        view: The file.
        found: What the walk over it found.
    """
    scans = [scan for scan in _segments(view, found, found.picture) if scan[1] == _SOS]
    marks = sum(scan.count(mark) for scan in map(bytes, scans) for mark in _MARKS)
    if marks > _MOST_RESTARTS:
        return False
    return any(
        scan[-1] == 0 or any(b"\0" + mark in bytes(scan) for mark in (*_MARKS, b"\xff\xff"))
        for scan in scans
    )


def without_padding(view: memoryview, found: Jpeg, fill: bytes | None = None) -> bytes:
    """Return the essence of a file without the zeros before the marks in its scans.

    A zero before a mark may also be data, which a decoder then misses, but supplies as zero.

    Args:
        view: The file.
        found: What the walk over it found.
        fill: What stands there instead, behind one zero; nothing where that is not given.
    """
    segments = [
        _unpadded(bytes(segment), fill) if segment[1] == _SOS else segment
        for segment in _segments(view, found, found.picture)
    ]
    return b"".join((b"\xff\xd8", *segments, b"\xff\xd9"))


def _segments(
    view: memoryview, found: Jpeg, spans: list[tuple[int, int]]
) -> list[memoryview | bytes]:
    """Return segments of a file, its scans with sound headers."""
    sequential = found.frame is not None and not found.frame.progressive
    segments = [view[start:stop] for start, stop in spans]
    return [
        _whole_band(segment) if sequential and segment[1] == _SOS else segment
        for segment in segments
    ]


def _unpadded(scan: bytes, fill: bytes | None) -> bytes:
    """Return a scan without the zeros before its restart marks and before its end."""
    parts = _RESTART.split(scan)
    for at in range(0, len(parts), 2):
        data = parts[at].rstrip(b"\0")
        if len(data) < len(parts[at]) and data.endswith(b"\xff"):
            data += b"\0"  # of a byte of data, which is written so
        parts[at] = data if fill is None else data + b"\0" + fill
    return b"".join(parts)


def _whole_band(scan: memoryview) -> bytes:
    """Return a sequential scan with the band that its header must name.

    Some encoders write another one, which no decoder heeds.
    """
    stop = 2 + int.from_bytes(scan[2:4], "big")
    return b"".join((scan[: stop - 3], b"\0\x3f\0", scan[stop:]))
