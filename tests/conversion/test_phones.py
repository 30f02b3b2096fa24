"""Phone numbers as people write them."""

from __future__ import annotations

from time import process_time

import pytest

from payloadkit.conversion.phones import _WRITTEN, LONGEST, written

BLANKS = " " * 200_000


@pytest.mark.exhaustive
@pytest.mark.parametrize(
    "text",
    [BLANKS, BLANKS + "x", "+" + BLANKS + "x", BLANKS + "+" + BLANKS + "x", "0" * 200_000 + "x"],
)
def test_long_texts_cost_little(text: str) -> None:
    """A text without end is no number, and is looked at once: by the pattern alone too."""
    begun = process_time()
    _WRITTEN.fullmatch(text)

    assert written(text) == text
    assert process_time() - begun < 1


@pytest.mark.parametrize(
    "text",
    [
        "050 123 4567",
        "  050-123-4567  ",
        " +971 50 123 4567",
        "00971 (50) 123 4567",
        " " * (LONGEST - 10) + "0501234567",
    ],
)
def test_numbers_as_written(text: str) -> None:
    """Blanks, dashes and brackets are no part of a number."""
    assert written(text) == "+971501234567"


@pytest.mark.parametrize(
    "text",
    ["", " ", "+", "050 123 4567 ext. 9", "++971501234567", " " * (LONGEST - 9) + "0501234567"],
)
def test_what_is_no_number(text: str) -> None:
    """What is no one number, or is longer than anybody writes one, stays as it is."""
    assert written(text) == text
