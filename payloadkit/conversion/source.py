"""A source document, read by the dotted paths of the tables."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import attrs

from payloadkit.rules.characters import NOTHING
from payloadkit.violation import pointer

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from payloadkit.rules.values import Path


PLACEHOLDERS = frozenset({"N/A", "NA", "NIL", "NULL", "NONE", "UNKNOWN", "FNU", "LNU"})
"""Words that say nothing, in any case."""

_LONGEST = 256
_MARKS_ONLY = re.compile(NOTHING.removesuffix("]") + r".\u2010-\u2015-]*+")


@attrs.frozen
class Profile:
    """A source document. An empty text and a placeholder count as missing.

    Args:
        document: The document as plain values.
        root: Keys that the dotted paths are relative to.
        keys: The keys that its model declares. Only these are shown.
    """

    document: Mapping[str, Any] = attrs.field(repr=False)
    root: tuple[str, ...]
    keys: frozenset[str] = attrs.field(repr=False)

    def value(self, path: str) -> object:
        """Return the plain value at a dotted path, or None."""
        found: object = self.document
        for token in self.tokens(path):
            found = _inside(found, token)
        return found

    def get(self, path: str) -> str | None:
        """Return the text at a dotted path, or None; a number is returned as text."""
        found = self.value(path)
        # A longer integer is no number of a person, and Python may refuse to write it.
        number = type(found) is int and found.bit_length() < _LONGEST
        if number or isinstance(found, float | Decimal):
            found = str(found)
        return found if isinstance(found, str) and not self.says_nothing(found, path) else None

    def says_nothing(self, text: str, path: str) -> bool:  # noqa: ARG002 - some views look at it
        """Return whether a text is empty, only blanks, dashes or dots, or a placeholder."""
        return _MARKS_ONLY.fullmatch(text) is not None or text.strip().upper() in PLACEHOLDERS

    def first(self, paths: tuple[str, ...]) -> tuple[str, str] | None:
        """Return the first of some dotted paths that has a text, and the text."""
        found = ((path, self.get(path)) for path in paths)
        return next(((path, text) for path, text in found if text is not None), None)

    def pointer(self, path: str) -> str:
        """Return the JSON Pointer of a dotted path."""
        return pointer(self.tokens(path), self.keys)

    def tokens(self, path: str) -> Path:
        """Return the path tokens of a dotted path, from the root of the document."""
        return (*self.root, *path.split("."))

    def says_something(self) -> bool:
        """Return whether there is any value below the root."""
        return any(path[: len(self.root)] == self.root for path in _paths(self.document, ()))

    def pointers(self) -> list[str]:
        """Return the JSON Pointer of every value of the document that is not empty, in order."""
        found = (pointer(path, self.keys) for path in _paths(self.document, ()))
        return list(dict.fromkeys(found))


def word_of(value: object) -> str:
    """Return a text for comparison, without blanks around it and in lower case; "" for no text."""
    return value.strip().casefold() if isinstance(value, str) else ""


def _inside(value: object, token: str | int) -> object:
    if isinstance(value, list) and isinstance(token, int) and token < len(value):
        return value[token]
    return value.get(token) if isinstance(value, dict) else None


def _paths(value: object, path: Path) -> Iterator[Path]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _paths(inner, (*path, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _paths(inner, (*path, number))
    elif value is not None and value != "":
        yield path
