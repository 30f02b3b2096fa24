"""The frame of a JPEG, and what its scans deliver."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payloadkit.images.jpeg_frame import Component, Frame, Progress, read_frame

GREY = Frame(0xC2, 8, 64, 64, (Component(1, 8, 8),))


def scan(first: int, last: int, high: int, low: int, *names: int) -> memoryview:
    """Build a scan header."""
    chosen = names or (1,)
    return memoryview(
        bytes(
            [
                len(chosen),
                *(byte for name in chosen for byte in (name, 0)),
                first,
                last,
                high << 4 | low,
            ]
        )
    )


def header(width: int, height: int, *factors: tuple[int, int]) -> memoryview:
    """Build a frame header."""
    parts = b"".join(bytes([name, h << 4 | v, 0]) for name, (h, v) in enumerate(factors, 1))
    return memoryview(struct.pack(">BHHB", 8, height, width, len(factors)) + parts)


@given(
    st.integers(1, 65535),
    st.integers(1, 65535),
    st.lists(st.tuples(st.integers(1, 4), st.integers(1, 4)), min_size=1, max_size=4),
)
def test_components_cover_the_picture(
    width: int, height: int, factors: list[tuple[int, int]]
) -> None:
    """Each component has blocks for its share of the picture, rounded up to whole units."""
    frame = read_frame(0xC0, header(width, height, *factors))
    assert frame is not None
    most = max(h for h, _ in factors)
    for component, (h, _) in zip(frame.components, factors, strict=True):
        assert component.across * 8 * most >= width * h
        assert component.across * 8 * most < width * h + 8 * most * h


@pytest.mark.parametrize(
    "body", [b"", b"\x08\0\1\0\1\1", b"\x08\0\1\0\1\0", b"\x08\0\1\0\1\1\1\x01\0"]
)
def test_a_malformed_frame_header_is_none(body: bytes) -> None:
    """A header of the wrong length, without a component or with a wrong factor is refused."""
    assert read_frame(0xC0, memoryview(body)) is None


def test_a_picture_delivered_in_steps_is_complete_at_the_end() -> None:
    """Each coefficient comes first roughly, then a bit at a time, until none is missing."""
    progress = Progress()
    steps = [(0, 0, 0, 1), (1, 63, 0, 2), (0, 0, 1, 0), (1, 63, 2, 1), (1, 63, 1, 0)]
    for step in steps:
        assert not progress.complete
        assert progress.begin(GREY, scan(*step)) is None
    assert progress.complete


@pytest.mark.parametrize(
    "step", [(0, 0, 0, 0), (1, 63, 1, 0), (5, 4, 0, 0), (1, 64, 0, 0), (0, 0, 2, 1)]
)
def test_steps_that_do_not_follow_are_corrupt(step: tuple[int, int, int, int]) -> None:
    """A repeated step, a refinement of nothing and a band that is none are damage."""
    progress = Progress()
    assert progress.begin(GREY, scan(0, 0, 0, 0)) is None
    assert progress.begin(GREY, scan(*step)) == "image.corrupt"


@pytest.mark.parametrize(
    "body",
    [b"", b"\1\1\0", b"\0\0\0\0", b"\1\2\0\0\0\0", b"\2\1\0\1\0\0\0\0", b"\xff" + bytes(513)],
)
def test_a_malformed_scan_header_is_corrupt(body: bytes) -> None:
    """A header of the wrong length, or of no or unknown components, is damage."""
    assert Progress().begin(GREY, memoryview(body)) == "image.corrupt"


def test_a_scan_before_its_frame_is_corrupt() -> None:
    """Scans belong to a frame."""
    assert Progress().begin(None, scan(0, 0, 0, 0)) == "image.corrupt"


def test_components_of_one_name_are_told_apart_by_their_place() -> None:
    """Some encoders number all components alike; decoders take them in order."""
    frame = Frame(0xC0, 8, 8, 8, (Component(1, 1, 1),) * 3)
    progress = Progress()
    assert progress.begin(frame, scan(0, 63, 0, 0, 1, 1, 1)) is None
    assert progress.complete


def test_a_component_that_never_comes_is_missed() -> None:
    """A baseline picture in several scans needs one for each component."""
    frame = Frame(0xC0, 8, 8, 8, tuple(Component(name, 1, 1) for name in (1, 2, 3)))
    progress = Progress()
    for name in (1, 2):
        assert progress.begin(frame, scan(0, 63, 0, 0, name)) is None
    assert not progress.complete


@pytest.mark.parametrize(
    ("side", "factors", "scans", "code"),
    [
        (7000, [(1, 1)], 1, None),
        (5700, [(1, 1)] * 3, 1, None),
        (5800, [(1, 1)] * 3, 1, "image.too_many_pixels"),
        (7000, [(1, 1)], 90, "image.too_many_scans"),
        (64, [(1, 1)], 100, None),
        (64, [(1, 1)], 101, "image.too_many_scans"),
    ],
)
def test_what_decoding_would_need_is_known_before(
    side: int, factors: list[tuple[int, int]], scans: int, code: str | None
) -> None:
    """Coefficients over 200 MB, over 100 scans and slow scans are refused by the header alone."""
    frame = read_frame(0xC2, header(side, side, *factors))
    steps = [
        (0, 0, 0, 0),
        *((at, at, high, low) for at in range(1, 64) for high, low in ((0, 1), (1, 0))),
    ]
    progress = Progress()
    found = [progress.begin(frame, scan(*step)) for step in steps[:scans]]
    assert found[-1] == code
    assert not any(found[:1]) or code == "image.too_many_pixels"


@pytest.mark.parametrize(
    ("width", "height", "expected"),
    [
        (65_500, 16, []),
        (65_501, 16, ["image.unsupported"]),
        (16, 65_501, ["image.unsupported"]),
        (65_535, 65_535, ["image.too_many_pixels"]),
    ],
)
def test_a_side_longer_than_decoders_take(width: int, height: int, expected: list[str]) -> None:
    """The header admits sides that no decoder around does."""
    assert list(Frame(0xC0, 8, width, height, (Component(1, 1, 1),)).faults) == expected
