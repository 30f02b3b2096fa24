"""Pillow behind a wall: one named format, no warning and no exception of its own, no setting changed."""

from __future__ import annotations

import ctypes
import logging
import struct
import warnings
import zlib
from contextlib import contextmanager
from io import BytesIO
from threading import Lock
from typing import TYPE_CHECKING, Any, Final

from payloadkit.images.faults import LARGEST_PIXELS

if TYPE_CHECKING:
    from collections.abc import Iterator

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


# Filters, levels and handlers are the process's: two threads that save and restore them at once
# would leave them changed.
_ONE_AT_A_TIME: Final = Lock()


@contextmanager
def silence() -> Iterator[None]:
    """Keep what Pillow mutters to itself, for one thread at a time, and have it refuse what is cut whatever the caller had it do."""
    with _ONE_AT_A_TIME, warnings.catch_warnings(), _no_log(), _no_complaints(), _own_settings():
        warnings.simplefilter("ignore")
        yield


@contextmanager
def _no_log() -> Iterator[None]:
    log = logging.getLogger("PIL")
    level = log.level
    log.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        log.setLevel(level)


@contextmanager
def _own_settings() -> Iterator[None]:
    from PIL import Image, ImageFile

    before = Image.MAX_IMAGE_PIXELS, ImageFile.LOAD_TRUNCATED_IMAGES
    Image.MAX_IMAGE_PIXELS, ImageFile.LOAD_TRUNCATED_IMAGES = LARGEST_PIXELS, False
    try:
        yield
    finally:
        Image.MAX_IMAGE_PIXELS, ImageFile.LOAD_TRUNCATED_IMAGES = before


@contextmanager
def _no_complaints() -> Iterator[None]:
    """Take libtiff its error handler, where it can be reached."""
    handle = _libtiff()
    if handle is None:
        yield
        return
    before = handle(None)
    try:
        yield
    finally:
        handle(before)


def _libtiff() -> Any:
    """Return what sets libtiff's error handler; None where Pillow was built without a way to it."""
    from PIL import _imaging

    handle = getattr(ctypes.CDLL(_imaging.__file__), "TIFFSetErrorHandler", None)
    if handle is not None:
        handle.restype, handle.argtypes = ctypes.c_void_p, [ctypes.c_void_p]
    return handle
