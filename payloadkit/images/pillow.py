"""Pillow behind a wall: one named format, no warning, no log line, no exception of its own.

While it decodes, the process's settings of Pillow, ``warnings`` and ``logging`` are those of this
module; afterwards they are the caller's again.
"""

from __future__ import annotations

import ctypes
import logging
import struct
import warnings
import zlib
from contextlib import contextmanager
from io import BytesIO
from threading import Lock
from typing import TYPE_CHECKING, Final, cast

from payloadkit.images.faults import LARGEST_PIXELS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

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
# Filters, levels and handlers are the process's: two threads that save and restore them at once
# would leave them changed.
_ONE_AT_A_TIME: Final = Lock()


def decode(data: bytes, name: str, *, side: int | None = None) -> Image.Image | str:
    """Decode the first frame of a picture, or return the code of what is wrong with it.

    Args:
        data: The picture.
        name: The only format that Pillow may take it for.
        side: How long the longer side must be at the least; a JPEG is decoded to a half, a quarter
            or an eighth of its size where that suffices.
    """
    from PIL import Image

    with silence():
        try:
            image = _heic(data) if name == "HEIC" else Image.open(BytesIO(data), formats=(name,))
            if image is None or image.width * image.height > LARGEST_PIXELS:
                return "image.too_many_pixels"
            if side is not None:
                longer = max(image.size)
                image.draft(
                    None, (-(-image.width * side // longer), -(-image.height * side // longer))
                )
            image.load()
        except Image.DecompressionBombError:
            return "image.too_many_pixels"
        except ImportError:
            return "image.unsupported"
        except _BROKEN:
            return "image.corrupt"
    return image


def loads(image: Image.Image) -> bool:
    """Return whether the pixels of a picture that the caller opened can be decoded."""
    with silence():
        try:
            image.load()
        except _BROKEN:
            return False
    return True


def exif_orientation(image: Image.Image) -> int:
    """Return the EXIF orientation of a decoded picture; 1 where none can be read."""
    with silence():
        try:
            value = image.getexif().get(_ORIENTATION, 1)
        except _BROKEN:
            return 1
    return value if isinstance(value, int) else 1


def _heic(data: bytes) -> Image.Image | None:
    """Decode a HEIC picture, or return None where it has too many pixels."""
    import pillow_heif

    image = pillow_heif.open_heif(BytesIO(data), convert_hdr_to_8bit=True)
    return image.to_pillow() if image.size[0] * image.size[1] <= LARGEST_PIXELS else None


@contextmanager
def silence() -> Iterator[None]:
    """Keep Pillow from warning, logging and printing, for one thread at a time.

    Whatever the caller set, Pillow also refuses files that are cut and counts pixels by our limit.
    """
    with _ONE_AT_A_TIME, warnings.catch_warnings(), _no_log(), _no_complaints(), _own_settings():
        warnings.simplefilter("ignore")
        yield


@contextmanager
def _no_log() -> Iterator[None]:
    """Drop Pillow's log records: they hold the values of EXIF tags."""
    log = logging.getLogger("PIL")
    level = log.level
    log.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        log.setLevel(level)


@contextmanager
def _own_settings() -> Iterator[None]:
    """Let Pillow count pixels by our limit and refuse files that are cut."""
    from PIL import Image, ImageFile

    before = Image.MAX_IMAGE_PIXELS, ImageFile.LOAD_TRUNCATED_IMAGES
    Image.MAX_IMAGE_PIXELS, ImageFile.LOAD_TRUNCATED_IMAGES = LARGEST_PIXELS, False
    try:
        yield
    finally:
        Image.MAX_IMAGE_PIXELS, ImageFile.LOAD_TRUNCATED_IMAGES = before


@contextmanager
def _no_complaints() -> Iterator[None]:
    """Take libtiff's error handler away, which prints to standard error itself.

    Pillow has no switch for it: it is a variable of the C library.
    """
    set_handler = _libtiff_handler()
    if set_handler is None:
        yield
        return
    before = set_handler(None)
    try:
        yield
    finally:
        set_handler(before)


def _libtiff_handler() -> Callable[[int | None], int | None] | None:
    """Return what sets libtiff's error handler; None where Pillow was built without a way to it."""
    from PIL import _imaging

    function = getattr(ctypes.CDLL(_imaging.__file__), "TIFFSetErrorHandler", None)
    if function is None:
        return None
    function.restype, function.argtypes = ctypes.c_void_p, [ctypes.c_void_p]
    return cast("Callable[[int | None], int | None]", function)
