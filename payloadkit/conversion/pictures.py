"""Pictures of a supplement, made fit to send: a file, bytes, or base64."""

from __future__ import annotations

from collections.abc import Mapping
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

from payloadkit.conversion.draft import ABSENT, supplied
from payloadkit.rules.images import CONTENT_TYPES, PDF, content_type, decode, encode
from payloadkit.violation import Fault, Severity

if TYPE_CHECKING:
    from payloadkit.conversion.draft import Tree

FILE = "file"
DATA, TYPE = "base64_data", "content_type"

_UNREADABLE = Fault(
    "file.unreadable",
    "The file of a picture must be readable.",
    "Its path is relative to the supplement's folder on the command line, else to the working directory.",
)
_MISMATCH = Fault("image.type_mismatch", "A picture should be of the type that is declared.", "The type of what is sent was put right.", Severity.WARNING)
_NO_PATH = Fault("field.type", "A file must be named by its path, a text.")


def pictured(value: Any, *, pdf: bool) -> Tree:  # noqa: ANN401 - whatever a caller gives
    """Return a supplied picture as the cells of an image object; what is none stays as it is, for the check to judge.

    Args:
        value: An object with ``base64_data`` or ``file``, or the bytes, the path or the base64 text alone.
        pdf: Whether a PDF may stand here, which is not touched.
    """
    given = value if isinstance(value, Mapping) else {DATA: value}
    name = FILE if FILE in given and DATA not in given else DATA
    content = _content(given.get(name), named=name == FILE)
    if content is None:
        return {str(key): supplied(inner) for key, inner in given.items()} if isinstance(value, Mapping) else _alone(value)
    rest: dict[str, Tree] = {str(key): supplied(inner) for key, inner in given.items() if key not in (name, TYPE)}
    return {**rest, **(_refused(content) if isinstance(content, Fault) else _fitted(content, given.get(TYPE), pdf=pdf))}


def _alone(value: object) -> Tree:
    """Return the cells of a text that is no base64, with the type that any picture might have, so that it draws one error and not two."""
    return {DATA: supplied(value), TYPE: supplied(content_type(b""))} if isinstance(value, str) else supplied(value)


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
    return {DATA: supplied(encode(fitted.data), name, *faults), TYPE: supplied(fitted.content_type, name)}


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
