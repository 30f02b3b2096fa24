"""The chunks and rows of a PNG."""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payloadkit.images import inspect
from payloadkit.strategies.pictures import sound

if TYPE_CHECKING:
    from collections.abc import Callable

    Codes = Callable[[bytes], list[str]]
    Chunk = Callable[[bytes, bytes], bytes]
    Drawing = Callable[..., bytes]

PLAIN = bytes(17 * 16)
FORMATS = [
    (depth, colour)
    for colour, depths in {
        0: (1, 2, 4, 8, 16),
        2: (8, 16),
        3: (1, 2, 4, 8),
        4: (8, 16),
        6: (8, 16),
    }.items()
    for depth in depths
]
CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
ADAM7 = (
    (0, 0, 8, 8),
    (4, 0, 8, 8),
    (0, 4, 4, 8),
    (2, 0, 4, 4),
    (0, 2, 2, 4),
    (1, 0, 2, 2),
    (0, 1, 1, 2),
)


def rows(width: int, height: int, bits: int, *, interlaced: bool) -> list[bytes]:
    """Build the rows that a picture has, pass by pass, by counting pixels."""
    passes = ADAM7 if interlaced else ((0, 0, 1, 1),)
    lengths = [
        (len(range(left, width, across)), len(range(top, height, down)))
        for left, top, across, down in passes
    ]
    return [
        bytes(1 + (across * bits + 7) // 8)
        for across, down in lengths
        if across
        for _ in range(down)
    ]


@given(
    st.sampled_from(FORMATS),
    st.integers(1, 40),
    st.integers(1, 40),
    st.booleans(),
    st.integers(-1, 1),
)
def test_pixels_add_up_exactly(  # noqa: PLR0913, PLR0917  drawn, each by its own strategy
    drawing: Drawing,
    chunk: Chunk,
    form: tuple[int, int],
    width: int,
    height: int,
    interlaced: bool,
    change: int,
) -> None:
    """Every depth, colour type and interlacing has its number of bytes; any other is corrupt."""
    depth, colour = form
    raw = b"".join(rows(width, height, CHANNELS[colour] * depth, interlaced=interlaced))
    raw = raw + b"\0" if change > 0 else raw[: len(raw) + change]
    data = drawing(
        raw,
        size=(width, height),
        kind=(depth, colour, 0, 0, int(interlaced)),
        before=chunk(b"PLTE", bytes(6)) if colour == 3 else b"",
    )
    facts = inspect(data)
    assert [
        violation.code for violation in facts.violations if violation.code != "image.too_small"
    ] == ["image.corrupt"] * bool(change)
    assert (facts.width, facts.height) == (width, height)


@given(st.integers(0, 15), st.integers(5, 255))
def test_a_filter_that_is_none_is_corrupt(
    drawing: Drawing, codes: Codes, row: int, kind: int
) -> None:
    """Each row begins with one of five filters."""
    raw = bytearray(PLAIN)
    raw[row * 17] = kind
    assert codes(drawing(bytes(raw))) == ["image.corrupt"]


@pytest.mark.parametrize(
    "kind",
    [
        (3, 0, 0, 0, 0),
        (8, 1, 0, 0, 0),
        (16, 3, 0, 0, 0),
        (8, 0, 1, 0, 0),
        (8, 0, 0, 1, 0),
        (8, 0, 0, 0, 2),
        (8, 7, 0, 0, 0),
    ],
)
def test_a_header_that_is_none_is_corrupt(
    drawing: Drawing, codes: Codes, kind: tuple[int, ...]
) -> None:
    """Depth, colour type, compression, filter method and interlacing are of the standard."""
    assert codes(drawing(PLAIN, kind=kind)) == ["image.corrupt"]


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ((0, 16), ["image.corrupt"]),
        ((16, 0), ["image.corrupt"]),
        ((7072, 7072), ["image.too_many_pixels"]),
    ],
)
def test_sizes_are_judged_by_the_header(
    drawing: Drawing, codes: Codes, size: tuple[int, int], expected: list[str]
) -> None:
    """No pixels and too many pixels are found before anything is inflated."""
    assert codes(drawing(PLAIN, size=size)) == expected


