"""A JPEG with nothing but what decoding needs, and none of the padding that may stand in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from payloadkit.images.jpeg import Jpeg

_SOS: Final = 0xDA
# Possessive: a long run of fill bytes would else be read once for each of them.
_RESTART: Final = rb"((?<!\xff)\xff++[\xd0-\xd7])"
_MOST_RESTARTS: Final = 8_192


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


def padding(view: memoryview, found: Jpeg) -> int | None:
    """Return how many zeros, which may be padding, stand at the least before a restart mark.

    Args:
        view: The file.
        found: What the walk over it found.

    Returns:
        None where there are none before any mark, where the restart marks do not follow each other
        or are too many to look at; without those, how many zeros stand at the end of every scan.
    """
    zeros: list[int] = []
    ends: list[int] = []
    for scan in _segments(view, found, found.picture):
        if scan[1] == _SOS:
            *parts, last = re.split(_RESTART, bytes(scan))
            marks = [mark[-1] & 7 for mark in parts[1::2]]
            if len(zeros) > _MOST_RESTARTS or marks != [at % 8 for at in range(len(marks))]:
                return None
            zeros += [len(part) - len(part.rstrip(b"\0")) for part in parts[::2]]
            ends.append(len(last) - len(last.rstrip(b"\0")))
    return min(zeros or ends) if any(zeros) or any(ends) else None


def without_padding(
    view: memoryview,
    found: Jpeg,
    *,
    count: int | None = None,
    ends: bool = True,
    fill: bytes | None = None,
) -> bytes:
    """Return the essence of a file without the zeros before the marks in its scans.

    A zero before a mark may also be data, which a decoder then misses, but supplies as zero.

    Args:
        view: The file.
        found: What the walk over it found.
        count: How many of them are taken away before a mark; all where that is not given.
        ends: Whether that is done at the ends of the scans, too.
        fill: What stands there instead, behind one zero; nothing where that is not given.
    """
    segments = [
        _unpadded(bytes(segment), count, fill, ends=ends) if segment[1] == _SOS else segment
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


def _unpadded(scan: bytes, count: int | None, fill: bytes | None, *, ends: bool) -> bytes:
    """Return a scan without the zeros before its restart marks and before its end."""
    parts = re.split(_RESTART, scan)
    for at in range(0, len(parts) if ends else len(parts) - 1, 2):
        part = parts[at]
        data = part.rstrip(b"\0")
        if count is not None:
            data = part[:-count] if len(part) - len(data) >= count else part
        elif len(data) < len(part) and data.endswith(b"\xff"):
            data += b"\0"  # of a byte of data, which is written so
        parts[at] = data if fill is None else data + b"\0" + fill
    return b"".join(parts)


def _whole_band(scan: memoryview) -> bytes:
    """Return a sequential scan with the band that its header must name.

    Some encoders write another one, which no decoder heeds.
    """
    stop = 2 + int.from_bytes(scan[2:4], "big")
    return b"".join((scan[: stop - 3], b"\0\x3f\0", scan[stop:]))
