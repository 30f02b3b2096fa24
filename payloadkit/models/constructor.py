"""Objects made by a caller: the constructor of every model, and ``replace``.

Typed values take the same plan as documents; all violations come at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from inspect import Parameter, Signature
from typing import TYPE_CHECKING, Any, TypeVar, cast

from payloadkit.messages import Series
from payloadkit.models.judge import Reading, type_fault
from payloadkit.models.plan import PlanKey, plan_of
from payloadkit.models.registry import model_of
from payloadkit.policy import Policy, policy_of
from payloadkit.rules.containers import Anything, Keyed, Many
from payloadkit.rules.values import NULL, copy_plain, has_no_surrogate
from payloadkit.violation import Fault, PayloadError, Report, sealed, shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from payloadkit.models.model import Field, Model
    from payloadkit.rules.rule import Rule
    from payloadkit.rules.values import Path

T = TypeVar("T")
Values = Mapping[str, Any]

_DEFAULT = Policy()
_NONE: frozenset[str] = frozenset()


def constructor(
    names: tuple[str, ...], optional: frozenset[str]
) -> tuple[Callable[..., None], Signature]:
    """Return the ``__init__`` of a model's class, and the signature that it shows.

    Args:
        names: Its attributes in order.
        optional: Those that may be left out.
    """
    known = frozenset(names)

    @sealed
    def __init__(self: Any, /, **values: Any) -> None:  # noqa: N807 - it becomes a method
        if not values.keys() <= known:
            name = shown(min(values.keys() - known))
            raise TypeError(f"{type(self).__name__}() got an unexpected keyword argument {name!r}")
        _fill(self, values, _DEFAULT, _NONE)

    keywords = [
        Parameter(
            name, Parameter.KEYWORD_ONLY, default=None if name in optional else Parameter.empty
        )
        for name in names
    ]
    return __init__, Signature(keywords, return_annotation=None)


@sealed
def replace(obj: T, *, policy: Policy | None = None, **changes: Any) -> T:
    """Return an object with some fields changed.

    The changes are judged, and so are the rules across fields; what was loaded under another policy
    is not judged again.

    Args:
        obj: An object of a model.
        policy: How it is judged; the default policy where none is given.
        **changes: Values by attribute; None takes an optional field out, ``NULL`` makes it an
            explicit null.

    Raises:
        PayloadError: The changed object has an error; the report holds all of them.
        TypeError: There is no such attribute, or the object is of no model.
        ValueError: The policy sets a limit where there is no field.
    """
    model = model_of(type(obj))
    names = (*model.by_name, "nulls", "extra")
    unknown = changes.keys() - set(names)
    if unknown:
        raise TypeError(f"{type(obj).__name__} has no {shown(min(unknown))!r}")
    values = {name: getattr(obj, name) for name in names}
    values["nulls"] -= changes.keys()
    return construct(
        type(obj), {**values, **changes}, policy_of(policy), frozenset(values) - changes.keys()
    )


def construct(cls: type[T], values: Values, policy: Policy, kept: frozenset[str] = _NONE) -> T:
    """Return a new object of typed values.

    Args:
        cls: The model's class.
        values: Values by attribute, ``extra`` among them; None is an absent field.
        policy: How they are judged.
        kept: The attributes that are not judged.

    Raises:
        PayloadError: A value breaks a rule; the report holds all violations.
        ValueError: The policy sets a limit where there is no field.
    """
    obj = object.__new__(cls)
    _fill(obj, values, policy, kept)
    return obj


def _fill(obj: Any, values: Values, policy: Policy, kept: frozenset[str]) -> None:
    """Fill an empty object of a model's class, or raise what is wrong with the values."""
    model = model_of(type(obj))
    nulls = values.get("nulls") or _NONE
    if nulls:
        if not isinstance(nulls, frozenset | set) or not nulls <= model.by_name.keys():
            raise TypeError("nulls is a set of names of fields")
        values = {**values, **{name: NULL for name in nulls if values.get(name) is None}}
    reading = _TypedReading(model, policy, kept)
    fill = plan_of(model.cls, PlanKey.of(reading.policy, model.kind), typed=True)
    object.__setattr__(obj, "__class__", model.filled)
    fill(obj, values, (), reading)
    reading.finish()
    if reading.findings.errors:
        found = tuple(finding.violation(model.keys) for finding in reading.findings.all())
        report: Report[Any] = Report(found, None, reading.findings.truncated)
        raise PayloadError(report.localized(policy.language))


