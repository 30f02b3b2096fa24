"""Plain JSON values ⇄ objects: cattrs dispatches, and the hooks are strict and never stop at a broken part."""

from __future__ import annotations

from collections.abc import Callable
from itertools import takewhile
from typing import TYPE_CHECKING, Any, TypeAlias, cast

import attrs
import msgspec
from cattrs import Converter

from payloadkit.models.glance import known
from payloadkit.models.model import Field, Model
from payloadkit.models.registry import ATTRIBUTE, model_of, unmodelled
from payloadkit.rules.containers import Keyed, Many
from payloadkit.rules.rule import Rule
from payloadkit.rules.values import Null, OutOfRange, copied
from payloadkit.wire.splicing import literal, spliced

if TYPE_CHECKING:
    from cattrs import Converter

    from payloadkit.models.judge import Reading
    from payloadkit.rules.rule import Rule
    from payloadkit.rules.values import Path


@attrs.define(eq=False, repr=False)
class Part:
    """A plain value on its way into an object.

    Args:
        value: The plain value.
        path: Its path tokens.
        reading: The pass that it belongs to.
        field: The field that it stands in; None for the whole document.
    """

    value: Any
    path: Path
    reading: Reading
    field: Field | None = None


Hook = Callable[[Part, Any], tuple[Any, bool]]


@attrs.frozen
class Held:
    """What cattrs dispatches on where a class alone does not say how a value is read: a field's rule and what it holds.

    Args:
        rule: The rule of the value.
        part: The model of the objects that it holds, or None.
    """

    rule: Rule
    part: type | None


converter = Converter(detailed_validation=False)


def _object(cls: type, using: Converter) -> Hook:
    model = model_of(cls)
    hooks = [
        (field, using.get_structure_hook(cast("type", Held(field.rule, field.part))))
        for field in model.fields
    ]

    def structure(part: Part, _: object) -> tuple[object, bool]:
        return _filled(model, hooks, part)

    return structure


def _filled(model: Model, hooks: list[tuple[Field, Hook]], part: Part) -> tuple[object, bool]:
    reading, path, found = part.reading, part.path, part.value
    filled, fill = known(model.cls, reading.terms)
    holder: Any = object.__new__(filled)
    whole = True
    for field, hook in [hooks[number] for number in fill(found, holder, reading)]:
        at = (*path, field.key)
        if field.key in found:
            value, sound = hook(Part(found[field.key], at, reading, field), None)
        else:
            value, sound = None, reading.missing(field, at)
        setattr(holder, field.name, value)
        if not sound:
            reading.mark(holder, field.name)
        whole = whole and sound
    unknown = (
        {}
        if found.keys() <= model.by_key.keys()
        else {key: value for key, value in found.items() if key not in model.by_key}
    )
    for key, value in unknown.items():
        reading.unknown((*path, key), value, tolerant=model.tolerant or reading.findings.tolerant)
    holder.extra = unknown
    holder.__class__ = model.cls
    reading.across(model, holder, path)
    return holder, whole


def _held(held: Held, using: Converter) -> Hook:
    if isinstance(held.rule, Many):
        return _list(held, using.get_structure_hook(cast("type", Held(held.rule.item, held.part))))
    if held.part is None:
        return _plain(held.rule)
    inside = using.get_structure_hook(held.part)
    return _keyed(held.rule, inside) if isinstance(held.rule, Keyed) else _nested(held.rule, inside)


def _plain(rule: Rule) -> Hook:
    def structure(part: Part, _: object) -> tuple[Any, bool]:
        return part.reading.judge(cast("Field", part.field), rule, part.value, part.path)

    return structure


def _nested(rule: Rule, inside: Hook) -> Hook:
    judged = _plain(rule)

    def structure(part: Part, _: object) -> tuple[Any, bool]:
        if type(part.value) is not dict:
            return judged(part, None)
        sound = type(rule).check is Rule.check or judged(part, None)[1]
        return inside(part, None)[
            0
        ], sound  # a broken field of the object leaves the object where it stands

    return structure


def _list(held: Held, element: Hook) -> Hook:
    judged = _plain(held.rule)
    rule = cast("Many", held.rule)
    unbounded = type(rule).check is Many.check and not rule.least and rule.most is None

    def structure(part: Part, _: object) -> tuple[Any, bool]:
        if type(part.value) is not list:
            return judged(part, None)
        sound = unbounded or judged(part, None)[1]
        # A hopeless document gets no longer report, whatever follows.
        wanted = takewhile(lambda _: not part.reading.findings.full, enumerate(part.value))
        return tuple(
            element(Part(item, (*part.path, number), part.reading, part.field), None)[0]
            for number, item in wanted
        ), sound

    return structure


