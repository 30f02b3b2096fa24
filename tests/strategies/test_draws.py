"""What rules are given: texts of a shape."""

from __future__ import annotations

import pytest
from hypothesis import find, given
from hypothesis import strategies as st

from payloadkit.rules.identifiers import luhn
from payloadkit.strategies.draws import filled, with_digits


@pytest.mark.parametrize(
    ("shape", "digits", "expected"),
    [
        ("plain", "", "plain"),
        ("201/##", "42", "201/42"),
        ("7843##########?", "0000000002", "784300000000022"),
        ("784-3###-#######-?", "0000000002", "784-3000-0000002-2"),
    ],
)
def test_with_digits(shape: str, digits: str, expected: str) -> None:
    """Digits stand where any may, and the check digit is that of all digits before it."""
    assert with_digits(shape, digits) == expected


@given(filled(st, ("A##", "7843##########?", "x")))
def test_drawn_texts_follow_their_pattern(text: str) -> None:
    """Each text is of one of the patterns, with its check digit."""
    assert (
        text == "x"
        or (len(text) == 3 and text[1:].isdigit())
        or (len(text) == 15 and luhn(text[:-1]) == int(text[-1]))
    )


@pytest.mark.parametrize(
    ("shapes", "first"), [(("b", "a"), "b"), (("B#", "a#"), "B0"), (("B##", "a"), "a")]
)
def test_the_first_pattern_is_the_simplest(shapes: tuple[str, ...], first: str) -> None:
    """Shrinking ends at the first shape with the fewest digits, all of them zero."""
    assert find(filled(st, shapes), lambda _: True) == first
