"""Writes the source of a plan: for each model one function, with one case a field."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from payloadkit.models.elements import Elements, probe_of
from payloadkit.rules.containers import Keyed, Many, Part
from payloadkit.rules.rule import MISS, Expression, Probe, Rule, Slow
from payloadkit.rules.values import MISSING, NULL

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from payloadkit.models.elements import Fill
    from payloadkit.models.judge import Reading
    from payloadkit.models.model import Field, Model
    from payloadkit.policy import Policy
    from payloadkit.rules.values import Path


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

    def case(self, probe: Probe) -> tuple[str, str]:
        """Return the test of a value by a rule's quick test, and the object's value."""
        if isinstance(probe, Expression):
            names = {name: self.name(thing) for name, thing in probe.names.items()}
            return probe.source.format_map(names), "x"
        return f"(v := {self.name(probe)}(x)) is not MISS", "v"

    def function(self) -> Fill:
        """Return the compiled function."""
        source = "\n    ".join(("def fill(o, found, path, reading):", *self.lines))
        # The source is made of declarations, and of nothing that a document holds.
        code = compile(source, "<payloadkit.models.plan>", "exec")
        exec(code, self.names)  # noqa: S102 - as above
        fill: Fill = self.names["fill"]
        return fill


class Compiler:
    """Compiles a model and the models inside it.

    Args:
        policy: How documents are judged.
        limits: The rules that a tenant's limits change, by path with ``*`` for any element.
        typed: Whether values are typed.
    """

    def __init__(
        self, policy: Policy, limits: Mapping[tuple[str, ...], Rule], *, typed: bool
    ) -> None:
        self.policy, self.limits, self.typed = policy, limits, typed
        self._done: dict[type, Fill] = {}  # functions of models below which there is no limit

    @property
    def _elements(self) -> Elements:
        return Elements(self.policy, self.compile)

    def compile(self, model: Model, at: tuple[str, ...]) -> Fill:
        """Return the function for the objects of a model at a path."""
        shared = not any(path[: len(at)] == at for path in self.limits)
        if shared and model.cls in self._done:
            return self._done[model.cls]
        code = _Code(
            ABSENT=None if self.typed else MISSING,
            MISS=MISS,
            NULL=NULL,
            none=frozenset(),
        )
        code.lines += ["get = found.get", "explain = reading.explain", "o.nulls = none"]
        for field in model.fields:
            code.lines += self._field(code, field, (*at, field.key))
        code.lines += [self._extra(code, model), f"o.__class__ = {code.name(model.cls)}"]
        code.lines += _across(code, model)
        fill = code.function()
        if shared:
            self._done[model.cls] = fill
        return fill

    def _field(self, code: _Code, field: Field, at: tuple[str, ...]) -> list[str]:
        """Return lines that put the value of a field into the object."""
        if at in self.limits:
            declared = attrs.evolve(field.declared, rule=self.limits[at])
            field = attrs.evolve(field, declared=declared)
        rule = field.rule
        cases = [("x is ABSENT", "None")] if field.optional else []
        if self.typed:
            cases.append((f"{field.name!r} in reading.kept and x is not NULL", "x"))
            cases += self._typed(code, field, rule)
        else:
            cases += self._plain(code, field, rule, at)
            if field.nullable:
                cases.append(("x is None", "None"))
            if field.declared.blank and str in rule.json:
                cases.append(("x == ''", "x"))
        value = self._rest(code, field, rule, at)
        for test, sound in reversed(cases):
            value = f"{sound} if ({test}) else {value}"
        key = field.name if self.typed else field.key
        lines = [f"x = get({key!r}, ABSENT)", f"o.{field.name} = {value}"]
        if field.nullable and not self.typed:
            lines.append(f"if x is None: o.nulls |= {{{field.name!r}}}")
        return lines

    def _rest(self, code: _Code, field: Field, rule: Rule, at: tuple[str, ...]) -> str:
        """Return the value for all that no case recognises."""
        if isinstance(rule, Many) and type(rule).opened is not Many.opened and not self.typed:
            return f"{code.name(self._elements.opened(field, rule, at))}(o, x, path, reading)"
        return f"explain(o, {code.name(field)}, x, path)"

    def _plain(
        self, code: _Code, field: Field, rule: Rule, at: tuple[str, ...]
    ) -> list[tuple[str, str]]:
        """Return the tests of plain values, each with the object's value."""
        if isinstance(rule, Part):
            read = code.name(self._elements.object_of(field, rule, at))
            inside = f"{read}(x, (*path, {field.key!r}), reading)"
            checked = type(rule).check is not Rule.check
            test = f" and reading.check_part(o, {code.name(field)}, x, path)" if checked else ""
            return [(f"type(x) is dict{test}", inside)]
        if isinstance(rule, Many):
            return [
                (
                    "type(x) is list",
                    f"{code.name(self._elements.list_of(field, rule, at))}(o, x, path, reading)",
                )
            ]
        if isinstance(rule, Keyed):
            return [
                (
                    "type(x) is dict",
                    f"{code.name(self._elements.lists_of(field, at))}(x, path, reading)",
                )
            ]
        probe = probe_of(rule, self.policy)
        return [] if probe is None else [code.case(probe)]

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
        return [code.case(probe)]

    def _extra(self, code: _Code, model: Model) -> str:
        """Return the line that keeps the keys which no field declares."""
        if self.typed:
            return "x = get('extra'); o.extra = reading.extra(x) if x else {}"
        keys, unknown = code.name(frozenset(model.by_key)), code.name(_unknown(model))
        return f"o.extra = {{}} if found.keys() <= {keys} else {unknown}(found, path, reading)"


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
            reading.unknown((*path, key), value, model.by_key, tolerant=tolerant)
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
