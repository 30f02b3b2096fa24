"""Small pictures with several faults at once, as the photos of phones have them."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from typing import TYPE_CHECKING, Final

from payloadkit.images.formats import PNG
from payloadkit.strategies import pictures

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet

_OTHER: Final = {"image/jpeg": "image/png", "image/png": "image/jpeg"}
_SIDEWAYS, _ORIENTATION, _GPS = 6, 0x0112, 0x8825
_HEADER: Final = len(PNG) + 25
_LONGEST: Final = 65_533
_VAST: Final = {False: struct.pack(">II", 60_000, 60_000), True: struct.pack(">II", 2**31 - 1, 8)}
"""Width and height of too many pixels: of a large picture, and of a narrow one."""
_END: Final = 12
"""Bytes of the chunk that ends a PNG."""


def pictures_with(
    codes: AbstractSet[str], declared: str | None, number: int, size: int
) -> Iterator[bytes]:
    """Yield files that probably have some faults and no other, likely ones first.

    Args:
        codes: The codes of the faults.
        declared: The content type that is declared beside the file, if any.
        number: Which picture; another number gives another file.
        size: The size of a file of too many bytes.
    """
    mark = b"%d" % number
    usual = declared if declared in _OTHER else "image/jpeg"
    for content_type in (usual, _OTHER[usual]):
        build = _jpeg if content_type == "image/jpeg" else _png
        yield build(codes, mark, number, size)
    yield b"%PDF-1.7 " + mark
    yield b"no picture " + mark
    yield _webp(codes, number)
    yield _gif(number)


def _jpeg(codes: AbstractSet[str], mark: bytes, number: int, size: int) -> bytes:
    base = {each.code: each.data for each in pictures.broken()}
    photo = pictures.sound(number)
    for code in ("image.too_many_scans", "image.too_small"):
        photo = base[code] if code in codes else photo
    frame = photo.index(b"\xff\xc0") if b"\xff\xc0" in photo else photo.index(b"\xff\xc2")
    if "image.unsupported" in codes:
        photo = photo[: frame + 4] + b"\x0c" + photo[frame + 5 :]
    if "image.too_many_pixels" in codes:
        photo = photo[: frame + 5] + struct.pack(">HH", 60_000, 60_000) + photo[frame + 9 :]
    if "image.corrupt" in codes:
        photo = photo[:-20] + photo[-2:]
    if "image.truncated" in codes:
        photo = photo[:-2]
    front = _segment(0xFE, mark)
    if exif := _exif(codes):
        front += _segment(0xE1, b"Exif\0\0" + exif)
    tail = b"more" if "image.trailing_data" in codes else b""
    if "image.too_many_bytes" in codes:
        front += _padding(size - len(photo) - len(front) - len(tail))
    return photo[:2] + front + photo[2:] + tail


def _png(codes: AbstractSet[str], mark: bytes, number: int, size: int) -> bytes:
    drawing = pictures.sound(number, "image/png")
    if "image.too_small" in codes:
        drawing = _saved("PNG", (8, 24))
    if "image.too_many_pixels" in codes:
        header = (
            b"IHDR" + _VAST["image.too_small" in codes] + drawing[len(PNG) + 16 : len(PNG) + 21]
        )
        drawing = PNG + struct.pack(">I", 13) + header + _sum(header) + drawing[_HEADER:]
    front = _chunk(b"paDd", mark)
    if "image.animated" in codes:
        front += _chunk(b"acTL", struct.pack(">II", 2, 0))
    if exif := _exif(codes):
        front += _chunk(b"eXIf", exif)
    if "image.corrupt" in codes:
        at = drawing.index(b"IDAT") + 6
        drawing = drawing[:at] + bytes([drawing[at] ^ 255]) + drawing[at + 1 :]
    if "image.truncated" in codes:
        drawing = drawing[:-_END]
    tail = b"more" if "image.trailing_data" in codes else b""
    if "image.too_many_bytes" in codes:
        room = size - len(drawing) - len(front) - len(tail) - _END
        front += _chunk(b"paDd", bytes(max(room, 0)))
    return drawing[:_HEADER] + front + drawing[_HEADER:] + tail


def _webp(codes: AbstractSet[str], number: int) -> bytes:
    small = "image.too_small" in codes
    return _saved("WEBP", (8, 24) if small else (32, 24), number, exif=_exif(codes))


def _gif(number: int) -> bytes:
    from PIL import Image

    frames = [Image.new("L", (32, 24), shade % 256) for shade in (number, number + 99)]
    out = BytesIO()
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    return out.getvalue()


def _saved(form: str, size: tuple[int, int], number: int = 128, **options: bytes) -> bytes:
    from PIL import Image

    out = BytesIO()
    Image.new("L", size, number % 256).save(out, form, **options)
    return out.getvalue()


def _exif(codes: AbstractSet[str]) -> bytes:
    """Return the metadata of a picture that lies on its side, or that tells a place."""
    from PIL import Image

    exif = Image.Exif()
    if "image.not_upright" in codes:
        exif[_ORIENTATION] = _SIDEWAYS
    if "image.location_data" in codes:
        exif[_GPS] = {1: "N", 2: (0.0, 0.0, 0.0), 3: "E", 4: (0.0, 0.0, 0.0)}
    return exif.tobytes().removeprefix(b"Exif\0\0") if len(exif) else b""


def _segment(marker: int, body: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body


def _padding(room: int) -> bytes:
    """Return comments of a JPEG that take some room, a little less if they must."""
    whole, rest = divmod(max(room, 0), _LONGEST + 4)
    last = _segment(0xFE, bytes(rest - 4)) if rest >= len(_segment(0xFE, b"")) else b""
    return _segment(0xFE, bytes(_LONGEST)) * whole + last


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + _sum(kind + body)


def _sum(body: bytes) -> bytes:
    return struct.pack(">I", zlib.crc32(body))
