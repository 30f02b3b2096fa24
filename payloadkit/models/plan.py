"""A model compiled into one function that fills an object from plain or typed values.

Each value first meets the quick test of its rule (``Rule.probe``). A value that passes goes straight
into the object. Every other value goes to the reading, which explains it and continues. JSON texts,
Mappings, constructors and ``replace`` all take this way; there is no second reading.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

import attrs

from payloadkit.models.judge import limited
from payloadkit.models.registry import model_of
from payloadkit.policy import Policy
from payloadkit.rules.containers import Keyed, Many, Part
from payloadkit.rules.rule import MISS, Probe, Rule, Slow
from payloadkit.rules.values import MISSING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from payloadkit.models.judge import ReadElement, Reading
    from payloadkit.models.model import Field, Model
    from payloadkit.rules.values import Path

Fill: TypeAlias = "Callable[[Any, Mapping[str, Any], Path, Reading], Any]"
"""Fills an empty object of a model's ``filled`` class, and returns it as one of the model's own."""
_KEPT = 256
"""Compiled plans that are kept: one a class, day, tenant's limits and form of the values."""


class PlanKey(NamedTuple):
    """The parts of a policy that a compiled plan depends on. Used as its cache key."""

    today: date
    phones: Any
    images: Any
    masters: bool
    limits: tuple[tuple[str, int], ...]

    @classmethod
    def of(cls, policy: Policy, kind: str | None) -> PlanKey:
        """Return the key of a policy for documents of a kind.

        Raises:
            ValueError: The policy has limits of an unknown kind.
        """
        for limited_kind in policy.limits:
            model_of(limited_kind)
        limits = tuple(policy.limits.get(kind or "", {}).items())
        masters = policy.masters is not None
        return cls(policy.effective_date(), policy.phones, policy.images, masters, limits)

    def policy(self, kind: str | None) -> Policy:
        """Return a policy that agrees with all those that have this key."""
        return Policy(
            today=self.today,
            phones=self.phones,
            images=self.images,
            masters=_Masters() if self.masters else None,
            limits={kind: dict(self.limits)} if kind and self.limits else None,
        )


class _Masters:
    """Stands for the master data of any policy while a plan is compiled; it has no lists."""

    def names(self, listing: str) -> None:
        """Return None: the lists of a document's own policy are looked up by the check."""


def fill_plain(reading: Reading, value: dict[str, Any]) -> object:
    """Return the object of a plain dict; the reading's findings say whether it is valid.

    Args:
        reading: The pass.
        value: The plain dict.
    """
    model = reading.model
    fill = plan_of(model.cls, PlanKey.of(reading.policy, model.kind), typed=False)
    found = fill(object.__new__(model.filled), value, (), reading)
    reading.finish()
    return found


@lru_cache(_KEPT)
def plan_of(cls: type, key: PlanKey, *, typed: bool) -> Fill:
    """Return the function that fills objects of a model.

    Args:
        cls: The model's class.
        key: What it depends on of a policy.
        typed: Whether it takes values by attribute, as a constructor gives them, instead of plain
            values by key.

    Raises:
        ValueError: A limit names no field.
    """
    model = model_of(cls)
    policy = key.policy(model.kind)
    return _Compiler(policy, limited(model, policy), typed, {}).compile(model, ())


class _Code:
    """The source of one function, and what it calls by name."""

    def __init__(self, **names: object) -> None:
        """Begin with the names that the source uses as they are."""
        self.names: dict[str, Any] = names
        self.lines: list[str] = []

    def name(self, thing: object) -> str:
        """Return the name by which the source calls something."""
        name = f"c{len(self.names)}"
        self.names[name] = thing
        return name

    def function(self) -> Fill:
        """Return the compiled function."""
        source = "\n    ".join(("def fill(o, found, path, reading):", *self.lines))
        # The source is made of declarations, and of nothing that a document holds.
        exec(compile(source, "<payloadkit.models.plan>", "exec"), self.names)  # noqa: S102
        fill: Fill = self.names["fill"]
        return fill


