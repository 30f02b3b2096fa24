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
    """A source document; an empty text in it is as good as none.

    Args:
        document: The document as plain values.
        root: Keys that lead to where the dotted paths begin.
        keys: Every key that its model declares, which may be shown.
    """

    document: Mapping[str, Any] = attrs.field(repr=False)
    root: tuple[str, ...]
    keys: frozenset[str] = attrs.field(repr=False)

    def get(self, path: str) -> str | None:
        """Return the text at a dotted path, or None; a number counts as its text."""
        found: object = self.document
        for token in self.tokens(path):
            found = _inside(found, token)
        text = str(found) if type(found) is int else found
        return text if isinstance(text, str) and text.strip() else None

    def first(self, paths: tuple[str, ...]) -> tuple[str, str] | None:
        """Return the first of some dotted paths that has a text, and the text."""
        said = ((path, self.get(path)) for path in paths)
        return next(((path, text) for path, text in said if text is not None), None)

    def pointer(self, path: str) -> str:
        """Return the JSON Pointer of a dotted path."""
        return pointer(self.tokens(path), self.keys)

    def tokens(self, path: str) -> Path:
        """Return the path tokens of a dotted path, from the document on."""
        return (*self.root, *path.split("."))

    def says_something(self) -> bool:
        """Tell whether anything is said below the root."""
        return any(path[: len(self.root)] == self.root for path in _said(self.document, ()))

    def pointers(self) -> Iterator[str]:
        """Yield the JSON Pointer of everything that the document says, in its order."""
        return (pointer(path, self.keys) for path in _said(self.document, ()))


def _inside(value: object, token: str | int) -> object:
    if isinstance(value, dict):
        return value.get(token)
    return (
        value[token]
        if isinstance(value, list) and isinstance(token, int) and token < len(value)
        else None
    )


def _said(value: object, path: Path) -> Iterator[Path]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _said(inner, (*path, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _said(inner, (*path, number))
    elif value is not None and value != "":
        yield path
