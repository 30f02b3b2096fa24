"""The segments of a JPEG file, walked without decoding a pixel (ITU-T T.81, annex B)."""

from __future__ import annotations

import re
import struct
from typing import Final

import attrs

from payloadkit.images import exif, mpo
from payloadkit.images.faults import BYTE_EFFORT
from payloadkit.images.jpeg_frame import Frame, Progress, read_frame
from payloadkit.images.structure import Structure

_MARK: Final = re.compile(rb"\xff([^\x00\xff])", re.DOTALL)
_SCAN_END: Final = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]", re.DOTALL)
_SOI_LENGTH: Final = 2
_MOST_SEGMENTS: Final = 65_536
_FILL: Final = 0xFF
_HEAD: Final = struct.Struct(">BBH").unpack_from
_MOST_FILL: Final = 64

_SOI, _EOI, _SOS, _DNL = 0xD8, 0xD9, 0xDA, 0xDC
_APP0, _APP1, _APP2, _APP14 = 0xE0, 0xE1, 0xE2, 0xEE
_BARE: Final = frozenset({0x01, *range(0xD0, 0xDA)})
_FRAMES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_TABLES: Final = frozenset({0xC4, 0xCC, 0xDB, 0xDD})
_APPLICATIONS: Final = frozenset({*range(0xE0, 0xF0), 0xFE})  # and comments
_EXTENSIONS: Final = frozenset({0xC8, 0xDE, 0xDF, *range(0xF0, 0xFE)})

_ICC: Final = b"ICC_PROFILE\0"
_JFIF: Final = b"JFIF\0"
_ADOBE: Final = b"Adobe"
_PLAIN_JFIF_LENGTH: Final = 18

# A regular expression looks for the end of a scan this far, numpy in large steps behind it.
# Large steps are worth it for long scans only, and a file may have many short ones.
_NEAR: Final = 1 << 13
_STEP: Final = 1 << 17


@attrs.define
class Jpeg(Structure):
    """What the walk over a JPEG file found.

    Args:
        frame: The picture's frame header, once seen.
        progress: Which coefficients the scans have delivered.
        listed_end: Where the last frame ends that an MPO index lists, beyond the file's end if it
            is cut; None before any index.
        picture: Spans of the segments that decoding needs.
        colour: Spans of the segments that tell how to read its colours (JFIF, Adobe).
        profile: Spans of the segments that hold an ICC profile.
    """

    frame: Frame | None = None
    progress: Progress = attrs.field(factory=Progress)
    listed_end: int | None = None
    picture: list[tuple[int, int]] = attrs.field(factory=list)
    colour: list[tuple[int, int]] = attrs.field(factory=list)
    profile: list[tuple[int, int]] = attrs.field(factory=list)

    @property
    def effort(self) -> int:
        """About how many nanoseconds it takes to decode it."""
        packed = sum([stop - start for start, stop in self.picture])
        return BYTE_EFFORT * packed + self.progress.work // 2


def walk(view: memoryview) -> Jpeg:
    """Walk the segments of a JPEG file up to its first end mark."""
    found = Jpeg()
    start, length = _SOI_LENGTH, len(view)
    for _ in range(_MOST_SEGMENTS):
        fill, marker, size = (_HEAD if start + 4 <= length else _short_head)(view, start)
        # The mark nearly always stands at once. A search for it costs as much as the segment.
        if fill != _FILL or marker in b"\0\xff":
            mark = _MARK.search(view, start)
            if mark is None:
                found.add_code("image.truncated")
                break
            # Fill bytes may stand before a mark; others are nothing that a decoder needs.
            if view[start : mark.start()][:_MOST_FILL].tobytes().strip(b"\xff"):
                found.has_metadata = True
            start = mark.start()
            _, marker, size = _short_head(view, start)
        if marker in _BARE:
            start += 2
            if marker == _EOI:
                found.end = start
                break
            if marker == _SOI:
                found.add_code("image.corrupt")
            continue
        stop = start + 2 + size
        if stop > length or start + 4 > length:
            found.add_code("image.truncated")
            break
        if stop < start + 4:
            found.add_code("image.corrupt")
            break
        start = _segment(found, view, marker, start, stop)
    else:
        found.add_code("image.corrupt")
    _conclude(found, length)
    return found


