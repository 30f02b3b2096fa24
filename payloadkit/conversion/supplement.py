"""What a caller knows beside the source: a partial payload, whose photos may be files, bytes or base64."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from payloadkit.caas import AdditionalDocument, Address, Image
from payloadkit.conversion.draft import supplied
from payloadkit.conversion.pictures import FILE, pictured
from payloadkit.declaration import Field, model_of
from payloadkit.rules.parts import Many
from payloadkit.violation import Fault, Severity
from payloadkit.wire import to_dict

if TYPE_CHECKING:
    from os import PathLike

    from payloadkit.conversion.draft import Cell, Tree

DIGITS = re.compile("[0-9]{1,18}")
LEADING_ZERO = Fault(
    "zip.leading_zero",
    "A number cannot keep a leading zero.",
    "The gateway takes a number only; tell the whole code elsewhere in the address.",
    Severity.WARNING,
)


def sown(supplement: Mapping[str, Any], cls: type) -> dict[str, Tree]:
    """Return a supplement as cells in the nesting of the model that it is a part of.

    Args:
        supplement: The supplement.
        cls: The model's class.
    """
    known = model_of(cls).by_key
    return {str(key): _member(value, cls, known.get(key)) for key, value in supplement.items()}


def _member(value: object, cls: type, field: Field | None) -> Tree:
    if cls is Address and field is not None and field.key == "zip":
        return _number(value)
    if field is None or field.part is None:
        return supplied(value)
    if isinstance(field.rule, Many):
        return [_part(item, field.part) for item in value] if isinstance(value, list) else supplied(value)
    return _part(value, field.part)


def _part(value: object, cls: type) -> Tree:
    if cls in (Image, AdditionalDocument):
        return pictured(to_dict(value) if isinstance(value, Image | AdditionalDocument) else value, pdf=cls is AdditionalDocument)
    return sown(value, cls) if isinstance(value, Mapping) else supplied(value)


def _number(value: object) -> Cell:
    """Return a postal code as the number that the gateway takes; its leading zeros are lost, and reported."""
    if not isinstance(value, str) or not DIGITS.fullmatch(value):
        return supplied(value)
    return supplied(int(value), "number", *((LEADING_ZERO,) if value[0] == "0" != value else ()))


def with_files(supplement: Mapping[str, Any], folder: str | PathLike[str]) -> dict[str, Any]:
    """Return a supplement whose files, ``{"file": path}``, are looked for in a folder where their paths are relative.

    Args:
        supplement: The supplement.
        folder: The folder, mostly the one that the supplement was read from.
    """
    return {key: str(Path(folder, value)) if key == FILE and isinstance(value, str) else _within(value, folder) for key, value in supplement.items()}


def _within(value: object, folder: str | PathLike[str]) -> object:
    if isinstance(value, list):
        return [_within(item, folder) for item in value]
    return with_files(value, folder) if isinstance(value, Mapping) else value