@attrs.frozen
class _Compiler:
    """Compiles a model and the models inside it.

    Args:
        policy: How documents are judged.
        limits: The rules that a tenant's limits change, by path with ``*`` for any element.
        typed: Whether values are typed.
        done: The functions of models below which there is no limit.
    """

    policy: Policy
    limits: Mapping[tuple[str, ...], Rule]
    typed: bool
    done: dict[type, Fill]

    def compile(self, model: Model, at: tuple[str, ...]) -> Fill:
        """Return the function for the objects of a model at a path."""
        shared = not any(path[: len(at)] == at for path in self.limits)
        if shared and model.cls in self.done:
            return self.done[model.cls]
        code = _Code(
            ABSENT=None if self.typed else MISSING, MISS=MISS, new=object.__new__, none=frozenset()
        )
        code.lines += ["get = found.get", "explain = reading.explain", "o.nulls = none"]
        for field in model.fields:
            code.lines += self._field(code, field, (*at, field.key))
        code.lines += [self._extra(code, model), f"o.__class__ = {code.name(model.cls)}"]
        code.lines += _across(code, model)
        fill = code.function()
        if shared:
            self.done[model.cls] = fill
        return fill

    def _field(self, code: _Code, field: Field, at: tuple[str, ...]) -> list[str]:
        """Return lines that put the value of a field into the object."""
        rule, name = self.limits.get(at, field.rule), f"o.{field.name}"
        cases = [("x is ABSENT", "None")] if field.optional else []
        cases += (
            self._typed(code, field, rule) if self.typed else self._plain(code, field, rule, at)
        )
        lines = [f"x = get({field.name if self.typed else field.key!r}, ABSENT)"]
        for number, (test, value) in enumerate(cases):
            lines.append(f"{'elif' if number else 'if'} {test}: {name} = {value}")
        rest = f"{name} = {self._rest(code, field, rule, at)}"
        return [*lines, f"else: {rest}" if cases else rest]

    def _rest(self, code: _Code, field: Field, rule: Rule, at: tuple[str, ...]) -> str:
        """Return the value for all that no case recognises."""
        if isinstance(rule, Many) and type(rule).opened is not Many.opened and not self.typed:
            return f"{code.name(self._opened(field, rule, at))}(o, x, path, reading)"
        return f"explain(o, {code.name(field)}, {code.name(rule)}, x, path)"

    def _plain(
        self, code: _Code, field: Field, rule: Rule, at: tuple[str, ...]
    ) -> list[tuple[str, str]]:
        """Return the tests of plain values, each with the object's value."""
        if isinstance(rule, Part):
            model = model_of(field.part or object)
            fill, cls = code.name(self.compile(model, at)), code.name(model.filled)
            inside = f"{fill}(new({cls}), x, (*path, {field.key!r}), reading)"
            checked = type(rule).check is not Rule.check
            test = f" and reading.check_part(o, {code.name(field)}, x, path)" if checked else ""
            return [(f"type(x) is dict{test}", inside)]
        if isinstance(rule, Many):
            return [
                (
                    "type(x) is list",
                    f"{code.name(self._list(field, rule, at))}(o, x, path, reading)",
                )
            ]
        if isinstance(rule, Keyed):
            return [("type(x) is dict", f"{code.name(self._lists(field, at))}(x, path, reading)")]
        probe = probe_of(rule, self.policy)
        return [] if probe is None else [(f"(v := {code.name(probe)}(x)) is not MISS", "v")]

    def _typed(self, code: _Code, field: Field, rule: Rule) -> list[tuple[str, str]]:
        """Return the tests of typed values, each with the object's value."""
        if isinstance(rule, Part):
            return [(f"type(x) is {code.name(field.part)}", "x")]
        if type(rule) is Many and isinstance(rule.item, Part):
            most = "" if rule.most is None else f" <= {rule.most}"
            parts = f"{code.name(frozenset({field.part}))}.issuperset(map(type, x))"
            return [(f"type(x) is tuple and {rule.least} <= len(x){most} and {parts}", "x")]
        probe = None if isinstance(rule, Many | Keyed) else probe_of(rule, self.policy)
        if probe is None or rule.python not in field.types:
            return []
        if type(rule).write is not Rule.write:
            probe = _written(rule, probe)
        return [(f"(v := {code.name(probe)}(x)) is not MISS", "v")]

    def _list(self, field: Field, rule: Many, at: tuple[str, ...]) -> Callable[..., Any]:
        """Return the function for a plain list."""
        read = self._element(field, rule.item, (*at, *rule.below))

        def fill_list(holder: object, values: list[Any], path: Path, reading: Reading) -> Any:
            inside = (*path, field.key)
            if not reading.check_rule(field, rule, values, inside):
                reading.mark_invalid(holder, field.name)
            return reading.elements(values, inside, read)

        return fill_list

    def _lists(self, field: Field, at: tuple[str, ...]) -> Callable[..., Any]:
        """Return the function for a plain object of lists."""
        read = self._element(field, Many(), (*at, "*"))

        def fill_lists(values: dict[str, Any], path: Path, reading: Reading) -> Any:
            inside = (*path, field.key)
            return {key: read(value, (*inside, key), reading) for key, value in values.items()}

        return fill_lists

    def _opened(self, field: Field, rule: Many, at: tuple[str, ...]) -> Callable[..., Any]:
        """Return the function for what may hold a list, and is none."""
        fill_list = self._list(field, rule, at)

        def fill_opened(holder: object, value: object, path: Path, reading: Reading) -> Any:
            opened = rule.opened(value)
            if opened is None:
                return reading.explain(holder, field, rule, value, path)
            for inside, fault in opened.faults:
                reading.findings.add((*path, field.key, *inside), fault, field)
            if opened.faults:
                reading.mark_invalid(holder, field.name)
            if opened.values is None:
                return value
            return opened.pack(fill_list(holder, opened.values, path, reading))

        return fill_opened

    def _element(self, field: Field, rule: Rule, at: tuple[str, ...]) -> ReadElement:
        """Return the function for one element of a list."""
        if isinstance(rule, Part):
            return self._object(field, rule, at)
        if isinstance(rule, Many):
            read = self._element(field, rule.item, (*at, *rule.below))

            def read_list(value: object, path: Path, reading: Reading) -> object:
                if type(value) is not list:
                    return reading.check_value(field, rule, value, path)[0]
                reading.check_rule(field, rule, value, path)
                return reading.elements(value, path, read)

            return read_list
        probe = probe_of(rule, self.policy)

        def read_value(value: object, path: Path, reading: Reading) -> object:
            found = MISS if probe is None else probe(value)
            return reading.check_value(field, rule, value, path)[0] if found is MISS else found

        return read_value

    def _object(self, field: Field, rule: Part, at: tuple[str, ...]) -> ReadElement:
        """Return the function for an object in a list."""
        model = model_of(field.part or object)
        fill = self.compile(model, at)

        def read_object(value: object, path: Path, reading: Reading) -> object:
            if type(value) is not dict:
                return reading.check_value(field, rule, value, path)[0]
            return fill(object.__new__(model.filled), value, path, reading)

        return read_object

    def _extra(self, code: _Code, model: Model) -> str:
        """Return the line that keeps the keys which no field declares."""
        if self.typed:
            return "x = get('extra'); o.extra = reading.extra(x) if x else {}"
        keys, unknown = code.name(frozenset(model.by_key)), code.name(_unknown(model))
        return f"o.extra = {{}} if found.keys() <= {keys} else {unknown}(found, path, reading)"


