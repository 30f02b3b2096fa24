"""What a caller knows beside the source: a partial payload, whose photos may be files, bytes or base64."""

from __future__ import annotations

import re
from collections.abc import Mapping
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

from payloadkit.caas import AdditionalDocument, Address, Image
from payloadkit.conversion.draft import ABSENT, supplied
from payloadkit.images.picture_rule import CONTENT_TYPES, PDF
from payloadkit.models.model import Field
from payloadkit.models.registry import model_of
from payloadkit.rules.base64 import content_type, decode, encode
from payloadkit.rules.containers import Many
from payloadkit.violation import Fault, Severity
from payloadkit.wire.writing import to_dict

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


def supplement_cells(supplement: Mapping[str, Any], cls: type) -> dict[str, Tree]:
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
        return (
            [_part(item, field.part) for item in value]
            if isinstance(value, list)
            else supplied(value)
        )
    return _part(value, field.part)


def _part(value: object, cls: type) -> Tree:
    if cls in (Image, AdditionalDocument):
        return image_cells(
            to_dict(value) if isinstance(value, Image | AdditionalDocument) else value,
            pdf=cls is AdditionalDocument,
        )
    return supplement_cells(value, cls) if isinstance(value, Mapping) else supplied(value)


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
    return {
        key: str(Path(folder, value))
        if key == FILE and isinstance(value, str)
        else _within(value, folder)
        for key, value in supplement.items()
    }


def _within(value: object, folder: str | PathLike[str]) -> object:
    if isinstance(value, list):
        return [_within(item, folder) for item in value]
    return with_files(value, folder) if isinstance(value, Mapping) else value


FILE = "file"
DATA, TYPE = "base64_data", "content_type"
_UNREADABLE = Fault(
    "file.unreadable",
    "The file of a picture must be readable.",
    "Its path is relative to the supplement's folder on the command line, else to the working directory.",
)
_MISMATCH = Fault(
    "image.type_mismatch",
    "A picture should be of the type that is declared.",
    "The type of what is sent was put right.",
    Severity.WARNING,
)
_NO_PATH = Fault("field.type", "A file must be named by its path, a text.")


def image_cells(value: Any, *, pdf: bool) -> Tree:
    """Return a supplied picture as the cells of an image object; what is none stays as it is, for the check to judge.

    Args:
        value: An object with ``base64_data`` or ``file``, or the bytes, the path or the base64 text
            alone.
        pdf: Whether a PDF may stand here, which is not touched.
    """
    given = value if isinstance(value, Mapping) else {DATA: value}
    name = FILE if FILE in given and DATA not in given else DATA
    content = _content(given.get(name), named=name == FILE)
    if content is None:
        return (
            {str(key): supplied(inner) for key, inner in given.items()}
            if isinstance(value, Mapping)
            else _alone(value)
        )
    rest: dict[str, Tree] = {
        str(key): supplied(inner) for key, inner in given.items() if key not in (name, TYPE)
    }
    return {
        **rest,
        **(
            _refused(content)
            if isinstance(content, Fault)
            else _fitted(content, given.get(TYPE), pdf=pdf)
        ),
    }


def _alone(value: object) -> Tree:
    """Return the cells of a text that is no base64, with the type that any picture might have, so that it draws one error and not two."""
    return (
        {DATA: supplied(value), TYPE: supplied(content_type(b""))}
        if isinstance(value, str)
        else supplied(value)
    )


def _content(given: object, *, named: bool) -> bytes | Fault | None:
    """Return the bytes of what a caller gives, what is wrong with it, or None where that is for the check to say."""
    if named:
        return _read(given) if isinstance(given, str | PathLike) else _NO_PATH
    if isinstance(given, PathLike):
        return _read(given)
    if isinstance(given, str):
        return decode(given) or None
    return bytes(given) if isinstance(given, bytes | bytearray | memoryview) else None


def _read(path: str | PathLike[Any]) -> bytes | Fault:
    try:
        file = Path(path)
        return file.read_bytes() if file.is_file() else _UNREADABLE
    except (OSError, TypeError, ValueError):
        return _UNREADABLE


def _fitted(data: bytes, declared: object, *, pdf: bool) -> dict[str, Tree]:
    from payloadkit.images import ImageError, fit

    if pdf and data.startswith(b"%PDF-"):
        return {DATA: supplied(encode(data)), TYPE: supplied(PDF if declared is None else declared)}
    try:
        fitted = fit(data)
    except ImageError as error:
        said = error.violation
        return _refused(Fault(said.code, said.message, said.hint, said.severity))
    name = "fit" if fitted.steps else "supplement"
    faults = (_MISMATCH,) if _mistaken(data, declared) else ()
    return {
        DATA: supplied(encode(fitted.data), name, *faults),
        TYPE: supplied(fitted.content_type, name),
    }


def _mistaken(data: bytes, declared: object) -> bool:
    """Tell whether a picture is of another type than declared; a kind that is not sent as it is may go by several names."""
    from payloadkit.images.formats import sniff

    if not isinstance(declared, str):
        return declared is not None
    types = {declared, f"image/{sniff(memoryview(data))}".lower()}
    return len(types) > 1 and not types.isdisjoint(CONTENT_TYPES.values())


def _refused(fault: Fault) -> dict[str, Tree]:
    """Return the cells of a picture that is not there, with the reason at its place."""
    return {DATA: supplied(ABSENT, "fit", fault), TYPE: supplied(content_type(b""))}
