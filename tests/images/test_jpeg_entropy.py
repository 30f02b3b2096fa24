"""Where a scan ends: the quick way is the plain regular expression's, wherever marks stand around its steps."""

from __future__ import annotations

import re
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payloadkit.images.jpeg import scan_end

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


def expected(data: bytes, at: int) -> int:
    """Return where the first mark stands that ends a scan, found a byte at a time by its definition."""
    found = re.compile(rb"\xff(?![\x00\xff\xd0-\xd7]).", re.DOTALL).search(data, at)
    return found.start() if found else len(data)


@pytest.mark.parametrize("mark", MARKS)
@pytest.mark.parametrize("border", BORDERS)
@pytest.mark.parametrize("at", [0, 1, 7])
def test_marks_around_a_step(mark: bytes, border: int, at: int) -> None:
    """A mark that lies before, across or behind the border of a step, in the last step and at the very end is found, or none is."""
    for before in (0, *range(at + border - 4, at + border + 4)):
        for after in (0, 1, 2, STEP - 1, STEP):
            data = bytes(before) + mark + bytes(after)
            if at <= len(data):
                assert scan_end(memoryview(data), at) == expected(data, at)


@given(
    st.integers(0, 2**32),
    st.integers(0, 3 * STEP),
    st.lists(
        st.tuples(st.integers(-3, 3), st.sampled_from((0, *BORDERS)), st.sampled_from(MARKS)),
        max_size=4,
    ),
    st.integers(0, 9),
)
def test_any_bytes(seed: int, length: int, placed: list[tuple[int, int, bytes]], at: int) -> None:
    """In any bytes, stuffed as an encoder stuffs them and with any marks put in near the steps, both find the same end."""
    data = bytearray(Random(seed).randbytes(length).replace(b"\xff", b"\xff\x00"))
    for off, border, mark in placed:
        place = max(0, at + border + off)
        data[place : place + len(mark)] = mark
    assert scan_end(memoryview(data), at) == expected(bytes(data), at)


@pytest.mark.parametrize("length", [0, 1, 2, STEP, STEP + 1, STEP + 2])
def test_no_end(length: int) -> None:
    """Where nothing ends a scan, the file does, and there is nothing behind its end."""
    assert scan_end(memoryview(bytes(length)), 0) == length
    assert scan_end(memoryview(bytes(length)), length) == length
    assert scan_end(memoryview(b"\xff" * length), 0) == length
