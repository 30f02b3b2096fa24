"""The pictures inside documents, made small, for a report that is asked to show them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from payloadkit.cli.files import STDIN
from payloadkit.cli.inputs import Input, documents
from payloadkit.images import Budget, ImageError, fit
from payloadkit.images.picture_rule import Picture
from payloadkit.models.registry import model_of
from payloadkit.rules.base64 import decode, encode
from payloadkit.violation import pointer
from payloadkit.wire.json_text import parse
from payloadkit.wire.text import Scanned

if TYPE_CHECKING:
    from collections.abc import Iterator

    from payloadkit.cli.result import Document

_SMALL = Budget(max_bytes=80_000, max_side=640, min_side=64, min_quality=30)
_ELEMENT = "*"


def photos(document: Document, most: int) -> Iterator[tuple[str, str]]:
    """Yield path and data URI of each picture of a document; one that is damaged is left out.

    The file is read once more, since no report keeps values. So there are none of standard input,
    nor of a file with several documents.

    Args:
        document: The document.
        most: The most bytes that a document may have.

    Raises:
        InputError: The file cannot be read any more.
    """
    if document.file in (None, STDIN) or document.entry is not None or document.kind is None:
        return
    places = _places(document.kind)
    if not places:
        return
    for _, raw in documents(Input(document.file), most):
        found = parse(raw) if len(raw) <= most else None
        if isinstance(found, Scanned):
            for place in places:
                for path, text in _values(found.value, place):
                    uri = _data_uri(text)
                    if uri is not None:
                        yield path, uri


@cache
def _places(kind: str) -> tuple[tuple[str, ...], ...]:
    """Return the paths of a kind's pictures, with ``*`` for any element of a list."""
    return tuple(
        (*path, rule.data)
        for path, model in model_of(kind).models()
        for rule in model.across
        if isinstance(rule, Picture)
    )


def _values(
    value: object, place: tuple[str, ...], path: tuple[str | int, ...] = ()
) -> Iterator[tuple[str, str]]:
    """Yield path and text of each value that stands at a place."""
    if not place:
        if isinstance(value, str):
            yield pointer(path, frozenset(map(str, path))), value
    elif place[0] == _ELEMENT:
        for index, element in enumerate(value if isinstance(value, list) else ()):
            yield from _values(element, place[1:], (*path, index))
    elif isinstance(value, dict):
        yield from _values(value.get(place[0]), place[1:], (*path, place[0]))


def _data_uri(text: str) -> str | None:
    data = decode(text) if text.isascii() else None
    if data is None:
        return None
    try:
        small = fit(data, _SMALL)
    except ImageError:
        return None
    return f"data:{small.content_type};base64,{encode(small.data)}"
