"""What the bytes of a picture really are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from payloadkit.violation import Severity

if TYPE_CHECKING:
    from payloadkit.violation import Violation


@attrs.frozen(kw_only=True)
class Facts:
    """What the bytes of a picture really are.

    Args:
        format: ``JPEG``, ``PNG``, another known format's name, or None.
        width: Pixels a row as the header says, before any turning; None where unknown.
        height: Rows as the header says, before any turning; None where unknown.
        size_bytes: How many bytes there are.
        orientation: The EXIF orientation, 1 to 8; 1 if unsaid.
        has_location: Whether the EXIF holds GPS data.
        animated: Whether there is more than one frame to play.
        violations: Everything that is wrong, errors before warnings of the same kind.
    """

    format: str | None = None
    width: int | None = None
    height: int | None = None
    size_bytes: int = 0
    orientation: int = 1
    has_location: bool = False
    animated: bool = False
    violations: tuple[Violation, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether there is no error; warnings are allowed."""
        return all(v.severity is not Severity.ERROR for v in self.violations)
