"""Hypothesis strategies, derived from the declarations: sound documents, and documents with exactly one fault."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs
from hypothesis import strategies as st

from payloadkit.declaration import Field, Model, model_of
from payloadkit.policy import Policy
from payloadkit.rules.numbers import Integer
from payloadkit.rules.parts import Anything, Keyed, Many
from payloadkit.rules.rule import Breaker, Draws
from payloadkit.violation import Severity, pointer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hypothesis.strategies import DrawFn, SearchStrategy

    from payloadkit.rules.rule import Rule
    from payloadkit.strict_json import Path

Document = dict[str, Any]

GONE = object()


@attrs.frozen
class Break:
    """One way to break one place of a document.

    Args:
        path: Path tokens of what is replaced.
        breaker: What it is replaced with, and the code that this draws.
        at: Path tokens of the violation.
    """

    path: Path
    breaker: Breaker
    at: Path


def payloads(kind: type | str, *, full: bool = False, policy: Policy | None = None) -> SearchStrategy[Document]:
    """Return a strategy of plain documents without any violation.

    Args:
        kind: A model class or the name of a kind.
        full: Whether every optional field is there.
        policy: By whose date the documents are sound.
    """
    return _objects(model_of(kind), Draws((policy or Policy()).on(), st), full=full)


@st.composite
def one_fault(draw: DrawFn, kind: type | str, *, policy: Policy | None = None) -> tuple[Document, str, str]:
    """Draw a plain document with exactly one violation, its code and its path.

    Args:
        draw: Hypothesis' own.
        kind: A model class or the name of a kind.
        policy: By whose date there is no other violation.
    """
    chosen, document = draw(faults(kind, policy=policy))
    return document, chosen.breaker.code, pointer(chosen.at, model_of(kind).keys)


@st.composite
def faults(draw: DrawFn, kind: type | str, *, policy: Policy | None = None) -> tuple[Break, Document]:
    """Draw one way to break a document, and the document broken so."""
    model, draws = model_of(kind), Draws((policy or Policy()).on(), st)
    document = draw(_objects(model, draws, full=True))
    chosen = draw(st.sampled_from(list(breaks(model, document, draws))))
    return chosen, changed(document, chosen.path, draw(chosen.breaker.values))


def breaks(model: Model, document: Document, draws: Draws) -> Iterator[Break]:
    """Yield every way to break a sound document in one place.

    Args:
        model: The document's model.
        document: The sound document.
        draws: What the rules draw with.
    """
    watched = set(_watched(model, document, ()))
    for found in _Search(draws, model.tolerant).inside(model, document, ()):
        if found.at in watched and found.breaker.severity is not Severity.ERROR and found.at == found.path:
            continue
        severity = found.breaker.severity
        if model.tolerant and found.breaker.code != "field.type":
            severity = Severity.WARNING if severity is Severity.ERROR else severity
        yield attrs.evolve(found, breaker=attrs.evolve(found.breaker, severity=severity, schema_sees=found.breaker.schema_sees and severity is Severity.ERROR))


def _objects(model: Model, draws: Draws, *, full: bool) -> SearchStrategy[Document]:
    always = {field.key: _values(field, field.rule, draws, full=full) for field in model.fields if full or not field.optional or model.tolerant}
    perhaps = {field.key: _values(field, field.rule, draws, full=full) for field in model.fields if field.key not in always}

    def settled(document: Document) -> Document:
        document = {field.key: document[field.key] for field in model.fields if field.key in document}
        for rule in model.across:
            rule.settle(document)
        return document

    return st.fixed_dictionaries(always, optional=perhaps).map(settled)


def _values(field: Field, rule: Rule, draws: Draws, *, full: bool) -> SearchStrategy[Any]:
    if isinstance(rule, Many):
        return st.lists(_values(field, rule.item, draws, full=full), min_size=max(1, rule.least), max_size=max(3, rule.least))
    if field.part is None:
        drawn: SearchStrategy[Any] = rule.draw(draws)
        return drawn
    inside = _objects(model_of(field.part), draws, full=full)
    return st.dictionaries(st.text("abcdefghij_", min_size=1, max_size=8), st.lists(inside, max_size=2)) if isinstance(rule, Keyed) else inside


def _watched(model: Model, document: Document, path: Path) -> Iterator[Path]:
    """Yield the places where a value that only warns would break a rule across fields as well."""
    yield from ((*path, *below) for rule in model.across for below in rule.watches(document))
    for field in model.fields:
        if field.part is not None and isinstance(field.rule, Many):
            for number, part in enumerate(document.get(field.key, ())):
                yield from _watched(model_of(field.part), part, (*path, field.key, number))


@attrs.frozen
class _Search:
    """Looks for every place of a sound document that can be broken.

    Args:
        draws: What rules draw with.
        tolerant: Whether the document is read as an answer.
    """

    draws: Draws
    tolerant: bool

    def inside(self, model: Model, document: Document, path: Path) -> Iterator[Break]:
        """Yield the ways to break an object: its keys, its fields, and the rules across them."""
        if not self.tolerant:
            yield Break((*path, "unknown_key"), Breaker("field.unknown", st.just(1)), (*path, "unknown_key"))
        for field in model.fields:
            at = (*path, field.key)
            if not field.optional:
                severity = Severity.ERROR if field.certain else Severity.WARNING
                yield Break(at, Breaker("field.missing", st.just(GONE), severity, schema_sees=field.certain), at)
            if field.key in document:
                yield from self.at(field, field.rule, document[field.key], at)
        for rule in model.across:
            for breaker, below in rule.breaks(document, self.draws):
                yield Break(path, breaker, (*path, *below))

    def at(self, field: Field, rule: Rule, value: Any, path: Path) -> Iterator[Break]:  # noqa: ANN401 - any plain value
        """Yield the ways to break one value, and what stands inside it."""
        for breaker in (*_shapes(field, rule, tolerant=self.tolerant), *rule.breakers(self.draws)):
            yield Break(path, breaker, path)
        if isinstance(rule, Many):
            for number, item in enumerate(value):
                yield from self.at(field, rule.item, item, (*path, number))
        elif isinstance(rule, Keyed):
            for key, items in value.items():
                yield from self.at(field, Many(), items, (*path, key))
        elif field.part is not None:
            yield from self.inside(model_of(field.part), value, path)


def _shapes(field: Field, rule: Rule, *, tolerant: bool) -> Iterator[Breaker]:
    """Yield what breaks a field whatever its rule: another type, null, an empty text, a number that 64 bits cannot hold."""
    if isinstance(rule, Anything):
        return
    values: tuple[object, ...] = ("5", 5, True, 1.5, [], {})
    others = [value for value in values if type(value) not in rule.json and not (type(value) is float and int in rule.json and len(rule.json) > 1)]
    yield Breaker("field.type", st.sampled_from(others))
    if int in rule.json:
        yield Breaker("number.range", st.sampled_from((2**63, -(2**63) - 1)), schema_sees=isinstance(rule, Integer))
    if tolerant:
        return
    soft = field.optional and rule is field.rule
    if not field.nullable:
        yield Breaker("field.null", st.none(), Severity.WARNING if soft else Severity.ERROR, schema_sees=not soft)
    if str in rule.json:
        soft = soft and not rule.formatted
        empty = (" ",) if field.declared.blank else ("", " ") if rule.screened else ("",)
        yield Breaker("text.blank", st.sampled_from(empty), Severity.WARNING if soft else Severity.ERROR, schema_sees=not soft)


def changed(document: Any, path: Path, value: Any) -> Any:  # noqa: ANN401 - plain values of any type
    """Return a plain document with another value at a path, or without what stands there for ``GONE``.

    Args:
        document: The document; it stays as it is.
        path: Path tokens of the place.
        value: What stands there instead.
    """
    if not path:
        return value
    head, *rest = path
    if isinstance(document, list):
        return [changed(item, tuple(rest), value) if number == head else item for number, item in enumerate(document)]
    inside = changed(document.get(head), tuple(rest), value)
    return {**{key: item for key, item in document.items() if key != head or inside is not GONE}, **({} if inside is GONE else {head: inside})}
