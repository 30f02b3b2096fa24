"""What the bytes of a picture really are."""

from __future__ import annotations

import attrs

from payloadkit.violation import Severity, Violation


@attrs.frozen(kw_only=True)
class Facts:
    """What the bytes of a picture really are.

    Args:
        format: ``JPEG``, ``PNG``, another known format's name, or None.
        width: Pixels a row as the header says, before any turning; None where unknown.
        height: Rows as the header says, before any turning; None where unknown.
        size_bytes: How many bytes there are.
        orientation: How the picture lies, 1 (upright) to 8, by its EXIF or else its XMP; None in
            formats where neither is looked for.
        has_location: Whether either holds GPS data; None where neither is looked for.
        animated: Whether there is more than one frame to play.
        violations: Everything that is wrong, errors before warnings of the same kind.
    """

    format: str | None = None
    width: int | None = None
    height: int | None = None
    size_bytes: int = 0
    orientation: int | None = None
    has_location: bool | None = None
    animated: bool = False
    violations: tuple[Violation, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether there is no error; warnings are allowed."""
        return all(v.severity is not Severity.ERROR for v in self.violations)
