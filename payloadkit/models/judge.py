"""The one pass over Python values: every field judged by its rule, whatever is wrong with the others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from payloadkit.messages.nearest import nearest
from payloadkit.models.findings import Findings
from payloadkit.models.model import Model
from payloadkit.models.registry import model_of
from payloadkit.models.terms import Terms
from payloadkit.policy import split
from payloadkit.rules.numbers import out_of_range
from payloadkit.rules.text import screen
from payloadkit.rules.values import FOREIGN, NULL, beyond, is_beyond
from payloadkit.violation import Fault, Severity, pointer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from payloadkit.models.model import Field
    from payloadkit.policy import Masters, Policy
    from payloadkit.rules.rule import Costly, Rule
    from payloadkit.rules.values import Path


_WORTH_THREADS = 5_000_000
"""How many nanoseconds of work are worth the start of threads."""


@attrs.frozen
class _Once:
    """Master data whose lists are read once."""

    masters: Masters
    known: dict[str, Mapping[str, str] | None] = attrs.field(factory=dict)

    def names(self, listing: str) -> Mapping[str, str] | None:
        """Return the names of a list's entries by their id as text, or None where the tenant gives no such list."""
        if listing not in self.known:
            self.known[listing] = self.masters.names(listing)
        return self.known[listing]


@attrs.define(eq=False)
class Reading:
    """One pass over one document: what was found, and which fields are broken.

    Args:
        model: The model of the document.
        policy: How it is judged; its date is fixed for the whole pass.
    """

    model: Model
    policy: Policy
    findings: Findings = attrs.field(init=False)
    terms: Terms = attrs.field(init=False)
    _limits: dict[tuple[str, ...], Rule] = attrs.field(init=False)
    _broken: set[tuple[int, str]] = attrs.field(factory=set, init=False)
    _slow: list[tuple[Model, Costly, Path]] = attrs.field(factory=list, init=False)

    def __attrs_post_init__(self) -> None:
        """Fix the day, read each master list once, and resolve the tenant's limits against the model."""
        masters = None if self.policy.masters is None else _Once(self.policy.masters)
        self.policy = self.policy.fixed(masters)
        self.findings = Findings(self.model, self.policy, self.model.tolerant)
        self.terms = Terms.of(self.policy, self.model.kind)
        self._limits = limited(self.model, self.policy)

    def judge(self, field: Field, rule: Rule, value: object, path: Path) -> tuple[object, bool]:
        """Judge one plain value that is there, and return the object's value with whether it is sound.

        Args:
            field: The field that it belongs to.
            rule: The field's rule, or that of an element.
            value: The plain value.
            path: Its path tokens.
        """
        if value is None:
            return NULL, self._null(field, path, element=rule != field.rule)
        if value is FOREIGN or (self.findings.tolerant and value == ""):
            return value, value is not FOREIGN
        fault = _untyped(rule, value)
        if fault is None and isinstance(value, str):
            if not value or (rule.screened and not value.strip()):
                bearable = self._blank(field, rule, value, path)
                if not (value and bearable):
                    return value, bearable
            fault = screen(value, lines=rule.multiline) if rule.screened else None
        if fault is not None:
            self.findings.add(path, fault, field)
            if fault.severity is Severity.ERROR:
                return value, False
        sound = True
        for found in self._rule(rule, path).check(value, self.policy):
            self.findings.add((*path, *found.at), found, field)
            sound = sound and found.severity is not Severity.ERROR
        return rule.read(value), sound

    def missing(self, field: Field, path: Path) -> bool:
        """Report a mandatory field that is absent, and return whether that is sound."""
        if not field.optional:
            self.findings.add(
                path,
                Fault(
                    "field.missing",
                    f"{field.key} must be there: it is mandatory.",
                    field.declared.doc or None,
                    _softened(not field.certain),
                ),
                field,
            )
        return field.optional

    def unknown(self, path: Path, value: object, *, tolerant: bool) -> None:
        """Report a key that no field declares, an error in a request and an information in an answer, and numbers below it that 64 bits cannot hold."""
        severity = Severity.INFO if tolerant else Severity.ERROR
        self.findings.add(
            path,
            Fault(
                "field.unknown",
                "Every key must be one that the model declares.",
                "Look for a misspelt key.",
                severity,
            ),
            None,
            key=True,
        )
        for at in beyond(value):
            self.findings.add((*path, *at), out_of_range(), None)

    def mark(self, holder: object, name: str) -> None:
        """Remember that a field of an object is broken, so that no rule across fields looks at it."""
        self._broken.add((id(holder), name))

    def sound(self, holder: object, name: str) -> Any:
        """Return a field's value, or None where it is absent, null, empty or broken."""
        return None if self._broken and (id(holder), name) in self._broken else said(holder, name)

    def across(self, model: Model, holder: object, path: Path) -> None:
        """Run the rules across the fields of one object; slow ones wait for ``finish``."""
        for rule in model.across:
            if rule.idle(self.policy):
                continue
            if rule.slow:
                self.put_off(model, rule.look(holder, self.sound, self.policy), path)
            else:
                self._hold(model, rule.check(holder, self.sound, self.policy), path)

    def put_off(self, model: Model, look: Costly, path: Path) -> None:
        """Have a slow rule wait for ``finish`` after its first look."""
        self._slow.append((model, look, path))

    def finish(self) -> None:
        """Run the slow rules in the order of the document as far as they are affordable together, side by side where the policy has several workers."""
        if not self._slow:
            return
        looks = list(self._affordable())
        if (
            self.policy.workers > 1
            and len(looks) > 1
            and sum(look.effort for look, _ in looks) > _WORTH_THREADS
        ):
            from concurrent.futures import ThreadPoolExecutor

            with ThreadPoolExecutor(self.policy.workers) as pool:
                found = list(pool.map(_second, looks))
        else:
            found = list(map(_second, looks))
        for (model, _, path), faults in zip(self._slow, found, strict=True):
            self._hold(model, faults, path)
        self._slow.clear()

    def _affordable(self) -> Iterator[tuple[Costly, bool]]:
        """Yield what each slow rule saw at a first look, and whether a second one is affordable after all before it."""
        from payloadkit.rules.rule import LARGEST_EFFORT

        left = LARGEST_EFFORT
        for _, look, _ in self._slow:
            affordable = look.effort <= left
            left -= look.effort if affordable else 0
            yield look, affordable

    def _hold(self, model: Model, faults: Iterable[Fault], path: Path) -> None:
        for fault in faults:
            self.findings.add((*path, *fault.at), fault, model.field_at(fault.at))

    def _rule(self, rule: Rule, path: Path) -> Rule:
        for pattern, limited in self._limits.items():
            if len(pattern) == len(path) and all(
                wanted in ("*", token) for wanted, token in zip(pattern, path, strict=True)
            ):
                return limited
        return rule

    def _null(self, field: Field, path: Path, *, element: bool) -> bool:
        if self.findings.tolerant or (field.nullable and not element):
            return True
        soft = field.optional and not element
        self.findings.add(
            path,
            Fault(
                "field.null",
                f"{field.key} must not be null.",
                "Leave it out where there is nothing to say.",
                _softened(soft),
            ),
            field,
        )
        return soft

    def _blank(self, field: Field, rule: Rule, value: str, path: Path) -> bool:
        if value == "" and field.declared.blank:
            return True
        soft = field.optional and not rule.formatted and rule == field.rule
        self.findings.add(
            path,
            Fault(
                "text.blank",
                f"{field.key} must not be empty.",
                "Leave an optional field out instead.",
                _softened(soft),
            ),
            field,
        )
        return soft


