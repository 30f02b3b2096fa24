"""What holds for every report: its order, its places, and no word of the document."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import payloadkit as pk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from payloadkit.violation import Violation

WORD = re.compile(r"[^\W_][\w@+./-]{5,63}")
_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,63}|[0-9]+|\?")
_ABSENT = frozenset({"field.missing", "id.missing_side"})


def codes(report: pk.Report[Any]) -> list[str]:
    """Return the codes of a report in its order."""
    return [found.code for found in report.violations]


def loaded(kind: str, raw: bytes, policy: pk.Policy) -> Any:
    """Load a document, and return its object or, where it is refused, the report."""
    try:
        return pk.load(kind, raw, policy)
    except pk.PayloadError as error:
        return error.report


def triples(violations: Iterable[Violation]) -> list[tuple[str, str, str]]:
    """Return path, code and severity of violations, in an order of their own."""
    return sorted((found.path, found.code, str(found.severity)) for found in violations)


def whole(report: pk.Report[Any], keys: frozenset[str]) -> None:
    """Hold a report to its form: no value beside an error, no path with a strange key.

    Args:
        report: The report.
        keys: The keys that its kind declares.
    """
    assert (report.value is None) == bool(report.errors) == (not report.ok)
    for found in report.violations:
        assert all(token in keys or _KEY.fullmatch(token) for token in _tokens(found.path)), (
            "a path shows a strange key"
        )


def ordered(report: pk.Report[Any]) -> None:
    """Hold the report of a text to the order of the text."""
    places = [(found.line or 0, found.column or 0) for found in report.violations]
    assert places == sorted(places), "the report is not in the text's order"
    assert "json.too_large" in codes(report) or all(
        line > 0 and column > 0 for line, column in places
    ), "a violation has no place"


def resolved(report: pk.Report[Any], plain: object) -> None:
    """Hold the paths of a report to places that the document has, after its last repeated keys."""
    if "json.duplicate_key" in codes(report):
        return
    for found in report.violations:
        tokens = _tokens(found.path)
        if found.code in _ABSENT:
            del tokens[-1]
        assert _there(plain, tokens), "a path leads to what is not there"


def _tokens(path: str) -> list[str]:
    return [token.replace("~1", "/").replace("~0", "~") for token in path.split("/")[1:]]


def _there(holder: Any, keys: list[str]) -> bool:
    """Tell whether keys lead to a value; a question mark is any key that is not shown."""
    if not keys:
        return True
    if isinstance(holder, str):
        holder = _opened(holder)
    key, *rest = keys
    if isinstance(holder, list):
        return key.isdecimal() and int(key) < len(holder) and _there(holder[int(key)], rest)
    if not isinstance(holder, dict):
        return False
    strange = [name for name in holder if not _KEY.fullmatch(name)] if key == "?" else []
    return any(_there(holder[name], rest) for name in {key, *strange} if name in holder)


def _opened(text: str) -> object:
    """Return what a text holds where it is JSON: a list may be sent so."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def silent(
    text: str, told: Iterable[Violation], judge: Callable[[str], Iterable[Violation]]
) -> None:
    """Hold what is told of a text to saying none of its words.

    A message may use a word that the text happens to use. It leaks only if it follows the text:
    where another word stands there, it says that one.

    Args:
        text: The text of an input.
        told: Its violations.
        judge: Gives the violations of another text.
    """
    messages = {message for found in told for message in (found.message, found.hint or "")}
    for word in set(WORD.findall(text)):
        for message in messages:
            if word in message and (word, message) not in _harmless:
                other = word.translate(_OTHER)
                again = judge(text.replace(word, other))
                assert not any(other in f"{found.message} {found.hint}" for found in again), (
                    "a message says what the document says"
                )
                _harmless.add((word, message))


_harmless: set[tuple[str, str]] = set()
_LETTERS = "abcdefghijklmnopqrstuvwxyzabcABCDEFGHIJKLMNOPQRSTUVWXYZABC01234567890123456789"
_OTHER = {ord(letter): _LETTERS[_LETTERS.index(letter) + 3] for letter in _LETTERS}
