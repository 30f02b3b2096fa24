"""Functions that fill lists, objects in lists, and objects of lists from plain values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from payloadkit.models.registry import model_of
from payloadkit.rules.containers import Many, Part
from payloadkit.rules.rule import MISS, Probe, Rule

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from payloadkit.models.judge import ReadElement, Reading
    from payloadkit.models.model import Field, Model
    from payloadkit.policy import Policy
    from payloadkit.rules.values import Path

    Fill = Callable[[Any, Mapping[str, Any], Path, Reading], Any]


class Elements:
    """Makes the functions for what holds several values.

    Args:
        policy: How documents are judged.
        fill_of: Returns the function for the objects of a model at a path.
    """

    def __init__(self, policy: Policy, fill_of: Callable[[Model, tuple[str, ...]], Fill]) -> None:
        self.policy, self.fill_of = policy, fill_of

    def list_of(self, field: Field, rule: Many, at: tuple[str, ...]) -> Callable[..., Any]:
        """Return the function for a plain list."""
        read = self._element(field, rule.item, (*at, *rule.below))

        def fill_list(holder: object, values: list[Any], path: Path, reading: Reading) -> Any:
            inside = (*path, field.key)
            if not reading.check_rule(field, rule, values, inside):
                reading.mark_invalid(holder, field.name)
            return reading.elements(values, inside, read)

        return fill_list

    def lists_of(self, field: Field, at: tuple[str, ...]) -> Callable[..., Any]:
        """Return the function for a plain object of lists."""
        read = self._element(field, Many(), (*at, "*"))

        def fill_lists(values: dict[str, Any], path: Path, reading: Reading) -> Any:
            inside = (*path, field.key)
            return {key: read(value, (*inside, key), reading) for key, value in values.items()}

        return fill_lists

    def opened(self, field: Field, rule: Many, at: tuple[str, ...]) -> Callable[..., Any]:
        """Return the function for what may hold a list, and is none."""
        fill_list = self.list_of(field, rule, at)

        def fill_opened(holder: object, value: object, path: Path, reading: Reading) -> Any:
            opened = rule.opened(value)
            if opened is None:
                return reading.explain(holder, field, value, path)
            for inside, fault in opened.faults:
                reading.findings.add((*path, field.key, *inside), fault, field)
            if opened.faults:
                reading.mark_invalid(holder, field.name)
            if opened.values is None:
                return value
            return opened.pack(fill_list(holder, opened.values, path, reading))

        return fill_opened

    def object_of(self, field: Field, rule: Part, at: tuple[str, ...]) -> ReadElement:
        """Return the function for an object, compiled when the first one is read."""
        model = model_of(field.part or object)
        new, cls = object.__new__, model.filled
        fill: Fill | None = None

        def read_object(value: object, path: Path, reading: Reading) -> object:
            nonlocal fill
            if type(value) is not dict:
                return reading.check_value(field, rule, value, path)[0]
            if fill is None:
                fill = self.fill_of(model, at)
            return fill(new(cls), value, path, reading)

        return read_object

    def _element(self, field: Field, rule: Rule, at: tuple[str, ...]) -> ReadElement:
        """Return the function for one element of a list."""
        if isinstance(rule, Part):
            return self.object_of(field, rule, at)
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


def probe_of(rule: Rule, policy: Policy) -> Probe | None:
    """Return a rule's quick test, unless a subclass changes what it judges and not the test."""
    owners = {
        name: next(cls for cls in type(rule).__mro__ if name in vars(cls))
        for name in ("probe", "check", "read", "json")
    }
    current = all(issubclass(owners["probe"], owner) for owner in owners.values())
    return rule.probe(policy) if current else None
