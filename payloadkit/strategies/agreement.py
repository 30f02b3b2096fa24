"""A model held to itself: what is derived from its declarations must agree."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from payloadkit.models.registry import model_of
from payloadkit.models.schema import json_schema
from payloadkit.violation import Severity, pointer
from payloadkit.wire.reading import check, load
from payloadkit.wire.writing import dump, to_dict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from hypothesis.strategies import SearchStrategy

    from payloadkit.models.model import Model
    from payloadkit.policy import Policy
    from payloadkit.rules.rule import Draws, Rule
    from payloadkit.strategies.documents import Drawing
    from payloadkit.strategies.faults import FaultAtPath, FaultSite
    from payloadkit.strategies.places import Document, Pattern

_NEEDS_LISTS = "master.unknown"
_ANY = ("json.encoding", "number.range", "text.control_characters")
_CANARY = "9182736455463728190"


def assert_agreement(
    kind: type | str, *, examples: int = 100, policy: Policy | None = None
) -> None:
    """Hold all that is derived from a model's declarations to each other.

    These are checks, schema, strategies, breakers, reader and writer.

    Every field says what it is and where that is said, and every code that a rule declares can be
    drawn. Drawn documents, and those at a limit, have no violation, are valid by the JSON Schema,
    and come back from ``dump`` as they were. What a breaker makes has its one violation and no
    other, and the schema refuses it unless the breaker says why it cannot.

    Args:
        kind: A model class or the name of a kind; yours too, if it is made with
            ``payloadkit.model``.
        examples: Number of documents that are drawn of each sort; every breaker is run at least
            once beside.
        policy: By whose day, limits and master data; the default policy where none is given.

    Raises:
        AssertionError: Two of them do not agree; it names codes and paths.
        ImportError: Hypothesis or jsonschema is missing.
        TypeError: The class is no model.
        ValueError: No kind has this name.
    """
    try:
        import jsonschema  # noqa: F401 - looked for before documents are drawn
        from hypothesis import strategies as st
    except ImportError as error:
        extra = "agreement needs Hypothesis and jsonschema: pip install 'payloadkit[testing]'"
        raise ImportError(extra) from error

    from payloadkit.strategies.documents import Drawing
    from payloadkit.strategies.faults import broken, limits, sites, with_value

    drawing = Drawing.of(model_of(kind), policy)
    _declared(drawing.model, list(sites(Drawing.of(drawing.model, None))))
    known = list(sites(drawing))
    held = _Held(drawing)
    _each(drawing.document(), held.sound, examples)
    edges = list(limits(drawing))
    if edges:
        at_limit = st.sampled_from(edges).flatmap(lambda edge: with_value(drawing, *edge))
        _each(at_limit, lambda drawn: held.sound(drawn[0]), examples)
    _each(st.sampled_from(known).flatmap(lambda site: broken(drawing, site)), held.faulty, examples)
    for site in known:
        _each(broken(drawing, site), held.faulty, 1)
    _rules(drawing, held.policy, examples)


def _rules(drawing: Drawing, policy: Policy, examples: int) -> None:
    """Hold what each rule of a model says of any value of its JSON types to what it declares."""
    from hypothesis import strategies as st

    values: dict[type, SearchStrategy[Any]] = {
        str: st.text(st.characters(exclude_categories=("C", "Z")), min_size=1),
        int: st.integers(),
    }
    draws = attrs.evolve(drawing.draws, policy=policy)
    seen: list[Rule] = []
    for path, rule in drawing.model.rules():
        if rule in seen:
            continue
        seen.append(rule)
        drawn = [values[kind] for kind in rule.json if kind in values]
        if drawn:
            ruled = _Ruled(f"{drawing.model} {_at(path)}", rule, draws)
            _each(st.one_of(drawn), ruled.hold, examples)
            _each(st.one_of(drawn).map(_marked), ruled.hold, examples)


class _Ruled:
    """Holds what a rule says of any value of its JSON types to what it declares."""

    def __init__(self, place: str, rule: Rule, draws: Draws) -> None:
        from jsonschema import Draft202012Validator

        self.place = place
        self.rule = rule
        self.policy = draws.policy
        self.validator = Draft202012Validator(rule.schema())
        self.unseen = {breaker.code for breaker in rule.breakers(draws) if breaker.unseen}

    def hold(self, value: str | int) -> None:
        """Hold the faults of a value to the declared codes and to the schema."""
        faults = [fault for fault in self.rule.check(value, self.policy) if not fault.at]
        codes = {fault.code for fault in faults}
        _hold(
            codes <= {*self.rule.codes, "field.type", *_ANY},
            f"{self.place}: the check reports {sorted(codes)}, which the rule does not declare",
        )
        # Any other value may be a word of a message: Hypothesis also draws words of the source.
        told = any(_CANARY in f"{fault.message} {fault.hint}" for fault in faults)
        _hold(not told, f"{self.place}: a message of {sorted(codes)} holds the value")
        errs = {fault.code for fault in faults if fault.severity is Severity.ERROR}
        refuses = not self.validator.is_valid(value)
        _hold(
            bool(errs) or not refuses,
            f"{self.place}: the JSON Schema refuses a value that the check takes",
        )
        _hold(
            refuses or errs <= self.unseen | set(_ANY),
            f"{self.place}: the JSON Schema takes a value that draws {sorted(errs)}",
        )


class _Held:
    """Holds the documents that are drawn of a model to what the model says of them."""

    def __init__(self, drawing: Drawing) -> None:
        from jsonschema import Draft202012Validator

        self.model = drawing.model
        self.policy = attrs.evolve(drawing.draws.policy, strict=False)
        self.validator = Draft202012Validator(json_schema(self.model.cls, self.policy))

    def sound(self, document: Document) -> None:
        """Hold a sound document: to its check, to the schema, and to its way there and back."""
        found = self.found(document)
        _hold(not found, f"{self.model}: a drawn document has violations: {found}")
        refused = [
            "/".join(map(str, error.absolute_path))
            for error in self.validator.iter_errors(document)
        ]
        _hold(not refused, f"{self.model}: the JSON Schema refuses a sound document at {refused}")
        loaded: object = load(self.model.cls, document, self.policy)
        _hold(
            to_dict(loaded) == document, f"{self.model}: to_dict does not give back what was loaded"
        )
        _hold(
            load(self.model.cls, dump(loaded), self.policy) == loaded,
            f"{self.model}: load does not give back what was dumped",
        )

    def faulty(self, drawn: tuple[FaultAtPath, Document]) -> None:
        """Hold a broken document to its one violation, and the schema to the breaker."""
        chosen, document = drawn
        promised = [
            (
                chosen.breaker.code,
                pointer(chosen.path, self.model.keys),
                str(chosen.breaker.severity),
            )
        ]
        found = self.found(document)
        _hold(found == promised, f"{self.model}: {promised} was promised, and {found} found")
        refuses = not self.validator.is_valid(document)
        _hold(
            refuses is chosen.breaker.schema_sees,
            f"{self.model}: the JSON Schema {'refuses' if refuses else 'accepts'} "
            f"what draws {promised}",
        )

    def found(self, document: Document) -> list[tuple[str, str, str]]:
        """Return code, path and severity of every violation of a document."""
        return [
            (violation.code, violation.path, str(violation.severity))
            for violation in check(self.model.cls, document, self.policy).violations
        ]


def _declared(model: Model, known: list[FaultSite]) -> None:
    """Hold a model's lines to saying what they are of, and its rules to being able to fail."""
    for path, one in model.models():
        _hold(bool(one.summary), f"{model}: nothing is said of what {_at(path) or 'it'} is")
    for path, field in model.walk():
        _hold(bool(field.declared.doc), f"{model}: nothing is said of what {_at(path)} is")
        _hold(
            bool(field.declared.source or model.source),
            f"{model}: nothing is said of where {_at(path)} comes from",
        )
    drawn = {(site.path, site.code) for site in known}
    for path, codes in _codes(model):
        idle = [code for code in codes if (path, code) not in drawn and code != _NEEDS_LISTS]
        _hold(not idle, f"{model}: no breaker draws {idle} at {_at(path)}")


