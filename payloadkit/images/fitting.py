"""Make a picture fit to send: upright, opaque, plain, stripped, and as good as its budget admits."""

from __future__ import annotations

from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Final

import attrs

from payloadkit.images import colours, jpeg, png
from payloadkit.images.budget import Budget
from payloadkit.images.encoding import sides, squeeze
from payloadkit.images.faults import LARGEST_PIXELS, ImageError, fault
from payloadkit.images.inspection import examine, octets
from payloadkit.images.jpeg import Jpeg
from payloadkit.images.pillow import decode, lies, loaded
from payloadkit.violation import sealed

if TYPE_CHECKING:
    from PIL import Image

    from payloadkit.images.inspection import Finding
    from payloadkit.images.png import Png

_DEFAULT: Final = Budget()
_TYPES: Final = {"JPEG": "image/jpeg", "PNG": "image/png"}
_READ: Final = frozenset({"WEBP", "AVIF", "TIFF", "BMP", "HEIC"})
_PLAYED: Final = frozenset({"WEBP", "AVIF"})
_UNSUPPORTED: Final = {
    "HEIC": "Install the extra payloadkit[heic], which reads it.",
    None: "Send a JPEG, PNG, WebP, AVIF, TIFF, BMP or, with the extra payloadkit[heic], HEIC.",
}


@attrs.frozen(kw_only=True)
class Fitted:
    """A picture that is fit to send.

    Args:
        data: Its bytes.
        content_type: ``image/jpeg`` or ``image/png``.
        width: Pixels a row.
        height: Rows.
        quality: The JPEG quality it was encoded with; None where its pixels are those of the
            source, untouched.
        steps: What was done, in order: ``rotated converted flattened stilled stripped resized
            encoded``; empty where nothing was.
    """

    data: bytes = attrs.field(repr=False)
    content_type: str
    width: int
    height: int
    quality: int | None = None
    steps: tuple[str, ...] = ()


@sealed
def fit(
    source: str | PathLike[str] | bytes | bytearray | memoryview | Image.Image,
    budget: Budget = _DEFAULT,
) -> Fitted:
    """Return a picture made fit to send, or the very same bytes where they already are.

    What is wrong with the picture only around its pixels is taken away without decoding them;
    everything else is decoded and encoded anew.

    Args:
        source: A path, the bytes of a JPEG, PNG, WebP, AVIF, TIFF, BMP or (with the extra ``heic``)
            HEIC picture, or a Pillow image, which is left as it is.
        budget: What the picture may cost.

    Raises:
        ImageError: The picture is damaged, of no known kind, too large to decode, or cannot be had
            within the budget.
        OSError: The file cannot be read.
        TypeError: The source is none of these.
    """
    from PIL import Image

    if isinstance(source, str | PathLike):
        return _of_bytes(memoryview(Path(source).read_bytes()), budget)
    if isinstance(source, bytes | bytearray | memoryview):
        return _of_bytes(octets(source), budget)
    if isinstance(source, Image.Image):
        return _of_picture(source, budget)
    raise TypeError("a picture is a path, bytes or a Pillow image")


def _of_bytes(view: memoryview, budget: Budget) -> Fitted:
    found = examine(view)
    if found.structure is None:
        return _of_other(view, found, budget)
    if found.codes or not found.size:
        raise ImageError(fault(found.codes[0]))
    name = found.format or ""
    if found.exif.orientation == 1 and _simple(found.structure):
        same = found.structure.end == len(view) and not found.structure.has_metadata
        data = bytes(view) if same else _bare(view, found.structure)
        if budget.admits(found.size, len(data)):
            steps = () if same else (*_stilled(animated=found.animated), "stripped")
            return Fitted(
                data=data,
                content_type=_TYPES[name],
                width=found.size[0],
                height=found.size[1],
                steps=steps,
            )
    image = _coloured(view, found.structure, name, sides(found.size, budget)[1])
    stripped = (
        found.structure.has_metadata
        or _profiled(found.structure)
        or found.structure.end != len(view)
        or colours.described(image)
    )
    return _encoded(
        image,
        found.exif.orientation,
        budget,
        longer=max(found.size),
        animated=found.animated,
        stripped=stripped,
    )


