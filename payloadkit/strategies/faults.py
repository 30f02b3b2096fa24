"""The ways to break a sound document in one place, and those to bring one of its fields to a limit, read off the declarations."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Any

import attrs
from hypothesis import strategies as st

from payloadkit.models.model import Field, Model
from payloadkit.models.registry import model_of
from payloadkit.policy import split
from payloadkit.rules.containers import Anything, Keyed, Many
from payloadkit.rules.numbers import Amount
from payloadkit.rules.rule import Breaker
from payloadkit.strategies.documents import Drawing, Wish
from payloadkit.violation import Severity, pointer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hypothesis.strategies import DrawFn

    from payloadkit.rules.rule import Across, Rule
    from payloadkit.rules.values import Path
    from payloadkit.strategies.documents import Document, Pattern

GONE = object()


@attrs.frozen(eq=False)
class Break:
    """One way to break one place of one document.

    Args:
        path: Path tokens of what is replaced.
        breaker: What it is replaced with, and the code that this draws.
        at: Path tokens of the violation.
    """

    path: Path
    breaker: Breaker
    at: Path


@attrs.frozen(eq=False, repr=False)
class Site:
    """One way to break the documents of a model.

    Args:
        code: The code that it draws.
        path: Path tokens of what is broken, ``*`` for any element.
        breaker: How a value is broken; None where a rule across fields is.
        across: Number of that rule, of the object at the path.
    """

    code: str
    path: Pattern
    breaker: Breaker | None = None
    across: int | None = None


def sites(drawing: Drawing) -> Iterator[Site]:
    """Yield every way to break a model's documents: an unknown key, each field, and the rules across fields.

    A code that the policy ignores anywhere is left out.

    Args:
        drawing: What draws its documents.
    """
    policy = drawing.draws.policy
    ignored = {
        entry.code for entry in policy.ignore if entry.matches(entry.code, split(entry.path or ""))
    }
    yield from (
        site for site in _inside(drawing.model, drawing, (), ()) if site.code not in ignored
    )


def _inside(
    model: Model, drawing: Drawing, path: Pattern, held: tuple[tuple[Pattern, Across], ...]
) -> Iterator[Site]:
    held = (*held, *((path, rule) for rule in model.across))
    if not (drawing.model.tolerant or model.tolerant):
        unknown = next(
            key
            for key in ("unknown_key" + "_" * more for more in count())
            if key not in model.by_key
        )
        yield Site("field.unknown", (*path, unknown), Breaker("field.unknown", st.just(1)))
    for field in model.fields:
        at = (*path, field.key)
        if not field.optional:
            severity = Severity.ERROR if field.certain else Severity.WARNING
            yield Site("field.missing", at, Breaker("field.missing", st.just(GONE), severity))
        yield from _at(field, field.rule, drawing, at, held)
    for number, rule in enumerate(model.across):
        yield from (
            Site(code, path, across=number) for code in rule.breakable(drawing.draws.policy)
        )


def _at(
    field: Field,
    rule: Rule,
    drawing: Drawing,
    path: Pattern,
    held: tuple[tuple[Pattern, Across], ...],
) -> Iterator[Site]:
    """Yield the ways to break one value, and what stands inside it, but for warnings that another rule has something against as well."""
    rule = drawing.limits.get(path, rule)
    for breaker in (
        *_shapes(field, rule, path, tolerant=drawing.model.tolerant),
        *_counts(field, rule, drawing, path),
        *rule.breakers(drawing.draws),
    ):
        named = (
            (tuple(token for token in path[len(above) :] if token != "*"), other)
            for above, other in held
        )
        if breaker.severity is Severity.ERROR or not any(
            other.bars(names, breaker.code) for names, other in named
        ):
            yield Site(breaker.code, path, breaker)
    if isinstance(rule, Many | Keyed):
        yield from _at(
            field, rule.item if isinstance(rule, Many) else Many(), drawing, (*path, "*"), held
        )
    elif field.part is not None:
        yield from _inside(model_of(field.part), drawing, path, held)


def _shapes(field: Field, rule: Rule, path: Pattern, *, tolerant: bool) -> Iterator[Breaker]:
    """Yield what breaks a field whatever its rule: another type, null, an empty text, a number that 64 bits cannot hold."""
    if isinstance(rule, Anything):
        return
    values: tuple[object, ...] = ("5", 5, True, 1.5, [], {})
    others = [
        value
        for value in values
        if type(value) not in rule.json
        and not (type(value) is float and int in rule.json and len(rule.json) > 1)
    ]
    yield Breaker("field.type", st.sampled_from(others))
    if int in rule.json:
        unseen = "it holds an amount to no number of bits" if isinstance(rule, Amount) else ""
        yield Breaker("number.range", st.sampled_from((2**63, -(2**63) - 1)), unseen=unseen)
    if tolerant:
        return
    soft = field.optional and path[-1] != "*"
    if not field.nullable:
        yield Breaker("field.null", st.none(), Severity.WARNING if soft else Severity.ERROR)
    if str in rule.json:
        empty = (" ",) if field.declared.blank else ("", " ") if rule.screened else ("",)
        yield Breaker(
            "text.blank",
            st.sampled_from(empty),
            Severity.WARNING if soft and not rule.formatted else Severity.ERROR,
        )


def _counts(field: Field, rule: Rule, drawing: Drawing, path: Pattern) -> Iterator[Breaker]:
    """Yield what breaks a list by its number of elements."""
    if isinstance(rule, Many) and rule.least:
        yield Breaker("list.too_short", st.just([]))
    if isinstance(rule, Many) and rule.most is not None:
        yield Breaker("list.too_long", drawing.counted(field, rule, rule.most + 1, path))


@st.composite
def broken(draw: DrawFn, drawing: Drawing, site: Site) -> tuple[Break, Document]:
    """Draw a document that is broken at a site, and how.

    A value that only warns is read on by the rules across fields, so the document is drawn around
    it; any other takes the place of a sound one.

    Args:
        draw: Hypothesis' own.
        drawing: What draws its documents.
        site: Where and how it is broken.
    """
    breaker = site.breaker
    if breaker is None:
        document = draw(drawing.document(Wish(site.path, rule=site.across)))
        found = [each for each in across(drawing, site, document) if each.breaker.code == site.code]
        if not found:
            msg = f"{drawing.model}: nothing breaks {site.code} at {pointer(site.path)} in what was drawn for it"
            raise AssertionError(msg)
        chosen = draw(st.sampled_from(found))
        return chosen, changed(document, chosen.path, draw(chosen.breaker.values))
    if breaker.severity is Severity.WARNING and site.code != "field.missing":
        document = draw(drawing.document(Wish(site.path, breaker.values)))
        path = next(places(document, site.path))
    else:
        document = draw(
            drawing.document(Wish(site.path[:-1] if site.code == "field.unknown" else site.path))
        )
        path = draw(st.sampled_from(list(places(document, site.path))))
        document = changed(document, path, draw(breaker.values))
    return Break(path, _softened(drawing.model, breaker), path), document


def across(drawing: Drawing, site: Site, document: Document) -> Iterator[Break]:
    """Yield the ways to break the rule across fields of a site in a document that was drawn for it.

    Args:
        drawing: What drew the document.
        site: The site.
        document: The document.
    """
    path = next(places(document, site.path))
    holder: Any = document
    for token in path:
        holder = holder[token]
    for breaker, below in (
        _holder(drawing.model, site.path).across[site.across or 0].breaks(holder, drawing.draws)
    ):
        yield Break(path, _softened(drawing.model, breaker), (*path, *below))


def _holder(model: Model, path: Pattern) -> Model:
    """Return the model of the object at a path."""
    field = model.field_at(path)
    return model if field is None or field.part is None else model_of(field.part)


def _softened(model: Model, breaker: Breaker) -> Breaker:
    """Return a breaker with the severity that it has in a document of this model: in an answer, only another type errs."""
    errs = breaker.severity is Severity.ERROR and (
        not model.tolerant or breaker.code == "field.type"
    )
    return attrs.evolve(breaker, severity=Severity.ERROR if errs else Severity.WARNING)


def places(document: object, pattern: Pattern) -> Iterator[Path]:
    """Yield path tokens of every value of a document that a pattern leads to, or could if its last key were there.

    Args:
        document: The document.
        pattern: Path tokens, ``*`` for any element.
    """
    if not pattern:
        yield ()
        return
    head, *rest = pattern
    if head != "*":
        keys: list[str | int] = (
            [head] if isinstance(document, dict) and (head in document or not rest) else []
        )
    else:
        keys = (
            list(range(len(document)))
            if isinstance(document, list)
            else list(document)
            if isinstance(document, dict)
            else []
        )
    for key in keys:
        inside = document[key] if not isinstance(document, dict) or key in document else None  # type: ignore[index] # its type fits the key's
        yield from ((key, *below) for below in places(inside, tuple(rest)))


def changed(document: Any, path: Path, value: Any) -> Any:
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
        return [
            changed(item, tuple(rest), value) if number == head else item
            for number, item in enumerate(document)
        ]
    inside = changed(document.get(head), tuple(rest), value)
    return {
        **{key: item for key, item in document.items() if key != head or inside is not GONE},
        **({} if inside is GONE else {head: inside}),
    }


def limits(drawing: Drawing) -> Iterator[Wish]:
    """Yield every way to bring one field of a model's documents to a limit.

    Args:
        drawing: What draws its documents.
    """
    for at, field in drawing.model.walk():
        rule = drawing.limits.get(at, field.rule)
        if isinstance(rule, Many):
            yield from (
                Wish(at, drawing.counted(field, rule, count, at))
                for count in (rule.least, rule.most)
                if count
            )
            yield from (Wish((*at, "*"), values) for values in rule.item.edges(drawing.draws))
        yield from (Wish(at, values) for values in rule.edges(drawing.draws))
