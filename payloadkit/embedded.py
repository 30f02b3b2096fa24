"""Files inside a JSON text, as base64: they are cut out before the text is read, so that megabytes are never looked at as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

if TYPE_CHECKING:
    from collections.abc import Iterable


@attrs.frozen
class Cut:
    """A JSON text without its files.

    Args:
        rest: The text as UTF-8, with a mark in place of each file.
        files: The texts of the files by their marks. No mark is base64, so that no text of a file is taken for one.
    """

    rest: bytes = attrs.field(repr=False)
    files: dict[str, str] = attrs.field(repr=False)


def cut(raw: bytes | bytearray | memoryview | str, keys: Iterable[str]) -> Cut:
    """Cut the texts behind some keys out of a JSON text.

    The rest is JSON if and only if the text was, provided that no file has a backslash or a control character in it. A file that is not written right behind
    its key and colon, or behind a single blank, stays where it is.

    Args:
        raw: The JSON text.
        keys: The keys whose values are files.

    Raises:
        UnicodeError: The text is not UTF-8 where it matters.
    """
    files: dict[str, str] = {}
    rest: Any = bytes(raw) if isinstance(raw, memoryview) else raw
    for key in keys:
        rest = _without(rest, f'"{key}":', files)
    return Cut(rest.encode() if isinstance(rest, str) else bytes(rest), files)


def _without(text: Any, opening: str, files: dict[str, str]) -> Any:  # noqa: ANN401 - text or bytes, and the same again
    plain = isinstance(text, str)
    wanted, blank, quote = (part if plain else part.encode() for part in (opening, " ", '"'))
    view = text if plain else memoryview(text)
    parts, done, at = [], 0, text.find(wanted)
    while at >= 0:
        start = at + len(wanted)
        start += text[start : start + 1] == blank
        stop = text.find(quote, start + 1) if text[start : start + 1] == quote else -1
        if stop >= 0:
            mark = f"!{len(files)}"
            files[mark] = text[start + 1 : stop] if plain else str(view[start + 1 : stop], "ascii")
            parts += [text[done : start + 1], mark if plain else mark.encode()]
            done = start = stop
        at = text.find(wanted, start)
    return (text[:0]).join((*parts, text[done:])) if parts else text
