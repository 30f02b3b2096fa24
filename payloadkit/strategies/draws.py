"""What the rules draw with: Hypothesis, invented texts and invented pictures."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from payloadkit.rules.draws import Draws
from payloadkit.rules.identifiers import luhn
from payloadkit.strategies import pictures
from payloadkit.strategies.people.tables import shapes_of

if TYPE_CHECKING:
    from types import ModuleType

    from payloadkit.policy import Policy
    from payloadkit.violation import Severity

DIGITS = "0123456789"


def sample_draws(policy: Policy, st: ModuleType, *, realistic: bool = False) -> Draws:
    """Return what rules draw with.

    Args:
        policy: The policy by which the drawn values are valid.
        st: The module ``hypothesis.strategies``.
        realistic: Whether values look like those of people: pictures are photos of 480 × 640 pixels
            rather than tiny ones.
    """
    return Draws(
        policy,
        st,
        realistic,
        shapes=shapes_of,
        filled=partial(filled, st),
        picture=pictures.photo if realistic else pictures.tiny,
        broken_pictures=_broken_pictures,
    )


def _broken_pictures() -> list[tuple[str, str, bytes, Severity]]:
    return [(each.code, each.content_type, each.data, each.severity) for each in pictures.broken()]


def filled(st: ModuleType, shapes: tuple[str, ...]) -> Any:  # noqa: ANN401 # a strategy of st
    """Return a strategy of texts of some shapes.

    It shrinks to the first of those with the fewest places for digits.

    Args:
        st: The module ``hypothesis.strategies``.
        shapes: The shapes; a text without ``#`` is one too.
    """
    if not any("#" in shape for shape in shapes):
        return st.sampled_from(shapes)

    def of(shape: str) -> Any:  # noqa: ANN401 # a strategy of st
        places = shape.count("#")
        digits = st.text(DIGITS, min_size=places, max_size=places)
        return digits.map(lambda drawn: with_digits(shape, drawn))

    return st.one_of([of(shape) for shape in shapes])


def with_digits(shape: str, digits: str) -> str:
    """Return a shape with its digits and, for ``?`` at its end, their Luhn check digit.

    Args:
        shape: The shape.
        digits: As many digits as the shape has places for.
    """
    left = iter(digits)
    text = "".join(next(left) if letter == "#" else letter for letter in shape)
    body, mark, _ = text.partition("?")
    return body + str(luhn("".join(filter(str.isdigit, body)))) if mark else text
