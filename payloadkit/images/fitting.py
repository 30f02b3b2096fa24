"""Make a picture fit to send: upright, opaque, stripped, and as good as its budget admits."""

from __future__ import annotations

import sys
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import attrs
import simplejpeg  # noqa: F401  a child forked during an import in a thread would wait for ever

import payloadkit.images.headers
import payloadkit.images.own_pillow  # noqa: F401  likewise
from payloadkit.images import colours, jpeg_essence, png
from payloadkit.images.budget import Budget
from payloadkit.images.encoding import scaled, sides, squeeze
from payloadkit.images.exif import Exif
from payloadkit.images.faults import LARGEST_PIXELS, ImageError, fault
from payloadkit.images.inspection import examine, octets, several_pages
from payloadkit.images.jpeg import Jpeg
from payloadkit.images.jpeg_quality import Fineness, fineness
from payloadkit.images.pillow import adopt, decode, stated
from payloadkit.messages import phrase
from payloadkit.violation import sealed

if TYPE_CHECKING:
    from PIL import Image

    from payloadkit.images.inspection import Finding
    from payloadkit.images.png import Png

_DEFAULT: Final = Budget()
_TYPES: Final = {"JPEG": "image/jpeg", "PNG": "image/png"}
_READ: Final = frozenset({"WEBP", "AVIF", "TIFF", "BMP", "HEIC"})
_SIDEWAYS: Final = range(5, 9)


@attrs.frozen(kw_only=True)
class Fitted:
    """A picture that is fit to send.

    Args:
        data: Its bytes.
        content_type: ``image/jpeg`` or ``image/png``.
        width: Pixels a row.
        height: Rows.
        quality: The JPEG quality it was encoded with; None where its pixels are those of the
            source, untouched; that of the source where it was only turned.
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
        TypeError: The source is none of these, or the budget is no budget.
    """
    if not isinstance(budget, Budget):
        raise TypeError(f"budget is a Budget, not {type(budget).__name__}")
    if isinstance(source, str | PathLike):
        return _of_bytes(memoryview(Path(source).read_bytes()), budget)
    if isinstance(source, bytes | bytearray | memoryview):
        return _of_bytes(octets(source), budget)
    # Nobody has a Pillow image who has not loaded Pillow.
    pil = sys.modules.get("PIL.Image")
    if pil is not None and isinstance(source, pil.Image):
        return _of_picture(source, budget)
    raise TypeError("a picture is a path, bytes or a Pillow image")


class _Decoded(NamedTuple):
    """A decoded picture.

    Args:
        image: Its pixels, perhaps at a half, a quarter or an eighth of its size.
        orientation: How it lies.
        longer: The longer side of the source.
        animated: Whether the source had other frames.
        stripped: Whether the source had metadata.
        fineness: How fine the source is.
    """

    image: Image.Image
    orientation: int
    longer: int
    animated: bool
    stripped: bool
    fineness: Fineness = Fineness()


def _of_bytes(view: memoryview, budget: Budget) -> Fitted:
    """Fit a file: as it is, without what is around its pixels, or encoded anew."""
    found = examine(view)
    structure, size = found.structure, found.size
    if structure is None:
        return _of_other(view, found, budget)
    if found.codes or not size:
        raise ImageError(fault(found.codes[0]))
    name, orientation = found.format or "", found.orientation or 1
    whole = structure.end == len(view)
    if orientation == 1 and _simple(structure):
        same = whole and not structure.has_metadata
        data = bytes(view) if same else _bare(view, structure)
        if budget.admits(size, len(data)):
            steps = () if same else (*_stilled(animated=found.animated), "stripped")
            width, height = size
            return Fitted(
                data=data, content_type=_TYPES[name], width=width, height=height, steps=steps
            )
    image = _coloured(view, structure, name, sides(size, budget)[1])
    stripped = (
        not whole or structure.has_metadata or _profiled(structure) or colours.described(image)
    )
    source = attrs.evolve(fineness(image), length=structure.end or 0)
    return _encoded(
        _Decoded(image, orientation, max(size), found.animated, stripped, source), budget
    )


