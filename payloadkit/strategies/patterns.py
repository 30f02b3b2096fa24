"""Patterns of texts, filled by drawing: ``#`` is any digit, ``?`` at the end the Luhn check digit of those before it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from payloadkit.rules.identifiers import luhn

if TYPE_CHECKING:
    from payloadkit.rules.rule import Draws

DIGITS = "0123456789"


def filled(shape: str, digits: str) -> str:
    """Return a pattern with its digits.

    Args:
        shape: The pattern.
        digits: As many digits as it has places for any.
    """
    left = iter(digits)
    text = "".join(next(left) if letter == "#" else letter for letter in shape)
    body, mark, _ = text.partition("?")
    return body + str(luhn("".join(filter(str.isdigit, body)))) if mark else text


def drawn(draws: Draws, shapes: tuple[str, ...]) -> Any:
    """Return a strategy of texts of some patterns; it shrinks to the first of those with the fewest places for digits.

    Args:
        draws: What rules draw with.
        shapes: The patterns; a text without ``#`` is one too.
    """
    if not any("#" in shape for shape in shapes):
        return draws.st.sampled_from(shapes)

    def of(shape: str) -> Any:
        places = shape.count("#")
        return draws.st.text(DIGITS, min_size=places, max_size=places).map(
            lambda digits: filled(shape, digits)
        )

    return draws.st.one_of([of(shape) for shape in shapes])
