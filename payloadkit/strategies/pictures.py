"""Tiny synthetic pictures: sound ones, and one for each fault that has that fault alone."""

from __future__ import annotations

import struct
import zlib
from functools import cache
from io import BytesIO
from random import Random
from typing import TYPE_CHECKING, Final

import attrs

from payloadkit.images.faults import LARGEST_BYTES, fault
from payloadkit.images.formats import PNG

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PIL import Image

    from payloadkit.violation import Severity

_SIZE: Final = (32, 24)
_TYPES: Final = {"image/jpeg": "JPEG", "image/png": "PNG"}
_LYING: Final = bytes.fromhex("4d4d002a00000008000101120003000000010006000000000000")
_LOCATED: Final = bytes.fromhex(
    "4d4d002a0000000800018825000400000001000000260000000000000000000000000000"
    "00000001000100020000000245000000"
)


@attrs.frozen
class Specimen:
    """A picture that breaks one rule.

    Args:
        code: The code of the rule.
        content_type: The type that it claims to be.
        data: Its bytes.
    """

    code: str
    content_type: str
    data: bytes = attrs.field(repr=False)

    @property
    def severity(self) -> Severity:
        """How much the fault matters."""
        return fault(self.code).severity


@cache
def sound(seed: int = 0, content_type: str = "image/jpeg") -> bytes:
    """Return a small picture without any fault, the same for the same seed.

    Args:
        seed: Which picture.
        content_type: ``image/jpeg`` or ``image/png``.

    Raises:
        ValueError: There is no specimen of this content type.
    """
    from PIL import Image

    if content_type not in _TYPES:
        msg = "specimens are image/jpeg or image/png"
        raise ValueError(msg)
    corners = Image.frombytes("RGB", (2, 2), Random(seed).randbytes(12))  # noqa: S311 # repeatable
    return _saved(corners.resize(_SIZE, Image.Resampling.BILINEAR), content_type)


@cache
def tiny(shade: int = 128, content_type: str = "image/jpeg") -> bytes:
    """Return the smallest picture without any fault, 16 × 16 pixels of one grey.

    Args:
        shade: Which grey, 0 to 255.
        content_type: ``image/jpeg`` or ``image/png``.
    """
    from PIL import Image

    return _saved(Image.new("L", (16, 16), shade), content_type)


@cache
def photo(seed: int = 0, content_type: str = "image/jpeg") -> bytes:
    """Return a picture of 480 × 640 pixels in patches of colour, some kilobytes.

    It is the same for the same seed.

    Args:
        seed: Which picture.
        content_type: ``image/jpeg`` or ``image/png``.
    """
    from PIL import Image

    patches = Image.frombytes("RGB", (3, 4), Random(seed).randbytes(36))  # noqa: S311 # repeatable
    return _saved(patches.resize((480, 640), Image.Resampling.NEAREST), content_type)


@cache
def broken() -> tuple[Specimen, ...]:
    """Return one small specimen for each fault, in which ``inspect`` finds that fault alone.

    ``bulky`` is the one that cannot be small.
    """
    photo, drawing = sound(), sound(0, "image/png")
    header = photo.index(b"\xff\xc0")
    tall = photo[: header + 5] + struct.pack(">HH", 60_000, 60_000) + photo[header + 9 :]
    as_jpeg: Mapping[str, bytes] = {
        "image.unreadable": b"no picture",
        "image.unsupported": photo[: header + 4] + b"\x0c" + photo[header + 5 :],
        "image.truncated": photo[:-2],
        "image.corrupt": photo[:-20] + photo[-2:],
        "image.too_many_pixels": tall,
        "image.too_many_scans": _stepwise(101),
        "image.too_small": _shrunk(),
        "image.trailing_data": photo + b"more",
        "image.not_upright": _with_exif(photo, _LYING),
        "image.location_data": _with_exif(photo, _LOCATED),
    }
    animated = _with_chunk(drawing, b"acTL", struct.pack(">II", 2, 0))
    return (
        *(Specimen(code, "image/jpeg", data) for code, data in as_jpeg.items()),
        Specimen("image.animated", "image/png", animated),
    )


def bulky() -> Specimen:
    """Return a specimen of too many bytes, over 5 MiB of padding."""
    return Specimen(
        "image.too_many_bytes",
        "image/png",
        _with_chunk(sound(0, "image/png"), b"paDd", bytes(LARGEST_BYTES)),
    )


def _saved(picture: Image.Image, content_type: str) -> bytes:
    out = BytesIO()
    picture.save(out, _TYPES[content_type], quality=60, optimize=True)
    return out.getvalue()


def _with_exif(photo: bytes, exif: bytes) -> bytes:
    return photo[:2] + _segment(0xE1, b"Exif\0\0" + exif) + photo[2:]


def _with_chunk(drawing: bytes, kind: bytes, body: bytes) -> bytes:
    after_header = len(PNG) + 25
    chunk = struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
    return drawing[:after_header] + chunk + drawing[after_header:]


def _segment(marker: int, body: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body


def _shrunk() -> bytes:
    from PIL import Image

    out = BytesIO()
    Image.new("L", (8, 24), 128).save(out, "JPEG")
    return out.getvalue()


def _stepwise(scans: int) -> bytes:
    """Return a flat grey progressive JPEG of 16 × 16 pixels in a number of scans.

    Each scan is of one coefficient and one bit.
    """
    steps = [(0, 0, 0x00)]
    for coefficient in range(1, 64):
        steps += [(coefficient, coefficient, 0x01), (coefficient, coefficient, 0x10)]
    header = (
        _segment(0xDB, bytes([0] + [1] * 64)),
        _segment(0xC2, struct.pack(">BHHB3B", 8, 16, 16, 1, 1, 0x11, 0)),
        _segment(0xC4, bytes([0x00, 1] + [0] * 15 + [0x00])),
        _segment(0xC4, bytes([0x10, 1] + [0] * 15 + [0x20])),
    )
    # Four blocks: four zero differences in the first scan, then one run of four empty blocks a
    # scan.
    bodies = (
        _segment(0xDA, bytes([1, 1, 0, *step])) + (b"\x0f" if step[0] == 0 else b"\x1f")
        for step in steps[:scans]
    )
    return b"".join((b"\xff\xd8", *header, *bodies, b"\xff\xd9"))