def said(holder: object, name: str) -> Any:
    """Return a field's value, or None where it is absent, null or empty."""
    value = getattr(holder, name, None)
    return None if value is NULL or value == "" else value


def _second(entry: tuple[Costly, bool]) -> list[Fault]:
    look, affordable = entry
    return list(look.faults(affordable=affordable))


def _softened(soft: bool) -> Severity:
    return Severity.WARNING if soft else Severity.ERROR


def _untyped(rule: Rule, value: object) -> Fault | None:
    if int in rule.json and is_beyond(value):
        return out_of_range()
    return untyped(rule) if rule.json and type(value) not in rule.json else None


def untyped(rule: Rule) -> Fault:
    """Return the fault of a value of another type than the rule's."""
    return Fault(
        "field.type",
        f"The value must be {rule.noun}.",
        "Nothing is converted for you: write it as the type that it is.",
    )


def limited(model: Model, policy: Policy) -> dict[tuple[str, ...], Rule]:
    """Return the rules that a tenant's limits change, by path with ``*`` for any element.

    Args:
        model: The model of the document.
        policy: The policy with the limits.

    Raises:
        ValueError: A limit names no kind, no field, or a field without a maximum length.
    """
    for kind in policy.limits:
        model_of(kind)
    given = {} if model.kind is None else policy.limits.get(model.kind, {})
    if not given:
        return {}
    fields = dict(model.walk())
    found = {}
    for path, maximum in given.items():
        tokens = split(path)
        if tokens not in fields:
            known = [
                pointer(at, model.keys | {"*"})
                for at, field in fields.items()
                if _has_limit(field.rule)
            ]
            raise ValueError(f"limits of {model.kind}: no such field{nearest(path, known)}")
        found[tokens] = fields[tokens].rule.limited(maximum)
    return found


def _has_limit(rule: Rule) -> bool:
    """Return whether a tenant may set a rule's maximum length."""
    try:
        rule.limited(1)
    except ValueError:
        return False
    return True