def _of_other(view: memoryview, found: Finding, budget: Budget) -> Fitted:
    if found.format not in _READ:
        raise ImageError(fault(found.codes[0], hint=_UNSUPPORTED[None]))
    image = _decoded(bytes(view), found.format)
    animated = found.format in _PLAYED and bool(getattr(image, "is_animated", False))
    return _encoded(
        image,
        lies(image),
        budget,
        longer=max(image.size),
        animated=animated,
        stripped=colours.described(image),
    )


def _of_picture(image: Image.Image, budget: Budget) -> Fitted:
    if image.width * image.height > LARGEST_PIXELS:
        raise ImageError(fault("image.too_many_pixels"))
    if not image.width or not image.height or not loaded(image):
        raise ImageError(fault("image.corrupt"))
    return _encoded(
        image,
        lies(image),
        budget,
        longer=max(image.size),
        animated=False,
        stripped=colours.described(image),
    )


def _coloured(view: memoryview, structure: Jpeg | Png, name: str, side: int) -> Image.Image:
    """Return a picture with its ICC profile; without, where the profile is so broken that nothing can be decoded beside it."""
    try:
        return _decoded(_bare(view, structure, profile=True), name, side)
    except ImageError:
        bare = _bare(view, structure)
    return _decoded(bare, name, side)


def _decoded(data: bytes, name: str, side: int | None = None) -> Image.Image:
    image = decode(data, name, side=side)
    if isinstance(image, str):
        raise ImageError(fault(image, hint=_UNSUPPORTED.get(name)))
    return image


def _encoded(
    image: Image.Image,
    orientation: int,
    budget: Budget,
    *,
    longer: int,
    animated: bool,
    stripped: bool,
) -> Fitted:
    flat, steps = _flat(image, sides(image.size, budget)[1])
    turned = colours.upright(flat, orientation)
    data, (width, height), quality = squeeze(turned, budget)
    done = (
        *(("rotated",) if turned is not flat else ()),
        *steps,
        *_stilled(animated=animated),
        *(("stripped",) if stripped else ()),
        *(("resized",) if max(width, height) != longer else ()),
        "encoded",
    )
    return Fitted(
        data=data,
        content_type="image/jpeg",
        width=width,
        height=height,
        quality=quality,
        steps=done,
    )


def _flat(image: Image.Image, side: int) -> tuple[Image.Image, tuple[str, ...]]:
    try:
        return colours.plain(image, side)
    except ValueError:
        pass
    raise ImageError(fault("image.unsupported", hint="Convert its colours to RGB."))


def _stilled(*, animated: bool) -> tuple[str, ...]:
    return ("stilled",) if animated else ()


def _bare(view: memoryview, structure: Jpeg | Png, *, profile: bool = False) -> bytes:
    """Return the file without anything that neither its pixels nor, with the profile, their colours need."""
    if isinstance(structure, Jpeg):
        return jpeg.essence(view, structure, colour=True, profile=profile)
    return png.essence(view, structure, profile=profile)


def _simple(structure: Jpeg | Png) -> bool:
    """Tell whether the pixels are eight bits a sample, grey or RGB as they stand, opaque."""
    if isinstance(structure, Jpeg):
        return (
            structure.frame is not None
            and len(structure.frame.components) in {1, 3}
            and not _profiled(structure)
        )
    header, eight = structure.header, 8
    flat = (
        header is not None
        and header.depth == eight
        and header.colour in {png.GREY, png.TRUE_COLOUR}
        and b"tRNS" not in structure.seen
    )
    return flat and not _profiled(structure)


def _profiled(structure: Jpeg | Png) -> bool:
    """Tell whether there is an ICC profile, or what should be one."""
    return bool(structure.profile) if isinstance(structure, Jpeg) else b"iCCP" in structure.seen
