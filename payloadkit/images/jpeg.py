"""The segments of a JPEG file, walked without decoding a pixel (ITU-T T.81, annex B)."""

from __future__ import annotations

import re
import struct
from typing import Final

import attrs

from payloadkit.images import exif, jpeg_tables, mpo, xmp
from payloadkit.images.faults import BYTE_EFFORT
from payloadkit.images.jpeg_data import scan_end
from payloadkit.images.jpeg_frame import Frame, Progress, read_frame
from payloadkit.images.structure import Structure

_MARK: Final = re.compile(rb"\xff([^\x00\xff])", re.DOTALL)
_SOI_LENGTH: Final = 2
_MOST_SEGMENTS: Final = 65_536
_FILL: Final = 0xFF
_HEAD: Final = struct.Struct(">BBH").unpack_from
_MOST_FILL: Final = 64

_SOI, _EOI, _SOS, _DNL, _DHT = 0xD8, 0xD9, 0xDA, 0xDC, 0xC4
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


@attrs.define(eq=False, repr=False)
class Jpeg(Structure):
    """What the walk over a JPEG file found.

    Args:
        frame: The picture's frame header, once seen.
        progress: Which coefficients the scans have delivered.
        frames: Where an MPO index lists further frames; None before any index.
        frames_end: Where the last further frame ends; 0 where there is none.
        cut: Whether a further frame, a gain map for instance, is cut. The picture is whole.
        tables: The Huffman tables so far.
        tableless: Whether a scan needs a Huffman table that the file lacks. Webcams leave away
            those of the standard, which only some decoders know.
        extended: What segments of extended XMP hold.
        picture: Spans of the segments that decoding needs.
        colour: Spans of the segments that tell how to read its colours (JFIF, Adobe).
        profile: Spans of the segments that hold an ICC profile.
    """

    frame: Frame | None = None
    progress: Progress = attrs.field(factory=Progress)
    frames: list[slice] | None = None
    frames_end: int = 0
    cut: bool = False
    tables: set[int] = attrs.field(factory=set)
    tableless: bool = False
    extended: list[memoryview] = attrs.field(factory=list)
    picture: list[tuple[int, int]] = attrs.field(factory=list)
    colour: list[tuple[int, int]] = attrs.field(factory=list)
    profile: list[tuple[int, int]] = attrs.field(factory=list)

    @property
    def effort(self) -> int:
        """About how many nanoseconds it takes to decode it."""
        packed = sum([stop - start for start, stop in self.picture])
        return BYTE_EFFORT * packed + self.progress.work // 2


def walk(view: memoryview) -> Jpeg:
    """Walk the segments of a JPEG file up to its first end mark, and judge its further frames."""
    found = _walk(view)
    _conclude(found)
    if found.extended:
        found.read_xmp(b"".join(found.extended))
    if found.frames and found.end is not None:
        end = _last_end(view, found.end, found.frames)
        found.cut, found.frames_end = end is None, end or 0
    return found


def _last_end(view: memoryview, end: int, listed: list[slice]) -> int | None:
    """Return where the last frame ends, by its own end mark; None where one is cut.

    An index that ends where the file ends is believed. Many others are wrong.

    Args:
        view: The file.
        end: Where the picture ends.
        listed: Where its index lists further frames.
    """
    if max(frame.stop for frame in listed) == len(view):
        return len(view)
    for start in sorted({frame.start for frame in listed}):
        if start < end:
            continue
        frame = _walk(view[start:])
        if frame.end is None:
            return None
        end = start + frame.end
    return end


def _walk(view: memoryview) -> Jpeg:
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
    return found


def _short_head(view: memoryview, start: int) -> tuple[int, int, int]:
    """Return the mark and the length at a place, with zeros for what the file ends before."""
    return _HEAD(view[start : start + 4].tobytes().ljust(4, b"\0"))


def _segment(found: Jpeg, view: memoryview, marker: int, start: int, stop: int) -> int:
    """Read one segment; return where to look for the next."""
    if marker in _TABLES:
        found.picture.append((start, stop))
        if marker == _DHT:
            found.tables |= jpeg_tables.defined(view[start + 4 : stop].tobytes())
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
    elif found.frame is not None and not found.codes:
        found.tableless = (
            found.tableless
            or not jpeg_tables.needed(body.tobytes(), progressive=found.frame.progressive)
            <= found.tables
        )
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
        if marker == _APP1:
            _metadata(found, body, name)
        elif marker == _APP2 and name.startswith(mpo.PREFIX) and found.frames is None:
            found.frames = mpo.frames(view, slice(start + 8, stop))


def _metadata(found: Jpeg, body: memoryview, name: bytes) -> None:
    """Read a segment of EXIF or XMP, which begins with so many bytes."""
    if name.startswith(exif.PREFIX):
        found.read_exif(body)
    elif name != xmp.JPEG_PREFIX[: len(name)]:
        return
    elif bytes(body[: len(xmp.JPEG_PREFIX)]) == xmp.JPEG_PREFIX:
        found.read_xmp(body[len(xmp.JPEG_PREFIX) :])
    elif bytes(body[: len(xmp.JPEG_EXTENSION)]) == xmp.JPEG_EXTENSION:
        found.extended.append(body[xmp.EXTENSION_HEAD :])


def _conclude(found: Jpeg) -> None:
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
