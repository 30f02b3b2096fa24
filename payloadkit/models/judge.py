"""Judges the values that a plan does not recognise: it explains each one and goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from payloadkit.messages.nearest import slip
from payloadkit.models.findings import Findings
from payloadkit.models.slow_rules import second_looks
from payloadkit.rules.characters import is_blank, screen
from payloadkit.rules.numbers import out_of_range
from payloadkit.rules.values import (
    DEPTH,
    MISSING,
    NOT_JSON,
    exact,
    is_out_of_range,
    nests_too_deep,
    out_of_range_paths,
)
from payloadkit.violation import Fault, Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from payloadkit.models.model import Field, Model
    from payloadkit.policy import Masters, Policy
    from payloadkit.rules.rule import Costly, Rule
    from payloadkit.rules.values import Path


class _ReadOnce:
    """Master data whose lists are read once: one document is judged by one state of them."""

    def __init__(self, masters: Masters) -> None:
        self.masters = masters
        self.known: dict[str, Mapping[str, str] | None] = {}

    def names(self, listing: str) -> Mapping[str, str] | None:
        """Return the names of a list's entries by their id as text; None for no such list."""
        if listing not in self.known:
            self.known[listing] = self.masters.names(listing)
        return self.known[listing]


class Reading:
    """One pass over one document: what was found, and which fields are invalid.

    Args:
        model: The model of the document.
        policy: How it is judged. For the whole pass its date is fixed, and each master list is
            read once.
    """

    def __init__(self, model: Model, policy: Policy) -> None:
        masters = None if policy.masters is None else _ReadOnce(policy.masters)
        self.model, self.policy = model, policy.fixed(masters)
        self.findings = Findings(model, self.policy, tolerant=model.tolerant)
        self.invalid: set[tuple[int, str]] = set()
        self.too_deep = False
        self._slow: list[tuple[Model, Costly, Path]] = []

    def explain(self, holder: Any, field: Field, value: object, path: Path) -> object:
        """Judge a plain value that no quick test recognised, and return the object's value.

        Args:
            holder: The object that is being filled.
            field: The field. Its rule has a tenant's limit if there is one.
            value: The plain value, or ``MISSING``.
            path: Path tokens of the object.
        """
        at = (*path, field.key)
        if value is MISSING:
            self.missing(field, at)
            found, valid = None, False
        else:
            found, valid = self.check_value(field, field.rule, value, at)
        if value is None:
            holder.nulls |= {field.name}
        if not valid:
            self.mark_invalid(holder, field.name)
        return found

    def check_value(
        self, field: Field, rule: Rule, value: object, path: Path
    ) -> tuple[object, bool]:
        """Judge one plain value that is there; return the object's value and whether it is valid.

        Args:
            field: The field that it belongs to.
            rule: The field's rule, or that of an element.
            value: The plain value.
            path: Its path tokens.
        """
        if value is None:
            return None, self._null(field, path, element=rule is not field.rule)
        if value is NOT_JSON or (self.findings.tolerant and value == ""):
            return value, value is not NOT_JSON
        value = value if type(value) is str else self.exact(value, path)
        fault = _type_fault(rule, value, tolerant=self.findings.tolerant)
        if fault is None and isinstance(value, str):
            if not value or (rule.screened and is_blank(value)):
                bearable = self._blank(field, rule, value, path)
                if not (value and bearable):
                    return value, bearable
            fault = screen(value, lines=rule.multiline) if rule.screened else None
        if fault is not None:
            self.findings.add(path, fault, field)
            if fault.severity is Severity.ERROR or fault.code == "field.type":
                return value, False
        return rule.read(value), self.check_rule(field, rule, value, path)

    def exact(self, value: object, path: Path) -> object:
        """Return a plain value with exact numbers, and note whether it nests too deep.

        Only here a document can be too deep: what a plan fills has the depth of its model.

        Args:
            value: The plain value.
            path: Its path tokens.
        """
        self.note_depth(value, path)
        return exact(value)

    def note_depth(self, value: object, path: Path) -> None:
        """Note whether a plain value at a path nests deeper than a document may."""
        self.too_deep = self.too_deep or nests_too_deep(value, DEPTH - len(path))

    def check_rule(self, field: Field, rule: Rule, value: object, path: Path) -> bool:
        """Report what a rule's own check finds in a value of the right type; return if it is valid.

        Args:
            field: The field that the value belongs to.
            rule: The rule.
            value: The plain value.
            path: Its path tokens.
        """
        valid = True
        for fault in rule.check(value, self.policy):
            self.findings.add((*path, *fault.at), fault, field)
            valid = valid and fault.severity is not Severity.ERROR
        return valid

    def check_part(self, holder: object, field: Field, value: object, path: Path) -> bool:
        """Run the own check of a rule of objects; the object is read in any case."""
        if not self.check_rule(field, field.rule, value, (*path, field.key)):
            self.mark_invalid(holder, field.name)
        return True

    def elements(self, values: Iterable[object], path: Path, read: ReadElement) -> tuple[Any, ...]:
        """Return the object's values of a list, unless the report is full: then the rest is left.

        Args:
            values: The plain values.
            path: Path tokens of the list.
            read: Reads one element at its path.
        """
        kept, rest = [], enumerate(values)
        for number, value in rest:
            if self.findings.full:
                self.note_depth([value, *(left for _, left in rest)], path)
                break
            kept.append(read(value, (*path, number), self))
        return tuple(kept)

    def missing(self, field: Field, path: Path) -> None:
        """Report a mandatory field that is absent."""
        severity = _softened(soft=not field.certain)
        doc = field.declared.doc
        fault = Fault(
            "field.missing",
            severity=severity,
            variant="documented" if doc else "",
            field=field.key,
            doc=doc,
        )
        self.findings.add(path, fault, field)

    def unknown(self, path: Path, value: object, keys: Iterable[str], *, tolerant: bool) -> None:
        """Report a key that no field declares, and numbers below it that 64 bits cannot hold.

        Args:
            path: Path tokens of the key.
            value: The plain value.
            keys: The keys of the object's fields, one of which may be meant.
            tolerant: Whether the object is an answer, where the key is only for information.
        """
        is_told = not tolerant and not self.findings.full
        meant = slip(str(path[-1]), keys) if is_told else None
        fault = (
            Fault("field.unknown", severity=Severity.INFO if tolerant else Severity.ERROR)
            if meant is None
            else Fault("field.unknown", variant="slip", field=meant)
        )
        self.findings.add(path, fault, None, key=True)
        for at in out_of_range_paths(value):
            self.findings.add((*path, *at), out_of_range(), None)

    def mark_invalid(self, holder: object, name: str) -> None:
        """Remember that a field of an object is invalid: no rule across fields looks at it."""
        self.invalid.add((id(holder), name))

    @property
    def value_of(self) -> Callable[[object, str], Any]:
        """The function by which rules across fields read a field: invalid ones are None."""
        return self.valid_value if self.invalid else value_or_none

    def valid_value(self, holder: object, name: str) -> Any:
        """Return a field's value, or None where it is absent, null, empty or invalid."""
        return None if (id(holder), name) in self.invalid else value_or_none(holder, name)

    def add_fault(self, model: Model, fault: Fault, path: Path) -> None:
        """Report a fault that a rule across the fields of an object at a path found."""
        self.findings.add((*path, *fault.at), fault, model.field_at(fault.at))

    def defer(self, model: Model, look: Costly, path: Path) -> None:
        """Have a slow rule wait for ``finish`` after its first look."""
        self._slow.append((model, look, path))

    def finish(self) -> None:
        """Run the slow rules and report what they find, in the order of the document."""
        if self._slow:
            found = second_looks([look for _, look, _ in self._slow], self.policy.workers)
            for (model, _, path), faults in zip(self._slow, found, strict=True):
                for fault in faults:
                    self.add_fault(model, fault, path)
            self._slow.clear()

    def _null(self, field: Field, path: Path, *, element: bool) -> bool:
        if self.findings.tolerant or (field.nullable and not element):
            return True
        soft = field.optional and not element
        fault = Fault("field.null", severity=_softened(soft=soft), field=field.key)
        self.findings.add(path, fault, field)
        return soft

    def _blank(self, field: Field, rule: Rule, value: str, path: Path) -> bool:
        if value == "" and field.declared.blank:
            return True
        soft = field.optional and not rule.formatted and rule is field.rule
        if soft and value.strip():
            return True  # invisible characters draw a warning of their own
        fault = Fault("text.blank", severity=_softened(soft=soft), field=field.key)
        self.findings.add(path, fault, field)
        return soft


if TYPE_CHECKING:
    ReadElement = Callable[[object, Path, Reading], object]


def value_or_none(holder: object, name: str) -> Any:
    """Return a field's value, or None where it is absent, null or empty."""
    value = getattr(holder, name, None)
    return value if value or type(value) is not str else None


def type_fault(rule: Rule) -> Fault:
    """Return the fault of a value of another type than the rule's."""
    return Fault("field.type", noun=rule.noun)


def _softened(*, soft: bool) -> Severity:
    return Severity.WARNING if soft else Severity.ERROR


def _type_fault(rule: Rule, value: object, *, tolerant: bool) -> Fault | None:
    if int in rule.json and is_out_of_range(value):
        return out_of_range()
    if not rule.json or type(value) in rule.json:
        return None
    if tolerant and rule.bears(value):
        return Fault("field.type", severity=Severity.WARNING, variant="kept", noun=rule.noun)
    return type_fault(rule)
