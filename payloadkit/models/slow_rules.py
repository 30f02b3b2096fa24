"""Second looks of slow rules: bounded together, and side by side in threads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from payloadkit.rules.rule import LARGEST_EFFORT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from payloadkit.rules.rule import Costly
    from payloadkit.violation import Fault

_WORTH_THREADS = 5_000_000
"""Nanoseconds of decoding that outweigh the start of threads."""


def second_looks(looks: Sequence[Costly], workers: int) -> list[list[Fault]]:
    """Return what slow rules find at a second look, in the order of their first looks.

    Args:
        looks: The first looks.
        workers: How many threads may run side by side.
    """
    entries = list(_affordable(looks))
    if workers > 1 and len(looks) > 1 and sum(look.effort for look in looks) > _WORTH_THREADS:
        from concurrent.futures import ThreadPoolExecutor

        with ThreadPoolExecutor(workers) as pool:
            return list(pool.map(_second_look, entries))
    return [_second_look(entry) for entry in entries]


def _affordable(looks: Iterable[Costly]) -> Iterator[tuple[Costly, bool]]:
    """Yield each look, and whether a second one is still affordable."""
    left = LARGEST_EFFORT
    for look in looks:
        affordable = look.effort <= left
        left -= look.effort if affordable else 0
        yield look, affordable


def _second_look(entry: tuple[Costly, bool]) -> list[Fault]:
    look, affordable = entry
    return list(look.faults(affordable=affordable))
