"""Interleaved rounds: each side in turn, in rotated order, and medians of their ratios."""

from __future__ import annotations

import gc
from itertools import count
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING, Generic, TypeVar

import attrs

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tests.benchmarks.job import Contest, Job, Meter

T = TypeVar("T")
ROUNDS = 25
LEAST = 0.005


@attrs.define
class Clock(Generic[T]):
    """Return the seconds that a function takes for an unseen input, without garbage collection.

    Args:
        run: The function.
        fresh: Makes the input of a number.
        least: How long a round lasts at least, in seconds; a fast function is run that often.
    """

    run: Callable[[T], object]
    fresh: Callable[[int], T]
    least: float = LEAST
    _loops: int = attrs.field(default=1, init=False)
    _numbers: count[int] = attrs.field(factory=count, init=False)

    def __call__(self) -> float:
        """Measure a round; the next one runs more often where this one was too short."""
        inputs = [self.fresh(next(self._numbers)) for _ in range(self._loops)]
        run = self.run
        gc.collect()
        gc.disable()
        try:
            begun = perf_counter()
            for given in inputs:
                run(given)
            taken = perf_counter() - begun
        finally:
            gc.enable()
        if taken < self.least:
            self._loops = min(
                self._loops * 10, int(self._loops * self.least / max(taken, 1e-9)) + 1
            )
        return taken / len(inputs)


@attrs.frozen
class Result:
    """What became of a contest.

    Args:
        contest: The contest.
        ratio: Median of the ratios of the rounds.
        spread: Their median absolute deviation.
    """

    contest: Contest
    ratio: float
    spread: float

    @property
    def met(self) -> bool | None:
        """Whether the target is reached, None where there is none."""
        return None if self.contest.most is None else self.ratio - self.spread <= self.contest.most


@attrs.frozen
class Measured:
    """What the rounds of a job measured.

    Args:
        job: The job.
        amounts: What each side measured, round by round.
    """

    job: Job
    amounts: Mapping[str, tuple[float, ...]]

    @property
    def results(self) -> tuple[Result, ...]:
        """What became of the contests."""
        return tuple(
            Result(contest, *self.ratio(contest.ours, contest.against))
            for contest in self.job.contests
        )

    def ratio(self, side: str, other: str) -> tuple[float, float]:
        """Return the median of the ratios of two sides, and its spread.

        Args:
            side: What is divided.
            other: By what.
        """
        ratios = [
            one / another
            for one, another in zip(self.amounts[side], self.amounts[other], strict=True)
        ]
        middle = median(ratios)
        return middle, median(abs(ratio - middle) for ratio in ratios)


def measure(job: Job, rounds: int = ROUNDS, warming: int = 2) -> Measured:
    """Measure the sides of a job in turn; the side that begins moves on from round to round.

    Args:
        job: The job.
        rounds: How many rounds.
        warming: How many rounds before, which only warm up and find how often a fast function is
            run.
    """
    sides = job.sides()
    names = list(sides)
    amounts: dict[str, list[float]] = {name: [] for name in names}
    for _ in range(warming):
        _round(sides, names)
    for number in range(rounds):
        begin = number % len(names)
        for name, amount in _round(sides, names[begin:] + names[:begin]).items():
            amounts[name].append(amount)
    return Measured(job, {name: tuple(found) for name, found in amounts.items()})


def _round(sides: Mapping[str, Meter], order: list[str]) -> dict[str, float]:
    return {name: sides[name]() for name in order}
