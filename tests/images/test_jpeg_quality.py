"""How fine a JPEG is."""

from __future__ import annotations

from io import BytesIO
from itertools import product
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image

from payloadkit.images import fit
from payloadkit.images.jpeg_quality import Fineness, fineness, quality

if TYPE_CHECKING:
    from tests.images.conftest import Painter, Saver


def opened(data: bytes) -> Image.Image:
    """Open a JPEG."""
    image = Image.open(BytesIO(data))
    image.load()
    return image


def test_the_quality_that_a_picture_was_saved_with(
    paint: Painter, save: Saver, subtests: pytest.Subtests
) -> None:
    """The usual tables are known again."""
    for wanted, mode in product((5, 30, 49, 50, 51, 60, 75, 85, 90, 95), ("L", "RGB")):
        with subtests.test(wanted=wanted, mode=mode):
            found = fineness(opened(save(paint(32, 32, mode), quality=wanted)))
            assert found.quality == wanted
            assert found.tables is not None
            assert len(found.tables) == (1 if mode == "L" else 2)


@pytest.mark.parametrize(
    ("options", "halved", "progressive"),
    [
        ({"subsampling": "4:4:4"}, False, False),
        ({"subsampling": "4:2:2"}, True, False),
        ({"subsampling": "4:2:0", "progressive": True}, True, True),
    ],
)
def test_how_it_was_saved(
    paint: Painter, save: Saver, options: dict[str, Any], halved: bool, progressive: bool
) -> None:
    """A copy need not be finer in its colours, and may come in steps as well."""
    found = fineness(opened(save(paint(32, 32), **options)))
    assert (found.halved, found.progressive) == (halved, progressive)


def test_a_quality_is_never_too_high() -> None:
    """Tables of other programs fall between two qualities: the coarser one counts."""
    assert quality([1] * 64) == 100
    assert quality([255] * 64) == 1
    assert quality([65_535] * 64) == 1
    assert quality([2] * 64) < quality([1] * 64)


def test_tables_lie_on_their_side_with_the_picture(paint: Painter, save: Saver) -> None:
    """A coefficient of a row becomes one of a column; turned twice, they are the same."""
    found = fineness(opened(save(paint(32, 32), quality=80)))
    turned = found.turned()
    assert found.tables is not None
    assert turned.tables is not None
    assert turned.tables[0][1] == found.tables[0][8]
    assert turned.turned() == found
    assert Fineness().turned() == Fineness()


def test_what_has_no_tables_is_as_fine_as_can_be(paint: Painter) -> None:
    """A picture of another kind is kept fine."""
    assert fineness(paint()) == Fineness()


def test_tables_of_four_colours_are_not_kept(paint: Painter, save: Saver) -> None:
    """They become three, but no finer than they were."""
    photo = save(paint(32, 32, "CMYK"), quality=70)
    found = fineness(opened(photo))
    assert (found.quality, found.tables) == (70, None)
    assert fit(photo).quality == 70


def test_a_photo_that_the_caller_opened_is_as_fine(paint: Painter, save: Saver) -> None:
    """A Pillow image of a JPEG is not made finer than the file."""
    photo = save(paint(60, 40), quality=70)
    assert fit(opened(photo)).quality == 70
    assert fit(opened(photo).resize((30, 20))).quality == 95
