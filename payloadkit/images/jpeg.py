"""The segments of a JPEG file, walked from mark to mark without decoding a pixel (ITU-T T.81, annex B)."""

from __future__ import annotations

import re
from typing import Final

import attrs

from payloadkit.images import exif, mpo
from payloadkit.images.faults import BYTE_EFFORT
from payloadkit.images.jpeg_frame import Frame, Progress

_MARK: Final = re.compile(rb"\xff([^\x00\xff])", re.DOTALL)
_SOI_LENGTH: Final = 2
_MOST_SEGMENTS: Final = 65_536
_SOI, _EOI, _SOS, _DNL = 0xD8, 0xD9, 0xDA, 0xDC
_APP0, _APP1, _APP2, _APP14, _APP15, _COM = 0xE0, 0xE1, 0xE2, 0xEE, 0xEF, 0xFE
_BARE: Final = frozenset({0x01, *range(0xD0, 0xD9)})
_FRAMES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_TABLES: Final = frozenset({0xC4, 0xCC, 0xDB, 0xDD})
_EXTENSIONS: Final = frozenset({0xC8, 0xDE, 0xDF, *range(0xF0, 0xFE)})
_ICC: Final = b"ICC_PROFILE\0"
_PLAIN_JFIF_LENGTH: Final = 18


@attrs.define
class Jpeg:
    """What the walk over a JPEG file found.

    Args:
        frame: The picture's frame header, once seen.
        progress: Which coefficients the scans have delivered.
        said: What the EXIF says.
        told: How many EXIF blocks there were.
        end: Where the picture ends, after its end mark; None where it has none.
        listed_end: Where the last frame ends that an MPO index lists, beyond the file's end if it
            is cut; None before any index.
        codes: Codes of what is wrong.
        picture: Spans of the segments that decoding needs.
        colour: Spans of those that tell how to read its colours (JFIF, Adobe).
        profile: Spans of those that hold an ICC profile.
        has_metadata: Whether there is any other application segment or comment, or stray bytes.
    """

    frame: Frame | None = None
    progress: Progress = attrs.field(factory=Progress)
    said: exif.Exif = attrs.field(factory=exif.Exif)
    told: int = 0
    end: int | None = None
    listed_end: int | None = None
    codes: list[str] = attrs.field(factory=list)
    picture: list[slice] = attrs.field(factory=list)
    colour: list[slice] = attrs.field(factory=list)
    profile: list[slice] = attrs.field(factory=list)
    has_metadata: bool = False

    @property
    def effort(self) -> int:
        """About how many nanoseconds it takes to decode it."""
        packed: int = sum(span.stop - span.start for span in self.picture)
        return BYTE_EFFORT * packed + self.progress.work // 2

    def blame(self, code: str) -> None:
        """Note what is wrong, once a code."""
        if code not in self.codes:
            self.codes.append(code)

    def hear(self, block: memoryview) -> None:
        """Take an EXIF block in; only the first few are read."""
        self.told += 1
        if self.told <= exif.MOST_BLOCKS:
            self.said |= exif.read(block)


def walk(view: memoryview) -> Jpeg:
    """Walk the segments of a JPEG file up to its first end mark."""
    found = Jpeg()
    position = _SOI_LENGTH
    for _ in range(_MOST_SEGMENTS):
        mark = _MARK.search(view, position)
        if mark is None:
            found.blame("image.truncated")
            break
        start = mark.start()
        found.has_metadata |= bool(
            bytes(view[position:start][:64]).strip(b"\xff")
        )  # fill bytes may stand before a mark
        if view[start + 1] == _EOI:
            found.end = start + 2
            break
        after = _segment(found, view, start)
        if after is None:
            break
        position = after
    else:
        found.blame("image.corrupt")
    _conclude(found, len(view))
    return found


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
    mended = (
        (_whole_band(view, span) if sequential and view[span.start + 1] == _SOS else view[span])
        for span in spans
    )
    return b"".join((b"\xff\xd8", *mended, b"\xff\xd9"))


def _whole_band(view: memoryview, span: slice) -> bytes:
    """Return a sequential scan with the band its header must name; some encoders write another, which no decoder heeds."""
    stop = span.start + 2 + int.from_bytes(view[span.start + 2 : span.start + 4], "big")
    return b"".join((view[span.start : stop - 3], b"\0\x3f\0", view[stop : span.stop]))


