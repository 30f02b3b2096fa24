"""What the headers of pictures that are no JPEG or PNG say."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payloadkit.images.headers import Outline, outline

if TYPE_CHECKING:
    from tests.images.conftest import Painter, Saver

SCREEN = b"GIF89a" + struct.pack("<HHBBB", 32, 24, 0, 0, 0)
FRAME = b"," + bytes(8) + b"\x80" + bytes(6) + b"\x02\x01\x00\x00"
LOOP = b"!\xff\x0bNETSCAPE2.0\x03\x01\0\0\0"


@pytest.mark.parametrize(
    ("kind", "options"),
    [
        ("GIF", {}),
        ("WEBP", {}),
        ("WEBP", {"lossless": True}),
        ("WEBP", {"exif": b"MM\0*\0\0\0\x08\0\0"}),
        ("BMP", {}),
        ("TIFF", {}),
        ("AVIF", {}),
    ],
)
@given(width=st.integers(16, 70), height=st.integers(16, 70))
def test_the_header_says_the_size(  # noqa: PLR0913, PLR0917  drawn, each by its own strategy
    paint: Painter, save: Saver, kind: str, options: dict[str, Any], width: int, height: int
) -> None:
    """Width and height are what Pillow was given, and one frame does not play."""
    found = outline(memoryview(save(paint(width, height), kind, **options)), kind)
    assert (found.size, found.animated) == ((width, height), False)


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "AVIF"])
@pytest.mark.parametrize("options", [{}, {"loop": 0}])
def test_more_than_one_frame_plays(
    paint: Painter, save: Saver, kind: str, options: dict[str, Any]
) -> None:
    """A second frame is an animation, whether it loops or not."""
    data = save(paint(), kind, save_all=True, append_images=[paint().rotate(180)], **options)
    found = outline(memoryview(data), kind)
    assert (found.size, found.animated) == ((64, 48), True)


def test_what_a_header_does_not_say_is_unknown(subtests: pytest.Subtests) -> None:
    """A header that is broken, cut or of a kind that is not read says nothing."""
    cases: list[tuple[bytes, str, Outline]] = [
        (SCREEN + LOOP + FRAME + b";", "GIF", Outline((32, 24))),
        (SCREEN + LOOP + FRAME * 2, "GIF", Outline((32, 24), animated=True)),
        (SCREEN + FRAME + FRAME[:5], "GIF", Outline((32, 24))),
        (SCREEN + FRAME[:-3], "GIF", Outline((32, 24))),
        (SCREEN[:9], "GIF", Outline()),
        (b"BM" + bytes(12) + struct.pack("<IHH", 12, 32, 24), "BMP", Outline((32, 24))),
        (b"BM" + bytes(12) + struct.pack("<Iii", 40, 32, -24), "BMP", Outline((32, 24))),
        (b"BM" + bytes(12) + struct.pack("<Iii", 40, 0, 24), "BMP", Outline()),
        (b"BM" + bytes(12) + b"\x28", "BMP", Outline()),
        (b"RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0\x02", "WEBP", Outline(None, animated=True)),
        (b"RIFF\0\0\0\0WEBPVP8X", "WEBP", Outline()),
        (b"RIFF\0\0\0\0WEBPVP8 \0\0\0\0", "WEBP", Outline()),
        (b"RIFF\0\0\0\0WEBPVP8L\0\0\0\0\x2f", "WEBP", Outline()),
        (b"MM\0*\0\0\0\x08\0\0", "TIFF", Outline()),
        (b"MM\0+", "TIFF", Outline()),
        (b"\0\0\0\x14ftypavis", "AVIF", Outline(None, animated=True)),
        (b"\0\0\0\x0cJXL ", "JXL", Outline()),
    ]
    for data, kind, expected in cases:
        with subtests.test(data=data, kind=kind):
            found = outline(memoryview(data), kind)
            assert (found.size, found.animated) == (expected.size, expected.animated)


@given(
    st.sampled_from(
        [
            ("GIF", SCREEN),
            ("WEBP", b"RIFF0000WEBPVP8X"),
            ("WEBP", b"RIFF0000WEBPVP8L"),
            ("BMP", b"BM"),
            ("TIFF", b"II*\0\x08\0\0\0"),
            ("AVIF", b""),
        ]
    ),
    st.binary(max_size=120),
)
def test_no_header_raises(head: tuple[str, bytes], rest: bytes) -> None:
    """Whatever the bytes, there is an answer."""
    size = outline(memoryview(head[1] + rest), head[0]).size
    assert size is None or all(size)


def test_chunks_beyond_many_are_not_read() -> None:
    """A WebP of nothing but empty chunks costs no more than some thousands of them."""
    head = b"RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0" + bytes(10)
    packet = b"XMP \x14\0\0\0tiff:Orientation='6'"
    for count, expected in ((4000, 6), (4096, 1)):
        found = outline(memoryview(head + b"none\0\0\0\0" * count + packet), "WEBP").exif
        assert found is not None
        assert found.orientation == expected
