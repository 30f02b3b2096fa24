"""What the header of a picture that is no JPEG or PNG says.

The headers are read here and not by Pillow, which opens a picture neither in bounded time nor in
silence: it walks every block of a GIF, logs the values of a TIFF's tags and warns of a large WebP.
"""

from __future__ import annotations

import re
import struct
from math import prod
from typing import TYPE_CHECKING, Final

import attrs

from payloadkit.images import boxes, tiff
from payloadkit.images.exif import Exif
from payloadkit.images.structure import Structure

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_SEQUENCES: Final = frozenset({b"avis", b"hevc", b"hevx", b"hevm", b"hevs", b"msf1"})
_HEAD: Final = 65_536

_GIF_HEADER: Final = 13
_GIF_FRAME: Final = 10
_GIF_EXTENSION: Final = 2
_MOST_BLOCKS: Final = 65_536
_OLD_BMP: Final = 12
_BIG: Final = b"+"
_CHUNKS_START: Final = 12
_MOST_CHUNKS: Final = 4096
_VP8X_END: Final = 30
_VP8X_ANIMATED: Final = 0x02
_VP8_KEY_FRAME: Final = b"\x9d\x01\x2a"
_VP8L_SIGNATURE: Final = 0x2F
_EXTENT: Final = re.compile(rb"\0\0\0\x14ispe\0{4}(.{8})", re.DOTALL)


@attrs.frozen
class Outline:
    """What a header says.

    Args:
        size: Width and height; None where they are not known.
        animated: Whether there is more than one frame to play.
        exif: What the metadata say; None where they were not looked for.
        pages: How many pages there are.
    """

    size: tuple[int, int] | None = None
    animated: bool = False
    exif: Exif | None = None
    pages: int = 1


def outline(view: memoryview, name: str) -> Outline:
    """Read the header of a picture in bounded time; a broken or an unknown one says nothing.

    Args:
        view: The picture.
        name: The format that it begins like.
    """
    reader = _READERS.get(name)
    try:
        found = reader(view) if reader else Outline()
    except (IndexError, struct.error):
        return Outline()
    return found if found.size and all(found.size) else attrs.evolve(found, size=None)


def _gif(view: memoryview) -> Outline:
    """Read the screen of a GIF, and look for a second frame."""
    width, height = struct.unpack_from("<HH", view, 6)
    return Outline((width, height), _has_second_frame(view))


def _has_second_frame(view: memoryview) -> bool:
    """Return whether a second frame begins within the first blocks of a GIF."""
    seen, position, blocks = False, _GIF_HEADER + _colour_table(view[10]), 0
    while blocks < _MOST_BLOCKS and position < len(view) and view[position] in b"!,":
        if view[position] == ord("!"):
            position += _GIF_EXTENSION
        elif position + _GIF_FRAME > len(view):
            break
        elif seen:
            return True
        else:
            seen = True
            position += _GIF_FRAME + _colour_table(view[position + _GIF_FRAME - 1]) + 1
        while blocks < _MOST_BLOCKS and position < len(view) and view[position]:
            position += 1 + view[position]
            blocks += 1
        position += 1
        blocks += 1
    return False


def _colour_table(flags: int) -> int:
    """Return how many bytes the colour table has that the flags of a GIF announce."""
    return 3 << (flags & 7) + 1 if flags & 0x80 else 0


def _webp(view: memoryview) -> Outline:
    """Read the first chunk of a WebP, and the chunks of metadata where there are any."""
    extended = bytes(view[12:16]) == b"VP8X"
    return Outline(
        _webp_size(view),
        extended and bool(view[20] & _VP8X_ANIMATED),
        _webp_metadata(view) if extended else Exif(),
    )


def _webp_size(view: memoryview) -> tuple[int, int] | None:
    """Return the size that the first chunk says: extended, lossless or lossy."""
    kind = bytes(view[12:16])
    if kind == b"VP8X":
        width, height = (int.from_bytes(view[at : at + 3], "little") + 1 for at in (24, 27))
        return (width, height) if len(view) >= _VP8X_END else None
    if kind == b"VP8L" and view[20] == _VP8L_SIGNATURE:
        (bits,) = struct.unpack_from("<I", view, 21)
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if kind == b"VP8 " and bytes(view[23:26]) == _VP8_KEY_FRAME:
        width, height = struct.unpack_from("<HH", view, 26)
        return width & 0x3FFF, height & 0x3FFF
    return None


def _webp_metadata(view: memoryview) -> Exif:
    """Read the chunks of EXIF and XMP; either may come first."""
    found, at = Structure(), _CHUNKS_START
    for _ in range(_MOST_CHUNKS):
        if at + 8 > len(view):
            break
        kind, length = struct.unpack_from("<4sI", view, at)
        body = view[at + 8 : at + 8 + length]
        if kind == b"EXIF":
            found.read_exif(body)
        elif kind == b"XMP ":
            found.read_xmp(body)
        at += 8 + length + length % 2
    return found.said


def _bmp(view: memoryview) -> Outline:
    """Read the header of a BMP; a negative height means rows from the top down."""
    (length,) = struct.unpack_from("<I", view, 14)
    width, height = struct.unpack_from("<HH" if length == _OLD_BMP else "<ii", view, 18)
    return Outline((abs(width), abs(height)), exif=Exif())


def _tiff(view: memoryview) -> Outline:
    """Read the directories of a TIFF; those of a BigTIFF are left to Pillow."""
    if _BIG in bytes(view[2:4]):
        return Outline()
    found = tiff.read(view)
    return Outline(found.size, exif=found.exif, pages=found.pages)


def _avif(view: memoryview) -> Outline:
    """Read the boxes of an AVIF, whose properties Pillow does not obey."""
    said = boxes.read(view)
    return _boxed_outline(view, said.exif, said.turned)


def _heic(view: memoryview) -> Outline:
    """Read the boxes of a HEIC, whose properties its decoder obeys."""
    said = boxes.read(view)
    return _boxed_outline(view, said.exif, said.turned and 1)


def _boxed_outline(view: memoryview, said: Exif, turned: int | None) -> Outline:
    """Take the largest extent in the boxes; thumbnails and tiles have others."""
    head = bytes(view[:_HEAD])
    extents = [struct.unpack(">II", extent) for extent in _EXTENT.findall(head)]
    return Outline(
        max(extents, key=prod, default=None),
        head[8:12] in _SEQUENCES,
        said if turned is None else Exif(turned, said.has_location),
    )


_READERS: Final[Mapping[str, Callable[[memoryview], Outline]]] = {
    "GIF": _gif,
    "WEBP": _webp,
    "BMP": _bmp,
    "TIFF": _tiff,
    "AVIF": _avif,
    "HEIC": _heic,
}
