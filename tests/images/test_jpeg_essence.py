"""Padding in a JPEG, which shows nowhere, and damage beside it, which does."""

from __future__ import annotations

import re
from itertools import product
from random import Random
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from payloadkit.images import fit, inspect, jpeg_pixels
from payloadkit.images.jpeg import walk
from payloadkit.images.jpeg_essence import padding

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.images.conftest import Painter, Saver

MARK = re.compile(rb"(\xff[\xd0-\xd7])")
FLAT = Image.new("RGB", (160, 120), (250, 250, 250))


def padded(photo: bytes, pad: Callable[[bytes], bytes]) -> bytes:
    """Pad a JPEG before its restart marks."""
    parts = MARK.split(photo)
    for at in range(0, len(parts) - 1, 2):
        parts[at] += pad(parts[at])
    return b"".join(parts)


def aligned(data: bytes) -> bytes:
    """Pad to whole words."""
    return bytes(-len(data) % 4)


def uneven(data: bytes) -> bytes:
    """Pad by no to three bytes."""
    return bytes(Random(len(data)).randrange(4))  # noqa: S311  a padding, not a secret


PADDINGS = [
    *(lambda _, count=count: bytes(count) for count in (1, 2, 3, 7, 40)),
    lambda _: b"\xff",
    lambda _: b"\xff\xff\xff",
    lambda _: b"\0\xff",
    aligned,
    uneven,
]


def test_padding_before_restart_marks_is_harmless(
    paint: Painter, save: Saver, subtests: pytest.Subtests
) -> None:
    """Scanners and webcams pad; every decoder shows the same pixels, so the file stays as it is."""
    for pad, mode, rows in product(PADDINGS, ("L", "RGB", "flat"), (1, 2)):
        with subtests.test(mode=mode, rows=rows):
            image = FLAT if mode == "flat" else paint(160, 120, mode)
            data = padded(save(image, quality=85, restart_marker_rows=rows), pad)
            assert inspect(data).violations == ()
            assert fit(data).data == data


@pytest.mark.parametrize("pad", [lambda _: b"\0\0", aligned, uneven])
@pytest.mark.parametrize("subsampling", ["4:4:4", "4:2:0"])
def test_padding_in_four_colours(
    paint: Painter, save: Saver, pad: Callable[[bytes], bytes], subsampling: str
) -> None:
    """A picture for the press may be padded, too."""
    photo = save(paint(160, 120, "CMYK"), restart_marker_rows=1, subsampling=subsampling)
    assert inspect(padded(photo, pad)).violations == ()


@pytest.mark.parametrize("count", [1, 2, 3])
@pytest.mark.parametrize("flat", [False, True])
def test_padding_in_a_progressive_picture(
    paint: Painter, save: Saver, count: int, flat: bool
) -> None:
    """Its scans end in zeros of their own, so only as many as stand everywhere are padding."""
    image = FLAT if flat else paint(160, 120)
    photo = save(image, progressive=True, restart_marker_rows=1)
    assert inspect(padded(photo, lambda _: bytes(count))).violations == ()


@pytest.mark.parametrize("fill", [b"\0", b"\0\0", b"\xff\xff", b"\0\xff"])
def test_padding_between_the_scans(paint: Painter, save: Saver, fill: bytes) -> None:
    """Zeros and fill bytes may stand before any other mark too."""
    photo = save(paint(160, 120), progressive=True)
    first = photo.index(b"\xff\xda")
    between = photo[:first] + re.sub(rb"(\xff[\xc4\xda])", lambda m: fill + m[0], photo[first:])
    assert inspect(between).violations == ()
    ahead = re.sub(rb"(\xff[\xdb\xc0\xc4\xda\xd9])", lambda m: fill + m[0], photo)
    assert [violation.code for violation in inspect(ahead).violations] == []


def holes(photo: bytes) -> list[bytes]:
    """Damage a photo of many intervals in ways that make it shorter."""
    parts = MARK.split(photo)
    at = len(parts) // 4 * 2
    half = len(parts[at]) // 2
    return [
        b"".join((*parts[:at], parts[at][:half], *parts[at + 1 :])),
        b"".join((*parts[:at], *parts[at + 2 :])),
        b"".join((*parts[:at], parts[at][:half] + parts[at + 4][half:], *parts[at + 5 :])),
        b"".join((*parts[:at], b"", *parts[at + 1 :])),
    ]


def test_a_hole_beside_padding_is_found(
    paint: Painter, save: Saver, subtests: pytest.Subtests
) -> None:
    """A photo that lacks something is damaged, padded or not."""
    pad_cases: list[Callable[[bytes], bytes]] = [lambda _: b"\0\0", aligned, uneven]
    for pad, flat, number in product(pad_cases, (False, True), range(4)):
        with subtests.test(flat=flat, number=number):
            image = FLAT if flat else paint(160, 120)
            photo = holes(save(image, quality=85, restart_marker_rows=1))[number]
            assert "image.corrupt" in [v.code for v in inspect(padded(photo, pad)).violations]


def test_other_bytes_before_a_mark_are_damage(paint: Painter, save: Saver) -> None:
    """Only zeros and fill bytes are padding."""
    photo = save(paint(160, 120), quality=85, restart_marker_rows=1)
    data = padded(photo, lambda _: b"abc")
    assert [violation.code for violation in inspect(data).violations] == ["image.corrupt"]


def test_very_many_marks_are_not_looked_at(paint: Painter, save: Saver) -> None:
    """A file of nothing but marks is not worth the time."""
    photo = save(paint(160, 120), quality=85, restart_marker_rows=1)
    many = photo[:-2] + b"".join(b"\0\xff" + bytes((0xD0 + at % 8,)) for at in range(9_000))
    view = memoryview(many + photo[-2:])
    assert padding(view, walk(view)) is None


def test_what_cannot_be_decoded_is_not_only_padded() -> None:
    """Where even a lenient decoder gives up, nothing is compared."""
    assert jpeg_pixels._pixels(b"no picture") is None  # noqa: SLF001  no file is known to get there
