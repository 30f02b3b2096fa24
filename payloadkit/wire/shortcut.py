"""The usual JSON text, read by the standard library's decoder in C; of a text that the scanner might judge otherwise it says nothing."""

from __future__ import annotations

import json
import re
import sys
from typing import Any, NoReturn

from payloadkit.rules.values import numeral

_SAFE_RECURSION = 3_000
_SAFE_DIGITS = 18
_surrogate = re.compile(r"\\u[dD][89a-fA-F]").search


class _DoubtError(ValueError):
    """What the scanner has to look at."""


def read(text: str, depth: int, *, decoded: bool) -> object:
    """Return the value of a JSON text with no key twice in an object; ``read`` itself where the scanner has to say what the text is.

    Args:
        text: The text.
        depth: How deep its value may nest.
        decoded: Whether it was decoded of UTF-8, and so has no lone surrogate.
    """
    # The decoder calls itself at every level: where more calls are allowed than the stack holds, a
    # text could end the process.
    if sys.getrecursionlimit() > _SAFE_RECURSION or ("\\" in text and _surrogate(text)):
        return read
    try:
        if not (decoded or text.isascii()):
            text.encode()
        value = _DECODER.decode(text)
    except (ValueError, RecursionError):
        return read
    return value if _shallow(value, depth) else read


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise _DoubtError
    return found


def _refused(_: str) -> NoReturn:
    raise _DoubtError


def _shallow(value: object, depth: int) -> bool:
    """Tell whether a value nests at most so deep."""
    level: list[Any] = [value] if type(value) in (dict, list) else []
    while level and depth:
        depth -= 1
        level = [
            one
            for outer in level
            for one in (outer.values() if type(outer) is dict else outer)
            if type(one) in (dict, list)
        ]
    return not level


_DECODER = json.JSONDecoder(
    object_pairs_hook=_once,
    parse_int=lambda literal: (
        int(literal) if len(literal) <= _SAFE_DIGITS else numeral(literal, whole=True)
    ),
    parse_float=lambda literal: numeral(literal, whole=False),
    parse_constant=_refused,
)
