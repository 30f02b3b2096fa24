"""Objects made by a caller: the constructor that every model gets, with the same rules and all violations at once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from inspect import Parameter, Signature
from typing import TYPE_CHECKING, Any, TypeVar, cast

from payloadkit.models.given import taken
from payloadkit.models.judge import Reading, untyped
from payloadkit.models.model import Field, Model
from payloadkit.models.registry import model_of, unmodelled
from payloadkit.policy import Policy
from payloadkit.rules.containers import Anything, Keyed, Many
from payloadkit.rules.values import NULL, adopt, writable
from payloadkit.violation import Fault, PayloadError, Report, shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from payloadkit.rules.rule import Rule
    from payloadkit.rules.values import Path

T = TypeVar("T")
Values = Mapping[str, Any]

_DEFAULT = Policy()


def constructor(
    names: tuple[str, ...], optional: frozenset[str]
) -> tuple[Callable[..., None], Signature]:
    """Return the ``__init__`` of a model's class, and the signature that it shows.

    Args:
        names: Its attributes in order.
        optional: Those that may be left out.
    """
    known = frozenset(names)

    def __init__(self: Any, /, **values: Any) -> None:
        if not values.keys() <= known:
            msg = f"{type(self).__name__}() got an unexpected keyword argument {shown(min(values.keys() - known))!r}"
            del self, values
            raise TypeError(msg)
        if taken(self, values, _DEFAULT):
            return
        report = fill(self, values, _DEFAULT)
        del self, values
        if not report.ok:
            raise PayloadError(report)

    keywords = [
        Parameter(
            name, Parameter.KEYWORD_ONLY, default=None if name in optional else Parameter.empty
        )
        for name in names
    ]
    return __init__, Signature(keywords, return_annotation=None)


def replace(obj: T, *, policy: Policy | None = None, **changes: Any) -> T:
    """Return an object with some fields changed; they are judged, and the rules across fields, but not again what was loaded under another policy.

    Args:
        obj: An object of a model.
        policy: How it is judged; the default policy where none is given.
        **changes: Values by attribute; None takes an optional field out.

    Raises:
        PayloadError: The changed object has an error; the report holds all of them.
        TypeError: There is no such attribute.
    """
    result = _replaced(obj, policy or _DEFAULT, changes)
    del obj, changes
    if isinstance(result, PayloadError | TypeError | ValueError):
        raise result
    return result


def _replaced(obj: T, policy: Policy, changes: Values) -> T | PayloadError | TypeError | ValueError:
    refusal = unmodelled(type(obj))
    if refusal is not None:
        return TypeError(refusal)
    values = {
        name: getattr(obj, name)
        for name in (*(field.name for field in model_of(type(obj)).fields), "extra")
    }
    unknown = changes.keys() - values.keys()
    if unknown:
        return TypeError(f"{type(obj).__name__} has no {shown(min(unknown))!r}")
    try:
        return made(type(obj), {**values, **changes}, policy, frozenset(changes))
    except ValueError as error:  # the policy sets a limit where there is no field
        return error.with_traceback(None)


def made(
    cls: type[T], values: Values, policy: Policy, judged: frozenset[str] | None = None
) -> T | PayloadError:
    """Return an object of typed values, or the error for the caller to raise once it has let go of them.

    Args:
        cls: The model's class.
        values: Values by attribute; None is an absent field.
        policy: How they are judged.
        judged: The attributes that are judged, None for all; the others are kept as they are.
    """
    fresh = object.__new__(cls)
    report = fill(fresh, values, policy, judged)
    return fresh if report.ok else PayloadError(report)


def built(cls: type[T], values: Values, policy: Policy, kept: frozenset[str]) -> T | PayloadError:
    """Return a new object of typed values, or the error as ``made`` does.

    Args:
        cls: The model's class.
        values: Values by attribute, ``extra`` among them.
        policy: How they are judged.
        kept: The attributes that need no judgement.
    """
    fresh = object.__new__(cls)
    return (
        fresh
        if taken(fresh, values, policy, kept)
        else made(cls, values, policy, frozenset(values) - kept)
    )


def fill(
    holder: object, values: Values, policy: Policy, judged: frozenset[str] | None = None
) -> Report[object]:
    """Fill an empty object with typed values and report what is wrong with them.

    Args:
        holder: The empty object of a model's class.
        values: Values by attribute; None is an absent field.
        policy: How they are judged.
        judged: The attributes that are judged, None for all; the others are kept as they are.
    """
    model = model_of(type(holder))
    reading = Reading(model, policy)
    for field in model.fields:
        value = values.get(field.name)
        kept, sound = (
            _judge(reading, field, value)
            if judged is None or field.name in judged
            else (value, True)
        )
        object.__setattr__(holder, field.name, kept)
        if not sound:
            reading.mark(holder, field.name)
    extra = values.get("extra")
    object.__setattr__(
        holder,
        "extra",
        _extra(reading, model, extra) if judged is None or "extra" in judged else extra,
    )
    reading.across(model, holder, ())
    reading.finish()
    return Report(
        tuple(finding.violation(model.keys) for finding in reading.findings.all()),
        None,
        reading.findings.truncated,
    )


def _judge(reading: Reading, field: Field, value: Any) -> tuple[Any, bool]:
    path = (field.key,)
    if value is None:
        return None, reading.missing(field, path)
    if value is NULL:
        return _null(reading, field, path)
    if isinstance(field.rule, Many):
        return (
            _elements(reading, field, value, path)
            if isinstance(value, tuple)
            else _refused(reading, field, path)
        )
    if isinstance(field.rule, Keyed):
        return (
            _lists(reading, field, value, path)
            if isinstance(value, Mapping)
            else _refused(reading, field, path)
        )
    return _single(reading, field, field.rule, value, path)


def _null(reading: Reading, field: Field, path: Path) -> tuple[Any, bool]:
    if field.nullable or reading.findings.tolerant:
        return NULL, True
    reading.findings.add(
        path, Fault("field.null", f"{field.key} must not be NULL.", "Leave it out."), field
    )
    return None, False


def _lists(
    reading: Reading, field: Field, values: Mapping[Any, Any], path: Path
) -> tuple[Any, bool]:
    part = cast("type", field.part)
    broken = [
        key
        for key, parts in values.items()
        if not (
            _key(key)
            and isinstance(parts, tuple)
            and all(isinstance(entry, part) for entry in parts)
        )
    ]
    for key in broken:
        reading.findings.add((*path, key if _key(key) else "?"), untyped(field.rule), field)
    return dict(values), not broken


def _key(key: object) -> bool:
    return type(key) is str and writable(key)


def _elements(
    reading: Reading, field: Field, values: tuple[Any, ...], path: Path
) -> tuple[Any, bool]:
    rule = cast("Many", field.rule)
    _, sound = reading.judge(field, rule, list(values), path)
    judged = [
        _single(reading, field, rule.item, value, (*path, number))
        for number, value in enumerate(values)
    ]
    found = tuple(value for value, _ in judged)
    return values if found == values else found, sound and all(good for _, good in judged)


def _single(reading: Reading, field: Field, rule: Rule, value: Any, path: Path) -> tuple[Any, bool]:
    if field.part is not None:
        return (value, True) if isinstance(value, field.part) else _refused(reading, field, path)
    if isinstance(rule, Anything):
        adopted = adopt(value)
        for at, fault in adopted.faults:
            reading.findings.add((*path, *at), fault, field)
        return adopted.value, not adopted.faults
    if not _typed(value, field.types):
        return _refused(reading, field, path)
    return reading.judge(
        field, rule, str.__str__(value) if isinstance(value, str) else rule.write(value), path
    )


def _typed(value: object, types: tuple[type, ...]) -> bool:
    if isinstance(value, date):
        return date in types and not isinstance(
            value, datetime
        )  # a test suite's frozen dates are of a subclass
    return type(value) in types or (str in types and isinstance(value, str)) or object in types


def _refused(reading: Reading, field: Field, path: Path) -> tuple[None, bool]:
    reading.findings.add(
        path,
        Fault(
            "field.type",
            f"{field.key} must be of the type that its annotation names.",
            "Use load() for plain values.",
        ),
        field,
    )
    return None, False


def _extra(reading: Reading, model: Model, given: object) -> dict[str, object]:
    adopted = adopt({} if given is None else given)
    if type(adopted.value) is not dict:
        reading.findings.add(
            ("extra",),
            Fault("field.type", "extra takes a Mapping of the keys that no field declares."),
            None,
        )
    for at, fault in adopted.faults:
        reading.findings.add(at, fault, None)
    kept = adopted.value if isinstance(adopted.value, dict) else {}
    for key, value in kept.items():
        if key in model.by_key:
            reading.findings.add(
                (key,),
                Fault(
                    "json.duplicate_key", "A key that the model declares must stand in its field."
                ),
                model.by_key[key],
                key=True,
            )
        else:
            reading.unknown((key,), value, tolerant=reading.findings.tolerant)
    return kept