def _keyed(rule: Rule, inside: Hook) -> Hook:
    judged = _plain(rule)
    element = _list(Held(Many(), None), _nested(Many().item, inside))

    def structure(part: Part, _: object) -> tuple[Any, bool]:
        value, sound = judged(part, None)
        if type(part.value) is not dict:
            return value, sound
        return {
            key: element(Part(parts, (*part.path, key), part.reading, part.field), None)[0]
            for key, parts in part.value.items()
        }, sound

    return structure


converter.register_structure_hook_factory(
    lambda found: ATTRIBUTE in getattr(found, "__dict__", {}), _object
)


converter.register_structure_hook_factory(lambda found: isinstance(found, Held), _held)


def structure(reading: Reading, value: dict[str, Any]) -> object:
    """Read a plain object into one of the reading's model; whether it is sound, the findings tell.

    Args:
        reading: The pass.
        value: The plain object.
    """
    hook = cast("Hook", converter.get_structure_hook(reading.model.cls))
    found, _ = hook(Part(value, (), reading), None)
    reading.finish()
    return found


converter.register_unstructure_hook(Null, lambda _: None)


converter.register_unstructure_hook(
    tuple, lambda items: [converter.unstructure(item) for item in items]
)


def to_dict(obj: object) -> dict[str, Any]:
    """Return an object as plain Python values: keys in declaration order, absent fields left out, ``NULL`` as None, dates as text, amounts as Decimal.

    Args:
        obj: An object of a model.

    Raises:
        TypeError: The object is of no model.
    """
    refusal = unmodelled(type(obj))
    if refusal is not None:
        del obj
        raise TypeError(refusal)
    return cast("dict[str, Any]", converter.unstructure(obj))


def dump(obj: object) -> bytes:
    """Return an object as compact UTF-8 JSON, keys in declaration order, unknown ones behind them; a kind with a form of its own in that form.

    Args:
        obj: An object of a model.

    Raises:
        TypeError: The object is of no model.
    """
    refusal = unmodelled(type(obj))
    if refusal is not None:
        del obj
        raise TypeError(refusal)
    model = model_of(type(obj))
    return (
        spliced(to_dict(obj), model.files)
        if model.codec is None
        else model.codec.write(to_dict(obj))
    )


encode = msgspec.json.Encoder(decimal_format="number", enc_hook=literal).encode
Writer: TypeAlias = Callable[[Any], Any]
_TEXTS = (str, OutOfRange)


def writer(cls: type, using: Converter) -> Writer:
    """Return how objects of a model become dicts: keys in declaration order, absent fields left out, unknown keys behind them.

    Args:
        cls: The model's class.
        using: What writes objects of other classes, and all else that stands where something of
            another type came.
    """
    fields = [
        (field.name, field.key, _written(field.rule, field.part, using))
        for field in model_of(cls).fields
    ]

    def unstructure(obj: Any) -> dict[str, Any]:
        found = {}
        for name, key, write in fields:
            value = getattr(obj, name)
            if value is not None:
                found[key] = (
                    value if type(value) is str else write(value)
                )  # whatever a text stands for, it goes as it is
        if obj.extra:
            found |= {key: copied(value) for key, value in obj.extra.items()}
        return found

    return unstructure


def _written(rule: Rule, part: type | None, using: Converter) -> Writer:
    """Return how a field is written; what stands in place of another type came as it is, and goes as it is."""
    if isinstance(rule, Many):
        element = _written(rule.item, part, using)
        return lambda items: (
            [element(item) for item in items] if type(items) is tuple else using.unstructure(items)
        )
    if isinstance(rule, Keyed):
        return using.unstructure
    return _plainly(rule) if part is None else _object_written(part, using)


def _plainly(rule: Rule) -> Writer:
    def write(value: Any) -> object:
        return (
            None if type(value) is Null else value if type(value) in _TEXTS else rule.write(value)
        )

    return write


def _object_written(part: type, using: Converter) -> Writer:
    write = using.get_unstructure_hook(part)
    return lambda value: write(value) if type(value) is part else using.unstructure(value)


converter.register_unstructure_hook_factory(
    lambda found: ATTRIBUTE in getattr(found, "__dict__", {}), writer
)
