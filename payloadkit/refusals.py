"""What the rules of the kinds refuse, one entry a class of rules: asked of the declarations and of the ways to break them."""

from __future__ import annotations

from collections import Counter
from datetime import date
from random import Random
from typing import TYPE_CHECKING, Any

import attrs
from hypothesis import HealthCheck, Phase, find, settings

from payloadkit.breaking import sites
from payloadkit.declaration import model_of
from payloadkit.drawing import Drawing, Wish
from payloadkit.policy import Policy
from payloadkit.schema import keywords

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from payloadkit.declaration import Model
    from payloadkit.drawing import Pattern
    from payloadkit.rules.rule import Across, Breaker, Rule, Schema


@attrs.frozen
class _Masters:
    """Master data in which every list has one entry."""

    def names(self, listing: str) -> Mapping[str, str]:
        """Return the entry."""
        return {"1": listing}


_POLICY = Policy(today=date(2026, 1, 1), masters=_Masters())
_UNHURRIED = [HealthCheck.too_slow, HealthCheck.large_base_example]
_FIRST = settings(max_examples=1, phases=[Phase.generate], database=None, deadline=None, suppress_health_check=_UNHURRIED)


@attrs.define
class Refusals:
    """What is declared with one class of rules, and what it refuses.

    Args:
        cls: The class.
        uses: How many fields use it, by kind; of a rule across fields, how many objects.
        codes: The codes that it may report.
        schemas: Its keywords in JSON Schema, as often as they differ.
        breakers: The ways to break it.
    """

    cls: type
    uses: Counter[str] = attrs.field(factory=Counter)
    codes: dict[str, None] = attrs.field(factory=dict)
    schemas: list[Schema] = attrs.field(factory=list)
    breakers: list[Breaker] = attrs.field(factory=list)

    def add(self, kind: str, rule: Rule | Across, schema: Schema, breakers: Iterable[Breaker]) -> None:
        """Count a use of a rule in a kind."""
        self.uses[kind] += 1
        self.codes |= dict.fromkeys(rule.codes)
        self.breakers.extend(breakers)
        if schema and schema not in self.schemas:
            self.schemas.append(schema)


def of_values(kinds: Iterable[str]) -> tuple[Refusals, ...]:
    """Return what the rules of single fields refuse, by the names of their classes.

    Args:
        kinds: Names of the kinds whose fields are looked at.
    """
    found: dict[type, Refusals] = {}
    for kind in kinds:
        breakers = _breakers(model_of(kind))
        for path, rule in model_of(kind).rules():
            found.setdefault(type(rule), Refusals(type(rule))).add(kind, rule, keywords(rule), breakers.get(path, ()))
    return _sorted(found)


def across_fields(kinds: Iterable[str]) -> tuple[Refusals, ...]:
    """Return what the rules across fields refuse, by the names of their classes.

    Args:
        kinds: Names of the kinds whose objects are looked at.
    """
    found: dict[type, Refusals] = {}
    for kind in kinds:
        for _, model in model_of(kind).models():
            for number, rule in enumerate(model.across):
                found.setdefault(type(rule), Refusals(type(rule))).add(kind, rule, rule.schema(), _breaks(model, number))
    return _sorted(found)


def _breakers(model: Model) -> dict[Pattern, list[Breaker]]:
    """Return the ways to break a value by the path that leads to it."""
    found: dict[Pattern, list[Breaker]] = {}
    for site in sites(Drawing.of(model, _POLICY)):
        if site.breaker is not None:
            found.setdefault(site.path, []).append(site.breaker)
    return found


def _breaks(model: Model, number: int) -> Iterator[Breaker]:
    """Yield the ways to break a rule across fields, which it tells of a whole object."""
    drawing = Drawing.of(model, _POLICY)
    document: Any = find(drawing.document(Wish((), rule=number)), lambda _: True, settings=_FIRST, random=Random(0))  # noqa: S311 - any object will do, the same one each time
    yield from (breaker for breaker, _ in model.across[number].breaks(document, drawing.draws))


def _sorted(found: dict[type, Refusals]) -> tuple[Refusals, ...]:
    return tuple(sorted(found.values(), key=lambda refusals: refusals.cls.__name__))
