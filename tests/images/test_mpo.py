"""The index of a multi-picture file."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payloadkit.images import mpo


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
