"""Which format bytes begin like."""

from __future__ import annotations

from typing import TYPE_CHECKING

from payloadkit.images.formats import sniff

if TYPE_CHECKING:
    import pytest


def test_a_format_is_known_by_its_first_bytes(subtests: pytest.Subtests) -> None:
    """The name of a format, or None for what is no picture."""
    cases: list[tuple[bytes, str | None]] = [
        (b"", None),
        (b"\xff\xd8", None),
        (b"\xff\xd8\xff", "JPEG"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"GIF87a", "GIF"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "WEBP"),
        (b"RIFF\0\0\0\0WAVE", None),
        (b"BM" + bytes(12) + b"\x28\0\0\0", "BMP"),
        (b"BM is how many a text begins", None),
        (b"MM\0*", "TIFF"),
        (b"\0\0\0\x14ftypavif\0\0\0\0mif1", "AVIF"),
        (b"\0\0\0\x14ftypmif1\0\0\0\0avif", "AVIF"),
        (b"\0\0\0\x14ftypmif1\0\0\0\0heic", "HEIC"),
        (b"\0\0\0\x14ftypisom\0\0\0\0mp42", None),
        (b"%PDF-1.7", "PDF"),
        (b"%PDF", None),
    ]
    for head, name in cases:
        with subtests.test(head=head, name=name):
            assert sniff(memoryview(head)) == name
