"""The supplement: a partial payload, whose pictures may be files, bytes or base64."""

from __future__ import annotations

import re
from collections.abc import Mapping
from os import PathLike
from typing import TYPE_CHECKING, Any

import attrs

from payloadkit.caas import AdditionalDocument, Address, Image
from payloadkit.conversion.draft import ABSENT, supplied
from payloadkit.conversion.files import path_shown, read_file, read_inside
from payloadkit.images.picture_rule import CONTENT_TYPES, PDF
from payloadkit.messages import followed, phrase
from payloadkit.models.registry import model_of
from payloadkit.rules.base64 import content_type, decode, encode
from payloadkit.rules.containers import Many
from payloadkit.violation import Fault, Severity
from payloadkit.wire.writing import to_dict

if TYPE_CHECKING:
    from pathlib import Path

    from payloadkit.conversion.draft import Cell, Tree
    from payloadkit.conversion.files import Store
    from payloadkit.models.model import Field


FILE = "file"
DATA, TYPE = "base64_data", "content_type"
DIGITS = re.compile("[0-9]{1,18}")
LEADING_ZERO = Fault("zip.leading_zero", severity=Severity.WARNING)
_REWRITTEN = Fault("base64.not_canonical", severity=Severity.INFO, variant="rewritten")
_STILLED = Fault("image.animated", severity=Severity.INFO, variant="stilled")
_MISMATCH = Fault("image.type_mismatch", severity=Severity.WARNING, variant="corrected")


def supplement_cells(
    supplement: Mapping[str, Any], cls: type, files: Path | Store | None
) -> dict[str, Tree]:
    """Return a supplement as a tree of cells.

    A null withholds a value, unless the documents show null for the field.

    Args:
        supplement: The supplement.
        cls: The model's class.
        files: The folder or the store of the files that it names; None refuses all files.
    """
    known = model_of(cls).by_key
    return {
        str(key): _member(value, cls, known.get(key), files) for key, value in supplement.items()
    }


def _member(value: object, cls: type, field: Field | None, files: Path | Store | None) -> Tree:
    if value is None and field is not None and not field.nullable:
        return supplied(ABSENT)  # withheld: the source's value is not sent either
    if cls is Address and field is not None and field.key == "zip":
        return _number(value)
    if field is None or field.part is None:
        return supplied(value)
    if not isinstance(field.rule, Many):
        return _part(value, field.part, files)
    if isinstance(value, list):
        return [_part(item, field.part, files) for item in value]
    return supplied(value)


def _part(value: object, cls: type, files: Path | Store | None) -> Tree:
    if cls in (Image, AdditionalDocument):
        plain = to_dict(value) if isinstance(value, Image | AdditionalDocument) else value
        return _image_cells(plain, files, pdf=cls is AdditionalDocument)
    return supplement_cells(value, cls, files) if isinstance(value, Mapping) else supplied(value)


def _number(value: object) -> Cell:
    """Return a postal code as the number that the gateway takes, and report lost zeros."""
    if not isinstance(value, str) or not DIGITS.fullmatch(value):
        return supplied(value)
    return supplied(int(value), "number", *((LEADING_ZERO,) if value[0] == "0" != value else ()))


def _image_cells(value: object, files: Path | Store | None, *, pdf: bool) -> Tree:
    """Return a supplied picture as the cells of an image object.

    A value that is no picture is kept, so that the check reports it. A text that is no base64 gets
    a content type, so that the missing type is no second error.

    Args:
        value: An object with ``base64_data`` or ``file``, or only bytes, a path or a base64 text.
        files: The folder or the store that a ``file`` is read from; None refuses it.
        pdf: Whether a PDF is allowed. It is not changed.
    """
    image: Mapping[Any, object] = value if isinstance(value, Mapping) else {DATA: value}
    name = FILE if FILE in image and DATA not in image else DATA
    text = image.get(DATA)
    content = read_inside(image[FILE], files) if name == FILE else _content(text)
    if content is None and not isinstance(value, str | Mapping):
        return supplied(value)
    others = {
        key: inner for key, inner in image.items() if content is None or key not in (name, TYPE)
    }
    cells = {str(key): supplied(inner) for key, inner in others.items()}
    if isinstance(value, str):
        cells[TYPE] = supplied(content_type(b""))
    if isinstance(content, Fault):
        cells |= _refused(content)
    elif content is not None:
        file = path_shown(image[FILE]) if name == FILE else None
        cells |= _fitted(content, image.get(TYPE), file, pdf=pdf)
        if isinstance(text, str) and encode(content) != text:
            cells[DATA] = attrs.evolve(cells[DATA], faults=(_REWRITTEN, *cells[DATA].faults))
    return {**cells}


def _content(data: object) -> bytes | Fault | None:
    """Return the bytes of a supplied file, its fault, or None for a value the check reports."""
    if isinstance(data, PathLike):
        return read_file(data)
    if isinstance(data, str):
        return decode(data) or None
    return bytes(data) if isinstance(data, bytes | bytearray | memoryview) else None


def _fitted(data: bytes, declared: object, file: str | None, *, pdf: bool) -> dict[str, Cell]:
    from payloadkit.images import ImageError, fit

    if pdf and data.startswith(b"%PDF-"):
        return {DATA: supplied(encode(data)), TYPE: supplied(PDF if declared is None else declared)}
    try:
        fitted = fit(data)
    except ImageError as error:
        found = error.violation
        named = None if file is None else phrase("file", file=file)
        hint = followed(found.hint, named)
        return _refused(Fault(found.code, found.message, hint, found.severity))
    name = "fit" if fitted.steps else "supplement"
    faults = [_MISMATCH] if _mistaken(data, declared) else []
    if "stilled" in fitted.steps:
        faults.append(_STILLED)
    return {
        DATA: supplied(encode(fitted.data), name, *faults),
        TYPE: supplied(fitted.content_type, name),
    }


def _mistaken(data: bytes, declared: object) -> bool:
    """Return whether a picture has another type than declared.

    Types that are always converted are not compared, since they have several names.
    """
    from payloadkit.images.formats import sniff

    if not isinstance(declared, str):
        return declared is not None
    types = {declared, f"image/{sniff(memoryview(data))}".lower()}
    return len(types) > 1 and not types.isdisjoint(CONTENT_TYPES.values())


def _refused(fault: Fault) -> dict[str, Cell]:
    """Return the cells of a picture that cannot be used, with its fault."""
    return {DATA: supplied(ABSENT, "fit", fault), TYPE: supplied(content_type(b""))}
