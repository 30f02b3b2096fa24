"""Any picture as plain pixels: eight bits, grey or RGB in sRGB, opaque on white, upright."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Final

from payloadkit.images.pillow import share

if TYPE_CHECKING:
    from PIL import Image

_DEEP: Final = frozenset({"I;16", "I;16L", "I;16B", "I;16N", "I"})
_DEEPEST: Final = 65_535
_LARGE: Final = 16_000_000
_STRIP: Final = 128
_GREY: Final = frozenset({"1", "L", "LA", *_DEEP})
_KEPT: Final = frozenset({"L", "LA", "RGB", "RGBA"})
_INDEXED: Final = frozenset({"P", "PA"})
_METADATA: Final = frozenset(
    {
        "exif",
        "icc_profile",
        "xmp",
        "comment",
        "XML:com.adobe.xmp",
        "photoshop",
        "Raw profile type exif",
        "Raw profile type APP1",
        "Raw profile type xmp",
    }
)


def described(image: Image.Image) -> bool:
    """Return whether a picture carries metadata."""
    return any(image.info.get(key) for key in _METADATA)


def upright(image: Image.Image, orientation: int) -> Image.Image:
    """Return a picture turned as its EXIF orientation, 2 to 8, asks; for 1 the picture itself."""
    from payloadkit.images.own_pillow import Image

    turns = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_270,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_90,
    }
    return image.transpose(turns[orientation]) if orientation in turns else image


def plain(image: Image.Image, side: int) -> tuple[Image.Image, tuple[str, ...]]:
    """Return a picture as plain pixels without metadata, and the names of what that took.

    Args:
        image: A decoded picture; it is left as it is.
        side: How long the longer side must be at the least; a picture of very many pixels is shrunk
            towards that on the way, which saves most of the memory.

    Raises:
        ValueError: There is no way from its colours to RGB.
    """
    image = share(image)
    shrinking = max(image.size) // side if image.width * image.height > _LARGE else 1
    return _plain(image) if shrinking == 1 else _shrunk(image, shrinking)


def _shrunk(image: Image.Image, shrinking: int) -> tuple[Image.Image, tuple[str, ...]]:
    """Return a picture as plain pixels, so many times smaller, a strip of it at a time."""
    from payloadkit.images.own_pillow import Image

    width, height = image.size
    small: Image.Image | None = None
    steps: tuple[str, ...] = ()
    for top in range(0, height, shrinking * _STRIP):
        strip = image.crop((0, top, width, min(top + shrinking * _STRIP, height)))
        strip, steps = _plain(strip)
        small = small or Image.new(strip.mode, (-(-width // shrinking), -(-height // shrinking)))
        small.paste(strip.reduce(shrinking), (0, top // shrinking))
    return small or image, steps


def _plain(image: Image.Image) -> tuple[Image.Image, tuple[str, ...]]:
    """Return a picture as plain pixels, and the names of what that took."""
    profile = image.info.get("icc_profile")
    opaque, alpha = _parted(image)
    flat = _in_srgb(opaque, profile) if profile else opaque
    wanted = "L" if image.mode in _GREY else "RGB"
    flat = flat if flat.mode == wanted else flat.convert(wanted)
    if alpha is not None:
        flat = _on_white(flat, alpha)
    flat.info = {}
    converted = ("converted",) if profile or image.mode not in _KEPT else ()
    return flat, (*converted, *(("flattened",) if alpha is not None else ()))


def _parted(image: Image.Image) -> tuple[Image.Image, Image.Image | None]:
    """Return a picture without its transparency, and that; None where it has none."""
    if image.mode in _DEEP:
        return _shallow(image), None
    if image.mode == "LA":
        return image.getchannel("L"), image.getchannel("A")
    if image.has_transparency_data:
        image = image.convert("RGBA")
        return image.convert("RGB"), image.getchannel("A")
    return image.convert("RGB") if image.mode in _INDEXED else image, None


def _shallow(image: Image.Image) -> Image.Image:
    """Return 16-bit grey in 8 bits, without cutting bright parts off as Pillow's own way does."""
    import numpy as np

    from payloadkit.images.own_pillow import Image

    deep = np.asarray(image).clip(0, _DEEPEST).astype(np.uint32)
    return Image.fromarray(((deep * 255 + _DEEPEST // 2) // _DEEPEST).astype(np.uint8))


def _in_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    """Return a picture with the colours that its ICC profile means, if the profile fits it."""
    from payloadkit.images.own_pillow import ImageCms

    try:
        meant = ImageCms.profileToProfile(
            image,
            ImageCms.ImageCmsProfile(BytesIO(profile)),
            ImageCms.createProfile("sRGB"),
            outputMode="RGB",
        )
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return image
    return meant or image


def _on_white(image: Image.Image, alpha: Image.Image) -> Image.Image:
    """Return a picture on white, as far as it is transparent."""
    from payloadkit.images.own_pillow import Image

    return Image.composite(image, Image.new(image.mode, image.size, "white"), alpha)