def _of_other(view: memoryview, found: Finding, budget: Budget) -> Fitted:
    """Fit a file that is neither a JPEG nor a PNG."""
    if several_pages in found.around:
        raise ImageError(several_pages())
    if found.format not in _READ:
        raise ImageError(fault(found.codes[0], hint=phrase("convertible")))
    image = _decoded(bytes(view), found.format)
    animated = found.animated or bool(getattr(image, "is_animated", False))
    if found.format == "TIFF" and animated:
        raise ImageError(several_pages())
    said = stated(image) if found.exif is None else found.exif
    return _encoded(_whole(image, said, animated=animated), budget)


def _of_picture(image: Image.Image, budget: Budget) -> Fitted:
    """Fit a Pillow image."""
    if image.width * image.height > LARGEST_PIXELS:
        raise ImageError(fault("image.too_many_pixels"))
    own = adopt(image) if image.width and image.height else None
    if own is None:
        raise ImageError(fault("image.corrupt"))
    # A page of a TIFF is what the caller chose, but a frame is one of many.
    animated = image.format != "TIFF" and bool(getattr(image, "is_animated", False))
    whole = _whole(own, stated(image), animated=animated)
    return _encoded(whole._replace(fineness=fineness(image)), budget)


def _whole(image: Image.Image, said: Exif, *, animated: bool) -> _Decoded:
    """Describe an image that was decoded at its full size."""
    stripped = colours.described(image) or said != Exif()
    return _Decoded(image, said.orientation, max(image.size), animated, stripped)


def _coloured(view: memoryview, structure: Jpeg | Png, name: str, side: int) -> Image.Image:
    """Return a picture with its ICC profile, unless nothing can be decoded beside that profile."""
    try:
        return _decoded(_bare(view, structure, profile=True), name, side)
    except ImageError:
        bare = _bare(view, structure)
    return _decoded(bare, name, side)


def _decoded(data: bytes, name: str, side: int | None = None) -> Image.Image:
    """Decode a picture, or raise what is wrong with it."""
    image = decode(data, name, side=side)
    if isinstance(image, str):
        raise ImageError(fault(image, hint=phrase("install_heic") if name == "HEIC" else None))
    return image


def _encoded(source: _Decoded, budget: Budget) -> Fitted:
    """Make a decoded picture plain and upright, and encode it within the budget."""
    side = sides(source.image.size, budget)[1]
    flat, steps = _flat(source.image, side)
    fine = source.fineness
    if side != source.longer or flat.mode != source.image.mode:
        fine = attrs.evolve(fine, tables=None)
    elif source.orientation in _SIDEWAYS:
        fine = fine.turned()
    turned = colours.upright(scaled(flat, side), source.orientation)
    data, fitted, quality = squeeze(turned, budget, fine)
    width, height = fitted.size
    done = (
        *(("rotated",) if source.orientation != 1 else ()),
        *steps,
        *_stilled(animated=source.animated),
        *(("stripped",) if source.stripped else ()),
        *(("resized",) if max(width, height) != source.longer else ()),
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
    """Make a picture plain, or raise that there is no way from its colours to RGB."""
    try:
        return colours.plain(image, side)
    except ValueError:
        pass
    raise ImageError(fault("image.unsupported", variant="colours"))


def _stilled(*, animated: bool) -> tuple[str, ...]:
    """Return the step that drops the other frames, where there are any."""
    return ("stilled",) if animated else ()


def _bare(view: memoryview, structure: Jpeg | Png, *, profile: bool = False) -> bytes:
    """Return the file with nothing but its pixels and, if wanted, the profile of their colours."""
    if isinstance(structure, Jpeg):
        return jpeg_essence.essence(view, structure, colour=True, profile=profile)
    return png.essence(view, structure, profile=profile)


def _simple(structure: Jpeg | Png) -> bool:
    """Return whether the pixels are opaque and eight bits a sample, in grey or RGB."""
    if isinstance(structure, Jpeg):
        return (
            structure.frame is not None
            and len(structure.frame.components) in {1, 3}
            and not structure.tableless
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
    """Return whether there is an ICC profile, or what should be one."""
    return bool(structure.profile) if isinstance(structure, Jpeg) else b"iCCP" in structure.seen
