"""The keys and values of a JSON text as pieces of it that can be replaced."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from payloadkit.models.codec import Piece, Unreadable
from payloadkit.wire.scanner import ARRAY, CLOSE, OBJECT, events, scanstring
from payloadkit.wire.writing import encode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from payloadkit.rules.values import Token

_bare_end = re.compile(r"[\w.+-]*").match


def json_pieces(text: str) -> Iterator[Piece]:
    """Yield the keys and scalars of a JSON text in their order, as far as it is JSON.

    Args:
        text: The JSON text.
    """
    path: list[Token] = []
    for token, key_at, at, value in events(text, path):
        if value is CLOSE or isinstance(value, Unreadable):
            continue
        here = (*path[1:], token) if path else ()
        if key_at is not None:
            yield Piece(key_at, _end(text, key_at), here, token, _json, key=True)
        if value is not OBJECT and value is not ARRAY:
            yield Piece(at, _end(text, at), here, value, _json)


def _json(value: Any) -> str:
    return encode(value).decode()


def _end(text: str, at: int) -> int:
    """Return where a key or a scalar ends."""
    if text[at] == '"':
        return scanstring(text, at + 1, True)[1]  # noqa: FBT003 - C takes no names
    found = _bare_end(text, at)
    return at if found is None else found.end()
