"""What the text chunks of a PNG say of its picture: EXIF and XMP, as programs wrote them there.

``eXIf`` came late to PNG. Before it, ImageMagick and others wrote the EXIF in hexadecimal digits
into a chunk named ``Raw profile type exif``, and Adobe the XMP into ``XML:com.adobe.xmp``.
"""

from __future__ import annotations

import zlib
from typing import Final, NamedTuple

from payloadkit.images import exif, xmp
from payloadkit.images.exif import Exif

KINDS: Final = frozenset({b"tEXt", b"zTXt", b"iTXt"})
_PROFILES: Final = frozenset(
    {b"Raw profile type exif", b"Raw profile type APP1", b"Raw profile type xmp"}
)
_XMP: Final = b"XML:com.adobe.xmp"
_LONGEST_KEYWORD: Final = 79
_HEADING_LINES: Final = 3


class Said(NamedTuple):
    """What a text chunk says.

    Args:
        exif: What it says.
        is_xmp: Whether it is XMP, which counts less than EXIF.
    """

    exif: Exif
    is_xmp: bool


def read(kind: bytes, body: memoryview) -> Said | None:
    """Return what a text chunk says; None where it is about other things.

    Args:
        kind: ``tEXt``, ``zTXt`` or ``iTXt``.
        body: What the chunk holds.
    """
    head = body[: _LONGEST_KEYWORD + 1].tobytes()
    keyword = head.partition(b"\0")[0]
    if keyword != _XMP and keyword not in _PROFILES:
        return None
    text = _text(kind, body[len(keyword) + 1 :])
    if keyword == _XMP:
        return Said(xmp.read(text), is_xmp=True)
    return Said(profile(text), is_xmp=keyword.endswith(b"xmp"))


def profile(text: bytes) -> Exif:
    """Return what a raw profile says: its name, its length, then its bytes in hexadecimal digits.

    Args:
        text: The text of the chunk.
    """
    lines = text.lstrip(b"\n").split(b"\n", _HEADING_LINES - 1)
    try:
        block = bytes.fromhex(lines[-1].decode("ascii"))
    except ValueError:
        return Exif()
    if block.startswith(xmp.JPEG_PREFIX):
        return xmp.read(block[len(xmp.JPEG_PREFIX) :])
    return xmp.read(block) if lines[0].strip() == b"xmp" else exif.read(memoryview(block))


def _text(kind: bytes, rest: memoryview) -> bytes:
    """Return the text behind the keyword, of a bounded length; none where it is broken."""
    packed = kind == b"zTXt"
    if kind == b"iTXt":
        packed = bytes(rest[:1]) == b"\1"
        head = rest[2 : 2 + 1024].tobytes()
        language, _, after = head.partition(b"\0")
        rest = rest[2 + len(language) + 1 + len(after.partition(b"\0")[0]) + 1 :]
    elif packed:
        rest = rest[1:]
    if not packed:
        return rest[: xmp.MOST_BYTES].tobytes()
    try:
        return zlib.decompressobj().decompress(rest, xmp.MOST_BYTES)
    except zlib.error:
        return b""