def _codes(model: Model) -> Iterator[tuple[Pattern, tuple[str, ...]]]:
    """Yield the codes that each rule can be made to draw, with the path of what it judges."""
    yield from ((path, rule.codes) for path, rule in model.rules())
    for path, one in model.models():
        for rule in one.across:
            _hold(
                bool(rule.codes),
                f"{model}: a rule across fields at {_at(path) or 'the document'} declares no code",
            )
            yield path, tuple(code for code in rule.codes if code not in rule.undrawn)


def _marked(value: str | int) -> str | int:
    """Return a value that holds the canary, which no message has of itself."""
    marked = f"{value}{_CANARY}"
    return marked if isinstance(value, str) else int(marked)


def _at(path: Pattern) -> str:
    return "".join(f"/{token}" for token in path)


def _hold(agree: object, disagreement: str) -> None:
    if not agree:
        raise AssertionError(disagreement)


def _each(strategy: SearchStrategy[Any], hold: Callable[[Any], None], examples: int) -> None:
    """Hold a number of drawn values, however slow the machine is.

    Nothing is shrunk: code and path say enough.
    """
    from hypothesis import HealthCheck, Phase, given, settings

    run = settings(
        max_examples=examples,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=[HealthCheck.too_slow],
    )
    run(given(strategy)(lambda drawn: hold(drawn)))()  # noqa: PLW0108 # given names the argument
