"""Pillow behind a wall: one named format, no warning and no exception of its own, no setting changed."""

from __future__ import annotations

import struct
import warnings
import zlib
from io import BytesIO
from threading import Lock
from typing import TYPE_CHECKING, Final

from payloadkit.images.faults import LARGEST_PIXELS

if TYPE_CHECKING:
    from PIL import Image

_BROKEN: Final = (
    ArithmeticError,
    AttributeError,
    EOFError,
    LookupError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
)
_ORIENTATION: Final = 0x0112
# Warning filters are the process's: two threads that save and restore them at once would leave them changed.
_ONE_AT_A_TIME: Final = Lock()


def decode(data: bytes, name: str, *, smallest: bool = False) -> Image.Image | str:
    """Decode the first frame of a picture; the code of what is wrong where that cannot be done.

    Args:
        data: The picture.
        name: The only format that Pillow may take it for.
        smallest: Whether an eighth of a JPEG's size is enough.
    """
    from PIL import Image

    with _ONE_AT_A_TIME, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            image = _heic(data) if name == "HEIC" else Image.open(BytesIO(data), formats=(name,))
            if image.width * image.height > LARGEST_PIXELS:
                return "image.too_many_pixels"
            if smallest:
                image.draft(None, (1, 1))
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
    with _ONE_AT_A_TIME, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            image.load()
        except _BROKEN:
            return False
    return True


def lies(image: Image.Image) -> int:
    """Return the EXIF orientation of a decoded picture, 1 where it says none that can be read."""
    with _ONE_AT_A_TIME, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            said = image.getexif().get(_ORIENTATION, 1)
        except _BROKEN:
            return 1
    return said if isinstance(said, int) else 1


def _heic(data: bytes) -> Image.Image:
    import pillow_heif

    return pillow_heif.open_heif(BytesIO(data), convert_hdr_to_8bit=True).to_pillow()