def _segment(found: Jpeg, view: memoryview, start: int) -> int | None:
    """Take one segment in and return where the next one is looked for, or None where there is no going on."""
    marker = view[start + 1]
    if marker in _BARE:
        if marker == _SOI:
            found.blame("image.corrupt")
        return start + 2
    length = int.from_bytes(view[start + 2 : start + 4], "big")
    stop = start + 2 + length
    if start + 4 > len(view) or stop > len(view):
        found.blame("image.truncated")
        return None
    if length < 2:
        found.blame("image.corrupt")
        return None
    if marker == _SOS:
        return _scan(found, view, start, stop)
    _take(found, view, marker, slice(start, stop))
    return stop


def _take(found: Jpeg, view: memoryview, marker: int, span: slice) -> None:
    body = view[span.start + 4 : span.stop]
    if marker in _FRAMES:
        _frame(found, marker, body)
    elif marker == _DNL:
        _late_height(found, body)
    elif _APP0 <= marker <= _APP15 or marker == _COM:
        _application(found, view, marker, span)
    elif marker not in _TABLES:
        found.blame(
            "image.unsupported"
            if marker in _EXTENSIONS and not found.progress.scans
            else "image.corrupt"
        )
    if marker in _FRAMES or marker in _TABLES:
        found.picture.append(span)


def _scan(found: Jpeg, view: memoryview, start: int, stop: int) -> int:
    code = None if found.codes else found.progress.begin(found.frame, view[start + 4 : stop])
    if code is not None:
        found.blame(code)
    after = scan_end(view, stop)
    found.picture.append(slice(start, after))
    return after


def _frame(found: Jpeg, marker: int, body: memoryview) -> None:
    if found.frame is None:
        found.frame = Frame.read(marker, body)
        if found.frame is not None:
            return
    found.blame("image.corrupt")


def _late_height(found: Jpeg, body: memoryview) -> None:
    """Take in the height of a picture whose frame leaves it open, which few decoders do; elsewhere it means nothing."""
    if found.frame is not None and not found.frame.height:
        found.blame("image.unsupported")
        found.frame = attrs.evolve(found.frame, height=int.from_bytes(body[:2], "big"))


def _application(found: Jpeg, view: memoryview, marker: int, span: slice) -> None:
    body = view[span.start + 4 : span.stop]
    name = bytes(body[: len(_ICC)])
    if marker == _APP1 and name.startswith(exif.PREFIX):
        found.hear(body)
    elif marker == _APP2 and name.startswith(mpo.PREFIX):
        found.listed_end = (
            mpo.end(view, slice(span.start + 8, span.stop))
            if found.listed_end is None
            else found.listed_end
        )
    if marker == _APP2 and name == _ICC:
        found.profile.append(span)
    elif (
        marker == _APP0
        and name.startswith(b"JFIF\0")
        and span.stop - span.start == _PLAIN_JFIF_LENGTH
    ) or (marker == _APP14 and name.startswith(b"Adobe")):
        found.colour.append(span)
    else:
        found.has_metadata = True


def _conclude(found: Jpeg, length: int) -> None:
    """Judge what only the whole walk can tell."""
    frame = found.frame
    if frame is None:
        if found.end is not None:
            found.blame("image.corrupt")
        return
    for code in frame.faults():
        found.blame(code)
    if found.end is not None and not found.codes and not found.progress.complete(frame):
        found.blame("image.corrupt")
    if (found.listed_end or 0) > length:
        found.blame("image.truncated")


_SCAN_END: Final = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]", re.DOTALL)
_STEP: Final = 1 << 17
_NEAR: Final = 1 << 13
"""How far the end is looked for a byte at a time: large steps are worth it for long scans only, and a file may have many short ones."""


def scan_end(view: memoryview, at: int) -> int:
    """Return where the mark stands that ends a scan; the length of the file where there is none.

    Args:
        view: The file.
        at: Where the scan's data begin.
    """
    near = _SCAN_END.search(view, at, at + _NEAR)
    if (
        near is None and len(view) - at > _NEAR
    ):  # the first byte of a mark may be the last one that was looked at
        near = _SCAN_END.search(view, _stuffed(view, at + _NEAR - 1))
    return near.start() if near else len(view)


def _stuffed(view: memoryview, at: int) -> int:
    """Return how far there is nothing but data and stuffed bytes, give or take a step."""
    import numpy as np

    data = np.frombuffer(view, np.uint8)
    while at < len(data) - 1:
        stop = min(at + _STEP, len(data) - 1)
        marked = data[at:stop] == 0xFF
        marked &= data[at + 1 : stop + 1] != 0
        if marked.any():
            return at + int(marked.argmax())
        at = stop
    return at
