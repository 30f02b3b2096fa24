"""Where the paths of a document stand: offsets in a text, order numbers in a plain value."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, cast

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

_LARGE = 100_000
"""Characters of a text that probably holds files: then values are skipped without building them."""
_NEAR = 10_000
"""How many characters a key is looked for at once; behind more, members are passed one by one."""
_CONTAINERS = frozenset({dict, list})
_unquoted = cast("Matcher", re.compile(r'[^"{}\[\]]*').match)
_DECODER: Any = json.JSONDecoder(parse_int=float)
_value: Callable[[str, int], tuple[object, int]] = _DECODER.scan_once


@attrs.define(eq=False, repr=False)
class _Node:
    """A node of the tree of wanted paths: what is wanted below it, and where it stands."""

    at: int | None = None
    key_at: int | None = None
    below: dict[Token, _Node] = attrs.Factory(dict)


def locate(text: str, wanted: Iterable[Path], value: object = None) -> dict[Path, Place]:
    """Find where paths stand in a sound text; under a key given twice, in its last value.

    Args:
        text: The JSON text. With a value, each character may stand for a byte of its UTF-8.
        wanted: The paths: keys of objects and indexes of arrays, from the root.
        value: What the text holds, if no key is given twice: then members are found by it, and
            the search ends where all is found.
    """
    paths = dict.fromkeys(wanted)
    root = _tree(paths)
    if value is None:
        _last_of_each(text, root)
    else:
        root.at = white(text, 0).end()
        _descend(text, root.at, value, root, final=True)
    return {path: _place(root, path) for path in paths}


def _last_of_each(text: str, root: _Node) -> None:
    """Find wanted members among all that a text holds: of a key given twice, the last one stays."""
    above: list[_Node] = [_Node(below={DOCUMENT: root})]
    found: defaultdict[int, list[_Node]] = defaultdict(list)
    for token, key_at, at, event in events(text, []):
        if event is CLOSE:
            above.pop()
            continue
        node = above[-1].below.get(token)
        if node is None:
            node = _Node()
        else:
            _forget(node, found)
            found[id(above[-1])].append(node)
        node.at, node.key_at = at, key_at
        if event is OBJECT or event is ARRAY:
            above.append(node)


def _forget(node: _Node, found: dict[int, list[_Node]]) -> None:
    """Forget the places that were found below a node: its key is given again.

    Args:
        node: The node.
        found: The nodes that were found directly below others, by the id of the other.
    """
    for below in found.pop(id(node), ()):
        below.at = None
        _forget(below, found)


def _descend(text: str, at: int, value: object, node: _Node, *, final: bool) -> int:
    """Find the wanted members of a value that gives no key twice, and return where it ends.

    A final value is left where its last wanted member is found: nothing is wanted behind it.

    Args:
        text: The JSON text.
        at: Where the value begins.
        value: The value.
        node: Its node.
        final: Whether the value is final.
    """
    if node.below and isinstance(value, dict):
        there = len(node.below.keys() & value.keys())
        if there:
            return _members(text, at, value, node, there if final else -1)
    if node.below and isinstance(value, list):
        there = sum(isinstance(token, int) and 0 <= token < len(value) for token in node.below)
        if there:
            return _elements(text, at, value, node, there if final else -1)
    return at if final else _passed(text, at)


def _members(text: str, at: int, value: dict[str, Any], node: _Node, left: int) -> int:
    """Find the wanted members of an object, as above.

    Args:
        text: The JSON text.
        at: Where the object begins.
        value: The object.
        node: Its node.
        left: After how many wanted members the search ends; -1 to go on to the end of the object.
    """
    last = -1 if left > 0 else len(value) - 1
    stops = [
        (number, key, member)
        for number, (key, member) in enumerate(value.items())
        if number == last or key in node.below or type(member) in _CONTAINERS
    ]
    at = here = white(text, at + 1).end()
    passed = 0  # members before the one at `at`
    for number, key, member in stops:
        at, here = _near(text, here, key) or _stepped(text, at, number - passed)
        passed, below = number, node.below.get(key)
        if below is not None:
            below.at, below.key_at = here, at
            left -= 1
            if not left:
                return _descend(text, here, member, below, final=True)
        if type(member) in _CONTAINERS:
            end = (
                _passed(text, here)
                if below is None
                else _descend(text, here, member, below, final=False)
            )
            at = here = comma(text, end).end()
            passed += 1
    if passed < len(value):
        at = white(text, _passed(text, here)).end()
    return at + 1


def _elements(text: str, at: int, value: list[Any], node: _Node, left: int) -> int:
    """Find the wanted elements of an array, with arguments as above."""
    at = white(text, at + 1).end()
    for number, member in enumerate(value):
        below = node.below.get(number)
        if below is None:
            at = _passed(text, at)
        else:
            below.at = at
            left -= 1
            at = _descend(text, at, member, below, final=not left)
            if not left:
                return at
        at = comma(text, at).end()
    return at + 1


def _near(text: str, at: int, key: str) -> tuple[int, int] | None:
    """Return where a key that is not far stands, and where its value does; None if it is not found.

    Args:
        text: The JSON text.
        at: Where a member of the object begins, or the value of one that is no object or array.
        key: The key, which stands behind that.
    """
    # A word in quotes before a colon is a key: no quotes of other texts have a word between them,
    # and those inside a text have a backslash before them. It is this object's, unless a brace
    # stands before it; then the key wanted is written with escapes.
    quoted = f'"{key}":'
    plain = key.isascii() and key.isidentifier()
    found = text.find(quoted, at, at + _NEAR) if plain else -1
    if (
        found < 0
        or text[found - 1] == "\\"
        or text.find("{", at, found) >= 0
        or text.find("}", at, found) >= 0
    ):
        return None
    return found, white(text, found + len(quoted)).end()


def _stepped(text: str, at: int, passed: int) -> tuple[int, int]:
    """Step over members; return where the key behind them stands, and where its value does.

    Args:
        text: The JSON text.
        at: Where the first of the members begins.
        passed: How many members there are.
    """
    for _ in range(passed):
        at = comma(text, _passed(text, _value_at(text, at))).end()
    return at, _value_at(text, at)


def _value_at(text: str, at: int) -> int:
    """Return where the value of a key begins."""
    return colon(text, scanstring(text, at + 1, True)[1]).end()  # noqa: FBT003 - C takes no names


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
    root = _tree(paths)
    todo: list[tuple[object, _Node]] = [(value, root)]
    number = 0
    while todo:
        inner, node = todo.pop()
        node.at, number = number, number + 1
        todo += reversed(_wanted(inner, node))
    return {path: _place(root, path).value for path in paths}


def _wanted(value: object, node: _Node) -> list[tuple[object, _Node]]:
    """Return the wanted members of a container, in its order, each with its node."""
    below = node.below
    if below and isinstance(value, Mapping):
        return [(value[key], below[key]) for key in value if isinstance(key, str) and key in below]
    if below and isinstance(value, list | tuple):
        indexes = sorted(token for token in below if isinstance(token, int))
        return [(value[at], below[at]) for at in indexes if 0 <= at < len(value)]
    return []


def _tree(paths: Iterable[Path]) -> _Node:
    """Return the tree of wanted paths."""
    root = _Node()
    for path in paths:
        node = root
        for token in path:
            below = node.below.get(token)
            if below is None:
                below = node.below[token] = _Node()
            node = below
    return root


def _place(node: _Node, path: Path) -> Place:
    """Walk a path down as far as it stands in the text."""
    for token in path:
        below = node.below[token]
        if below.at is None:
            return Place(node.key_at, cast("int", node.at), exact=False)
        node = below
    return Place(node.key_at, cast("int", node.at))