def test_chunks_in_the_wrong_place(drawing: Drawing, chunk: Chunk, codes: Codes) -> None:
    """A late header or palette, pixels in two runs or an unknown critical chunk is corrupt."""
    data = drawing(PLAIN)
    pixels = chunk(b"IDAT", b"")
    wrong = [
        data[:8] + chunk(b"teSt", b"") + data[8:],
        data[:33] + data[8:33] + data[33:],
        data[:8] + chunk(b"IHDR", b"") + data[33:],
        drawing(PLAIN, before=pixels + chunk(b"teSt", b"")),
        drawing(PLAIN, after=chunk(b"PLTE", bytes(3))),
        drawing(PLAIN, before=chunk(b"PLTE", b"")),
        drawing(PLAIN, before=chunk(b"PLTE", bytes(4))),
        drawing(PLAIN, before=chunk(b"PLTE", bytes(771))),
        drawing(PLAIN, before=chunk(b"TEST", b"")),
        drawing(PLAIN, kind=(8, 3, 0, 0, 0)),
        data[:33] + chunk(b"IEND", b""),
        drawing(PLAIN, before=b"\xff\xff\xff\xffteSt"),
        drawing(PLAIN, before=b"\0\0\0\0te5t\0\0\0\0"),
        drawing(PLAIN, before=b"\0\0\0\0teSt\0\0\0\0"),
    ]
    assert [codes(each) for each in wrong] == [["image.corrupt"]] * len(wrong)


def test_pixels_in_many_pieces(drawing: Drawing, chunk: Chunk, codes: Codes) -> None:
    """Pixels may come in any number of chunks, empty ones too, and text may stand around them."""
    stream = zlib.compress(PLAIN)
    data = drawing(PLAIN)
    pieces = b"".join(
        chunk(b"IDAT", stream[at : at + 3]) + chunk(b"IDAT", b"") for at in range(0, len(stream), 3)
    )
    assert (
        codes(
            data[:33]
            + chunk(b"tEXt", b"a\0b")
            + pieces
            + chunk(b"tIME", bytes(7))
            + chunk(b"IEND", b"")
        )
        == []
    )


@pytest.mark.parametrize(
    "stream",
    [
        b"",
        b"rubbish",
        zlib.compress(PLAIN)[:-8],
        zlib.compress(PLAIN)[:-4],
        zlib.compress(PLAIN)[:-1],
        zlib.compress(PLAIN)[:-1] + b"\0",
    ],
)
def test_a_stream_that_does_not_inflate_is_corrupt(
    drawing: Drawing, chunk: Chunk, codes: Codes, stream: bytes
) -> None:
    """Rubbish, a stream that ends early and a wrong checksum are damage."""
    data = drawing(PLAIN)
    assert codes(data[:33] + chunk(b"IDAT", stream) + chunk(b"IEND", b"")) == ["image.corrupt"]


def test_a_large_picture_is_inflated_piece_by_piece(drawing: Drawing, codes: Codes) -> None:
    """Rows across the pieces of a large picture are counted right."""
    assert codes(drawing(bytes(3001 * 1000), size=(3000, 1000))) == []
    assert codes(drawing(bytes(3001 * 1000 + 1), size=(3000, 1000))) == ["image.corrupt"]


@pytest.mark.parametrize(
    ("control", "frame", "expected"),
    [
        (struct.pack(">II", 0, 0), False, []),
        (struct.pack(">II", 1, 0), False, []),
        (struct.pack(">II", 1, 0), True, ["image.animated"]),
        (struct.pack(">II", 2, 0), False, ["image.animated"]),
        (struct.pack(">II", 2, 0)[:-1], True, []),
        (None, True, []),
    ],
)
def test_what_plays(  # noqa: PLR0913, PLR0917  drawn, each by its own strategy
    drawing: Drawing,
    chunk: Chunk,
    codes: Codes,
    control: bytes | None,
    frame: bool,
    expected: list[str],
) -> None:
    """One frame that is the picture itself is still; one beside the picture is not."""
    before = b"" if control is None else chunk(b"acTL", control)
    assert (
        codes(drawing(PLAIN, before=before, after=chunk(b"fdAT", bytes(9)) if frame else b""))
        == expected
    )


def test_a_later_control_hides_no_earlier_one(drawing: Drawing, chunk: Chunk, codes: Codes) -> None:
    """Whichever control chunk a player heeds, the one that plays counts."""
    controls = [chunk(b"acTL", struct.pack(">II", frames, 0)) for frames in (2, 1)]
    assert codes(drawing(PLAIN, before=b"".join(controls))) == ["image.animated"]


def test_trailing_bytes_warn(codes: Codes) -> None:
    """What follows the end chunk is no part of the picture."""
    assert codes(sound(0, "image/png") + struct.pack(">I", 0)) == ["image.trailing_data"]
