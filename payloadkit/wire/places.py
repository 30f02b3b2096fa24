"""Where the paths of a document stand: offsets in a text, order numbers in a plain value."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias, cast

import attrs

from payloadkit.models.codec import Place
from payloadkit.wire.scanner import (
    ARRAY,
    CLOSE,
    DOCUMENT,
    OBJECT,
    Matcher,
    colon,
    comma,
    events,
    scanstring,
    white,
)

if TYPE_CHECKING:
    from payloadkit.rules.values import Path, Token

_Trie: TypeAlias = "dict[Token, _Trie]"

_LARGE = 100_000
"""Characters of a text that probably holds files: then values are skipped without building them."""
_NEAR = 10_000
"""How many characters a key is looked for at once; behind more, members are passed one by one."""
_CONTAINERS = frozenset({dict, list})
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
        value: What the text holds, if no key is given twice: then members are found by it, and
            the search ends where all is found.
    """
    paths = dict.fromkeys(wanted)
    trie = _trie(paths)
    if value is None:
        root = _last_of_each(text, trie)
    else:
        root = _Found(white(text, 0).end())
        _descend(text, value, trie, root, final=True)
    return {path: _place(root, path) for path in paths}


def _last_of_each(text: str, trie: _Trie) -> _Found:
    """Find wanted members among all that a text holds: of a key given twice, the last one stays."""
    document = _Found()
    above: list[tuple[_Trie, _Found]] = [({DOCUMENT: trie}, document)]
    for token, key_at, at, event in events(text, []):
        if event is CLOSE:
            above.pop()
            continue
        wanted, found = above[-1]
        node = _Found(at, key_at)
        if token in wanted:
            found.below[token] = node
        if event is OBJECT or event is ARRAY:
            above.append((wanted.get(token, {}), node))
    return document.below[DOCUMENT]


def _descend(text: str, value: object, trie: _Trie, found: _Found, *, final: bool) -> int:
    """Find the wanted members of a value that gives no key twice, and return where it ends.

    A final value is left where its last wanted member is found: nothing is wanted behind it.
    """
    left = _count_there(value, trie)
    if not left:
        return found.at if final else _passed(text, found.at)
    keyed, at, passed = isinstance(value, dict), white(text, found.at + 1).end(), 0
    token: Any = None
    for token, member in _numbered(value):
        below = trie.get(token)
        if keyed and below is None and type(member) not in _CONTAINERS:
            passed += 1
            continue
        key_at, at = _member(text, at, passed, token) if keyed else (None, at)
        passed = 0
        if below is None:
            at = _passed(text, at)
        else:
            left -= 1
            found.below[token] = node = _Found(at, key_at)
            at = _descend(text, member, below, node, final=final and not left)
            if final and not left:
                return at
        at = comma(text, at).end()
    if passed:
        at = comma(text, _passed(text, _member(text, at, passed - 1, token)[1])).end()
    return at + 1


def _member(text: str, at: int, passed: int, key: str) -> tuple[int, int]:
    """Return where a key stands, and where its value does.

    Args:
        text: The JSON text.
        at: Where a member of the object begins.
        passed: How many members stand there before the key. None of them is an object or array.
        key: The key.
    """
    # A word in quotes before a colon is a key: no quotes of other texts have a word between them,
    # and those inside a text have a backslash before them. It is this object's, unless a brace
    # stands before it; then the key wanted is written with escapes.
    found, quoted = at, f'"{key}"'
    while key.isidentifier() and (found := text.find(quoted, found, at + _NEAR)) >= 0:
        value = colon(text, found + len(quoted))
        if value[1] and text[found - 1] != "\\":
            if max(text.find("{", at, found), text.find("}", at, found)) < 0:
                return found, value.end()
            break
        found += 1
    for _ in range(passed):
        at = comma(text, _passed(text, _value_at(text, at))).end()
    return at, _value_at(text, at)


def _value_at(text: str, at: int) -> int:
    """Return where the value of a key begins."""
    return colon(text, scanstring(text, at + 1, True)[1]).end()  # noqa: FBT003 - C takes no names


def _numbered(value: Any) -> Iterable[tuple[Token, object]]:
    """Return the members of an object or an array, each with its token."""
    return value.items() if isinstance(value, dict) else enumerate(value)


def _count_there(value: object, trie: _Trie) -> int:
    """Return how many wanted members a plain value has."""
    if isinstance(value, dict):
        return len(trie.keys() & value.keys())
    length = len(value) if isinstance(value, list) else 0
    return sum(isinstance(token, int) and 0 <= token < length for token in trie)


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
