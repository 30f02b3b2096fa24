"""Pictures changed as pictures: chunks and segments, mostly with right lengths and checksums."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

SIGNATURE = b"\x89PNG\r\n\x1a\n"
NAMES = (
    b"IHDR",
    b"PLTE",
    b"IDAT",
    b"IEND",
    b"tRNS",
    b"eXIf",
    b"acTL",
    b"fcTL",
    b"fdAT",
    b"iCCP",
    b"iTXt",
    b"zTXt",
    b"gAMA",
    b"paDd",
    b"XXXX",
)
MARKERS = bytes(
    (
        0xC0,
        0xC1,
        0xC2,
        0xC4,
        0xC8,
        0xDA,
        0xDB,
        0xDC,
        0xDD,
        0xE0,
        0xE1,
        0xE2,
        0xED,
        0xEE,
        0xFE,
        0xD8,
        0xD9,
    )
)
_RARE = 8

Part = tuple[bytes, bytes]  # the name of a chunk or a segment, and its content


def changed(data: bytes, random: Random) -> bytes | None:
    """Change one to three parts of a PNG or a JPEG, or return None where it is none.

    Args:
        data: The bytes of the picture.
        random: Where every choice comes from.
    """
    if data.startswith(SIGNATURE):
        return _png(_moved(_chunks(data), NAMES, random), random)
    if data.startswith(b"\xff\xd8"):
        parts, rest = _segments(data)
        return (
            b"\xff\xd8"
            + _jpeg(_moved(parts, [bytes((marker,)) for marker in MARKERS], random), random)
            + _spoilt(rest, random, _RARE)
        )
    return None


def bare(data: bytes) -> bytes:
    """Return a PNG without its metadata, which other readers may judge otherwise."""
    return SIGNATURE + b"".join(
        _chunk(name, content) for name, content in _chunks(data) if name[:1].isupper()
    )


def _chunk(name: bytes, content: bytes) -> bytes:
    return (
        len(content).to_bytes(4, "big")
        + name
        + content
        + zlib.crc32(name + content).to_bytes(4, "big")
    )


def _moved(parts: list[Part], names: tuple[bytes, ...] | list[bytes], random: Random) -> list[Part]:
    """Change, take away, double, swap or rename parts."""
    for _ in range(random.choice((1, 1, 2, 3))):
        at = random.randrange(len(parts) or 1)
        name, content = parts[at] if parts else (names[0], b"")
        parts[at : at + 1] = random.choice(
            (
                [(name, _spoilt(content, random, 1))],
                [(name, _spoilt(content, random, 1))],
                [(name, _spoilt(content, random, 1))],
                [],
                [(name, content)] * 2,
                [(random.choice(names), content)],
                [(name, content), (random.choice(names), random.randbytes(random.randrange(20)))],
                [random.choice(parts)] if parts else [],
            )
        )
    return parts


def _spoilt(content: bytes, random: Random, share: int) -> bytes:
    """Change a few bytes, take some away or put some in; one time in so many, and else nothing."""
    if random.randrange(share):
        return content
    found = bytearray(content)
    for _ in range(random.choice((1, 1, 2, 5))):
        at = random.randrange(len(found) + 1)
        new = random.choice(
            (
                b"",
                b"\x00",
                b"\xff",
                b"\x7f\xff\xff\xff",
                bytes((random.randrange(256),)),
                random.randbytes(4),
            )
        )
        found[at : at + random.choice((0, 1, 1, len(new), 50))] = new
    return bytes(found)


def _chunks(data: bytes) -> list[Part]:
    parts, at = [], len(SIGNATURE)
    while len(data) - at >= 8:
        end = at + 8 + int.from_bytes(data[at : at + 4], "big")
        parts.append((data[at + 4 : at + 8], data[at + 8 : end]))
        at = end + 4
    return parts


def _png(parts: list[Part], random: Random) -> bytes:
    pieces = [SIGNATURE]
    for name, content in parts:
        packed = _packed(content, random) if name == b"IDAT" else content
        length = (
            len(packed)
            if random.randrange(4 * _RARE)
            else random.getrandbits(random.choice((8, 31, 32)))
        )
        check = zlib.crc32(name + packed) if random.randrange(4 * _RARE) else 0
        pieces.append(length.to_bytes(4, "big") + name + packed + check.to_bytes(4, "big"))
    return b"".join(pieces)


def _packed(content: bytes, random: Random) -> bytes:
    """Change what is packed inside, where it can be unpacked."""
    if random.randrange(_RARE):
        return content
    try:
        inside = zlib.decompressobj().decompress(content, 1 << 16)
    except zlib.error:
        return content
    return zlib.compress(_spoilt(inside, random, 1), 1)


def _segments(data: bytes) -> tuple[list[Part], bytes]:
    """Return the segments up to the first scan's header, and the rest."""
    parts, at = [], 2
    while len(data) - at >= 4 and data[at] == 0xFF:
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        parts.append((data[at + 1 : at + 2], data[at + 4 : end]))
        at = end
        if parts[-1][0] == b"\xda":
            break
    return parts, data[at:]


def _jpeg(parts: list[Part], random: Random) -> bytes:
    pieces = []
    for name, content in parts:
        length = (
            min(len(content) + 2, 0xFFFF) if random.randrange(4 * _RARE) else random.getrandbits(16)
        )
        pieces.append(b"\xff" + name + length.to_bytes(2, "big") + content)
    return b"".join(pieces)
