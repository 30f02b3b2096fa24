"""Where the paths of a document stand: offsets in a text, order numbers in a plain value."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias, cast

import attrs

from payloadkit.models.codec import Place
from payloadkit.wire.json_text import Matcher, colon, comma, scanstring, white

if TYPE_CHECKING:
    from payloadkit.rules.values import Path, Token

_Trie: TypeAlias = "dict[Token, _Trie]"

_PLAIN = r'"[^"\\]*"[ \t\n\r]*:[ \t\n\r]*(?:"[^"\\]{0,99}"|[-+.0-9A-Za-z]+)[ \t\n\r]*,[ \t\n\r]*'
_plain_members = re.compile(f"(?:{_PLAIN})+").match  # keys and values without escapes
_LARGE = 100_000
"""Characters of a text that probably holds files: then values are skipped without building them."""
_unquoted = cast("Matcher", re.compile(r'[^"{}\[\]]*').match)
_DECODER: Any = json.JSONDecoder(parse_int=float)
_value: Callable[[str, int], tuple[object, int]] = _DECODER.scan_once


@attrs.define(eq=False, repr=False)
class _Found:
    """A node of the trie of wanted paths that the document has."""

    at: int = 0
    key_at: int | None = None
    below: dict[Token, _Found] = attrs.Factory(dict)


def locate(text: str, wanted: Iterable[Path], value: object = None) -> dict[Path, Place]:
    """Find where paths stand in a sound text; under a key given twice, in its last value.

    Args:
        text: The JSON text.
        wanted: The paths: keys of objects and indexes of arrays, from the root.
        value: What the text holds, if no key is given twice: then nothing is looked for that is not
            there, and the search ends where all is found.
    """
    paths = dict.fromkeys(wanted)
    start = white(text, 0).end()
    root = _Found(start)
    known = value is not None
    trie = _trie(_there(value, path) if known else path for path in paths)
    _descend(text, start, trie, root, final=known)
    return {path: _place(root, path) for path in paths}


def _there(value: object, path: Path) -> Path:
    """Return as much of a path as a plain value has."""
    for depth, token in enumerate(path):
        if isinstance(value, dict) and token in value:  # noqa: SIM114 - each type by itself
            value = value[token]
        elif isinstance(value, list) and isinstance(token, int) and 0 <= token < len(value):
            value = value[token]
        else:
            return path[:depth]
    return path


def _descend(text: str, at: int, trie: _Trie, found: _Found, *, final: bool) -> int:
    """Find the wanted members of the value at an offset, and return where the value ends.

    A final value is left where its last wanted member is found: nothing is wanted behind it.
    """
    opening = text[at]
    if not trie or opening not in "{[":
        return at if final else _passed(text, at)
    at, number = white(text, at + 1).end(), 0
    simple = opening == "{" and all(map(str.isidentifier, map(str, trie)))
    while not (final and len(found.below) == len(trie)) and text[at] not in "}]":
        token: Token = number
        key_at = at if opening == "{" else None
        if opening == "{":
            plain = _plain_members(text, at) if simple else None
            if plain:
                _find_keys(text, at, plain.end(), trie, found)
                at = plain.end()
                continue
            token, at = scanstring(text, at + 1, True)  # noqa: FBT003 - C takes no names
            at = colon(text, at).end()
        below = trie.get(token)
        if below is None:
            at = _passed(text, at)
        else:
            found.below[token] = node = _Found(at, key_at)
            at = _descend(text, at, below, node, final=final and len(found.below) == len(trie))
        at, number = comma(text, at).end(), number + 1
    return at + 1


def _find_keys(text: str, start: int, end: int, trie: _Trie, found: _Found) -> None:
    """Find wanted keys among plain members: two quotes around a word are a whole text there."""
    for key in trie:
        quoted = f'"{key}"'
        at = text.rfind(quoted, start, end)
        while at >= 0:
            step = colon(text, at + len(quoted))
            if step[1]:
                found.below[key] = _Found(step.end(), at)
                break
            at = text.rfind(quoted, start, at)  # a value that reads as the key does


def _passed(text: str, at: int) -> int:
    """Return where the value at an offset ends."""
    if text[at] == '"':
        end = text.index('"', at + 1)
        if text[end - 1] != "\\":
            return end + 1
        return scanstring(text, at + 1, True)[1]  # noqa: FBT003 - C takes no names
    if text[at] not in "{[" or len(text) < _LARGE:
        return _value(text, at)[1]
    level = 0
    while True:
        at = _unquoted(text, at).end()
        if text[at] == '"':
            at = _passed(text, at)
            continue
        level += 1 if text[at] in "{[" else -1
        at += 1
        if not level:
            return at


def walk_order(value: object, wanted: Iterable[Path]) -> dict[Path, int]:
    """Number the places of paths in a plain value, in its own order.

    A path that is not there has its deepest ancestor's number.

    Args:
        value: Mappings, lists and what they hold; only what lies on a wanted path is looked at.
        wanted: The paths: keys of mappings and indexes of lists, from the root.
    """
    paths = dict.fromkeys(wanted)
    root = _Found()
    todo: list[tuple[object, _Trie, _Found]] = [(value, _trie(paths), root)]
    number = 0
    while todo:
        inner, trie, node = todo.pop()
        node.at, number = number, number + 1
        for token, member in reversed(_members(inner, trie)):
            node.below[token] = _Found()
            todo.append((member, trie[token], node.below[token]))
    return {path: _place(root, path).value for path in paths}


def _trie(paths: Iterable[Path]) -> _Trie:
    trie: _Trie = {}
    for path in paths:
        node = trie
        for token in path:
            node = node.setdefault(token, {})
    return trie


def _place(found: _Found, path: Path) -> Place:
    """Walk a path down as far as it goes."""
    for token in path:
        below = found.below.get(token)
        if below is None:
            return Place(found.key_at, found.at, exact=False)
        found = below
    return Place(found.key_at, found.at)


def _members(value: object, trie: _Trie) -> list[tuple[Token, object]]:
    """Return the members of a container that are in the trie, in the container's order."""
    if trie and isinstance(value, Mapping):
        return [(key, value[key]) for key in value if isinstance(key, str) and key in trie]
    if trie and isinstance(value, list | tuple):
        indexes = sorted(token for token in trie if isinstance(token, int))
        return [(index, value[index]) for index in indexes if 0 <= index < len(value)]
    return []
