"""What a fuzz target is: inputs, how they change, and what must hold for every one of them."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import attrs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

FIXTURES = Path(__file__).parents[2] / "fixtures"
TARGETS = ("documents", "conversion", "migration", "answers", "images")


def dice(seed: int) -> Random:
    """Return what makes the choices of a change, the same for the same number."""
    return Random(seed)  # noqa: S311 - no secret depends on them


@attrs.frozen(kw_only=True)
class Target:
    """A way into the library that strangers' bytes take.

    Args:
        seeds: Gives the inputs to begin with.
        judge: Holds the library to its word for one input, and returns what came of it: codes of
            violations, or the state of an answer.
        change: Makes an input another one that is still a document; None where it is none, and its
            bytes are changed as bytes.
        modules: Modules and packages that are to be reached, below ``payloadkit``.
        longest: Most bytes of an input.
    """

    seeds: Callable[[], Iterator[bytes]]
    judge: Callable[[bytes], list[str]]
    change: Callable[[bytes, Random], bytes | None]
    modules: tuple[str, ...]
    longest: int
