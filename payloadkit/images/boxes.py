"""The boxes of a HEIC or AVIF file that say how its picture lies and where it was taken.

A picture is an item of the file (ISO/IEC 23008-12). Its properties may turn it (``irot``,
``imir``), which every decoder obeys; EXIF and XMP are items of their own, and their orientation is
only obeyed where no property turns the picture.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final, NamedTuple

import attrs

from payloadkit.images import exif, xmp
from payloadkit.images.exif import Exif

if TYPE_CHECKING:
    from collections.abc import Iterator

_MOST_BOXES: Final = 4096
_MOST_ITEMS: Final = 4096
# By quarter turns to the left, then by the axis of the mirror: none, horizontal, vertical.
_ORIENTATIONS: Final = ((1, 4, 2), (8, 5, 7), (3, 2, 4), (6, 7, 5))
_XMP_TYPE: Final = b"application/rdf+xml"
_IN_FILE: Final = 0
# A phone's photo of fifty tiles has tables of some kilobytes.
_LARGEST_TABLE: Final = 65_536


class Said(NamedTuple):
    """What the boxes say of the picture.

    Args:
        exif: What EXIF and XMP say.
        turned: How its properties turn it, as an EXIF orientation; None where none of them does.
    """

    exif: Exif = Exif()
    turned: int | None = None


@attrs.define
class _Reader:
    """Reads numbers one after another."""

    body: memoryview
    at: int = 0

    def number(self, length: int) -> int:
        """Read a number of so many bytes; none at all is 0."""
        if self.at + length > len(self.body):
            raise struct.error
        self.at += length
        return int.from_bytes(self.body[self.at - length : self.at], "big")

    def rest(self) -> memoryview:
        """Return what has not been read."""
        return self.body[self.at :]


def read(view: memoryview) -> Said:
    """Read the boxes of a file; broken ones say nothing.

    Args:
        view: The file.
    """
    try:
        return _read(view)
    except struct.error:
        return Said()


def _read(view: memoryview) -> Said:
    """Read the boxes of a file, or raise that one of them ends too early."""
    meta = next((body for kind, body in _boxes(view) if kind == b"meta"), None)
    if meta is None:
        return Said()
    parts = dict(_boxes(meta[4:]))
    turned = _turned(dict(_properties(parts)))
    kinds = _kinds(parts.get(b"iinf", memoryview(b"")))
    said = Exif()
    for item, spans in _spans(parts.get(b"iloc", memoryview(b""))):
        if item in kinds:
            block = bytearray()
            for source, start, stop in spans:
                held = view if source == _IN_FILE else parts.get(b"idat", view[:0])
                block += held[start : min(stop, start + xmp.MOST_BYTES - len(block))]
            said = said.beside(_saying(kinds[item], bytes(block)))
    return Said(said, turned)


def _turned(properties: dict[bytes, memoryview]) -> int | None:
    """Return how properties turn a picture."""
    rotation, mirror = properties.get(b"irot"), properties.get(b"imir")
    if not rotation and not mirror:
        return None
    quarters = rotation[0] & 3 if rotation else 0
    return _ORIENTATIONS[quarters][1 + (mirror[0] & 1) if mirror else 0]


def _saying(kind: bytes, block: bytes) -> Exif:
    """Return what an item of metadata says."""
    if kind == _XMP_TYPE:
        return xmp.read(block)
    skipped = 4 + int.from_bytes(block[:4], "big")
    return exif.read(memoryview(block)[skipped:])


def _boxes(view: memoryview) -> Iterator[tuple[bytes, memoryview]]:
    """Yield the kind and the body of each box."""
    at = 0
    for _ in range(_MOST_BOXES):
        if at + 8 > len(view):
            return
        size, kind = struct.unpack_from(">I4s", view, at)
        head = 8
        if size == 1:
            (size,) = struct.unpack_from(">Q", view, at + 8)
            head = 16
        stop = at + size if size else len(view)
        if stop < at + head:
            return
        yield kind, view[at + head : stop]
        at = stop


def _properties(parts: dict[bytes, memoryview]) -> Iterator[tuple[bytes, memoryview]]:
    """Yield the kind and the body of each property of the primary item."""
    primary = _Reader(parts.get(b"pitm", memoryview(bytes(6))))
    version = primary.number(4) >> 24
    wanted = primary.number(4 if version else 2)
    held = dict(_boxes(parts.get(b"iprp", memoryview(b""))))
    known = [*_boxes(held.get(b"ipco", memoryview(b"")))]
    reader = _Reader(held.get(b"ipma", memoryview(bytes(8)))[:_LARGEST_TABLE])
    head = reader.number(4)
    for _ in range(min(reader.number(4), _MOST_ITEMS)):
        item = reader.number(4 if head >> 24 else 2)
        for _ in range(reader.number(1)):
            index = reader.number(2) & 0x7FFF if head & 1 else reader.number(1) & 0x7F
            if item == wanted and 0 < index <= len(known):
                yield known[index - 1]


def _kinds(body: memoryview) -> dict[int, bytes]:
    """Return the items of EXIF and of XMP, each with its kind."""
    kinds: dict[int, bytes] = {}
    if not body:
        return kinds
    start = 6 if not body[0] else 8
    for kind, entry in _boxes(body[start:]):
        if kind != b"infe" or not entry or entry[0] not in {2, 3}:
            continue
        reader = _Reader(entry, 4)
        item = reader.number(2 if entry[0] == 2 else 4)  # noqa: PLR2004  the version
        reader.number(2)
        named = reader.number(4).to_bytes(4, "big")
        if named == b"Exif":
            kinds[item] = named
        elif named == b"mime" and reader.rest().tobytes().split(b"\0")[1:2] == [_XMP_TYPE]:
            kinds[item] = _XMP_TYPE
    return kinds


def _spans(body: memoryview) -> Iterator[tuple[int, list[tuple[int, int, int]]]]:
    """Yield each item with where its pieces stand: in which of both sources, from and to where."""
    if not body:
        return
    reader = _Reader(body[:_LARGEST_TABLE])
    version = reader.number(4) >> 24
    sizes = reader.number(2)
    offsets, lengths, base_size = sizes >> 12, sizes >> 8 & 15, sizes >> 4 & 15
    index_size = sizes & 15 if version else 0
    wide = 2 if version < 2 else 4  # noqa: PLR2004  the version
    for _ in range(min(reader.number(wide), _MOST_ITEMS)):
        item = reader.number(wide)
        source = reader.number(2) & 15 if version else _IN_FILE
        reader.number(2)
        base = reader.number(base_size)
        spans = []
        count = reader.number(2)
        for _ in range(count if offsets or lengths else 0):
            reader.number(index_size)
            start = base + reader.number(offsets)
            spans.append((source, start, start + reader.number(lengths)))
        yield item, spans
