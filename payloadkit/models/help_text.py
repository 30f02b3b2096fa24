"""The docstring of a model's class: each field with its type and its ``doc``."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from payloadkit.models.model import Field


def help_text(cls: type, fields: Iterable[Field]) -> str:
    """Return a class's docstring with the list of its fields, which ``help(cls)`` shows.

    Args:
        cls: The class.
        fields: Its fields, those of the models that it extends among them.
    """
    annotations: dict[str, object] = {}
    for one in reversed(cls.__mro__):
        annotations |= inspect.get_annotations(one)
    lines = [
        f"    {field.name} ({_type(annotations[field.name])}): {field.declared.doc}".rstrip()
        for field in fields
    ]
    listed = "\n".join(["Attributes:", *lines, ""])
    # A class without a docstring keeps an empty first line: that is its summary.
    return f"{(cls.__doc__ or '').rstrip()}\n\n{listed}"


def _type(annotation: object) -> str:
    return annotation if isinstance(annotation, str) else inspect.formatannotation(annotation)
