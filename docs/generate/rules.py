"""Writes `docs/rules.md`: what each rule demands, reports and says in a JSON Schema."""

from __future__ import annotations

import inspect
import json
import re
from collections import Counter
from datetime import date
from random import Random
from typing import TYPE_CHECKING, Any

import attrs
from hypothesis import HealthCheck, Phase, find, settings

from docs.generate.codes import linked
from docs.generate.files import HEAD
from payloadkit.messages.catalogue import catalogue
from payloadkit.models.registry import model_of
from payloadkit.models.schema import keywords
from payloadkit.policy import Policy
from payloadkit.reference.explain import common_codes
from payloadkit.rules.rule import Breaker
from payloadkit.strategies.documents import Drawing
from payloadkit.strategies.faults import sites
from payloadkit.violation import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from payloadkit.models.model import Model
    from payloadkit.rules.rule import Across, Rule, Schema
    from payloadkit.strategies.places import Pattern


_SHORT = 80


_ARGUMENT = re.compile(r"^ {4}(\w+): ", re.MULTILINE)


_INTRODUCTION = f"""\
{HEAD}

# Rules

What each rule demands. Which field has which rule stands in the [reference](reference.md).

A severity here is that in a request; in an answer only `json.*` and a wrong structure are errors,
and all else at most warns. A JSON Schema refuses what errs, as far as JSON Schema can say it. It
refuses nothing that only warns: such a limit is an annotation in it, `x-max-length`, and so are
all limits of an answer.

An empty cell is of what only warns, or of what is not tried here since it takes megabytes. Behind
a kind stands how many of its fields use the rule, or how many of its objects, where the rule is
one across fields."""


def page(kinds: Sequence[str]) -> str:
    """Return the page.

    Args:
        kinds: Names of the kinds whose rules it shows.
    """
    values, across = map(_section, of_values(kinds)), map(_section, across_fields(kinds))
    return (
        "\n\n".join(
            [
                _INTRODUCTION,
                _every(kinds),
                "## Rules of one field",
                *values,
                "## Rules across fields",
                *across,
            ]
        )
        + "\n"
    )


def _every(kinds: Sequence[str]) -> str:
    models = map(model_of, kinds)
    found = {
        code
        for model in models
        for _, field in model.walk()
        for code in common_codes(field, field.rule, tolerant=model.tolerant)
    } | {"field.missing"}
    lines = (f"* {linked(code)}: {catalogue()[code].meaning}" for code in sorted(found))
    return "\n".join(
        ["## Every field", "", "Besides the codes of its rule, a field may draw:", "", *lines]
    )


def _section(refusals: Refusals) -> str:
    return "\n\n".join(
        [
            "### " + refusals.cls.__name__,
            *_doc(refusals.cls),
            *_codes(refusals),
            *_keywords(refusals),
            _uses(refusals),
        ]
    )


def _doc(cls: type) -> Iterator[str]:
    """Yield a class's docstring as Markdown: its paragraphs, and its arguments as a list."""
    said, _, arguments = (inspect.getdoc(cls) or "").replace("``", "`").partition("\n\nArgs:\n")
    yield from (" ".join(paragraph.split()) for paragraph in said.split("\n\n"))
    if arguments:
        _, *found = _ARGUMENT.split(arguments)
        yield "\n".join(
            f"* `{name}`: {' '.join(text.split())}"
            for name, text in zip(found[::2], found[1::2], strict=True)
        )


def _codes(refusals: Refusals) -> Iterator[str]:
    if refusals.codes:
        lines = (
            f"| {linked(code)} | {_severity(refusals, code)} | {_refused(refusals, code)} |"
            for code in refusals.codes
        )
        yield "\n".join(["| code | severity | a JSON Schema |", "|---|---|---|", *lines]).replace(
            "|  |", "| |"
        )


