"""The Huffman tables of a JPEG."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from payloadkit.images import fit, inspect
from payloadkit.images.jpeg_tables import defined, needed

if TYPE_CHECKING:
    from tests.images.conftest import Painter, Saver

TABLE = bytes((1, *bytes(15), 7))


def without_tables(photo: bytes, *kept: int) -> bytes:
    """Leave away the segments of tables, but for these."""
    found = [*re.finditer(rb"\xff\xc4..", photo, re.DOTALL)]
    for number, mark in reversed([*enumerate(found)]):
        if number not in kept:
            length = int.from_bytes(mark[0][2:], "big")
            photo = photo[: mark.start()] + photo[mark.start() + 2 + length :]
    return photo


@pytest.mark.parametrize("mode", ["L", "RGB"])
@pytest.mark.parametrize("kept", [(), (0,), (0, 1)])
def test_a_frame_of_a_film_lacks_its_tables(
    paint: Painter, save: Saver, mode: str, kept: tuple[int, ...]
) -> None:
    """Webcams leave the usual tables away. Not every decoder knows them, so fit writes them."""
    photo = save(paint(64, 48, mode), quality=80)
    data = without_tables(photo, *(kept if mode == "RGB" else kept[:1]))
    violations = inspect(data).violations
    assert [violation.code for violation in violations] == ["image.unsupported"]
    assert "fit" in (violations[0].hint or "")
    fitted = fit(data)
    assert fitted.steps == ("encoded",)
    assert inspect(fitted.data).violations == ()
    assert fitted.quality == 80


def test_other_tables_than_the_usual_are_damage(paint: Painter, save: Saver) -> None:
    """Where the pixels do not decode with the usual tables, those were lost."""
    photo = save(paint(), optimize=True)
    assert [violation.code for violation in inspect(without_tables(photo)).violations] == [
        "image.corrupt"
    ]


@pytest.mark.parametrize("options", [{}, {"progressive": True}, {"optimize": True}])
def test_whole_pictures_have_their_tables(
    paint: Painter, save: Saver, options: dict[str, Any]
) -> None:
    """Each scan of a progressive picture needs its own."""
    assert inspect(save(paint(), **options)).violations == ()


@pytest.mark.parametrize(
    ("body", "numbers"),
    [
        (b"", set()),
        (b"\0" + TABLE, {0}),
        (b"\0" + TABLE + b"\x11" + TABLE, {0, 0x11}),
        (b"\x10" + TABLE + b"\x01", {0x10}),
    ],
)
def test_a_segment_defines_any_number_of_tables(body: bytes, numbers: set[int]) -> None:
    """They follow each other in one segment, each as long as it says."""
    assert defined(body) == numbers


@pytest.mark.parametrize(
    ("band", "progressive", "numbers"),
    [
        (b"\0\x3f\0", False, {0, 1, 0x10, 0x11}),
        (b"\0\0\0", False, {0, 1, 0x10, 0x11}),
        (b"\0\0\1", True, {0, 1}),
        (b"\0\0\x10", True, set()),
        (b"\1\x3f\0", True, {0x10, 0x11}),
        (b"\1\x3f\x10", True, {0x10, 0x11}),
    ],
)
def test_what_a_scan_needs(band: bytes, progressive: bool, numbers: set[int]) -> None:
    """Steps of a progressive picture need tables of one class, or none."""
    assert needed(b"\2\1\0\2\x11" + band, progressive=progressive) == numbers
