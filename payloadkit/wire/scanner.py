"""The scanner: the grammar of RFC 8259 as a stream of events, and the value that they make."""

from __future__ import annotations

import re
from json import decoder
from typing import TYPE_CHECKING, Any, TypeAlias, cast

from payloadkit.models.codec import Unreadable
from payloadkit.rules.values import DEPTH, Path, Token, numeral
from payloadkit.violation import Fault
from payloadkit.wire.text import DUPLICATES, Scanned, unreadable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Event: TypeAlias = tuple[Token, int | None, int, object]
_Container: TypeAlias = dict[Token, object] | list[object]

DOCUMENT = ""
OBJECT, ARRAY, CLOSE = object(), object(), object()

_BRACKETS: dict[str, tuple[object, str, Token]] = {"{": (OBJECT, "}", ""), "[": (ARRAY, "]", -1)}
_WORDS = {"true": True, "false": False, "null": None}
_VALUE = Fault("json.invalid", variant="value")
_KEY = Fault("json.invalid", variant="key")
_COLON = Fault("json.invalid", variant="colon")
_COMMA = Fault("json.invalid", variant="comma")
_END = Fault("json.invalid", variant="end")
_PAIR = Fault("json.encoding", variant="surrogate_pair")

_decoder: Any = decoder  # typeshed leaves scanstring out
scanstring: Callable[[str, int, bool], tuple[str, int]] = _decoder.scanstring
Matcher: TypeAlias = "Callable[[str, int], re.Match[str]]"  # of a pattern that matches anywhere
white = cast("Matcher", re.compile(r"[ \t\n\r]*").match)
_opened = cast("Matcher", re.compile(r"[ \t\n\r]*([\]}]?)[ \t\n\r]*").match)
_passed = cast("Matcher", re.compile(r"[ \t\n\r]*([,\]}]?)[ \t\n\r]*").match)
comma = cast("Matcher", re.compile(r"[ \t\n\r]*,?[ \t\n\r]*").match)
colon = cast("Matcher", re.compile(r"[ \t\n\r]*(:?)[ \t\n\r]*").match)
_member = re.compile(
    r'[ \t\n\r]*,[ \t\n\r]*"([ !#-\[\]-~]*)"[ \t\n\r]*:[ \t\n\r]*'
).match  # the usual one, in a single step
_number = re.compile(r"-?(?:0|[1-9][0-9]*)((?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)").match
_word = re.compile(r"true|false|null").match
_surrogate = re.compile("[\ud800-\udfff]").search
_PIECES = r"""(?P<sound>\\["\\/bfnrt]|\\u(?![dD][89a-fA-F])[0-9a-fA-F]{4}
        |\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2})
    |(?P<encoding>\\u[dD][89a-fA-F][0-9a-fA-F]{2}|[\ud800-\udfff])
    |(?P<invalid>[\x00-\x1f\\])"""


def scan(text: str, *, duplicates: int = DUPLICATES) -> Scanned | Unreadable:
    """Read the value of a JSON text event by event, with exact numbers.

    Args:
        text: The JSON text.
        duplicates: How many repeated keys to remember at most.
    """
    path: list[Token] = []
    repeated: list[tuple[Path, int]] = []
    document: dict[Token, object] = {}
    container: _Container = document
    outer: list[_Container] = []
    fault: Unreadable | None = None
    for token, key_at, _, event in events(text, path):
        if event is CLOSE:
            container = outer.pop()
            continue
        if isinstance(event, Unreadable):
            fault = event
            continue
        value: Any = {} if event is OBJECT else [] if event is ARRAY else event
        if isinstance(container, list):
            container.append(value)
        else:
            if token in container and key_at is not None and len(repeated) < duplicates:
                repeated.append(((*path[1:], token), key_at))
            container[token] = value
        if event is OBJECT or event is ARRAY:
            outer.append(container)
            container = value
    return Scanned(document[DOCUMENT], tuple(repeated)) if fault is None else fault


