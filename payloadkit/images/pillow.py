"""Pillow behind a wall: one named format, no warning, no log line, no exception of its own."""

from __future__ import annotations

import struct
import zlib
from contextlib import contextmanager
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, Final

from payloadkit.images import LOADING, exif, png_text, xmp
from payloadkit.images.exif import Exif
from payloadkit.images.faults import LARGEST_PIXELS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

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
    Warning,  # where the caller's filters make it an error
    struct.error,
    zlib.error,
)
_ORIENTATION: Final = 0x0112
# The better source first.
_SAYING: Final[Mapping[str, Callable[[bytes], Exif]]] = {
    "exif": lambda block: exif.read(memoryview(block)),
    "Raw profile type exif": png_text.profile,
    "Raw profile type APP1": png_text.profile,
    "xmp": xmp.read,
    "XML:com.adobe.xmp": xmp.read,
    "Raw profile type xmp": png_text.profile,
}


def decode(data: bytes, name: str, *, side: int | None = None) -> Image.Image | str:
    """Decode the first frame of a picture, or return the code of what is wrong with it.

    Args:
        data: The picture.
        name: The only format that Pillow may take it for.
        side: How long the longer side must be at the least; a JPEG is decoded to a half, a quarter
            or an eighth of its size where that suffices.
    """
    if name != "TIFF":
        return _decoded(data, name, side)
    with _no_complaints():
        return _decoded(data, name, side)


def _decoded(data: bytes, name: str, side: int | None) -> Image.Image | str:
    """Decode a picture as ``decode`` does."""
    from payloadkit.images.own_pillow import Image

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


def adopt(image: Image.Image) -> Image.Image | None:
    """Return a caller's picture as one of our own Pillow, or None where it cannot be decoded.

    Args:
        image: The caller's picture, which may not be decoded yet.
    """
    try:
        image.load()
    except _BROKEN:
        return None
    return share(image)


def share(image: Image.Image) -> Image.Image:
    """Return a picture of our own Pillow with the pixels of another, which must not be changed.

    Args:
        image: A decoded picture.
    """
    from payloadkit.images.own_pillow import Image, ImagePalette

    own = Image.Image()._new(image.im)  # noqa: SLF001  no public way shares the pixels
    own.info = dict(image.info)
    if image.palette is not None:
        own.palette = ImagePalette.ImagePalette(image.palette.mode, image.palette.palette)
    return own


def stated(image: Image.Image) -> Exif:
    """Return what the metadata of a caller's decoded picture say.

    They are read here: Pillow logs their values.
    """
    found = Exif()
    for key, read in _SAYING.items():
        text = image.info.get(key)
        if isinstance(text, bytes | str):
            found = found.beside(read(text.encode() if isinstance(text, str) else text))
    # What the caller changed stands here, and not in the block that was read.
    changed = getattr(image, "_exif", None) or {}
    turned = changed.get(_ORIENTATION, found.orientation)
    return Exif(turned if turned in range(1, 9) else 1, found.has_location)


def _heic(data: bytes) -> Image.Image | None:
    """Decode a HEIC picture, or return None where it has too many pixels."""
    with LOADING:
        import pillow_heif

    image = pillow_heif.open_heif(BytesIO(data), convert_hdr_to_8bit=True)
    if image.size[0] * image.size[1] > LARGEST_PIXELS:
        return None
    return adopt(image.to_pillow())


@contextmanager
def _no_complaints() -> Iterator[None]:
    """Keep libtiff from printing to standard error what it finds wrong with a file.

    Pillow has no switch for it: it is a variable of the C library. No lock is held for it, which a
    forked child might inherit: at worst, a complaint of another thread is lost, or printed.
    """
    handlers = _libtiff_handlers()
    if handlers is None:
        yield
        return
    set_handler, usual = handlers
    set_handler(None)
    try:
        yield
    finally:
        set_handler(usual)


@cache
def _libtiff_handlers() -> tuple[Callable[[int | None], int | None], int | None] | None:
    """Return what sets libtiff's error handler and the usual handler; None where there is no way.

    Pillow may be built without one.
    """
    with LOADING:
        import ctypes

        from payloadkit.images.own_pillow import LIBRARY

    function = getattr(ctypes.CDLL(LIBRARY), "TIFFSetErrorHandler", None)
    if function is None:
        return None
    function.restype, function.argtypes = ctypes.c_void_p, [ctypes.c_void_p]
    usual = function(None)
    function(usual)
    return function, usual
