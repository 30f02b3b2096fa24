"""How objects become plain values: one writer a field, made of its rule."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeAlias

from payloadkit.declaration import model_of
from payloadkit.null import Null
from payloadkit.plain import copied
from payloadkit.rules.parts import Keyed, Many
from payloadkit.strict_json import OutOfRange

if TYPE_CHECKING:
    from cattrs import Converter

    from payloadkit.rules.rule import Rule

Writer: TypeAlias = Callable[[Any], Any]

_TEXTS = (str, OutOfRange)


def writer(cls: type, using: Converter) -> Writer:
    """Return how objects of a model become dicts: keys in declaration order, absent fields left out, unknown keys behind them.

    Args:
        cls: The model's class.
        using: What writes objects of other classes, and all else that stands where something of another type came.
    """
    fields = [(field.name, field.key, _written(field.rule, field.part, using)) for field in model_of(cls).fields]

    def unstructure(obj: Any) -> dict[str, Any]:  # noqa: ANN401 - an object of the class
        found = {}
        for name, key, write in fields:
            value = getattr(obj, name)
            if value is not None:
                found[key] = value if type(value) is str else write(value)  # whatever a text stands for, it goes as it is
        if obj.extra:
            found |= {key: copied(value) for key, value in obj.extra.items()}
        return found

    return unstructure


def _written(rule: Rule, part: type | None, using: Converter) -> Writer:
    """Return how a field is written; what stands in place of another type came as it is, and goes as it is."""
    if isinstance(rule, Many):
        element = _written(rule.item, part, using)
        return lambda items: [element(item) for item in items] if type(items) is tuple else using.unstructure(items)
    if isinstance(rule, Keyed):
        return using.unstructure
    return _plainly(rule) if part is None else _object_written(part, using)


def _plainly(rule: Rule) -> Writer:
    def write(value: Any) -> object:  # noqa: ANN401 - whatever the field holds
        return None if type(value) is Null else value if type(value) in _TEXTS else rule.write(value)

    return write


def _object_written(part: type, using: Converter) -> Writer:
    write = using.get_unstructure_hook(part)
    return lambda value: write(value) if type(value) is part else using.unstructure(value)