def probe_of(rule: Rule, policy: Policy) -> Probe | None:
    """Return a rule's quick test, unless a subclass changes what it judges and not the test."""
    owners = {
        name: next(cls for cls in type(rule).__mro__ if name in vars(cls))
        for name in ("probe", "check", "read", "json")
    }
    current = all(issubclass(owners["probe"], owner) for owner in owners.values())
    return rule.probe(policy) if current else None


def _written(rule: Rule, probe: Probe) -> Probe:
    """Return the quick test of typed values whose plain form is another one."""

    def typed(value: Any) -> object:
        return probe(rule.write(value)) if type(value) is rule.python else MISS

    return typed


def _unknown(model: Model) -> Callable[..., dict[str, Any]]:
    """Return the function that reports the keys which no field declares, and returns them."""

    def collect(found: dict[str, Any], path: Path, reading: Reading) -> dict[str, Any]:
        extra = {
            key: reading.exact(value, (*path, key))
            for key, value in found.items()
            if key not in model.by_key
        }
        tolerant = model.tolerant or reading.findings.tolerant
        for key, value in extra.items():
            reading.unknown((*path, key), value, tolerant=tolerant)
        return extra

    return collect


def _across(code: _Code, model: Model) -> list[str]:
    """Return lines that run the rules across the fields of an object."""
    if not model.across:
        return ["return o"]
    lines = ["value_of, policy = reading.value_of, reading.policy"]
    whole = code.name(model)
    for rule in model.across:
        if isinstance(rule, Slow):
            look = f"{code.name(rule.look)}(o, value_of, policy)"
            lines.append(
                f"if not {code.name(rule.idle)}(policy): reading.defer({whole}, {look}, path)"
            )
        else:
            check = f"{code.name(rule.check)}(o, value_of, policy)"
            lines.append(f"for fault in {check}: reading.add_fault({whole}, fault, path)")
    return [*lines, "return o"]