class _TypedReading(Reading):
    """A pass over typed values.

    Args:
        kept: The attributes that are not judged.
    """

    def __init__(self, model: Model, policy: Policy, kept: frozenset[str]) -> None:
        super().__init__(model, policy)
        self.kept = kept

    def explain(self, holder: Any, field: Field, value: Any, path: Path) -> object:
        """Judge a typed value that no quick test recognised, and return the object's value."""
        if value is NULL:
            holder.nulls |= {field.name}
            value, given = None, True
        else:
            given = value is not None
        if field.name in self.kept:
            return value
        found, valid = self._judged(field, value, (*path, field.key), given=given)
        if not valid:
            self.mark_invalid(holder, field.name)
        return found

    def extra(self, given: object) -> dict[str, object]:
        """Return the keys that no field declares, each reported.

        Args:
            given: What the caller gave for them.
        """
        if "extra" in self.kept:
            return cast("dict[str, object]", given)
        copied = copy_plain(given)
        if type(copied.value) is not dict:
            self.findings.add(("extra",), Fault("field.type", variant="extra"), None)
        for at, fault in copied.faults:
            self.findings.add(at, fault, None)
        found = copied.value if isinstance(copied.value, dict) else {}
        for key, value in found.items():
            field = self.model.by_key.get(key)
            if field is None:
                self.unknown((key,), value, self.model.by_key, tolerant=self.findings.tolerant)
            else:
                fault = Fault("json.duplicate_key", variant="extra")
                self.findings.add((key,), fault, field, key=True)
        return found

    def _judged(self, field: Field, value: Any, path: Path, *, given: bool) -> tuple[Any, bool]:
        rule = field.rule
        if value is None:
            if given:
                return self.check_value(field, rule, None, path)
            self.missing(field, path)
            return None, False
        if isinstance(rule, Many):
            wanted = isinstance(value, tuple)
            return (
                self._many(field, rule, value, path) if wanted else self._type(field, value, path)
            )
        if isinstance(rule, Keyed):
            wanted = isinstance(value, Mapping)
            return self._lists(field, value, path) if wanted else self._type(field, value, path)
        return self._single(field, rule, value, path)

    def _lists(self, field: Field, values: Mapping[Any, Any], path: Path) -> tuple[Any, bool]:
        part = cast("type", field.part)
        broken = [
            key
            for key, parts in values.items()
            if not (
                _is_key(key)
                and isinstance(parts, tuple)
                and all(isinstance(entry, part) for entry in parts)
            )
        ]
        for key in broken:
            self.findings.add((*path, key if _is_key(key) else "?"), type_fault(field.rule), field)
        return dict(values), not broken

    def _many(
        self, field: Field, rule: Many, values: tuple[Any, ...], path: Path
    ) -> tuple[Any, bool]:
        valid = self.check_rule(field, rule, list(values), path)
        judged = [
            self._single(field, rule.item, value, (*path, number))
            for number, value in enumerate(values)
        ]
        found = tuple(value for value, _ in judged)
        return values if found == values else found, valid and all(good for _, good in judged)

    def _single(self, field: Field, rule: Rule, value: Any, path: Path) -> tuple[Any, bool]:
        if field.part is not None:
            wanted = isinstance(value, field.part)
            return (value, True) if wanted else self._type(field, value, path)
        if isinstance(rule, Anything):
            copied = copy_plain(value)
            for at, fault in copied.faults:
                self.findings.add((*path, *at), fault, field)
            return copied.value, not copied.faults
        if not _is_of(value, field.types):
            return self._type(field, value, path)
        plain = str.__str__(value) if isinstance(value, str) else rule.write(value)
        return self.check_value(field, rule, plain, path)

    def _type(self, field: Field, value: object, path: Path) -> tuple[None, bool]:
        """Report a value of another type than the annotation names; both types are named."""
        types = (tuple,) if isinstance(field.rule, Many) else field.types
        names = Series(tuple(cls.__name__ for cls in types), "or")
        given = type(value).__name__
        fault = Fault(
            "field.type", variant="annotation", field=field.key, expected=names, given=given
        )
        self.findings.add(path, fault, field)
        return None, False


def _is_key(key: object) -> bool:
    return type(key) is str and has_no_surrogate(key)


def _is_of(value: object, types: tuple[type, ...]) -> bool:
    if isinstance(value, date):
        # A subclass is a date too, such as a frozen one of a test suite; a datetime is not.
        return date in types and not isinstance(value, datetime)
    return type(value) in types or (str in types and isinstance(value, str)) or object in types
