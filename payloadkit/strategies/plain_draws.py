"""Draws values of a rule without Hypothesis: one value for one number, the same at every run.

The rules draw with the module that they are given (``Draws.st``). This one has the functions of
``hypothesis.strategies`` that the rules of payloadkit use, and needs no installation. Its values
are not shrunk and not varied. A rule that asks for another function gets an AttributeError.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Any
from uuid import UUID

import attrs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

_SECOND = timedelta(seconds=1)
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_MORE = 8
"""How many elements a text or a list without a largest length has beyond its least."""


@attrs.frozen(eq=False)
class Source:
    """A source of values, which stands for a Hypothesis strategy.

    Args:
        make: Returns a value, chosen by a generator of numbers.
    """

    make: Callable[[Random], Any]

    def example(self, number: int) -> Any:  # noqa: ANN401 - any value of a rule
        """Return the value of a number."""
        return self.make(Random(number))  # noqa: S311 - repeatable, and no secret

    def map(self, change: Callable[[Any], Any]) -> Source:
        """Return a source of changed values."""
        return Source(lambda random: change(self.make(random)))

    def flatmap(self, source: Callable[[Any], Source]) -> Source:
        """Return a source whose values come from the source that a function makes of a value."""
        return Source(lambda random: source(self.make(random)).make(random))

    def filter(self, keeps: Callable[[Any], object]) -> Source:
        """Return a source without the values that a function refuses."""
        return Source(
            lambda random: next(
                value for value in iter(lambda: self.make(random), self) if keeps(value)
            )
        )

    def __or__(self, other: Source) -> Source:
        """Return a source of the values of both."""
        return one_of([self, other])


def just(value: object) -> Source:
    """Return a source of one value."""
    return Source(lambda _: value)


def sampled_from(values: Iterable[Any]) -> Source:
    """Return a source of some values."""
    known = tuple(values)
    return Source(lambda random: known[random.randrange(len(known))])


def one_of(sources: Sequence[Source]) -> Source:
    """Return a source of the values of several."""
    return sampled_from(sources).flatmap(lambda source: source)


def builds(make: Callable[..., Any], *sources: Source) -> Source:
    """Return a source of what a function makes of values."""
    return tuples(*sources).map(lambda values: make(*values))


def tuples(*sources: Source) -> Source:
    """Return a source of tuples with a value of each source."""
    return Source(lambda random: tuple(source.make(random) for source in sources))


def lists(source: Source, *, min_size: int = 0, max_size: int | None = None) -> Source:
    """Return a source of lists."""
    most = min_size + _MORE if max_size is None else max_size
    return Source(
        lambda random: [source.make(random) for _ in range(random.randint(min_size, most))]
    )


def text(
    alphabet: str | Source = _LETTERS, *, min_size: int = 0, max_size: int | None = None
) -> Source:
    """Return a source of texts."""
    letters = sampled_from(alphabet) if isinstance(alphabet, str) else alphabet
    return lists(letters, min_size=min_size, max_size=max_size).map("".join)


def characters(*, exclude_characters: str = "", **_: object) -> Source:
    """Return a source of small letters, which every rule of visible text allows."""
    return sampled_from(sorted(set(_LETTERS) - set(exclude_characters)))


def booleans() -> Source:
    """Return a source of flags."""
    return sampled_from((False, True))


def integers(min_value: int, max_value: int) -> Source:
    """Return a source of whole numbers."""
    return Source(lambda random: random.randint(min_value, max_value))


def binary(*, min_size: int, max_size: int) -> Source:
    """Return a source of bytes."""
    return integers(min_size, max_size).flatmap(
        lambda size: Source(lambda random: random.randbytes(size))
    )


def uuids() -> Source:
    """Return a source of UUIDs."""
    return binary(min_size=16, max_size=16).map(lambda data: UUID(bytes=data, version=4))


def dates(min_value: date = date.min, max_value: date = date.max) -> Source:
    """Return a source of dates."""
    return integers(min_value.toordinal(), max_value.toordinal()).map(date.fromordinal)


def datetimes(min_value: datetime, max_value: datetime) -> Source:
    """Return a source of date-times in whole seconds."""
    span = (max_value - min_value) // _SECOND
    return integers(0, span).map(lambda seconds: min_value + seconds * _SECOND)
