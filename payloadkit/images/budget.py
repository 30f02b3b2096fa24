"""How small a picture must become, and how small and coarse it may."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from payloadkit.images.faults import ADVISED_BYTES, LONGEST_SIDE, SMALLEST_SIDE

if TYPE_CHECKING:
    from attrs import Attribute

BEST_QUALITY = 95
_LEGIBLE_SIDE = 480
_NARROWEST = 5


def _positive(_: object, attribute: Attribute[int], value: int) -> None:
    """Refuse what is no whole number, or less than 1."""
    if type(value) is not int:
        msg = f"{attribute.name} is a whole number"
        raise TypeError(msg)
    if value < 1:
        msg = f"{attribute.name} is at least 1"
        raise ValueError(msg)


def _legible_side(budget: Budget) -> int:
    """Keep print legible, as far as the longer side admits that."""
    longest = budget.max_side
    whole = type(longest) is int and longest >= _NARROWEST
    return min(_LEGIBLE_SIDE, longest // _NARROWEST) if whole else _LEGIBLE_SIDE


@attrs.frozen(kw_only=True)
class Budget:
    """What a fitted picture may cost, and the floors below which it is refused, not made worse.

    The defaults keep the print of an identity card legible.

    Args:
        max_bytes: Most bytes; above 5,000,000 that many, which every gateway takes.
        max_side: Most pixels of the longer side, up to 65,500, which is as much as JPEG encoders
            take.
        min_side: Fewest pixels of the shorter side, unless the source has fewer; by default 480, or
            a fifth of a ``max_side`` below 2400.
        min_quality: Lowest JPEG quality, 1 to 95.

    Raises:
        ValueError: A number is out of its range.
        TypeError: A number is no whole number.
    """

    max_bytes: int = attrs.field(default=1_000_000, validator=_positive)
    max_side: int = attrs.field(default=2400, validator=_positive)
    min_side: int = attrs.field(
        default=attrs.Factory(_legible_side, takes_self=True), validator=_positive
    )
    min_quality: int = attrs.field(default=60, validator=_positive)

    def __attrs_post_init__(self) -> None:
        """Hold the numbers to each other."""
        if self.min_quality > BEST_QUALITY:
            msg = f"min_quality is at most {BEST_QUALITY}"
            raise ValueError(msg)
        if self.max_side > LONGEST_SIDE:
            msg = f"max_side is at most {LONGEST_SIDE}"
            raise ValueError(msg)
        if self.max_side < self.shortest:
            msg = f"max_side is at least min_side, and at least {SMALLEST_SIDE}"
            raise ValueError(msg)

    @property
    def most_bytes(self) -> int:
        """The most bytes of a fitted picture; one with more would draw a warning."""
        return min(self.max_bytes, ADVISED_BYTES)

    @property
    def shortest(self) -> int:
        """The fewest pixels of a side of a fitted picture; fewer would draw an error."""
        return max(self.min_side, SMALLEST_SIDE)

    def admits(self, size: tuple[int, int], length: int) -> bool:
        """Return whether a picture of this size and so many bytes is within the budget."""
        return (
            max(size) <= self.max_side and min(size) >= SMALLEST_SIDE and length <= self.most_bytes
        )
