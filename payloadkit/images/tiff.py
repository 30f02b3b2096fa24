"""The directories of a TIFF: its size, its pages, how it lies and where it was taken."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final, NamedTuple

from payloadkit.images import exif, xmp

if TYPE_CHECKING:
    from payloadkit.images.exif import Exif

_KIND, _WIDTH, _HEIGHT, _XMP = 254, 256, 257, 700
# A directory whose kind has one of these bits is a smaller version or a mask of another one.
_NO_PAGE: Final = 0b101
_MOST_DIRECTORIES: Final = 64
_ENTRY: Final = 12


class Directories(NamedTuple):
    """What the directories of a TIFF say.

    Args:
        size: Width and height of the first page.
        pages: How many pages there are.
        exif: What the first directory says.
    """

    size: tuple[int, int]
    pages: int
    exif: Exif


def read(view: memoryview) -> Directories:
    """Read the directories of a TIFF.

    Args:
        view: The file, whose directories must stand in it.

    Raises:
        struct.error: A directory stands outside of it.
    """
    order = exif.order(view)
    tags = dict(exif.numbers(view))
    (start,) = struct.unpack_from(f"{order}I", view, 4)
    packet = tags.get(_XMP, 0)
    found = exif.read(view)
    if packet:
        found = found.beside(xmp.read(view[packet : packet + xmp.MOST_BYTES]))
    pages = sum(not kind & _NO_PAGE for kind in _kinds(view, order, start))
    return Directories((tags.get(_WIDTH, 0), tags.get(_HEIGHT, 0)), pages, found)


def _kinds(view: memoryview, order: str, start: int) -> list[int]:
    """Return of what kind each directory is."""
    kinds: dict[int, int] = {}
    while start and start not in kinds and len(kinds) < _MOST_DIRECTORIES:
        if start + 2 > len(view):
            break
        (count,) = struct.unpack_from(f"{order}H", view, start)
        following = start + 2 + _ENTRY * count
        if not count or following > len(view):
            break
        kinds[start] = dict(exif.numbers(view, start)).get(_KIND, 0)
        if following + 4 > len(view):
            break
        (start,) = struct.unpack_from(f"{order}I", view, following)
    return list(kinds.values())
