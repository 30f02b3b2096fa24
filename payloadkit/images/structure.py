"""What the walks over a JPEG and over a PNG note alike."""

from __future__ import annotations

import attrs

from payloadkit.images.exif import Exif, read

_MOST_EXIF_BLOCKS = 4
_NO_EXIF = Exif()


@attrs.define
class Structure:
    """What the walk over a file found.

    Args:
        exif: What the EXIF blocks say together.
        exif_blocks: How many EXIF blocks there were.
        end: Where the picture ends, after its end mark; None where it has none.
        codes: Codes of what is wrong, each once.
        has_metadata: Whether the file holds what neither decoding nor plain display needs.
    """

    exif: Exif = _NO_EXIF
    exif_blocks: int = 0
    end: int | None = None
    codes: list[str] = attrs.field(factory=list)
    has_metadata: bool = False

    def add_code(self, code: str) -> None:
        """Note what is wrong, once a code."""
        if code not in self.codes:
            self.codes.append(code)

    def read_exif(self, block: memoryview) -> None:
        """Read an EXIF block; only the first few count, so that many cost nothing."""
        self.exif_blocks += 1
        if self.exif_blocks <= _MOST_EXIF_BLOCKS:
            self.exif |= read(block)
