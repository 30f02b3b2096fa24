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
        stated: Whether the orientation stands there; if not, it is the usual one.
    """

    orientation: int = 1
    has_location: bool = False
    stated: bool = attrs.field(default=False, eq=False, kw_only=True)

    def __or__(self, other: Exif) -> Exif:
        """Join two blocks of one picture: the first orientation that turns, and any location."""
        return Exif(
            self.orientation if self.orientation != 1 else other.orientation,
            self.has_location or other.has_location,
            stated=self.stated or other.stated,
        )

    def beside(self, other: Exif) -> Exif:
        """Join what a lesser source says: its orientation counts only where none is stated here.

        Programs that turn a picture and reset its EXIF often leave the XMP as it was.
        """
        known = self if self.stated else other
        return Exif(known.orientation, self.has_location or other.has_location, stated=known.stated)


def read(view: memoryview) -> Exif:
    """Read an EXIF block, with or without its ``Exif`` prefix; a broken one says nothing.

    Args:
        view: The block: a TIFF header and its directories.
    """
    if bytes(view[: len(PREFIX)]) == PREFIX:
        view = view[len(PREFIX) :]
    written = order(view)
    if not written:
        return Exif()
    orientation, located = 0, False
    for tag, number in numbers(view):
        if tag == _ORIENTATION:
            orientation = number
        elif tag == _GPS and not located:
            located = any(
                gps_tag in _GPS_PLACES for gps_tag, _, _ in _entries(view, written, number)
            )
    turned = orientation in _TURNS
    return Exif(orientation if turned else 1, located, stated=turned)


def order(view: memoryview) -> str:
    """Return the byte order of a TIFF as ``struct`` writes it; empty where it has none."""
    return _ORDERS.get(bytes(view[:2]), "")


def numbers(view: memoryview, start: int | None = None) -> Iterator[tuple[int, int]]:
    """Yield the tags of a directory of a TIFF, each with its value field read as one number.

    Args:
        view: A TIFF header and its directories.
        start: Where the directory stands; the first one where that is not given.
    """
    written = order(view)
    if not written or len(view) < _HEADER_LENGTH:
        return
    first: int = struct.unpack_from(written + "I", view, 4)[0] if start is None else start
    for tag, kind, value in _entries(view, written, first):
        yield tag, _number(written, kind, value)


def _entries(view: memoryview, written: str, start: int) -> Iterator[tuple[int, int, bytes]]:
    """Iterate over the tag, the type and the value field of each entry of a directory."""
    if not _HEADER_LENGTH <= start <= len(view) - 2:
        return iter(())
    (count,) = struct.unpack_from(written + "H", view, start)
    whole = min(count, (len(view) - start - 2) // 12, _MOST_ENTRIES)
    return struct.iter_unpack(written + "HH4x4s", view[start + 2 : start + 2 + 12 * whole])


def _number(written: str, kind: int, value: bytes) -> int:
    """Return a value field as a number: a short, or else a long."""
    number: int = struct.unpack(written + ("H2x" if kind == _SHORT else "I"), value)[0]
    return number
