"""Long JSON texts without their files: read, and places told in them, as if the files were there."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import partial
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from payloadkit.models.codec import Parsed
from payloadkit.rules.base64 import decode
from payloadkit.wire.embedded import cut
from payloadkit.wire.json_text import scan
from payloadkit.wire.places import locate
from payloadkit.wire.text import Unreadable, line_columns

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_WORTH = 1 << 16
_LARGE = 1 << 12
_mark = re.compile(r'"(![0-9]+)"').finditer


def abridged(raw: bytes | bytearray | memoryview | str, keys: Iterable[str]) -> Parsed | None:
    """Return what a long JSON text holds that has files in it; None for any other text, and for one with a fault that is none of a value.

    Args:
        raw: The JSON text.
        keys: The keys whose values are files; only what is base64 is cut out.
    """
    if len(raw) < _WORTH:
        return None
    try:
        rest, files = cut(raw, keys, lambda file: len(file) >= _LARGE and decode(file) is not None)
        text = rest.decode()
    except UnicodeError:
        return None
    # No other text may look like the mark of a file, however it is escaped.
    if not files or text.count('"!') > len(files) or "\\u0021" in text:
        return None
    found = scan(text, decoded=True)
    if isinstance(found, Unreadable) or found.duplicates:
        return None
    return Parsed(
        _restored(found.value, files), partial(locate, text), partial(_lines, text, files)
    )


def _restored(value: Any, files: Mapping[str, memoryview]) -> Any:
    """Return a value with the files in place of their marks."""
    if type(value) is str:
        return str(files[value], "ascii") if value in files else value
    if type(value) is dict:
        return {key: _restored(inside, files) for key, inside in value.items()}
    return [_restored(inside, files) for inside in value] if type(value) is list else value


def _lines(
    text: str, files: Mapping[str, memoryview], offsets: Iterable[int]
) -> dict[int, tuple[int, int]]:
    """Return the lines and columns that offsets would have if the files were there, none of which has a line feed."""
    placed = [(found.start(), len(files[found[1]]) - len(found[1])) for found in _mark(text)]
    marks, more = [at for at, _ in placed], [0, *accumulate(longer for _, longer in placed)]

    def added(offset: int) -> int:
        return more[bisect_left(marks, offset)]

    return {
        offset: (line, column + added(offset) - added(offset - column))
        for offset, (line, column) in line_columns(text, offsets).items()
    }