def _short_head(view: memoryview, start: int) -> tuple[int, int, int]:
    """Return the mark and the length at a place, with zeros for what the file ends before."""
    return _HEAD(view[start : start + 4].tobytes().ljust(4, b"\0"))


def _segment(found: Jpeg, view: memoryview, marker: int, start: int, stop: int) -> int:
    """Read one segment; return where to look for the next."""
    if marker in _TABLES:
        found.picture.append((start, stop))
    elif marker in _APPLICATIONS:
        _application(found, view, marker, start, stop)
    elif marker == _SOS:
        return _scan(found, view, start, stop)
    elif marker in _FRAMES:
        found.picture.append((start, stop))
        _frame(found, marker, view[start + 4 : stop])
    elif marker == _DNL:
        _late_height(found, view[start + 4 : stop])
    else:
        unused = marker in _EXTENSIONS and not found.progress.scans
        found.add_code("image.unsupported" if unused else "image.corrupt")
    return stop


def _scan(found: Jpeg, view: memoryview, start: int, stop: int) -> int:
    """Read a scan; return where the mark after its data stands."""
    body = view[start + 4 : stop]
    if not found.codes and (code := found.progress.begin(found.frame, body)):
        found.add_code(code)
    after = scan_end(view, stop)
    found.picture.append((start, after))
    return after


def _frame(found: Jpeg, marker: int, body: memoryview) -> None:
    """Read the frame header, of which there is one."""
    if found.frame is None:
        found.frame = read_frame(marker, body)
        if found.frame is not None:
            return
    found.add_code("image.corrupt")


def _late_height(found: Jpeg, body: memoryview) -> None:
    """Read the height of a picture whose frame header leaves it open.

    Few decoders read such a picture. Behind a frame header with a height the segment means nothing.
    """
    if found.frame is not None and not found.frame.height:
        found.add_code("image.unsupported")
        found.frame = attrs.evolve(found.frame, height=int.from_bytes(body[:2], "big"))


def _application(found: Jpeg, view: memoryview, marker: int, start: int, stop: int) -> None:
    """Read an application segment or a comment."""
    body = view[start + 4 : stop]
    name = body[: len(_ICC)].tobytes()
    plain = stop - start == _PLAIN_JFIF_LENGTH
    jfif = marker == _APP0 and plain and name.startswith(_JFIF)
    if jfif or (marker == _APP14 and name.startswith(_ADOBE)):
        found.colour.append((start, stop))
    elif marker == _APP2 and name == _ICC:
        found.profile.append((start, stop))
    else:
        found.has_metadata = True
        if marker == _APP1 and name.startswith(exif.PREFIX):
            found.read_exif(body)
        elif marker == _APP2 and name.startswith(mpo.PREFIX) and found.listed_end is None:
            found.listed_end = mpo.end(view, slice(start + 8, stop))


def _conclude(found: Jpeg, length: int) -> None:
    """Judge what only the whole walk can tell."""
    frame = found.frame
    if frame is None:
        if found.end is not None:
            found.add_code("image.corrupt")
        return
    for code in frame.faults:
        found.add_code(code)
    if found.end is not None and not found.codes and not found.progress.complete:
        found.add_code("image.corrupt")
    if (found.listed_end or 0) > length:
        found.add_code("image.truncated")


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


def essence(view: memoryview, found: Jpeg, *, colour: bool = False, profile: bool = False) -> bytes:
    """Return the file with nothing but what decoding needs.

    Args:
        view: The file.
        found: What the walk over it found.
        colour: Whether to keep what tells how to read its colours.
        profile: Whether to keep the ICC profile.
    """
    spans = (found.colour if colour else []) + (found.profile if profile else []) + found.picture
    sequential = found.frame is not None and not found.frame.progressive
    segments = [view[start:stop] for start, stop in spans]
    mended = [
        _whole_band(segment) if sequential and segment[1] == _SOS else segment
        for segment in segments
    ]
    return b"".join((b"\xff\xd8", *mended, b"\xff\xd9"))


def _whole_band(scan: memoryview) -> bytes:
    """Return a sequential scan with the band that its header must name.

    Some encoders write another one, which no decoder heeds.
    """
    stop = 2 + int.from_bytes(scan[2:4], "big")
    return b"".join((scan[: stop - 3], b"\0\x3f\0", scan[stop:]))
