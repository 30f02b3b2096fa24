"""The chunks of a PNG file and their checksums, walked without holding a pixel (ISO/IEC 15948)."""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING, Final

import attrs

from payloadkit.images import png_text
from payloadkit.images.exif import Exif
from payloadkit.images.faults import BYTE_EFFORT, LARGEST_PIXELS
from payloadkit.images.structure import Structure

if TYPE_CHECKING:
    from collections.abc import Iterator

_SIGNATURE_LENGTH: Final = 8
_FRAMING: Final = 12
_HEADER_LENGTH: Final = 13
_LARGEST_CHUNK: Final = 0x7FFFFFFF
_MOST_CHUNKS: Final = 100_000
_MOST_COLOURS: Final = 256
_CONTROL_LENGTH: Final = 8
_MOST_TEXTS: Final = 8
_SAYING: Final = frozenset({b"eXIf", *png_text.KINDS})
_NOTHING: Final = Exif()

GREY, TRUE_COLOUR, INDEXED, GREY_ALPHA, TRUE_COLOUR_ALPHA = 0, 2, 3, 4, 6
_CHANNELS: Final = {GREY: 1, TRUE_COLOUR: 3, INDEXED: 1, GREY_ALPHA: 2, TRUE_COLOUR_ALPHA: 4}
_DEPTHS: Final = {
    GREY: {1, 2, 4, 8, 16},
    TRUE_COLOUR: {8, 16},
    INDEXED: {1, 2, 4, 8},
    GREY_ALPHA: {8, 16},
    TRUE_COLOUR_ALPHA: {8, 16},
}
_TRANSPARENCY: Final = {GREY: (2,), TRUE_COLOUR: (6,), INDEXED: range(1, _MOST_COLOURS + 1)}
_ADAM7: Final = (
    (0, 0, 8, 8),
    (4, 0, 8, 8),
    (0, 4, 4, 8),
    (2, 0, 4, 4),
    (0, 2, 2, 4),
    (1, 0, 2, 2),
    (0, 1, 1, 2),
)
_PLAIN: Final = frozenset({b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"pHYs", b"bKGD"})
_PICTURE: Final = frozenset({b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"iCCP"})
_CRITICAL: Final = frozenset({b"IHDR", b"PLTE", b"IDAT", b"IEND"})


