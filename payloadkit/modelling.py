"""``@model``: a class whose lines declare an API's fields becomes frozen, slotted, typed, and knows everything else by itself."""

from __future__ import annotations

import inspect
import types
from collections.abc import Callable, Mapping
from typing import Any, TypeVar, Union, dataclass_transform, get_args, get_origin, get_type_hints

import attrs

from payloadkit.construction import constructor
from payloadkit.declaration import ATTRIBUTE, Declaration, Field, Gateway, Model, register
from payloadkit.fields import (
    METADATA,
    amount,
    anything,
    base64,
    choice,
    country,
    currency,
    day,
    email,
    field,
    flag,
    integer,
    keyed,
    label,
    language,
    many,
    moment,
    open_choice,
    part,
    phone,
    text,
)
from payloadkit.null import Null
from payloadkit.rules.parts import Keyed, Many, Part
from payloadkit.rules.rule import Across

T = TypeVar("T")


@dataclass_transform(
    kw_only_default=True,
    frozen_default=True,
    eq_default=True,
    field_specifiers=(
        amount,
        anything,
        base64,
        choice,
        country,
        currency,
        day,
        email,
        field,
        flag,
        integer,
        keyed,
        label,
        language,
        many,
        moment,
        open_choice,
        part,
        phone,
        text,
    ),
)
def model(
    *, kind: str | None = None, source: str = "", tolerant: bool = False, across: tuple[Across, ...] = (), gateway: Gateway | None = None
) -> Callable[[type[T]], type[T]]:
    """Make a class a model: a frozen, slotted, keyword-only attrs class with the rules of its lines.

    Args:
        kind: Public name of the document, ``caas.onboarding``; None for a class that only stands inside others.
        source: The document that describes it.
        tolerant: Whether it is read as an answer: unknown keys are kept in ``extra``, and only a wrong structure errs.
        across: Rules over several of its fields.
        gateway: How the system predicts the answer that an error would draw.

    Raises:
        TypeError: A line's annotation and its rule do not agree, or a line has no helper.
        ValueError: Another class has the kind already.
    """
    frame = inspect.currentframe()
    seen = dict(frame.f_back.f_locals) if frame is not None and frame.f_back is not None else {}
    del frame

    def make(cls: type[T]) -> type[T]:
        hints = get_type_hints(cls, localns={**seen, cls.__name__: cls})
        fields = tuple(_field(name, hints[name], vars(cls).get(name)) for name in vars(cls).get("__annotations__", {}))
        names = (*(field.name for field in fields), "extra")
        init, signature = constructor(names, frozenset(field.name for field in fields if field.optional) | {"extra"})
        cls.__init__ = init  # type: ignore[misc] # the point of the decorator
        cls.__annotations__["extra"] = "Mapping[str, object]"
        cls.extra = attrs.field(factory=dict, repr=False, hash=False)  # type: ignore[attr-defined] # every model keeps unknown keys there
        made = attrs.define(frozen=True, slots=True, kw_only=True, init=False)(cls)
        made.__signature__ = signature  # type: ignore[attr-defined] # what inspect and IDEs show
        known = Model(cls=made, kind=kind, source=source, tolerant=tolerant, fields=fields, across=across, gateway=gateway)
        setattr(made, ATTRIBUTE, known)
        register(known)
        return made

    return make


def _field(name: str, hint: Any, line: Any) -> Field:  # noqa: ANN401 - an annotation and what attrs made of the line
    declared = getattr(line, "metadata", {}).get(METADATA)
    if not isinstance(declared, Declaration):
        msg = f"{name}: a line of a model is declared with one of payloadkit's field helpers"
        raise TypeError(msg)
    core = [entry for entry in (get_args(hint) if get_origin(hint) in (Union, types.UnionType) else (hint,)) if entry not in (type(None), Null)]
    optional = line._default is None  # noqa: SLF001 - attrs keeps a line's default there until the class is made
    nullable = Null in get_args(hint)
    inner = _element(core)
    held = inner if isinstance(declared.rule, Part | Keyed) or (isinstance(declared.rule, Many) and isinstance(declared.rule.item, Part)) else None
    _agree(name, declared, core, inner, held, optional=optional, absent=type(None) in get_args(hint))
    shown = tuple(entry for entry in core if isinstance(entry, type)) if inner is None or not isinstance(declared.rule, Many) else (inner,)
    return Field(name=name, key=declared.key or name, types=shown or (object,), part=held, optional=optional, nullable=nullable, declared=declared)


def _element(core: list[Any]) -> type | None:
    """Return the class of an object, or of what a tuple or a Mapping of tuples holds."""
    hint = core[0]
    while get_origin(hint) is not None:
        hint = get_args(hint)[-1] if get_origin(hint) is not tuple else get_args(hint)[0]
    return hint if isinstance(hint, type) else None


def _agree(name: str, declared: Declaration, core: list[Any], inner: type | None, held: type | None, *, optional: bool, absent: bool) -> None:
    wanted = declared.rule.python
    found = tuple(get_origin(entry) or entry for entry in core)
    if held is not None and ATTRIBUTE not in vars(held):
        msg = f"{name}: {held.__name__} is not a model"
        raise TypeError(msg)
    if isinstance(declared.rule, Many):
        fits = found == (tuple,) and inner is not None and (held is not None or issubclass(inner, declared.rule.item.python))
    else:
        fits = wanted is object or any(isinstance(entry, type) and issubclass(entry, wanted) for entry in found) or (isinstance(declared.rule, Keyed) and found == (Mapping,))
    if not fits or optional != absent:
        msg = f"{name}: the annotation and the helper do not agree" if not fits else f"{name}: a field that may be absent is annotated with None and declared with default=None"
        raise TypeError(msg)
