"""What the walks over a JPEG and over a PNG note alike."""

from __future__ import annotations

import attrs

from payloadkit.images import exif, xmp
from payloadkit.images.exif import Exif

_MOST_BLOCKS = 4
_NOTHING = Exif()


@attrs.define(eq=False, repr=False)
class Structure:
    """What the walk over a file found.

    Args:
        exif: What the EXIF blocks say together.
        xmp: What the packets of XMP say together.
        exif_blocks: How many EXIF blocks there were.
        xmp_packets: How many packets of XMP there were.
        end: Where the picture ends, after its end mark; None where it has none.
        codes: Codes of what is wrong, each once.
        has_metadata: Whether the file holds what neither decoding nor plain display needs.
    """

    exif: Exif = _NOTHING
    xmp: Exif = _NOTHING
    exif_blocks: int = 0
    xmp_packets: int = 0
    end: int | None = None
    codes: list[str] = attrs.field(factory=list)
    has_metadata: bool = False

    @property
    def said(self) -> Exif:
        """What EXIF and, where that says nothing, XMP say."""
        return self.exif.beside(self.xmp) if self.xmp_packets else self.exif

    def add_code(self, code: str) -> None:
        """Note what is wrong, once a code."""
        if code not in self.codes:
            self.codes.append(code)

    def read_exif(self, block: memoryview) -> None:
        """Read an EXIF block; only the first few count, so that many cost nothing."""
        self.exif_blocks += 1
        if self.exif_blocks <= _MOST_BLOCKS:
            self.exif |= exif.read(block)

    def read_xmp(self, packet: memoryview | bytes) -> None:
        """Read a packet of XMP; only the first few count."""
        self.xmp_packets += 1
        if self.xmp_packets <= _MOST_BLOCKS:
            self.xmp |= xmp.read(packet)
