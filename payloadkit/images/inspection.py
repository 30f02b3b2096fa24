"""Judge a picture by its bytes: what it is, whether it is whole, and what it gives away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple, cast

from payloadkit.images import formats, jpeg, jpeg_pixels, png, png_pixels
from payloadkit.images.facts import Facts
from payloadkit.images.faults import ADVISED_BYTES, LARGEST_BYTES, SMALLEST_SIDE, fault
from payloadkit.messages import phrase
from payloadkit.rules.rule import LARGEST_EFFORT
from payloadkit.violation import Severity, sealed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from payloadkit.images.exif import Exif
    from payloadkit.images.jpeg import Jpeg
    from payloadkit.images.png import Png
    from payloadkit.violation import Violation

LARGEST_DECODED: Final = 2 * LARGEST_BYTES
_HINTS: Final = {"GIF": "save_as_jpeg", "HEIC": "convert_heic", "PDF": "send_page"}
_SECONDS: Final = LARGEST_EFFORT // 1_000_000_000


class Finding(NamedTuple):
    """What was found in the bytes of a picture.

    Args:
        format: The format that they begin like.
        size: Width and height, where a header says so.
        exif: What the metadata say; None where they were not looked for.
        animated: Whether there is more than one frame to play.
        trailing: Whether anything follows the end.
        codes: Codes of what else is wrong.
        around: What is wrong while the pixels are sound, which ``fit`` mends if it can.
        structure: What the walk found, for a JPEG or a PNG that was walked.
    """

    format: str | None = None
    size: tuple[int, int] | None = None
    exif: Exif | None = None
    animated: bool = False
    trailing: bool = False
    codes: tuple[str, ...] = ()
    around: tuple[Callable[[], Violation], ...] = ()
    structure: Jpeg | Png | None = None

    @property
    def orientation(self) -> int | None:
        """How the picture lies; None where that was not looked for."""
        return None if self.exif is None else self.exif.orientation

    @property
    def has_location(self) -> bool | None:
        """Whether the picture tells a place; None where that was not looked for."""
        return None if self.exif is None else self.exif.has_location


class Survey(NamedTuple):
    """What the structure of a picture says, before any of its pixels is decoded.

    Args:
        view: The bytes of the picture.
        found: What was found in them.
        effort: About how many nanoseconds it takes to judge the pixels: 0 where they are not looked
            at; a document has ``LARGEST_EFFORT`` for all its pictures.
    """

    view: memoryview
    found: Finding
    effort: int

    def facts(self, *, affordable: bool = True) -> Facts:
        """Judge the pixels too, and return the facts.

        Args:
            affordable: Whether they may be looked at; if not, there are too many of them.
        """
        found, violations = self.judged(affordable=affordable)
        width, height = found.size or (None, None)
        return Facts(
            format=found.format,
            width=width,
            height=height,
            size_bytes=len(self.view),
            orientation=found.orientation,
            has_location=found.has_location,
            animated=found.animated,
            violations=violations,
        )

    def judged(self, *, affordable: bool) -> tuple[Finding, tuple[Violation, ...]]:
        """Judge the pixels too, and return what was found with all that is wrong.

        Args:
            affordable: Whether the pixels may be looked at; if not, there are too many of them.
        """
        unseen = bool(self.effort) and not affordable
        found = _with_pixels(self.view, self.found) if self.effort and affordable else self.found
        violations = tuple(_violations(found, len(self.view)))
        if unseen:
            too_much = fault("image.too_many_pixels", variant="together", seconds=_SECONDS)
            violations = (too_much, *violations)
        return found, violations


@sealed
def inspect(data: bytes | bytearray | memoryview) -> Facts:
    """Return what the bytes of a picture really are, and everything that is wrong with them.

    Any bytes at all are judged in bounded time and memory: pixels are counted before anything is
    decoded, and what is over twice the largest size is judged by its structure alone.

    Args:
        data: The bytes of the picture.

    Raises:
        TypeError: The argument is no bytes.
    """
    return survey(data).facts()


def survey(data: bytes | bytearray | memoryview) -> Survey:
    """Find out what the structure of a picture says, without decoding anything.

    Args:
        data: The bytes of the picture.

    Raises:
        TypeError: The argument is no bytes.
    """
    view = octets(data)
    found = _structure(view)
    if found.structure is None or found.codes or len(view) > LARGEST_DECODED:
        return Survey(view, found, 0)
    return Survey(view, found, found.structure.effort)


def octets(data: bytes | bytearray | memoryview) -> memoryview:
    """Return a flat view of bytes that came in memory of any shape."""
    try:
        view = memoryview(data)
    except TypeError:
        given = type(data).__name__
        raise TypeError(f"a picture is given as its bytes, not {given}: read the file") from None
    plain = view.contiguous and view.ndim == 1 and view.format == "B"
    return view if plain else memoryview(view.tobytes())


def examine(view: memoryview) -> Finding:
    """Find out what the bytes of a picture are, pixels and all, however many bytes there are.

    Args:
        view: The bytes of the picture.
    """
    return _with_pixels(view, _structure(view))


def _structure(view: memoryview) -> Finding:
    """Find out what the structure of a picture says."""
    name = formats.sniff(view)
    if name == "JPEG":
        return _jpeg(view)
    if name == "PNG":
        return _png(view)
    if name is None:
        return Finding(codes=("image.unreadable",))
    from payloadkit.images import headers

    outline = headers.outline(view, name)
    several = outline.pages > 1
    return Finding(
        format=name,
        size=outline.size,
        exif=outline.exif,
        animated=outline.animated,
        codes=() if several else ("image.unsupported",),
        around=(several_pages,) if several else (),
    )


def _with_pixels(view: memoryview, found: Finding) -> Finding:
    """Add what is wrong with the pixels, where the structure is sound enough to look at them."""
    code = None
    if not found.codes and found.format == "JPEG":
        code = jpeg_pixels.damage(view)
    elif not found.codes and found.format == "PNG":
        picture = cast("Png", found.structure)
        code = png_pixels.damage(view, picture.passes(), picture.pixels)
    if code is None:
        return found
    # Those tables were not the usual ones.
    around = tuple(other for other in found.around if other is not _lacks_tables)
    return found._replace(codes=(code,), around=around)


def _jpeg(view: memoryview) -> Finding:
    """Walk a JPEG."""
    found = jpeg.walk(view)
    whole = not found.cut and found.end is not None
    return Finding(
        format="JPEG",
        size=(found.frame.width, found.frame.height) if found.frame else None,
        exif=found.said,
        trailing=whole and max(found.end or 0, found.frames_end) < len(view),
        codes=tuple(found.codes),
        around=(
            *((_lacks_tables,) if found.tableless else ()),
            *((_cut_behind,) if found.cut else ()),
        ),
        structure=found,
    )


def _png(view: memoryview) -> Finding:
    """Walk a PNG."""
    found = png.walk(view)
    return Finding(
        format="PNG",
        size=found.size,
        exif=found.said,
        animated=found.animated,
        trailing=found.end is not None and found.end < len(view),
        codes=tuple(found.codes),
        structure=found,
    )


def several_pages() -> Violation:
    """Report that a picture has several pages."""
    return fault("image.unsupported", variant="pages")


def _lacks_tables() -> Violation:
    """Report that a JPEG lacks Huffman tables."""
    return fault("image.unsupported", variant="tables")


def _cut_behind() -> Violation:
    """Report that a frame behind the first is cut."""
    return fault("image.truncated", variant="frame")


def _violations(found: Finding, size_bytes: int) -> Iterator[Violation]:
    """Yield everything that is wrong."""
    name = _HINTS.get(found.format or "")
    hint = None if name is None else phrase(name)
    for code in found.codes:
        yield fault(code, hint=hint)
    for wrong in found.around:
        yield wrong()
    if size_bytes > ADVISED_BYTES:
        yield fault(
            "image.too_many_bytes",
            severity=Severity.ERROR if size_bytes > LARGEST_BYTES else Severity.WARNING,
            hint=hint,
        )
    if found.size and min(found.size) < SMALLEST_SIDE and all(found.size):
        yield fault("image.too_small")
    if found.animated:
        yield fault("image.animated", hint=hint)
    if found.trailing:
        yield fault("image.trailing_data", hint=hint)
    if found.orientation not in {1, None}:
        yield fault("image.not_upright", hint=hint)
    if found.has_location:
        yield fault("image.location_data", hint=hint)
