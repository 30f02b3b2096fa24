"""What the text chunks of a PNG say of its picture."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from payloadkit.images import fit, inspect, png_text, xmp
from payloadkit.images.exif import Exif

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.images.conftest import Painter, Saver

    Chunk = Callable[[bytes, bytes], bytes]

PACKET = b"<x tiff:Orientation='6' exif:GPSLatitude='24,27N'/>"


def block(orientation: int, *, big: bool = True) -> bytes:
    """Build EXIF with an orientation and a place."""
    said = Image.Exif()
    said.endian = ">" if big else "<"
    said[0x0112] = orientation
    said[0x8825] = {1: "N", 2: (24.0, 27.0, 0.0)}
    return said.tobytes()


def profile(name: str, data: bytes) -> bytes:
    """Write a raw profile as ImageMagick does, 36 bytes a line."""
    digits = data.hex()
    lines = [digits[at : at + 72] for at in range(0, len(digits), 72)]
    return f"\n{name}\n{len(data):8}\n".encode() + "\n".join(lines).encode() + b"\n"


def texts(keyword: bytes, text: bytes) -> list[tuple[bytes, bytes]]:
    """Return a text in every kind of chunk."""
    packed = zlib.compress(text)
    return [
        (b"tEXt", keyword + b"\0" + text),
        (b"zTXt", keyword + b"\0\0" + packed),
        (b"iTXt", keyword + b"\0\0\0\0\0" + text),
        (b"iTXt", keyword + b"\0\0\0en\0Schl\xc3\xbcssel\0" + text),
        (b"iTXt", keyword + b"\0\1\0\0\0" + packed),
    ]


SAYING = [
    *texts(b"Raw profile type exif", profile("exif", block(6))),
    *texts(b"Raw profile type exif", profile("exif", block(6, big=False)[6:])),
    *texts(b"Raw profile type APP1", profile("APP1", block(6))),
    *texts(b"Raw profile type APP1", profile("APP1", xmp.JPEG_PREFIX + PACKET)),
    *texts(b"Raw profile type xmp", profile("xmp", PACKET)),
    *texts(b"XML:com.adobe.xmp", PACKET),
]


def test_a_picture_that_lies_by_its_text(
    paint: Painter, save: Saver, chunk: Chunk, subtests: pytest.Subtests
) -> None:
    """Wherever a reader finds it, orientation and place are reported, and fit turns by it."""
    for kind, body in SAYING:
        with subtests.test(kind=kind, body=body):
            plain = save(paint(60, 40), "PNG")
            data = plain[:33] + chunk(kind, body) + plain[33:]
            facts = inspect(data)
            assert (facts.orientation, facts.has_location) == (6, True)
            assert [violation.code for violation in facts.violations] == [
                "image.not_upright",
                "image.location_data",
            ]
            fitted = fit(data)
            assert (fitted.width, fitted.height) == (40, 60)
            assert fitted.steps == ("rotated", "stripped", "encoded")


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (b"tEXt", b"Comment\0tiff:Orientation='6'"),
        (b"tEXt", b"Raw profile type exif"),
        (b"tEXt", b"Raw profile type exif\0\nexif\n1\nno digits"),
        (b"tEXt", b"Raw profile type exif\0\nexif\n1\n\xff"),
        (b"zTXt", b"Raw profile type exif\0\0no stream"),
        (b"zTXt", b"XML:com.adobe.xmp"),
        (b"iTXt", b"XML:com.adobe.xmp\0\1"),
    ],
)
def test_other_and_broken_texts_say_nothing(
    paint: Painter, save: Saver, chunk: Chunk, kind: bytes, body: bytes
) -> None:
    """A comment, or a profile that cannot be read, leaves the picture as it lies."""
    plain = save(paint(), "PNG")
    facts = inspect(plain[:33] + chunk(kind, body) + plain[33:])
    assert (facts.orientation, facts.has_location, facts.violations) == (1, False, ())


def test_the_better_source_counts(paint: Painter, save: Saver, chunk: Chunk) -> None:
    """EXIF in its own chunk counts before EXIF in a text, and that before XMP, in any order."""
    plain = save(paint(), "PNG")
    own = chunk(b"eXIf", block(1)[6:])
    text = chunk(b"tEXt", b"Raw profile type exif\0" + profile("exif", block(3)))
    packet = chunk(b"tEXt", b"XML:com.adobe.xmp\0" + PACKET)
    for said, expected in (((packet, text, own), 1), ((packet, text), 3), ((packet,), 6)):
        assert inspect(plain[:33] + b"".join(said) + plain[33:]).orientation == expected


def test_many_texts_cost_little(paint: Painter, save: Saver, chunk: Chunk) -> None:
    """Only the first few are read."""
    plain = save(paint(), "PNG")
    empty = chunk(b"zTXt", b"XML:com.adobe.xmp\0\0" + zlib.compress(bytes(1_000_000)))
    last = chunk(b"tEXt", b"XML:com.adobe.xmp\0" + PACKET)
    assert inspect(plain[:33] + empty * 7 + last + plain[33:]).orientation == 6
    assert inspect(plain[:33] + empty * 8 + last + plain[33:]).orientation == 1


def test_a_long_text_is_read_up_to_a_length() -> None:
    """A text of gigabytes, packed into little, is not unpacked as a whole."""
    packed = zlib.compress(bytes(xmp.MOST_BYTES) + PACKET)
    found = png_text.read(b"zTXt", memoryview(b"XML:com.adobe.xmp\0\0" + packed))
    assert found == png_text.Said(Exif(), is_xmp=True)
