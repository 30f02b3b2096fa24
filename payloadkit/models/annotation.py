"""One line of a model's class: its annotation and its helper, and whether they agree."""

from __future__ import annotations

import types
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple, Union, get_args, get_origin

from payloadkit.fields import METADATA, Declaration
from payloadkit.models.model import Field
from payloadkit.models.registry import ATTRIBUTE
from payloadkit.rules.containers import Keyed, Many, Part

if TYPE_CHECKING:
    from payloadkit.rules.rule import Rule


class Annotation(NamedTuple):
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
    def of(cls, hint: Any) -> Annotation:
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


def field_of(name: str, annotation: Annotation, line: Any) -> Field:
    """Return the field that a line declares.

    Args:
        name: The attribute.
        annotation: Its annotation.
        line: What its helper returned.

    Raises:
        TypeError: The line has no helper, or annotation and helper do not agree.
    """
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
