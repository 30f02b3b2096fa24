"""Plain values as JSON text; files among them, megabytes of base64, are neither searched for what must be escaped nor copied more than once."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any

import msgspec

from payloadkit.rules.base64 import decode
from payloadkit.rules.values import Literal, OutOfRange

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_WORTH = 4096
"""How many letters of a file are worth a piece of their own."""
_CUT = b"\0"
"""What no JSON text holds: within texts it is escaped, and outside of them it is nothing."""


class _File:
    """A file's text among plain values: nothing that JSON knows, so that the encoder asks how it is written.

    Args:
        text: Letters of base64 alone.
    """

    __slots__ = ("text",)

    def __init__(self, text: str) -> None:
        self.text = text


def literal(value: OutOfRange | Literal) -> msgspec.Raw:
    """Return a number as the text that it came in.

    Args:
        value: The number.
    """
    return msgspec.Raw((value.text if isinstance(value, Literal) else value).encode())


def spliced(plain: dict[str, Any], places: Iterable[Sequence[str]]) -> bytes:
    """Return a plain object as compact UTF-8 JSON.

    Args:
        plain: The object, which is nobody else's, and changed.
        places: Path tokens of what may be files, ``*`` for any element.
    """
    files: list[memoryview] = []

    def special(value: OutOfRange | Literal | _File) -> msgspec.Raw:
        if not isinstance(value, _File):
            return literal(value)
        files.append(memoryview(msgspec.Raw(value.text)))
        return msgspec.Raw(b'"%b"' % _CUT)

    for place in places:
        _cut_out(plain, place)
    first, *others = (
        msgspec.json.Encoder(decimal_format="number", enc_hook=special).encode(plain).split(_CUT)
    )
    pieces: Iterable[bytes | memoryview] = chain.from_iterable(zip(files, others, strict=True))
    return b"".join((first, *pieces))


def _cut_out(value: Any, place: Sequence[str]) -> None:
    name, *below = place
    if name == "*" and below:
        for inside in (
            value.values() if type(value) is dict else value if type(value) is list else ()
        ):
            _cut_out(inside, below)
    elif type(value) is dict and name in value:
        found = value[name]
        if below:
            _cut_out(found, below)
        elif type(found) is str and len(found) >= _WORTH and decode(found) is not None:
            value[name] = _File(found)
