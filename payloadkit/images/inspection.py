"""Judge a picture by its bytes: what it is, whether it is whole, and what it tells that it should not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import attrs

from payloadkit.images import formats, headers, jpeg, png, scan, scanlines
from payloadkit.images.exif import Exif
from payloadkit.images.facts import Facts
from payloadkit.images.faults import ADVISED_BYTES, LARGEST_BYTES, SMALLEST_SIDE, fault
from payloadkit.violation import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from payloadkit.images.jpeg import Jpeg
    from payloadkit.images.png import Png
    from payloadkit.violation import Violation

LARGEST_DECODED: Final = 4 * LARGEST_BYTES
_HINTS: Final = {
    "GIF": "Save it as a JPEG or a PNG.",
    "HEIC": "Convert it to JPEG: payloadkit.images.fit does, with the extra payloadkit[heic].",
    "PDF": "Send its page as a JPEG or a PNG.",
}


@attrs.frozen(kw_only=True)
class Finding:
    """What was found in the bytes of a picture.

    Args:
        format: The format that they begin like.
        size: Width and height, where a header says so.
        said: What the EXIF says.
        animated: Whether there is more than one frame to play.
        trailing: Whether anything follows the end.
        codes: Codes of what else is wrong.
        structure: What the walk found, for a JPEG or a PNG.
    """

    format: str | None = None
    size: tuple[int, int] | None = None
    said: Exif = attrs.field(factory=Exif)
    animated: bool = False
    trailing: bool = False
    codes: tuple[str, ...] = ()
    structure: Jpeg | Png | None = None


def inspect(data: bytes | bytearray | memoryview) -> Facts:
    """Tell what the bytes of a picture really are, and everything that is wrong with them.

    Any bytes at all are judged in bounded time and memory: pixels are counted before anything is decoded, and what is over four times the largest size
    is judged by its structure alone.

    Args:
        data: The bytes of the picture.

    Raises:
        TypeError: The argument is no bytes.
    """
    view = octets(data)
    found = examine(view, decoding=len(view) <= LARGEST_DECODED)
    width, height = found.size or (None, None)
    return Facts(
        format=found.format,
        width=width,
        height=height,
        size_bytes=len(view),
        orientation=found.said.orientation,
        has_location=found.said.has_location,
        animated=found.animated,
        violations=tuple(_violations(found, len(view))),
    )


def octets(data: bytes | bytearray | memoryview) -> memoryview:
    """Return a plain view of bytes, whatever the shape of the memory they came in."""
    view = memoryview(data)
    plain = view.contiguous and view.ndim == 1 and view.format == "B"
    return view if plain else memoryview(view.tobytes())


def examine(view: memoryview, *, decoding: bool = True) -> Finding:
    """Find out what the bytes of a picture are.

    Args:
        view: The bytes of the picture.
        decoding: Whether to judge the pixels too, not only the structure.
    """
    name = formats.sniff(view)
    if name == "JPEG":
        return _jpeg(view, decoding=decoding)
    if name == "PNG":
        return _png(view, decoding=decoding)
    if name is None:
        return Finding(codes=("image.unreadable",))
    outline = headers.outline(view, name)
    return Finding(format=name, size=outline.size, animated=outline.animated, codes=("image.unsupported",))


def _jpeg(view: memoryview, *, decoding: bool) -> Finding:
    found = jpeg.walk(view)
    code = scan.damage(view, found) if decoding and not found.codes else None
    return Finding(
        format="JPEG",
        size=(found.frame.width, found.frame.height) if found.frame else None,
        said=found.said,
        trailing=found.end is not None and max(found.end, found.listed_end) < len(view),
        codes=(*found.codes, *([code] if code else [])),
        structure=found,
    )


def _png(view: memoryview, *, decoding: bool) -> Finding:
    found = png.walk(view)
    code = scanlines.damage(view, found.header, found.pixels) if decoding and found.header and not found.codes else None
    return Finding(
        format="PNG",
        size=found.size,
        said=found.said,
        animated=found.animated,
        trailing=found.end is not None and found.end < len(view),
        codes=(*dict.fromkeys(found.codes), *([code] if code else [])),
        structure=found,
    )


def _violations(found: Finding, size_bytes: int) -> Iterator[Violation]:
    hint = _HINTS.get(found.format or "")
    for code in found.codes:
        yield fault(code, hint=hint)
    if size_bytes > ADVISED_BYTES:
        yield fault("image.too_many_bytes", severity=Severity.ERROR if size_bytes > LARGEST_BYTES else Severity.WARNING, hint=hint)
    if found.size and min(found.size) < SMALLEST_SIDE and all(found.size):
        yield fault("image.too_small")
    for code, here in (
        ("image.animated", found.animated),
        ("image.trailing_data", found.trailing),
        ("image.not_upright", found.said.orientation != 1),
        ("image.location_data", found.said.has_location),
    ):
        if here:
            yield fault(code, hint=hint)
