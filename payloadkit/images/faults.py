"""What can be wrong with a picture: a line a code, with its severity, its wording and its mend."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from payloadkit.violation import Severity, Violation

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

LARGEST_BYTES: Final = 5 * 1024 * 1024
ADVISED_BYTES: Final = 5_000_000
LARGEST_PIXELS: Final = 50_000_000
LARGEST_COEFFICIENTS: Final = 200_000_000
# What a compressed byte takes of them.
BYTE_EFFORT: Final = 20
MOST_SCANS: Final = 100
SMALLEST_SIDE: Final = 16

_SEND_AGAIN: Final = "Take the picture again from where it came from."
_FIT: Final = "images.fit, or payloadkit image fit, mends it."

_WORDING: Final[Mapping[str, tuple[str, str]]] = {
    "image.unreadable": ("The bytes must be a picture.", "Send a JPEG or a PNG."),
    "image.unsupported": (
        "A picture must be a JPEG or a PNG of a kind that every program reads.",
        "images.fit, or payloadkit image fit, converts WebP, AVIF, TIFF and BMP.",
    ),
    "image.truncated": ("A picture must be whole up to its end mark.", _SEND_AGAIN),
    "image.corrupt": ("A picture must be undamaged.", _SEND_AGAIN),
    "image.too_many_bytes": (
        f"A picture must be at most {LARGEST_BYTES:,} bytes, and should be at most {ADVISED_BYTES:,}.",
        _FIT,
    ),
    "image.too_many_pixels": (
        "A picture must have at most 50 megapixels, and need at most 200 MB to decode.",
        "Make it smaller.",
    ),
    "image.too_many_scans": (
        f"A JPEG must come in at most {MOST_SCANS} scans, fewer where it is very large.",
        "Save it as a baseline JPEG.",
    ),
    "image.too_small": (
        f"A picture must have at least {SMALLEST_SIDE} pixels a side.",
        _SEND_AGAIN,
    ),
    "image.trailing_data": ("Nothing should follow the end of a picture.", _FIT),
    "image.animated": ("A picture must be one still frame.", _FIT),
    "image.not_upright": ("A picture should lie upright without its EXIF orientation.", _FIT),
    "image.location_data": ("A picture should not tell where it was taken.", _FIT),
}
_WARNINGS: Final = frozenset({"image.trailing_data", "image.not_upright", "image.location_data"})


def fault(
    code: str,
    *,
    severity: Severity | None = None,
    message: str | None = None,
    hint: str | None = None,
) -> Violation:
    """Return the violation of a code, at the document itself.

    Args:
        code: One of the ``image.*`` codes of this room.
        severity: How much it matters, where the code alone does not say.
        message: A wording that says the bound, where it is not the usual one.
        hint: A mend that fits better than the usual one.
    """
    wording, usual = _WORDING[code]
    usual_severity = Severity.WARNING if code in _WARNINGS else Severity.ERROR
    return Violation(
        path="",
        code=code,
        severity=severity or usual_severity,
        message=message or wording,
        hint=hint or usual,
    )


class ImageError(ValueError):
    """A picture cannot be made fit; ``violation`` says why, without a value, a path or a file name.

    Args:
        violation: What is wrong with the picture.
    """

    def __init__(self, violation: Violation) -> None:
        """Keep the violation and show its code and wording."""
        self.violation = violation
        super().__init__(f"{violation.code}: {violation.message}")

    @property
    def code(self) -> str:
        """The stable dotted name of what is wrong."""
        return self.violation.code

    def __reduce__(self) -> tuple[Callable[..., ImageError], tuple[Violation]]:
        """Pickle by the violation, so that an error crosses process borders whole."""
        return (type(self), (self.violation,))
