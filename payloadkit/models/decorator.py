"""``@model`` makes a class of declared fields a frozen, slotted attrs class with their rules."""

from __future__ import annotations

import inspect
import sys
import types
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import (
    TYPE_CHECKING,
    Any,
    TypeVar,
    cast,
    dataclass_transform,
    get_type_hints,
)

import attrs

from payloadkit import fields as line
from payloadkit.models.annotation import Annotation, field_of
from payloadkit.models.constructor import constructor
from payloadkit.models.help_text import help_text
from payloadkit.models.model import Field, Gateway, Model
from payloadkit.models.registry import ATTRIBUTE, register

if TYPE_CHECKING:
    from payloadkit.models.codec import Codec
    from payloadkit.rules.rule import Across

T = TypeVar("T")


@dataclass_transform(
    kw_only_default=True,
    frozen_default=True,
    eq_default=True,
    field_specifiers=(
        line.amount,
        line.anything,
        line.base64,
        line.bic,
        line.choice,
        line.country,
        line.currency,
        line.day,
        line.email,
        line.field,
        line.flag,
        line.iban,
        line.integer,
        line.keyed,
        line.label,
        line.language,
        line.many,
        line.moment,
        line.open_choice,
        line.part,
        line.phone,
        line.text,
        line.uuid,
    ),
)
def model(  # noqa: PLR0913 - all there is to say of a model
    *,
    kind: str | None = None,
    source: str = "",
    tolerant: bool | None = None,
    across: tuple[Across, ...] = (),
    gateway: Gateway | None = None,
    codec: Codec | None = None,
) -> Callable[[type[T]], type[T]]:
    """Make a class a model: a frozen, slotted, keyword-only class with the rules of its lines.

    A class that extends a model has all of that model's fields before its own, in place where a
    line declares one anew, and all of its rules; what is not said here holds as it was said there.

    Args:
        kind: Public name of the document, ``caas.onboarding``; None for a class that only stands
            inside others.
        source: The document that describes it.
        tolerant: Whether it is read as an answer: unknown keys are kept in ``extra``, and only a
            wrong structure errs. None is as the extended model, else no.
        across: Rules over several of its fields.
        gateway: How the system predicts the answer that an error would draw.
        codec: The form of its documents where they are not JSON.

    Raises:
        TypeError: A line's annotation and its rule do not agree, a line has no helper or is called
            ``extra``, or two lines have one key.
        ValueError: Another class has the kind already.
    """
    frame = inspect.currentframe()
    seen = dict(frame.f_back.f_locals) if frame is not None and frame.f_back is not None else {}
    del frame

    def make(cls: type[T]) -> type[T]:
        above = _above(cls)
        fields = _fields(cls, above, seen)
        made = _attrs_class(cls, fields)
        known = Model(
            cls=made,
            kind=kind,
            source=source or (above.source if above else ""),
            tolerant=bool(above and above.tolerant) if tolerant is None else tolerant,
            fields=fields,
            across=(*(above.across if above else ()), *across),
            gateway=gateway or (above.gateway if above else None),
            codec=codec or (above.codec if above else None),
        )
        setattr(made, ATTRIBUTE, known)
        made.__doc__ = help_text(made, fields)
        register(known)
        return made

    return make


def _fields(cls: type, above: Model | None, seen: Mapping[str, object]) -> tuple[Field, ...]:
    """Return the fields of a class's lines behind those of the model that it extends."""
    annotations = inspect.get_annotations(cls)
    lines = types.SimpleNamespace(__annotations__={one: one for one in annotations.values()})
    hints = get_type_hints(lines, vars(sys.modules[cls.__module__]), {**seen, cls.__name__: cls})
    found = {field.name: field for field in above.fields} if above else {}
    for name, annotation in annotations.items():
        found[name] = field_of(name, Annotation.of(hints[annotation]), vars(cls).get(name))
    if len({field.key for field in found.values()}) < len(found):
        raise TypeError(f"{cls.__name__}: two lines have one key")
    return tuple(found.values())


def _attrs_class(cls: Any, fields: tuple[Field, ...]) -> type:
    """Return the attrs class of fields, with what every model has beside them."""
    names = (*(field.name for field in fields), "nulls", "extra")
    optional = {field.name for field in fields if field.optional}
    init, signature = constructor(names, frozenset(optional | {"nulls", "extra"}))
    cls.__init__ = init
    cls.__annotations__["nulls"] = frozenset[str]
    cls.nulls = attrs.field(default=frozenset(), repr=False)
    cls.__annotations__["extra"] = Mapping[str, object]
    cls.extra = attrs.field(factory=dict, repr=False, hash=False)
    made: Any = attrs.define(frozen=True, slots=True, kw_only=True, init=False)(cls)
    made.__signature__ = signature  # what inspect and IDEs show
    made.__get_pydantic_core_schema__ = classmethod(_core_schema)
    made.__get_pydantic_json_schema__ = classmethod(_json_schema)
    return cast("type", made)


def _core_schema(cls: type, _source: object, _handler: object) -> object:
    """Return a pydantic schema that checks with payloadkit."""
    return _pydantic_hook().core_schema(cls)


def _json_schema(cls: type, _schema: object, _handler: object) -> object:
    """Return the JSON Schema of the class for pydantic."""
    return _pydantic_hook().json_schema_of(cls)


def _pydantic_hook() -> types.ModuleType:
    """Return the module that serves pydantic; it needs rooms above this one when pydantic asks."""
    return import_module("payloadkit.wire.pydantic_hook")


def _above(cls: type) -> Model | None:
    """Return the model that a class extends, or None."""
    return next((vars(one)[ATTRIBUTE] for one in cls.__mro__[1:] if ATTRIBUTE in vars(one)), None)
