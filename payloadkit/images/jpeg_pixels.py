"""Whether the scans of a JPEG hold the whole picture, by decoding it to an eighth of its size.

libjpeg paints over damage and only warns: Pillow drops the warning, simplejpeg with ``strict``
raises it. Not every warning is about damage. One counts only if it stays when everything that does
not matter to the picture is left away, and if it is not about a few bytes of padding.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from payloadkit.images import jpeg, jpeg_essence

if TYPE_CHECKING:
    from payloadkit.images.jpeg import Jpeg

_PADDING: Final = r"(\d+) extraneous bytes before marker 0xd9"
_HARMLESS_PADDING: Final = 4
_FILL: Final = b"\x35\xa6\x59\xc3" * 16
_NOISE: Final = bytes(at * at * 37 % 251 for at in range(512))
_ZEROS: Final = bytes(len(_NOISE))
_SHORT: Final = "premature end of data segment"
_TRIED: Final = 4
# Looking for padding takes eleven decodes more.
_MOST_EFFORT: Final = 200_000_000
_BEYOND_SIMPLEJPEG: Final = "subsampling"


def damage(view: memoryview) -> str | None:
    """Return the code of what is wrong with a JPEG's scans, or None.

    Args:
        view: The file, whose structure is sound.
    """
    if _complaint(view) is None:
        return None
    found = jpeg.walk(view)
    plain = jpeg_essence.essence(view, found)
    complaint = _complaint(plain)
    if complaint is None or _padding(complaint, plain):
        return None
    if _BEYOND_SIMPLEJPEG in complaint:
        return _short(plain)
    return None if _only_padded(view, found) else "image.corrupt"


def _only_padded(view: memoryview, found: Jpeg) -> bool:
    """Return whether nothing is wrong with the scans but zeros before marks, which show nowhere."""
    least = None if found.effort > _MOST_EFFORT else jpeg_essence.padding(view, found)
    if least is None:
        return False
    complaint = _complaint(jpeg_essence.without_padding(view, found))
    if complaint is None:
        return True
    if _SHORT not in complaint:
        return False
    # Some of the zeros were data. Most programs pad by as many everywhere.
    for ends in (False, True):
        for count in range(least, max(least - _TRIED, 0), -1):
            bare = jpeg_essence.without_padding(view, found, count=count, ends=ends)
            if _complaint(bare) is None:
                return True
    # Others do not. What follows one zero then shows only where more is missing.
    zeros, filled = (
        _pixels(jpeg_essence.without_padding(view, found, fill=fill)) for fill in (_ZEROS, _NOISE)
    )
    return zeros is not None and zeros == filled


def _short(plain: bytes) -> str | None:
    """Return what is wrong with a JPEG that only Pillow decodes.

    Pillow does not complain where data ends early.

    More data at the end of the last scan changes nothing in a whole picture, but fills the blocks
    that a short one lacks.
    """
    from payloadkit.images.pillow import decode  # hardly any picture needs it

    image = decode(plain, "JPEG", side=1)
    filled = decode(plain[:-2] + _FILL + plain[-2:], "JPEG", side=1)
    if isinstance(image, str):
        return image
    return (
        None
        if not isinstance(filled, str) and image.tobytes() == filled.tobytes()
        else "image.corrupt"
    )


def _complaint(data: memoryview | bytes) -> str | None:
    """Decode a JPEG strictly; return the first warning or error, or None."""
    import simplejpeg

    try:
        simplejpeg.decode_jpeg(  # type: ignore[attr-defined]  # its __all__ holds no names
            data, colorspace="GRAY", min_height=1, min_width=1, strict=True
        )
    except (ValueError, RuntimeError) as error:
        return str(error)
    return None


def _pixels(data: bytes) -> bytes | None:
    """Return the pixels of a JPEG at an eighth of its size, damage painted over; None for none."""
    import simplejpeg

    try:
        image = simplejpeg.decode_jpeg(  # type: ignore[attr-defined]  # its __all__ holds no names
            data, colorspace="RGB", min_height=1, min_width=1, strict=False
        )
    except (ValueError, RuntimeError):
        return None
    pixels: bytes = image.tobytes()
    return pixels


def _padding(complaint: str, plain: bytes) -> bool:
    """Return whether a complaint is about a few bytes, or only zeros, before the end mark."""
    match = re.search(_PADDING, complaint)
    if match is None:
        return False
    length = int(match[1])
    return length <= _HARMLESS_PADDING or plain.count(0, -2 - length, -2) == length