def _severity(refusals: Refusals, code: str) -> str:
    found = {breaker.severity for breaker in refusals.breakers if breaker.code == code}
    return (
        " or ".join(severity for severity in Severity if severity in found)
        or catalogue()[code].severity
    )


def _refused(refusals: Refusals, code: str) -> str:
    """Return whether a JSON Schema refuses what draws an error, and why it does not."""
    erring = [
        breaker
        for breaker in refusals.breakers
        if breaker.code == code and breaker.severity is Severity.ERROR
    ]
    reasons = "; ".join(dict.fromkeys(breaker.unseen for breaker in erring if breaker.unseen))
    if not reasons:
        return "refuses it" if erring else ""
    return (
        "refuses it, but not all of it: "
        if any(breaker.schema_sees for breaker in erring)
        else "does not refuse it: "
    ) + reasons


def _keywords(refusals: Refusals) -> Iterator[str]:
    """Yield the keywords in JSON Schema, with values that are short and always the same."""
    found: dict[str, list[str]] = {}
    for schema in refusals.schemas:
        for key, value in schema.items():
            found.setdefault(key, []).append(json.dumps(value, ensure_ascii=False))
    told = (
        f"`{key}`" + (f" `{texts[0]}`" if len(set(texts)) == 1 and len(texts[0]) <= _SHORT else "")
        for key, texts in found.items()
    )
    if found:
        yield f"In JSON Schema: {', '.join(told)}."


def _uses(refusals: Refusals) -> str:
    return f"Used by {', '.join(f'`{kind}` ({count})' for kind, count in refusals.uses.items())}."


@attrs.frozen
class _Masters:
    """Master data in which every list has one entry."""

    def names(self, listing: str) -> Mapping[str, str]:
        """Return the entry."""
        return {"1": listing}


_POLICY = Policy(today=date(2026, 1, 1), masters=_Masters())


_UNHURRIED = [HealthCheck.too_slow, HealthCheck.large_base_example]


_FIRST = settings(
    max_examples=1,
    phases=[Phase.generate],
    database=None,
    deadline=None,
    suppress_health_check=_UNHURRIED,
)


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

    def add(
        self, kind: str, rule: Rule | Across, schema: Schema, breakers: Iterable[Breaker]
    ) -> None:
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
            found.setdefault(type(rule), Refusals(type(rule))).add(
                kind, rule, keywords(rule), breakers.get(path, ())
            )
    return _sorted(found)


def across_fields(kinds: Iterable[str]) -> tuple[Refusals, ...]:
    """Return what the rules across fields refuse, by the names of their classes.

    Args:
        kinds: Names of the kinds whose objects are looked at.
    """
    found: dict[type, Refusals] = {}
    for kind in kinds:
        for _, model in model_of(kind).models():
            for rule in model.across:
                found.setdefault(type(rule), Refusals(type(rule))).add(
                    kind, rule, rule.schema(), _breaks(model, rule)
                )
    return _sorted(found)


def _breakers(model: Model) -> dict[Pattern, list[Breaker]]:
    """Return the ways to break a value by the path that leads to it."""
    found: dict[Pattern, list[Breaker]] = {}
    for site in sites(Drawing.of(model, _POLICY)):
        if isinstance(site.how, Breaker):
            found.setdefault(site.path, []).append(site.how)
    return found


def _breaks(model: Model, rule: Across) -> Iterator[Breaker]:
    """Yield the ways to break a rule across fields, which it tells of a whole object."""
    drawing = Drawing.of(model, _POLICY)
    document: Any = find(
        drawing.filled.document(),
        lambda _: True,
        settings=_FIRST,
        random=Random(0),  # noqa: S311 - examples, not secrets
    )
    yield from (breaker for breaker, _ in rule.breaks(document, drawing.draws))


def _sorted(found: dict[type, Refusals]) -> tuple[Refusals, ...]:
    return tuple(sorted(found.values(), key=lambda refusals: refusals.cls.__name__))
