"""Pillow behind a wall: one named format, no warning and no exception of its own, no setting changed."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from typing import TYPE_CHECKING, Final

from payloadkit.images.faults import LARGEST_PIXELS
from payloadkit.images.silence import silence

if TYPE_CHECKING:
    from PIL import Image

_BROKEN: Final = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    MemoryError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
)
_ORIENTATION: Final = 0x0112


def decode(data: bytes, name: str, *, side: int | None = None) -> Image.Image | str:
    """Decode the first frame of a picture; the code of what is wrong where that cannot be done.

    Args:
        data: The picture.
        name: The only format that Pillow may take it for.
        side: How long the longer side must be at the least; a JPEG is decoded to a half, a quarter or an eighth of its size where that suffices.
    """
    from PIL import Image

    with silence():
        try:
            image = _heic(data) if name == "HEIC" else Image.open(BytesIO(data), formats=(name,))
            if image is None or image.width * image.height > LARGEST_PIXELS:
                return "image.too_many_pixels"
            if side is not None:
                longer = max(image.size)
                image.draft(None, (-(-image.width * side // longer), -(-image.height * side // longer)))
            image.load()
        except Image.DecompressionBombError:
            return "image.too_many_pixels"
        except ImportError:
            return "image.unsupported"
        except _BROKEN:
            return "image.corrupt"
    return image


def loaded(image: Image.Image) -> bool:
    """Tell whether the pixels of a picture that someone opened can be had."""
    with silence():
        try:
            image.load()
        except _BROKEN:
            return False
    return True


def lies(image: Image.Image) -> int:
    """Return the EXIF orientation of a decoded picture, 1 where it says none that can be read."""
    with silence():
        try:
            said = image.getexif().get(_ORIENTATION, 1)
        except _BROKEN:
            return 1
    return said if isinstance(said, int) else 1


def _heic(data: bytes) -> Image.Image | None:
    """Decode a HEIC picture; None where it has too many pixels."""
    import pillow_heif

    image = pillow_heif.open_heif(BytesIO(data), convert_hdr_to_8bit=True)
    return image.to_pillow() if image.size[0] * image.size[1] <= LARGEST_PIXELS else None
