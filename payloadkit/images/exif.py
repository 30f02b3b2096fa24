"""The two things that matter in EXIF: which way up a picture is, and where it was taken."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final

import attrs

if TYPE_CHECKING:
    from collections.abc import Iterator

PREFIX: Final = b"Exif\0\0"

_ORDERS: Final = {b"II": "<", b"MM": ">"}
_ORIENTATION: Final = 0x0112
_GPS: Final = 0x8825
_GPS_PLACES: Final = range(1, 32)
_HEADER_LENGTH: Final = 8
_SHORT: Final = 3
_TURNS: Final = range(1, 9)
_MOST_ENTRIES: Final = 512


@attrs.frozen
class Exif:
    """What EXIF says of a picture.

    Args:
        orientation: How the picture lies, 1 (upright) to 8.
        has_location: Whether there is GPS data.
    """

    orientation: int = 1
    has_location: bool = False

    def __or__(self, other: Exif) -> Exif:
        """Join two blocks of one picture: the first orientation that turns, and any location."""
        return Exif(
            self.orientation if self.orientation != 1 else other.orientation,
            self.has_location or other.has_location,
        )


def read(view: memoryview) -> Exif:
    """Read an EXIF block, with or without its ``Exif`` prefix; a broken one says nothing.

    Args:
        view: The block: a TIFF header and its directories.
    """
    if bytes(view[: len(PREFIX)]) == PREFIX:
        view = view[len(PREFIX) :]
    order = _ORDERS.get(bytes(view[:2]))
    if order is None:
        return Exif()
    orientation, located = 1, False
    for tag, number in numbers(view):
        if tag == _ORIENTATION:
            orientation = number
        elif tag == _GPS and not located:
            located = any(gps_tag in _GPS_PLACES for gps_tag, _, _ in _entries(view, order, number))
    return Exif(orientation if orientation in _TURNS else 1, located)


def numbers(view: memoryview) -> Iterator[tuple[int, int]]:
    """Yield the tags of the first directory of a TIFF, each with its value read as one number.

    Args:
        view: A TIFF header and its directories.
    """
    order = _ORDERS.get(bytes(view[:2]))
    if order is None or len(view) < _HEADER_LENGTH:
        return
    for tag, kind, value in _entries(view, order, *struct.unpack_from(order + "I", view, 4)):
        yield tag, _number(order, kind, value)


def _entries(view: memoryview, order: str, start: int) -> Iterator[tuple[int, int, bytes]]:
    """Iterate over the tag, the type and the value field of each entry of a directory."""
    if not _HEADER_LENGTH <= start <= len(view) - 2:
        return iter(())
    (count,) = struct.unpack_from(order + "H", view, start)
    whole = min(count, (len(view) - start - 2) // 12, _MOST_ENTRIES)
    return struct.iter_unpack(order + "HH4x4s", view[start + 2 : start + 2 + 12 * whole])


def _number(order: str, kind: int, value: bytes) -> int:
    """Return a value field as a number: a short, or else a long."""
    number: int = struct.unpack(order + ("H2x" if kind == _SHORT else "I"), value)[0]
    return number
