"""The corpus: sound documents of each kind, one at each limit, one with each possible fault."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, TypeVar

import attrs
from hypothesis import HealthCheck, Phase, given, settings

from payloadkit.models.registry import model_of
from payloadkit.strategies.documents import Drawing
from payloadkit.strategies.faults import broken, limits, sites, with_value
from payloadkit.violation import pointer
from tests.documents import POLICY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from hypothesis.strategies import SearchStrategy

    from tests.documents import Document

T = TypeVar("T")

DRAW = settings(
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@attrs.frozen(repr=False)
class Case:
    """One document of the corpus.

    Args:
        label: How it was drawn, for a failure's message.
        document: The plain document.
        faults: Code, path and severity of each violation that its check has to find.
        valid: Whether the JSON Schema has to accept it.
    """

    label: str
    document: Document
    faults: tuple[tuple[str, str, str], ...] = ()
    valid: bool = True


@cache
def corpus(kind: str) -> tuple[Case, ...]:
    """Return the documents of a kind, the same in every process."""
    return (*_sound(kind), *_at_limits(kind), *_faulty(kind))


def sound(kind: str) -> list[Case]:
    """Return the documents of a kind that have no violation."""
    return [case for case in corpus(kind) if not case.faults]


def faulty(kind: str) -> list[Case]:
    """Return the documents of a kind that have one violation."""
    return [case for case in corpus(kind) if case.faults]


def wrong(
    cases: list[Case], expected: Callable[[Case], object], found: Callable[[Case], object]
) -> dict[str, tuple[object, object]]:
    """Return what was found and what was expected of each case where they differ, by label."""
    pairs = ((case.label, found(case), expected(case)) for case in cases)
    return {label: (one, other) for label, one, other in pairs if one != other}


def drawn(strategy: SearchStrategy[T], examples: int) -> list[T]:
    """Return so many examples of a strategy, the simplest first and the same in every run."""
    values: list[T] = []

    def keep(value: T) -> None:
        values.append(value)

    settings(DRAW, max_examples=examples)(given(strategy)(keep))()
    return values


def _sound(kind: str) -> Iterator[Case]:
    for full in (False, True):
        for realistic in (False, True):
            drawing = Drawing.of(model_of(kind), POLICY, full=full, realistic=realistic)
            for number, document in enumerate(drawn(drawing.document(), 2)):
                yield Case(f"sound: full={full} realistic={realistic} {number}", document)


def _at_limits(kind: str) -> Iterator[Case]:
    drawing = Drawing.of(model_of(kind), POLICY)
    for number, (path, values) in enumerate(limits(drawing)):
        for document, _ in drawn(with_value(drawing, path, values), 1):
            yield Case(f"limit {number}: {pointer(path)}", document)


def _faulty(kind: str) -> Iterator[Case]:
    drawing = Drawing.of(model_of(kind), POLICY)
    for number, site in enumerate(sites(drawing)):
        for chosen, document in drawn(broken(drawing, site), 1):
            breaker = chosen.breaker
            fault = (
                breaker.code,
                pointer(chosen.path, drawing.model.keys),
                str(breaker.severity),
            )
            label = f"fault {number}: {site.code} at {pointer(site.path)}"
            yield Case(label, document, (fault,), not breaker.schema_sees)
