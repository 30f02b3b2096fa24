"""The index of a multi-picture file."""

from __future__ import annotations

import struct
from io import BytesIO
from itertools import product
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payloadkit.images import fit, inspect, mpo

if TYPE_CHECKING:
    from tests.images.conftest import Painter


def index(order: str, frames: list[tuple[int, int]]) -> bytes:
    """Build an index of frames, each a size and an offset."""
    entries = b"".join(
        struct.pack(order + "IIIHH", 0, size, offset, 0, 0) for size, offset in frames
    )
    tags = struct.pack(order + "HHII", 0xB001, 4, 1, len(frames)) + struct.pack(
        order + "HHII", 0xB002, 7, len(entries), 38
    )
    return (
        (b"II*\0" if order == "<" else b"MM\0*")
        + struct.pack(order + "IH", 8, 2)
        + tags
        + bytes(4)
        + entries
    )


@given(
    st.sampled_from("<>"),
    st.lists(
        st.tuples(st.integers(2, 10**6), st.integers(150, 950).map(lambda at: at * 2)), max_size=5
    ),
)
def test_frames_stand_where_the_index_says(order: str, frames: list[tuple[int, int]]) -> None:
    """Frames are placed from the index's own place; the first, at 0, is the picture itself."""
    listed = index(order, [(999, 0), *frames])
    file = bytearray(bytes(100) + listed + bytes(2_000))
    for _, offset in frames:
        file[100 + offset : 102 + offset] = b"\xff\xd8"
    expected = [slice(100 + offset, 100 + offset + size) for size, offset in frames]
    assert mpo.frames(memoryview(file), slice(100, 100 + len(listed))) == expected


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"XX*\0",
        b"II*\0\xff\xff\xff\xff\0\0",
        b"II*\0\x08\0\0\0\0\0",
        b"II*\0\x08\0\0\0\x01\0" + bytes(12),
    ],
)
def test_a_broken_index_lists_nothing(data: bytes) -> None:
    """An index that cannot be read lists no frame."""
    assert mpo.frames(memoryview(data), slice(0, len(data))) == []


@pytest.mark.parametrize(
    ("size", "frame", "expected"),
    [
        (9, b"\xff\xd8", [slice(300, 309)]),
        (1, b"\xff", [slice(300, 301)]),
        (9, b"", []),
        (9, b"\xd8\xff", []),
        (0, b"\xff\xd8", []),
    ],
)
def test_what_begins_like_no_picture_is_no_frame(
    size: int, frame: bytes, expected: list[slice]
) -> None:
    """A frame may be cut as short as a byte, but must begin like a picture."""
    listed = index(">", [(size, 300)])
    file = listed + bytes(300 - len(listed)) + frame
    assert mpo.frames(memoryview(file), slice(0, len(listed))) == expected


@given(st.binary(max_size=80))
def test_no_index_raises(rest: bytes) -> None:
    """Whatever an index holds, there is an answer."""
    data = b"II*\0\x08\0\0\0" + rest
    assert len(mpo.frames(memoryview(data), slice(0, len(data)))) <= 64


def several(paint: Painter, count: int = 3) -> bytes:
    """Save a file of several frames with Pillow."""
    out = BytesIO()
    frames = [paint(64, 48).rotate(90 * number) for number in range(count)]
    frames[0].save(out, "MPO", save_all=True, append_images=frames[1:])
    return out.getvalue()


def entry(data: bytes, number: int) -> int:
    """Return where the entry of a frame stands in the index."""
    at = data.index(b"MPF\0") + 4
    order = "<" if data[at : at + 2] == b"II" else ">"
    tags = data.index(struct.pack(order + "HH", 0xB002, 7), at)
    start: int = struct.unpack_from(order + "I", data, tags + 8)[0]
    return at + start + 16 * number


def test_a_frame_is_judged_by_its_own_end(paint: Painter, subtests: pytest.Subtests) -> None:
    """An index that names a frame too long or too short is wrong; the frame is whole."""
    by_cases: list[int] = [1, 2, 1000, -1, -7]
    for number, by in product((1, 2), by_cases):
        with subtests.test(number=number, by=by):
            data = bytearray(several(paint))
            order = (
                "<" if data[data.index(b"MPF\0") + 4 : data.index(b"MPF\0") + 6] == b"II" else ">"
            )
            at = entry(bytes(data), number) + 4
            (size,) = struct.unpack_from(order + "I", data, at)
            struct.pack_into(order + "I", data, at, size + by)
            assert inspect(bytes(data)).violations == ()


@pytest.mark.parametrize("cut", [1, 2, 100])
def test_a_cut_frame_behind_the_first(paint: Painter, cut: int) -> None:
    """The file is cut, but fit keeps the whole first picture with its pixels untouched."""
    whole = several(paint)
    assert inspect(whole).violations == ()
    assert [v.code for v in inspect(whole[:-cut]).violations] == ["image.truncated"]
    fitted = fit(whole[:-cut])
    assert (fitted.data, fitted.steps) == (fit(whole).data, ("stripped",))


def test_what_follows_the_last_frame_is_trailing(paint: Painter) -> None:
    """A film behind the frames is none of them."""
    assert [v.code for v in inspect(several(paint) + b"film").violations] == ["image.trailing_data"]


def test_a_frame_in_a_frame_is_none_of_its_own(paint: Painter) -> None:
    """An index that leads twice to one frame, too long by a byte, has two frames of one end."""
    data = bytearray(several(paint))
    order = "<" if data[data.index(b"MPF\0") + 4 : data.index(b"MPF\0") + 6] == b"II" else ">"
    last, middle = entry(bytes(data), 2), entry(bytes(data), 1)
    data[last : last + 16] = data[middle : middle + 16]
    (offset,) = struct.unpack_from(order + "I", data, middle + 8)
    struct.pack_into(order + "I", data, last + 8, offset + 2)
    data[data.index(b"MPF\0") + 4 + offset + 2 : data.index(b"MPF\0") + 4 + offset + 4] = (
        b"\xff\xd8"
    )
    assert "image.truncated" not in [v.code for v in inspect(bytes(data)).violations]
