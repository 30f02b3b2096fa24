"""The segments of a JPEG."""

from __future__ import annotations

import re
import struct
from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payloadkit.images import inspect, jpeg
from payloadkit.images.jpeg_data import scan_end
from payloadkit.images.jpeg_essence import essence
from payloadkit.strategies.pictures import sound

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.images.conftest import Painter, Saver

    Codes = Callable[[bytes], list[str]]
    Segment = Callable[[int, bytes], bytes]

PHOTO = sound()
START = PHOTO.index(b"\xff\xc0")
NEAR, STEP = 1 << 13, 1 << 17
BORDERS = (NEAR, NEAR - 1 + STEP, NEAR - 1 + 2 * STEP)
MARKS = (
    b"\xff\xd9",
    b"\xff\x00",
    b"\xff\xd0",
    b"\xff\xd7",
    b"\xff\xff",
    b"\xff",
    b"\xff\xd8",
    b"\xff\x01",
    b"\xff\xff\xd9",
    b"\xff\xff\x00",
    b"\x00",
    b"\xff\n",
)


def framed(
    marker: int = 0xC0,
    precision: int = 8,
    height: int = 24,
    width: int = 32,
    components: bytes = b"",
) -> bytes:
    """Return the photo under another frame header."""
    length = struct.unpack_from(">H", PHOTO, START + 2)[0]
    parts = components or PHOTO[START + 10 : START + 2 + length]
    body = struct.pack(">BHHB", precision, height, width, len(parts) // 3) + parts
    return (
        PHOTO[:START]
        + struct.pack(">BBH", 0xFF, marker, len(body) + 2)
        + body
        + PHOTO[START + 2 + length :]
    )


def test_a_frame_header_that_says_the_same_is_sound() -> None:
    """The header that these tests replace is the photo's own to begin with."""
    assert framed() == PHOTO


def test_a_header_is_judged_before_anything_is_decoded(
    codes: Codes, subtests: pytest.Subtests
) -> None:
    """Unusual coding is unsupported, broken headers are corrupt, and each is told once."""
    cases: list[tuple[bytes, list[str]]] = [
        (framed(precision=12), ["image.unsupported"]),
        (framed(marker=0xC1, precision=12), ["image.unsupported"]),
        (framed(marker=0xC3), ["image.unsupported"]),
        (framed(marker=0xC9), ["image.unsupported"]),
        (framed(components=b"\1\x11\0\2\x11\0"), ["image.unsupported"]),
        (framed(width=0), ["image.corrupt"]),
        (framed(height=0), ["image.corrupt"]),
        (framed(components=b"\1\x51\0\2\x11\0\3\x11\0"), ["image.corrupt"]),
        (framed(components=b"\7\x22\0\2\x11\0\3\x11\0"), ["image.corrupt"]),
        (framed(width=7072, height=7072), ["image.too_many_pixels"]),
        (framed(width=7070, height=7072), ["image.corrupt"]),
        (
            PHOTO[:START] + PHOTO[START + 2 + struct.unpack_from(">H", PHOTO, START + 2)[0] :],
            ["image.corrupt"],
        ),
        (PHOTO[:2] + b"\xff\xd9", ["image.corrupt"]),
        (PHOTO[:START] + b"\xff\xc0\0\x05\0\0\0" + PHOTO[START:], ["image.corrupt"]),
        (
            PHOTO[:START]
            + PHOTO[START : START + 2 + struct.unpack_from(">H", PHOTO, START + 2)[0]]
            + PHOTO[START:],
            ["image.corrupt"],
        ),
        (PHOTO[:START] + b"\xff\xd8" + PHOTO[START:], ["image.corrupt"]),
        (PHOTO[:START] + b"\xff\xfe\0\1" + PHOTO[START:], ["image.corrupt"]),
        (PHOTO[:START] + b"\xff\xfe", ["image.truncated"]),
        (PHOTO[:START] + b"\xff\xfe\xff\xff" + PHOTO[START:], ["image.truncated"]),
    ]
    for data, expected in cases:
        with subtests.test(data=data, expected=expected):
            assert codes(data) == expected


def test_a_height_in_a_later_segment_is_unsupported(segment: Segment) -> None:
    """No decoder around reads a photo whose height stands in a DNL segment; its size is known."""
    data = framed(height=0)
    facts = inspect(data[:-2] + segment(0xDC, b"\0\x18") + data[-2:])
    assert ([violation.code for violation in facts.violations], facts.width, facts.height) == (
        ["image.unsupported"],
        32,
        24,
    )


def test_a_height_that_is_told_again_means_nothing(codes: Codes, segment: Segment) -> None:
    """Decoders skip a DNL segment behind a frame that has its height."""
    assert codes(PHOTO[:-2] + segment(0xDC, b"\0\1") + PHOTO[-2:]) == []


@pytest.mark.parametrize(
    ("marker", "expected"),
    [
        (0x02, "image.corrupt"),
        (0xBF, "image.corrupt"),
        (0xC8, "image.unsupported"),
        (0xDE, "image.unsupported"),
        (0xFD, "image.unsupported"),
    ],
)
def test_segments_that_decoders_refuse(
    codes: Codes, segment: Segment, marker: int, expected: str
) -> None:
    """Extensions are unsupported before the scan; within it they and reserved marks are damage."""
    assert codes(PHOTO[:START] + segment(marker, b"abc") + PHOTO[START:]) == [expected]
    assert codes(PHOTO[:-20] + segment(marker, b"abc") + PHOTO[-20:]) == ["image.corrupt"]


def test_only_the_first_index_counts(codes: Codes, segment: Segment) -> None:
    """A frame that only the second index lists is trailing data."""
    empty = segment(0xE2, b"MPF\0")
    for ahead, expected in ((b"", []), (empty, ["image.trailing_data"])):
        offset = len(PHOTO) - 2 + 26 + 16
        index = segment(
            0xE2,
            b"MPF\0MM\0*"
            + struct.pack(">IHHHIII", 8, 1, 0xB002, 7, 16, 26, 0)
            + struct.pack(">4xII4x", 2, offset),
        )
        assert codes(PHOTO[:2] + ahead + index + PHOTO[2:] + b"\xff\xd8") == expected


def test_what_does_not_matter_to_the_picture_is_no_fault(
    codes: Codes, subtests: pytest.Subtests
) -> None:
    """Oddities around a whole picture, of which libjpeg mutters, do not make it unsound."""
    for extra in (
        b"stray",
        b"\xff\xff\xff\xff",
        b"\xff\x01",
        b"\xff\xee\0\x0eAdobe\0\x64\0\0\0\0\x07",
        b"\xff\xe0\0\x10JFIF\0\7\7\0\0\1\0\1\0\0",
        b"\xff\xe2\0\x10ICC_PROFILE\0\1\2",
        b"\xff\xe1\0\x0aExif\0\0XX",
        b"\xff\xe2\0\x08MPF\0XX",
        b"\xff\xfe\0\x02",
    ):
        with subtests.test(extra=extra):
            assert codes(PHOTO[:START] + extra + PHOTO[START:]) == []


def test_damage_is_found_behind_what_does_not_matter(codes: Codes) -> None:
    """The first complaint of libjpeg, the only one it tells, does not hide the next."""
    damaged = PHOTO[:-30] + PHOTO[-2:]
    assert codes(PHOTO[:START] + b"stray" + damaged[START:]) == ["image.corrupt"]


@pytest.mark.parametrize(
    ("padding", "expected"),
    [(b"\xff" * 90, []), (bytes(90), []), (b"abc", []), (b"abcdefghij" * 9, ["image.corrupt"])],
)
def test_padding_at_the_end_of_the_scan(codes: Codes, padding: bytes, expected: list[str]) -> None:
    """Webcams pad a scan with a few bytes or with zeros; more than that is a part of a picture."""
    assert codes(PHOTO[:-2] + padding + PHOTO[-2:]) == expected


def test_a_band_that_a_baseline_scan_need_not_name(codes: Codes) -> None:
    """Some encoders leave the band of a baseline scan zero, which no decoder heeds."""
    scan = PHOTO.index(b"\xff\xda")
    stop = scan + 2 + struct.unpack_from(">H", PHOTO, scan + 2)[0]
    assert codes(PHOTO[: stop - 3] + bytes(3) + PHOTO[stop:]) == []


def test_layouts_that_simplejpeg_does_not_know(paint: Painter, save: Saver, codes: Codes) -> None:
    """Subsampled CMYK is left to Pillow, and still a cut, a hole and a false height are found."""
    photo = save(paint(64, 64, "CMYK"), subsampling=2)
    assert codes(photo) == []
    half = len(photo) * 3 // 4
    height = photo.index(b"\xff\xc0") + 5
    for damaged in (
        photo[:half] + photo[-2:],
        photo[:half] + photo[half + 100 :],
        photo[:height] + b"\0\x70" + photo[height + 2 :],
    ):
        assert codes(damaged) == ["image.corrupt"]
    table = photo.index(b"\xff\xc4")
    assert codes(photo[:table] + b"\xff\xc4\0\x03\x55" + photo[table:]) == ["image.corrupt"]


def test_the_essence_is_the_same_picture(paint: Painter, save: Saver) -> None:
    """What is left without metadata decodes to the same pixels and has nothing left to strip."""
    photo = save(paint(), comment=b"hello", xmp=b"<x/>", icc_profile=b"profile", progressive=True)
    view = memoryview(photo)
    bare = essence(view, jpeg.walk(view), colour=True)
    assert inspect(bare).violations == ()
    found = jpeg.walk(memoryview(bare))
    assert not found.has_metadata
    assert not found.profile
    assert found.colour
    kept = jpeg.walk(memoryview(essence(view, jpeg.walk(view), profile=True)))
    assert kept.profile
    assert not kept.colour


def expected(data: bytes, at: int) -> int:
    """Return where the first mark stands that ends a scan, by its definition."""
    found = re.compile(rb"\xff(?![\x00\xff\xd0-\xd7]).", re.DOTALL).search(data, at)
    return found.start() if found else len(data)


@pytest.mark.parametrize("border", BORDERS)
def test_the_end_of_a_scan_is_found_around_a_step(border: int) -> None:
    """A mark before, across or behind a border of steps is found; so is one at the very end."""
    for mark in MARKS:
        for before in (0, *range(border - 2, border + 2)):
            data = bytes(before) + mark + bytes(STEP)
            for stop in (before + len(mark), before + len(mark) + 1, len(data)):
                view = memoryview(data)[:stop]
                assert scan_end(view, 0) == expected(data[:stop], 0), (mark, before, stop)
                assert scan_end(view, min(7, stop)) == expected(data[:stop], min(7, stop))


@given(
    st.integers(0, 2**32),
    st.integers(0, 3 * STEP),
    st.lists(
        st.tuples(st.integers(-3, 3), st.sampled_from((0, *BORDERS)), st.sampled_from(MARKS)),
        max_size=4,
    ),
    st.integers(0, 9),
)
def test_the_end_of_a_scan_is_found_in_any_bytes(
    seed: int, length: int, placed: list[tuple[int, int, bytes]], at: int
) -> None:
    """Data stuffed as an encoder does, with marks near the steps, end where the definition says."""
    data = bytearray(Random(seed).randbytes(length).replace(b"\xff", b"\xff\x00"))  # noqa: S311  no secret
    for off, border, mark in placed:
        place = max(0, at + border + off)
        data[place : place + len(mark)] = mark
    assert scan_end(memoryview(data), at) == expected(bytes(data), at)


def test_a_scan_without_an_end_ends_with_the_file() -> None:
    """Where nothing ends a scan, the file does, and there is nothing behind its end."""
    for length in (0, 1, 2, STEP, STEP + 1, STEP + 2):
        assert scan_end(memoryview(bytes(length)), 0) == length
        assert scan_end(memoryview(bytes(length)), length) == length
        assert scan_end(memoryview(b"\xff" * length), 0) == length


def test_packets_beyond_a_few_do_not_count(segment: Segment) -> None:
    """Many packets of XMP cost no more than four."""
    empty = segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0")
    last = segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0tiff:Orientation='6'")
    for count, orientation in ((3, 6), (4, 1)):
        data = PHOTO[:2] + empty * count + last + PHOTO[2:]
        assert inspect(data).orientation == orientation
