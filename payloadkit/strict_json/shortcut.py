"""The usual JSON text, read by the standard library's decoder in C; of a text that the scanner might judge otherwise it says nothing."""

from __future__ import annotations

import json
import re
from typing import NoReturn

from payloadkit.strict_json.numerals import numeral

_MOST_BRACKETS = 1_000
_surrogate = re.compile(r"\\u[dD][89a-fA-F]").search


class _Doubtful(ValueError):
    """What the scanner has to look at."""


def read(text: str, depth: int) -> object:
    """Return the value of a JSON text with no key twice in an object; ``read`` itself where the scanner has to say what the text is.

    Args:
        text: The text.
        depth: How deep its value may nest.
    """
    # The decoder calls itself for every level; so few brackets cannot exhaust its stack.
    brackets = text.count("{") + text.count("[")
    if brackets > _MOST_BRACKETS or ("\\u" in text and _surrogate(text)):
        return read
    try:
        text.encode()
        value = _DECODER.decode(text)
    except (ValueError, RecursionError):
        return read
    return value if brackets <= depth or _shallow(value, depth) else read


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise _Doubtful
    return found


def _refused(_: str) -> NoReturn:
    raise _Doubtful


def _shallow(value: object, depth: int) -> bool:
    """Tell whether a value nests at most so deep."""
    level = [value]
    for _ in range(depth + 1):
        level = [inside for one in level if isinstance(one, dict | list) for inside in (one.values() if isinstance(one, dict) else one)]
        if not level:
            return True
    return False


_DECODER = json.JSONDecoder(
    object_pairs_hook=_once,
    parse_int=lambda literal: numeral(literal, whole=True),
    parse_float=lambda literal: numeral(literal, whole=False),
    parse_constant=_refused,
)
