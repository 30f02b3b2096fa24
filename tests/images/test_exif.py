"""The two things that matter in EXIF."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payloadkit.images.exif import Exif, read


def block(order: str, *entries: tuple[int, int, int, bytes], start: int = 8) -> bytes:
    """Build a TIFF header and one directory."""
    mark = b"II*\0" if order == "<" else b"MM\0*"
    body = b"".join(
        struct.pack(order + "HHI", tag, kind, count) + value for tag, kind, count, value in entries
    )
    return (
        mark
        + struct.pack(order + "I", start)
        + struct.pack(order + "H", len(entries))
        + body
        + bytes(4)
    )


@given(st.sampled_from("<>"), st.integers(0, 65535), st.sampled_from([3, 4]))
def test_orientation_in_either_byte_order(order: str, value: int, kind: int) -> None:
    """An orientation is 1 to 8, as a short or a long; anything else says nothing."""
    data = block(
        order, (0x0112, kind, 1, struct.pack(order + ("H2x" if kind == 3 else "I"), value))
    )
    expected = Exif(value if 1 <= value <= 8 else 1)
    assert read(memoryview(data)) == read(memoryview(b"Exif\0\0" + data)) == expected


@pytest.mark.parametrize(
    ("tag", "located"),
    [(0, False), (1, True), (2, True), (29, True), (31, True), (32, False), (0x8825, False)],
)
def test_gps_data_beyond_its_version_is_a_location(tag: int, located: bool) -> None:
    """A GPS directory with nothing but its version, which many phones write, tells no place."""
    first = block(">", (0x8825, 4, 1, struct.pack(">I", 26)))
    directory = struct.pack(">HHHI4x", 1, tag, 1, 4)
    assert read(memoryview(first + directory)).has_location is located


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"II",
        b"II*\0\xff\xff\xff\xff",
        b"XX*\0\0\0\0\x08",
        b"MM\0*\0\0\0\x08\xff\xff",
        block("<", (0x8825, 4, 1, b"\xff" * 4)),
    ],
)
def test_a_broken_block_says_nothing(data: bytes) -> None:
    """EXIF that cannot be read leaves the picture as it lies."""
    assert read(memoryview(data)) == Exif()


@given(st.binary(max_size=120), st.sampled_from([b"", b"II*\0\x08\0\0\0", b"MM\0*\0\0\0\x08"]))
def test_no_block_raises(rest: bytes, head: bytes) -> None:
    """Whatever an EXIF block holds, there is an answer."""
    assert read(memoryview(head + rest)).orientation in range(1, 9)


@pytest.mark.parametrize("start", [0, 2, 7])
def test_no_directory_stands_in_the_header(start: int) -> None:
    """Programs that take a location away often leave a pointer to nowhere."""
    assert not read(memoryview(block(">", (0x8825, 4, 1, struct.pack(">I", start))))).has_location


def test_the_first_gps_directory_with_a_location_is_enough() -> None:
    """One that tells a place is found behind one that does not."""
    tags = [(0x8825, 4, 1, struct.pack(">I", start)) for start in (0xFFFF, 38)]
    data = block(">", *tags, tags[0]) + bytes(8)
    located = data[:38] + struct.pack(">HHHI4x", 1, 1, 1, 4) + bytes(8)
    assert read(memoryview(located)).has_location


def test_two_blocks_are_joined() -> None:
    """The first orientation that turns counts, and any location."""
    assert Exif(6) | Exif(3, has_location=True) == Exif(6, has_location=True)
    assert Exif(has_location=True) | Exif(8) == Exif(8, has_location=True)
