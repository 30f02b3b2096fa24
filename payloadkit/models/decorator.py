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
    NamedTuple,
    TypeVar,
    Union,
    dataclass_transform,
    get_args,
    get_origin,
    get_type_hints,
)

import attrs

from payloadkit.fields import (
    METADATA,
    Declaration,
    amount,
    anything,
    base64,
    bic,
    choice,
    country,
    currency,
    day,
    email,
    field,
    flag,
    iban,
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
    uuid,
)
from payloadkit.models.constructor import constructor
from payloadkit.models.help_text import help_text
from payloadkit.models.model import Field, Gateway, Model
from payloadkit.models.registry import ATTRIBUTE, register
from payloadkit.rules.containers import Keyed, Many, Part

if TYPE_CHECKING:
    from payloadkit.models.codec import Codec
    from payloadkit.rules.rule import Across, Rule

T = TypeVar("T")


@dataclass_transform(
    kw_only_default=True,
    frozen_default=True,
    eq_default=True,
    field_specifiers=(
        amount,
        anything,
        base64,
        bic,
        choice,
        country,
        currency,
        day,
        email,
        field,
        flag,
        iban,
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
        uuid,
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
        lines = types.SimpleNamespace(__annotations__=inspect.get_annotations(cls))
        hints = get_type_hints(
            lines, vars(sys.modules[cls.__module__]), {**seen, cls.__name__: cls}
        )
        own = {
            name: _field(name, _Annotation.of(hint), vars(cls).get(name))
            for name, hint in hints.items()
        }
        above = _above(cls)
        fields = tuple(
            {**({field.name: field for field in above.fields} if above else {}), **own}.values()
        )
        keys = [field.key for field in fields]
        if len(set(keys)) < len(keys):
            raise TypeError(f"{cls.__name__}: two lines have one key")
        names = (*(field.name for field in fields), "nulls", "extra")
        init, signature = constructor(
            names, frozenset(field.name for field in fields if field.optional) | {"nulls", "extra"}
        )
        cls.__init__ = init  # type: ignore[method-assign] # the point of the decorator
        cls.__annotations__["nulls"] = frozenset[str]
        cls.nulls = attrs.field(default=frozenset(), repr=False)  # type: ignore[attr-defined] # the names of explicit nulls
        cls.__annotations__["extra"] = Mapping[str, object]
        cls.extra = attrs.field(factory=dict, repr=False, hash=False)  # type: ignore[attr-defined] # every model keeps unknown keys there
        made = attrs.define(frozen=True, slots=True, kw_only=True, init=False)(cls)
        made.__signature__ = signature  # type: ignore[attr-defined] # what inspect and IDEs show
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
        made.__get_pydantic_core_schema__ = classmethod(_core_schema)  # type: ignore[attr-defined] # pydantic looks for it
        made.__get_pydantic_json_schema__ = classmethod(_json_schema)  # type: ignore[attr-defined] # as above
        register(known)
        return made

    return make


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


class _Annotation(NamedTuple):
    """An annotation taken apart.

    Args:
        core: What it allows beside None.
        inner: The class of the object, or of what a tuple or a Mapping of tuples holds.
        absent: Whether it allows None.
    """

    core: tuple[Any, ...]
    inner: type | None
    absent: bool

    @classmethod
    def of(cls, hint: Any) -> _Annotation:
        """Take an annotation apart."""
        entries = get_args(hint) if get_origin(hint) in (Union, types.UnionType) else (hint,)
        core = tuple(entry for entry in entries if entry is not type(None))
        inner = core[0]
        while get_origin(inner) is not None:
            inner = get_args(inner)[0] if get_origin(inner) is tuple else get_args(inner)[-1]
        return cls(core, inner if isinstance(inner, type) else None, type(None) in entries)

    def fits(self, rule: Rule) -> bool:
        """Tell whether values of the rule are what it allows."""
        origins = [get_origin(entry) or entry for entry in self.core]
        if isinstance(rule, Keyed):
            return origins == [Mapping]
        if isinstance(rule, Many):
            return (
                origins == [tuple]
                and self.inner is not None
                and issubclass(self.inner, rule.item.python)
            )
        return rule.python is object or any(
            isinstance(entry, type) and issubclass(entry, rule.python) for entry in origins
        )


def _field(name: str, annotation: _Annotation, line: Any) -> Field:
    declared = getattr(line, "metadata", {}).get(METADATA)
    if name in ("extra", "nulls"):
        raise TypeError(f"{name}: every model has it; give the field another name, and a key")
    if not isinstance(declared, Declaration):
        msg = f"{name}: a line of a model is declared with one of payloadkit's field helpers"
        raise TypeError(msg)
    rule = declared.rule
    held = (
        annotation.inner
        if isinstance(rule.item if isinstance(rule, Many) else rule, Part | Keyed)
        else None
    )
    if not annotation.fits(rule) or (held is not None and ATTRIBUTE not in vars(held)):
        msg = f"{name}: the annotation is not of the type that its helper declares"
        raise TypeError(msg)
    optional = line._default is None  # noqa: SLF001 - attrs shows it nowhere else
    if optional is not annotation.absent:
        raise TypeError(
            f"{name}: a field that may be absent is annotated with None and has default=None"
        )
    shown = (annotation.inner,) if isinstance(rule, Many) else annotation.core
    allowed = tuple(entry for entry in shown if isinstance(entry, type)) or (object,)
    return Field(
        name=name,
        key=declared.key or name,
        types=allowed,
        part=held,
        optional=optional,
        nullable=declared.null,
        declared=declared,
    )
