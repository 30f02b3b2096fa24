"""A benchmark: a job that several sides do, and the ratios that it has to reach."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

import attrs

Meter: TypeAlias = Callable[[], float]
"""Measures a side once: seconds for one input, or bytes."""


@attrs.frozen
class Contest:
    """One row of the table.

    Args:
        ours: The side that is ours.
        against: The side that it is held to.
        most: The ratio that it has to reach, or None where there is no target.
    """

    ours: str
    against: str
    most: float | None = None


@attrs.frozen(kw_only=True)
class Job:
    """One benchmark.

    Args:
        name: What it is called.
        doc: What is measured, and on what.
        sides: Makes a meter for each side; they are used in turn.
        contests: Which sides are held to which.
        floors: Sides that are a part of the first one's work, which no other way of doing it can
            leave out.
        profiled: Does the first side's work once or more for the profiler; None where the work is
            in other processes.
        unit: What the meters measure, ``s`` or ``B``.
        needed: What a target that is missed would take.
    """

    name: str
    doc: str
    sides: Callable[[], Mapping[str, Meter]]
    contests: tuple[Contest, ...] = ()
    floors: tuple[str, ...] = ()
    profiled: Callable[[], Callable[[], object]] | None = None
    unit: str = "s"
    needed: str = ""
