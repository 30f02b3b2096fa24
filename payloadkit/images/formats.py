"""Which format bytes begin like."""

from __future__ import annotations

from typing import Final

JPEG: Final = b"\xff\xd8\xff"
PNG: Final = b"\x89PNG\r\n\x1a\n"
_MAGIC: Final = (
    (JPEG, "JPEG"),
    (PNG, "PNG"),
    (b"GIF87a", "GIF"),
    (b"GIF89a", "GIF"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"II+\0", "TIFF"),
    (b"MM\0+", "TIFF"),
    (b"\0\0\0\x0cjP  \r\n\x87\n", "JPEG2000"),
    (b"\xff\x4f\xff\x51", "JPEG2000"),
    (b"\0\0\0\x0cJXL \r\n\x87\n", "JXL"),
    (b"8BPS\0\x01", "PSD"),
    (b"%PDF-", "PDF"),
)
_BMP_HEADERS: Final = frozenset({12, 40, 52, 56, 64, 108, 124})
_AVIF_BRANDS: Final = frozenset({b"avif", b"avis"})
_HEIC_BRANDS: Final = frozenset(
    {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"msf1"}
)
_SNIFFED: Final = 1024


def sniff(view: memoryview) -> str | None:
    """Return the name of the format that the bytes begin like, or None."""
    head = view[:_SNIFFED].tobytes()
    for magic, name in _MAGIC:
        if head.startswith(magic):
            return name
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "WEBP"
    if head[:2] == b"BM" and int.from_bytes(head[14:18], "little") in _BMP_HEADERS:
        return "BMP"
    return _boxed(head) if head[4:8] == b"ftyp" else None


def _boxed(head: bytes) -> str | None:
    """Return the format that the brands of a file of boxes name, or None."""
    brands = head[8 : min(int.from_bytes(head[:4], "big"), _SNIFFED)]
    named = {brands[at : at + 4] for at in range(0, len(brands), 4)}
    if named & _AVIF_BRANDS:
        return "AVIF"
    return "HEIC" if named & _HEIC_BRANDS else None
