"""What XMP says of a picture that matters: which way up it is, and where it was taken.

XMP is XML, but only two properties count, each in the form of an attribute or of an element, so
none of it is parsed: an XML parser follows entities, and must not meet bytes of strangers.
"""

from __future__ import annotations

import re
from typing import Final

from payloadkit.images.exif import Exif

JPEG_PREFIX: Final = b"http://ns.adobe.com/xap/1.0/\0"
JPEG_EXTENSION: Final = b"http://ns.adobe.com/xmp/extension/\0"
# What follows this in a segment: a digest of 32 letters, the length of all and the place in it.
EXTENSION_HEAD: Final = len(JPEG_EXTENSION) + 40
MOST_BYTES: Final = 4 * 1024 * 1024

_ORIENTATION: Final = rb"tiff:Orientation\s*(?:=\s*[\"']|>)\s*([1-8])\s*[\"'<]"
_PLACE: Final = (
    rb"(?i::gps(?!VersionID)\w+\s*"
    rb"(?:=\s*[\"']\s*[^\s\"']|>\s*(?:[^\s<]|<(?!/))))"
)


def read(packet: bytes | memoryview) -> Exif:
    """Return what a packet of XMP says, in the words of EXIF; a broken one says nothing.

    Args:
        packet: The XML, in UTF-8 or UTF-16.
    """
    text = bytes(packet[:MOST_BYTES]).replace(b"\0", b"")
    turned = re.search(_ORIENTATION, text)
    return Exif(
        int(turned[1]) if turned else 1,
        re.search(_PLACE, text) is not None,
        stated=turned is not None,
    )
