"""What can be wrong with a picture: its limits, its codes and their severities."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from payloadkit.violation import Fault, Severity, Violation

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
LONGEST_SIDE: Final = 65_500

CODES: Final = (
    "image.unreadable",
    "image.unsupported",
    "image.truncated",
    "image.corrupt",
    "image.too_many_bytes",
    "image.too_many_pixels",
    "image.too_many_scans",
    "image.too_small",
    "image.trailing_data",
    "image.animated",
    "image.not_upright",
    "image.location_data",
)
_BOUNDS: Final[Mapping[str, Mapping[str, object]]] = {
    "image.too_many_bytes": {"most": LARGEST_BYTES, "advised": ADVISED_BYTES},
    "image.too_many_scans": {"most": MOST_SCANS},
    "image.too_small": {"least": SMALLEST_SIDE},
}
_WARNINGS: Final = frozenset({"image.trailing_data", "image.not_upright", "image.location_data"})


def fault(
    code: str,
    *,
    severity: Severity | None = None,
    hint: str | None = None,
    variant: str = "",
    **bounds: object,
) -> Violation:
    """Return the violation of a code, at the document itself.

    Args:
        code: One of ``CODES``.
        severity: How much it matters, where the code alone does not say.
        hint: A hint that fits better than the usual one.
        variant: Which sentences of the code are meant.
        bounds: What they name, where that is not the usual limit.
    """
    usual = Severity.WARNING if code in _WARNINGS else Severity.ERROR
    return Fault(
        code,
        hint=hint,
        severity=severity or usual,
        variant=variant,
        bounds=bounds or _BOUNDS.get(code, {}),
    ).violation("")


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
