"""The index of a multi-picture file."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payloadkit.images import mpo


def index(order: str, frames: list[tuple[int, int]]) -> bytes:
    """Build an index of frames, each a size and an offset."""
    entries = b"".join(struct.pack(order + "IIIHH", 0, size, offset, 0, 0) for size, offset in frames)
    tags = struct.pack(order + "HHII", 0xB001, 4, 1, len(frames)) + struct.pack(order + "HHII", 0xB002, 7, len(entries), 38)
    return (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(order + "IH", 8, 2) + tags + bytes(4) + entries


@given(st.sampled_from("<>"), st.lists(st.tuples(st.integers(1, 10**6), st.integers(1, 10**6)), max_size=5))
def test_the_last_frame_ends_the_file(order: str, frames: list[tuple[int, int]]) -> None:
    """Frames are placed from the index's own place; the first, at 0, is the picture itself."""
    expected = max((100 + size + offset for size, offset in frames), default=0)
    assert mpo.end(memoryview(index(order, [(999, 0), *frames])), 100) == expected


@pytest.mark.parametrize("data", [b"", b"XX*\0", b"II*\0\xff\xff\xff\xff\0\0", b"II*\0\x08\0\0\0\0\0", b"II*\0\x08\0\0\0\x01\0" + bytes(12)])
def test_a_broken_index_lists_nothing(data: bytes) -> None:
    """An index that cannot be read lists no frame."""
    assert mpo.end(memoryview(data), 0) == 0


@given(st.binary(max_size=80))
def test_no_index_raises(rest: bytes) -> None:
    """Whatever an index holds, there is an answer."""
    assert mpo.end(memoryview(b"II*\0\x08\0\0\0" + rest), 0) >= 0