@attrs.frozen(eq=False, repr=False)
class Header:
    """The header of a PNG.

    Args:
        width: Pixels a row.
        height: Rows.
        depth: Bits a sample.
        colour: The colour type.
        interlaced: Whether it comes in Adam7's seven passes.
    """

    width: int
    height: int
    depth: int
    colour: int
    interlaced: bool

    @property
    def bits(self) -> int:
        """Bits a pixel."""
        return _CHANNELS[self.colour] * self.depth

    def passes(self) -> Iterator[tuple[int, int]]:
        """Yield the length of a row, filter byte included, and of all rows, a pass at a time."""
        for left, top, across, down in _ADAM7 if self.interlaced else ((0, 0, 1, 1),):
            width, height = -(-(self.width - left) // across), -(-(self.height - top) // down)
            if width > 0 and height > 0:
                row = 1 + (width * self.bits + 7) // 8
                yield row, row * height


@attrs.define(eq=False, repr=False)
class Png(Structure):
    """What the walk over a PNG file found.

    Args:
        header: Its header; None where it is malformed.
        size: Width and height as they stand, even in a malformed header.
        frames: How many frames it says that it plays; None unless it is an APNG.
        seen: The chunk types so far.
        chunks: Spans of the chunks that decoding needs.
        pixels: Spans of the compressed pixels.
        texts: How many text chunks held metadata.
        profile: What the EXIF in text chunks says.
    """

    header: Header | None = None
    size: tuple[int, int] | None = None
    frames: int | None = None
    seen: set[bytes] = attrs.field(factory=set)
    chunks: list[slice] = attrs.field(factory=list)
    pixels: list[slice] = attrs.field(factory=list)
    texts: int = 0
    profile: Exif = _NOTHING

    @property
    def said(self) -> Exif:
        """What EXIF says, else EXIF in a text chunk, else XMP."""
        return self.exif.beside(self.profile).beside(self.xmp) if self.texts else self.exif

    @property
    def effort(self) -> int:
        """About how many nanoseconds it takes to inflate it."""
        inflated = sum(length for _, length in self.passes())
        packed: int = sum(span.stop - span.start for span in self.pixels)
        return BYTE_EFFORT * packed + inflated

    def passes(self) -> Iterator[tuple[int, int]]:
        """Yield what ``Header.passes`` does; nothing where the header is malformed."""
        return self.header.passes() if self.header else iter(())

    @property
    def animated(self) -> bool:
        """Whether there is more than one frame to play, or one that is another than the picture."""
        return self.frames is not None and (self.frames > 1 or b"fdAT" in self.seen)


def walk(view: memoryview) -> Png:
    """Walk the chunks of a PNG file up to its end chunk."""
    found = Png()
    position = _SIGNATURE_LENGTH
    for _ in range(_MOST_CHUNKS):
        if position + _FRAMING > len(view):
            found.add_code("image.truncated")
            break
        length, kind = struct.unpack_from(">I4s", view, position)
        stop = position + _FRAMING + length
        if length > _LARGEST_CHUNK or not kind.isalpha():
            found.add_code("image.corrupt")
            break
        if stop > len(view):
            found.add_code("image.truncated")
            break
        checksum = int.from_bytes(view[stop - 4 : stop], "big")
        if zlib.crc32(view[position + 4 : stop - 4]) != checksum:
            found.add_code("image.corrupt")
        _chunk(found, kind, view[position + 8 : stop - 4], slice(position, stop))
        position = stop
        if kind == b"IEND":
            found.end = stop
            break
    else:
        found.add_code("image.corrupt")
    _conclude(found)
    return found


def essence(view: memoryview, found: Png, *, profile: bool = False) -> bytes:
    """Return the file with nothing but what decoding needs.

    Args:
        view: The file.
        found: What the walk over it found.
        profile: Whether to keep the ICC profile.
    """
    spans = (
        span
        for span in found.chunks
        if profile or bytes(view[span.start + 4 : span.start + 8]) != b"iCCP"
    )
    return b"".join((view[:_SIGNATURE_LENGTH], *(view[span] for span in spans)))


def _chunk(found: Png, kind: bytes, body: memoryview, span: slice) -> None:
    """Read one chunk."""
    if not found.seen and kind != b"IHDR":
        found.add_code("image.corrupt")
    if kind == b"IHDR":
        _header(found, body)
    elif kind == b"IDAT":
        _pixels(found, span)
    elif kind in _SAYING:
        _metadata(found, kind, body)
    elif kind == b"acTL":
        if len(body) == _CONTROL_LENGTH:
            found.frames = max(found.frames or 0, int.from_bytes(body[:4], "big"))
    elif _broken(found, kind, len(body)):
        found.add_code("image.corrupt")
    if kind in _PICTURE:
        found.chunks.append(span)
    elif kind not in _PLAIN:
        found.has_metadata = True
    found.seen.add(kind)


def _metadata(found: Png, kind: bytes, body: memoryview) -> None:
    """Read a chunk of EXIF or of text; only the first few count, so that many cost nothing."""
    if kind == b"eXIf":
        found.read_exif(body)
        return
    said = png_text.read(kind, body) if found.texts < _MOST_TEXTS else None
    if said is None:
        return
    found.texts += 1
    if said.is_xmp:
        found.xmp |= said.exif
    else:
        found.profile |= said.exif


def _pixels(found: Png, span: slice) -> None:
    """Note a chunk of pixels, all of which stand in one run."""
    if found.pixels and found.pixels[-1].stop + 4 != span.start:
        found.add_code("image.corrupt")
    found.pixels.append(slice(span.start + 8, span.stop - 4))


def _broken(found: Png, kind: bytes, length: int) -> bool:
    """Return whether a chunk is late, of an impossible length, or critical and unknown."""
    if kind == b"PLTE":
        return not length or length % 3 > 0 or length > 3 * _MOST_COLOURS or b"IDAT" in found.seen
    if kind == b"tRNS":
        lengths = _TRANSPARENCY.get(found.header.colour) if found.header else None
        return lengths is not None and length not in lengths
    return kind not in _CRITICAL and kind[0] & 0x20 == 0


def _header(found: Png, body: memoryview) -> None:
    """Read the header chunk, which comes first and once."""
    if found.seen or len(body) != _HEADER_LENGTH:
        found.add_code("image.corrupt")
        return
    width, height, depth, colour, compression, filtering, interlace = struct.unpack(
        ">IIBBBBB", body
    )
    found.size = (width, height)
    if (
        not width
        or not height
        or depth not in _DEPTHS.get(colour, ())
        or compression
        or filtering
        or interlace > 1
    ):
        found.add_code("image.corrupt")
    else:
        found.header = Header(width, height, depth, colour, interlace == 1)
    if width * height > LARGEST_PIXELS:
        found.add_code("image.too_many_pixels")


def _conclude(found: Png) -> None:
    """Judge what only the whole walk can tell."""
    if found.end is None:
        return
    lacks_colours = (
        found.header is not None and found.header.colour == INDEXED and b"PLTE" not in found.seen
    )
    if not found.pixels or lacks_colours:
        found.add_code("image.corrupt")
