"""A source document, read by the dotted paths of the tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from payloadkit.violation import pointer

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from payloadkit.rules.values import Path


@attrs.frozen
class Profile:
    """A source document. An empty text counts as missing.

    Args:
        document: The document as plain values.
        root: Keys that the dotted paths are relative to.
        keys: The keys that its model declares. Only these are shown.
    """

    document: Mapping[str, Any] = attrs.field(repr=False)
    root: tuple[str, ...]
    keys: frozenset[str] = attrs.field(repr=False)

    def get(self, path: str) -> str | None:
        """Return the text at a dotted path, or None; a whole number is returned as text."""
        found: object = self.document
        for token in self.tokens(path):
            found = _inside(found, token)
        text = str(found) if type(found) is int else found
        return text if isinstance(text, str) and text.strip() else None

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

    def pointers(self) -> Iterator[str]:
        """Yield the JSON Pointer of every value of the document that is not empty, in order."""
        return (pointer(path, self.keys) for path in _paths(self.document, ()))


def _inside(value: object, token: str | int) -> object:
    if isinstance(value, dict):
        return value.get(token)
    return (
        value[token]
        if isinstance(value, list) and isinstance(token, int) and token < len(value)
        else None
    )


def _paths(value: object, path: Path) -> Iterator[Path]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _paths(inner, (*path, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _paths(inner, (*path, number))
    elif value is not None and value != "":
        yield path
