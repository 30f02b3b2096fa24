"""Objects as plain values and as bytes: ``to_dict`` and ``dump``.

cattrs dispatches: one unstructure hook a model writes its objects, and ``register_hooks`` gives the
same hooks to a caller's own converter.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias, cast

import msgspec

from payloadkit.models.registry import ATTRIBUTE, model_of
from payloadkit.rules.base64 import Base64, decode
from payloadkit.rules.containers import Keyed, Many
from payloadkit.rules.rule import Rule
from payloadkit.rules.values import Literal, OutOfRange, copy_value
from payloadkit.violation import sealed

if TYPE_CHECKING:
    from cattrs import Converter

Writer: TypeAlias = Callable[[Any], Any]


@sealed
def to_dict(obj: object) -> dict[str, Any]:
    """Return an object as plain Python values.

    Keys stand in declaration order, unknown ones behind them. Absent fields are left out, explicit
    nulls are None, dates are text and amounts Decimal.

    Args:
        obj: An object of a model.

    Raises:
        TypeError: The object is of no model.
    """
    model_of(type(obj))
    return cast("dict[str, Any]", _converter().unstructure(obj))


@sealed
def dump(obj: object) -> bytes:
    """Return an object as compact UTF-8 JSON, keys in declaration order, unknown ones behind them.

    A kind with a form of its own is written in that form.

    Args:
        obj: An object of a model.

    Raises:
        TypeError: The object is of no model.
    """
    model = model_of(type(obj))
    if model.codec is not None:
        return model.codec.write(to_dict(obj))
    return encode(_converter(_file_text).unstructure(obj))


def register_hooks(converter: Converter) -> None:
    """Let a cattrs converter structure and unstructure objects of all models, as payloadkit does.

    ``converter.structure(mapping, cls)`` is then ``load(cls, mapping)`` and raises its errors;
    ``converter.unstructure(obj)`` is ``to_dict(obj)``.

    Args:
        converter: The converter.
    """
    from payloadkit.wire.reading import load

    converter.register_structure_hook_func(_is_model, lambda value, cls: load(cls, value))
    register_unstructure_hooks(converter)


def register_unstructure_hooks(converter: Converter, file: Writer | None = None) -> None:
    """Let a cattrs converter unstructure objects of all models.

    Args:
        converter: The converter.
        file: Writes the base64 of an embedded file; None to leave it as it is.
    """
    converter.register_unstructure_hook_factory(_is_model, lambda cls: writer(cls, converter, file))


def literal(value: OutOfRange | Literal) -> msgspec.Raw:
    """Return a number as the text that it came in.

    Args:
        value: The number.
    """
    return msgspec.Raw((value.text if isinstance(value, Literal) else value).encode())


encode = msgspec.json.Encoder(decimal_format="number", enc_hook=literal).encode


def _file_text(value: object) -> object:
    """Return base64 as JSON text, which is copied without a search for escapes; else the value."""
    if type(value) is str and decode(value) is not None:
        return msgspec.Raw(f'"{value}"')
    return value


def writer(cls: type, using: Converter, file: Writer | None = None) -> Writer:
    """Return the function that writes objects of a model as dicts.

    Args:
        cls: The model's class.
        using: The converter that writes objects of other classes.
        file: Writes the base64 of an embedded file; None to leave it as it is.
    """
    fields = [
        (field.name, field.key, _value_writer(field.rule, field.part, using, file))
        for field in model_of(cls).fields
    ]

    def unstructure(obj: Any) -> dict[str, Any]:
        found: dict[str, Any] = {}
        nulls = obj.nulls
        for name, key, write in fields:
            value = getattr(obj, name)
            if value is not None:
                plain = type(value) is str and write is not file
                found[key] = value if plain else write(value)
            elif name in nulls:
                found[key] = None
        if obj.extra:
            found |= {key: copy_value(value) for key, value in obj.extra.items()}
        return found

    return unstructure


@cache
def _converter(file: Writer | None = None) -> Converter:
    """Return the converter that dispatches between the models, and writes embedded files so."""
    from cattrs import Converter

    made = Converter(detailed_validation=False)
    register_unstructure_hooks(made, file)
    made.register_unstructure_hook(tuple, lambda items: [made.unstructure(item) for item in items])
    return made


def _is_model(cls: object) -> bool:
    return ATTRIBUTE in getattr(cls, "__dict__", {})


def _value_writer(rule: Rule, part: type | None, using: Converter, file: Writer | None) -> Writer:
    """Return the function that writes a field's value; a value of another type goes as it came."""
    if file is not None and isinstance(rule, Base64) and type(rule).write is Rule.write:
        return file
    if isinstance(rule, Many):
        element = _value_writer(rule.item, part, using, file)

        def write_list(items: Any) -> Any:
            if type(items) is tuple:
                return [None if item is None else element(item) for item in items]
            return rule.write(items) if isinstance(items, tuple) else using.unstructure(items)

        return write_list
    if isinstance(rule, Keyed):
        return cast("Writer", using.unstructure)
    if part is None:

        def write_value(value: Any) -> Any:
            ours = isinstance(value, rule.python) and type(value) not in (str, OutOfRange)
            return rule.write(value) if ours else value

        return write_value
    write = using.get_unstructure_hook(part)
    return lambda value: write(value) if type(value) is part else using.unstructure(value)
