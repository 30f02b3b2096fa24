"""The ways to break a valid document in one place, and to bring one of its fields to a limit."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Any

import attrs
from hypothesis import strategies as st

from payloadkit.models.registry import model_of
from payloadkit.policy import split
from payloadkit.rules.containers import Anything, Keyed, Many
from payloadkit.rules.numbers import Amount
from payloadkit.rules.rule import Across, Breaker
from payloadkit.strategies.places import GONE, changed, places
from payloadkit.violation import Severity, pointer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hypothesis.strategies import DrawFn, SearchStrategy

    from payloadkit.models.model import Field, Model
    from payloadkit.rules.rule import Rule
    from payloadkit.rules.values import Path
    from payloadkit.strategies.documents import Drawing
    from payloadkit.strategies.places import Document, Pattern

_SAYS_NOTHING = ("field.null", "text.blank")
_UNREAD = ("field.missing", "field.type")


@attrs.frozen(eq=False)
class FaultAtPath:
    """The one fault of a drawn document.

    Args:
        path: Path tokens of the violation.
        breaker: How the value was broken, and the code that it draws.
    """

    path: Path
    breaker: Breaker


@attrs.frozen(eq=False, repr=False)
class FaultSite:
    """One way to break the documents of a model.

    Args:
        code: The code that it draws.
        path: Path tokens of what is broken, ``*`` for any element.
        how: What breaks the value there; or the rule across fields of the object there.
    """

    code: str
    path: Pattern
    how: Breaker | Across


def sites(drawing: Drawing) -> Iterator[FaultSite]:
    """Yield every way to break a model's documents, but for codes that the policy ignores.

    Args:
        drawing: What draws its documents.
    """
    policy = drawing.draws.policy
    ignored = {
        entry.code for entry in policy.ignore if entry.matches(entry.code, split(entry.path or ""))
    }
    found = _of_object(drawing.model, drawing, (), frozenset())
    yield from (site for site in found if site.code not in ignored)


def _of_object(
    model: Model, drawing: Drawing, path: Pattern, needed: frozenset[Pattern]
) -> Iterator[FaultSite]:
    """Yield the ways to break an object of a model.

    Args:
        model: The model.
        drawing: What draws the documents.
        path: Path tokens of the object.
        needed: Paths, without list indexes, where a rule across fields asks for a value.
    """
    names = _names(path)
    needing = (rule for rule in model.across if "field.missing" in rule.codes)
    needed |= {(*names, *place) for rule in needing for place in rule.places}
    if not (drawing.model.tolerant or model.tolerant):
        keys = ("unknown_key" + "_" * more for more in count())
        unknown = next(key for key in keys if key not in model.by_key)
        yield FaultSite("field.unknown", (*path, unknown), Breaker("field.unknown", st.just(1)))
    for field in model.fields:
        at = (*path, field.key)
        if not field.optional:
            severity = Severity.ERROR if field.certain else Severity.WARNING
            yield FaultSite("field.missing", at, Breaker("field.missing", st.just(GONE), severity))
        yield from _of_value(field, field.rule, drawing, at, needed)
    for rule in model.across:
        if not rule.idle(drawing.draws.policy):
            drawn = (code for code in rule.codes if code not in rule.undrawn)
            yield from (FaultSite(code, path, rule) for code in drawn)


def _of_value(
    field: Field, rule: Rule, drawing: Drawing, path: Pattern, needed: frozenset[Pattern]
) -> Iterator[FaultSite]:
    """Yield the ways to break one value, and what stands inside it."""
    rule = drawing.limits.get(path, rule)
    names = _names(path)
    for breaker in (
        *_of_any_rule(field, rule, path, tolerant=drawing.model.tolerant),
        *_counts(field, rule, drawing, path),
        *rule.breakers(drawing.draws),
    ):
        # A needed value that says nothing breaks two rules, so it is left out where it only warns.
        warns = breaker.severity is not Severity.ERROR
        if not (warns and breaker.code in _SAYS_NOTHING and names in needed):
            yield FaultSite(breaker.code, path, breaker)
    if isinstance(rule, Many | Keyed):
        item = rule.item if isinstance(rule, Many) else Many()
        yield from _of_value(field, item, drawing, (*path, "*"), needed)
    elif field.part is not None:
        yield from _of_object(model_of(field.part), drawing, path, needed)


def _names(path: Pattern) -> tuple[str, ...]:
    """Return path tokens without those of any element."""
    return tuple(key for key in path if key != "*")


def _of_any_rule(field: Field, rule: Rule, path: Pattern, *, tolerant: bool) -> Iterator[Breaker]:
    """Yield what breaks a field of any rule: another type, null, blank, a number over 64 bits."""
    if isinstance(rule, Anything):
        return
    values: tuple[object, ...] = ("5", 5, True, 1.5, [], {})
    others = [
        value
        for value in values
        if type(value) not in rule.json
        and not (type(value) is float and int in rule.json and len(rule.json) > 1)
    ]
    borne = [value for value in others if tolerant and rule.bears(value)]
    if borne:
        yield Breaker("field.type", st.sampled_from(borne), Severity.WARNING)
    yield Breaker("field.type", st.sampled_from([value for value in others if value not in borne]))
    if int in rule.json:
        unseen = "it holds an amount to no number of bits" if isinstance(rule, Amount) else ""
        yield Breaker("number.range", st.sampled_from((2**63, -(2**63) - 1)), unseen=unseen)
    if tolerant:
        return
    soft = field.optional and path[-1] != "*"
    if not field.nullable:
        yield Breaker("field.null", st.none(), Severity.WARNING if soft else Severity.ERROR)
    if str in rule.json:
        errs = rule.formatted or not soft
        empty = ("",) * (not field.declared.blank) + (" ", "\u3164")[: 1 + errs] * rule.screened
        severity = Severity.ERROR if errs else Severity.WARNING
        yield Breaker("text.blank", st.sampled_from(empty), severity)


def _counts(field: Field, rule: Rule, drawing: Drawing, path: Pattern) -> Iterator[Breaker]:
    """Yield what breaks a list by its number of elements."""
    if isinstance(rule, Many) and rule.least:
        yield Breaker("list.too_short", st.just([]))
    if isinstance(rule, Many) and rule.most is not None:
        yield Breaker("list.too_long", drawing.counted(field, rule, rule.most + 1, path))


@st.composite
def with_value(
    draw: DrawFn, drawing: Drawing, pattern: Pattern, values: SearchStrategy[Any]
) -> tuple[Document, Path]:
    """Draw a document with another value at a place, around which the rules across fields hold.

    Args:
        draw: Hypothesis' own.
        drawing: What draws the documents.
        pattern: Path tokens of the place, ``*`` for any element.
        values: Strategy of the value.
    """
    document = draw(drawing.document(pattern))
    path = draw(st.sampled_from(list(places(document, pattern))))
    document = changed(document, path, draw(values))
    drawing.repair(document, path)
    return document, path


@st.composite
def broken(draw: DrawFn, drawing: Drawing, site: FaultSite) -> tuple[FaultAtPath, Document]:
    """Draw a document that is broken at a site, and how.

    Rules across fields read a value that only warns, so they are made to hold around it. They look
    at no other broken value, nor at one of another type.

    Args:
        draw: Hypothesis' own.
        drawing: What draws its documents.
        site: Where and how it is broken.
    """
    breaker = site.how
    if isinstance(breaker, Across):
        breaker, document, path = draw(_broken_across(drawing, site, breaker))
    elif breaker.severity is Severity.WARNING and site.code not in _UNREAD:
        document, path = draw(with_value(drawing, site.path, breaker.values))
    else:
        needed = site.path[:-1] if site.code == "field.unknown" else site.path
        document = draw(drawing.document(needed))
        path = draw(st.sampled_from(list(places(document, site.path))))
        document = changed(document, path, draw(breaker.values))
    # In a tolerant kind only another structure errs.
    errs = not drawing.model.tolerant or breaker.code == "field.type"
    severity = breaker.severity if errs else Severity.WARNING
    return FaultAtPath(path, attrs.evolve(breaker, severity=severity)), document


@st.composite
def _broken_across(
    draw: DrawFn, drawing: Drawing, site: FaultSite, rule: Across
) -> tuple[Breaker, Document, Path]:
    """Draw a document with all its fields in which a rule across fields is broken."""
    document = draw(drawing.filled.document())
    path = next(places(document, site.path))
    holder: Any = document
    for token in path:
        holder = holder[token]
    found = [each for each in rule.breaks(holder, drawing.draws) if each[0].code == site.code]
    if not found:
        msg = f"{drawing.model}: nothing breaks {site.code} at {pointer(site.path)}"
        raise AssertionError(msg)
    breaker, below = draw(st.sampled_from(found))
    document = changed(document, path, draw(breaker.values))
    drawing.repair(document, path, rule)
    return breaker, document, (*path, *below)


def limits(drawing: Drawing) -> Iterator[tuple[Pattern, SearchStrategy[Any]]]:
    """Yield every field of a model's documents that has a limit, with the values at it.

    Args:
        drawing: What draws its documents.
    """
    for at, field in drawing.model.walk():
        rule = drawing.limits.get(at, field.rule)
        if isinstance(rule, Many):
            for number in filter(None, (rule.least, rule.most)):
                yield at, drawing.counted(field, rule, number, at)
            yield from (((*at, "*"), values) for values in rule.item.edges(drawing.draws))
        yield from ((at, values) for values in rule.edges(drawing.draws))