def events(text: str, path: list[Token]) -> Iterator[Event]:
    """Yield what a text holds, in its order: token, offsets of key and value, and the value.

    A container is its mark, its members and ``CLOSE``; the token of the document itself is
    ``DOCUMENT``. A fault is an ``Unreadable`` in place of a value, and the last event.

    Args:
        text: The JSON text.
        path: Holds the tokens of the containers that are open, the document's first.
    """
    closers: list[str] = []
    token: Token = DOCUMENT
    key_at: int | None = None
    at = white(text, 0).end()
    while True:
        first = text[at : at + 1]
        if first in _BRACKETS and len(closers) < DEPTH:
            mark, closer, start = _BRACKETS[first]
            yield token, key_at, at, mark
            closers.append(closer)
            path.append(token)
            token = start
            step = _opened(text, at + 1)
            delimiter = step[1] or ","
        else:
            scalar = _scalar(text, at, first)
            if isinstance(scalar, Unreadable):
                yield token, key_at, at, scalar
                return
            value, end = scalar
            yield token, key_at, at, value
            if key_at is not None and (member := _member(text, end)):
                token, key_at, at = member[1], member.start(1) - 1, member.end()
                continue
            step = _passed(text, end)
            delimiter = step[1]
        while closers and delimiter == closers[-1]:
            closers.pop()
            token = path.pop()
            yield token, None, at, CLOSE
            step = _passed(text, step.end())
            delimiter = step[1]
        if delimiter != "," or not closers:
            break
        at = step.end()
        if isinstance(token, int):
            token, key_at = token + 1, None
            continue
        key = _key(text, at)
        if isinstance(key, Unreadable):
            yield token, None, at, key
            return
        key_at = at
        token, at = key
    if closers or delimiter or step.end() < len(text):
        fault = _COMMA if closers else _END
        yield token, None, at, _misplaced(text, step.start(1), fault)


def _key(text: str, at: int) -> tuple[str, int] | Unreadable:
    """Read a key and its colon, and tell where its value begins."""
    if text[at : at + 1] != '"':
        return _misplaced(text, at, _KEY)
    key = _string(text, at)
    if isinstance(key, Unreadable):
        return key
    step = colon(text, key[1])
    return (key[0], step.end()) if step[1] else _misplaced(text, step.start(1), _COLON)


def _scalar(text: str, at: int, first: str) -> tuple[object, int] | Unreadable:
    """Read a text, a number or a word, and return where it ends; a bracket is one too many."""
    if first == '"':
        return _string(text, at)
    if match := _number(text, at):
        return numeral(match[0], whole=not match[1]), match.end()
    if match := _word(text, at):
        return _WORDS[match[0]], match.end()
    if first in _BRACKETS:
        return unreadable(text, at, Fault("json.depth", most=DEPTH))
    return _misplaced(text, at, _VALUE)


def _string(text: str, at: int) -> tuple[str, int] | Unreadable:
    try:
        value, end = scanstring(text, at + 1, True)  # noqa: FBT003 - C takes no names
        sound = value.isascii() or not _surrogate(value)
    except ValueError:
        value, end, sound = "", at, False
    return (value, end) if sound else _broken(text, at)


def _broken(text: str, at: int) -> Unreadable:
    """Find the first fault of a text in double quotes that has one."""
    for piece in re.compile(_PIECES, re.VERBOSE).finditer(text, at + 1):
        if piece.lastgroup == "encoding":
            return unreadable(text, piece.start(), _PAIR)
        if piece.lastgroup == "invalid":
            return unreadable(text, piece.start(), Fault("json.invalid", variant="escape"))
    return unreadable(text, len(text), Fault("json.invalid", variant="quote"))


def _misplaced(text: str, at: int, fault: Fault) -> Unreadable:
    """Say what must stand where something else does."""
    if _surrogate(text[at : at + 1]):
        return unreadable(text, at, _PAIR)
    if at == 0 and text.startswith("\ufeff"):
        return unreadable(text, at, Fault("json.encoding", variant="byte_order_mark"))
    return unreadable(text, at, fault)
