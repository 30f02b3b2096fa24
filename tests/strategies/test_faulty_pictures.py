"""Pictures with several faults at once."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from payloadkit.images.faults import LARGEST_BYTES
from payloadkit.images.inspection import inspect
from payloadkit.strategies.faulty_pictures import pictures_with

if TYPE_CHECKING:
    import pytest

JPEG, PNG = "image/jpeg", "image/png"
SIDEWAYS, PLACE = "image.not_upright", "image.location_data"


def test_a_picture_has_all_faults(subtests: pytest.Subtests) -> None:
    """One of the pictures has these faults and no other."""
    declared_cases: list[str] = [JPEG, PNG]
    codes_cases: list[set[str]] = [
        set(),
        {SIDEWAYS, PLACE},
        {SIDEWAYS, PLACE, "image.trailing_data"},
        {"image.too_small", PLACE},
        {"image.truncated", SIDEWAYS},
        {"image.corrupt", PLACE},
        {"image.too_many_pixels"},
        {"image.too_many_bytes", PLACE},
        {"image.unreadable"},
        {"image.unsupported", PLACE},
        {"image.unsupported"},
        {"image.animated"},
    ]
    for declared, codes in product(declared_cases, codes_cases):
        with subtests.test(declared=declared, codes=codes):
            found = [
                {each.code for each in inspect(data).violations}
                for data in pictures_with(codes, declared, 3, LARGEST_BYTES + 99)
            ]

            assert codes in found


def test_other_faults() -> None:
    """Too many scans are only in a JPEG, and a narrow picture of too many pixels is a PNG."""
    for codes in ({"image.too_many_scans"}, {"image.too_many_pixels", "image.too_small"}):
        likely = pictures_with(codes, None, 1, 0)
        assert codes in [{each.code for each in inspect(data).violations} for data in likely]


def test_another_number_is_another_file() -> None:
    """Two pictures of the same faults differ."""
    assert not set(pictures_with({SIDEWAYS}, JPEG, 1, 0)) & set(
        pictures_with({SIDEWAYS}, JPEG, 2, 0)
    )
