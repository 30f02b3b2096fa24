"""Places in a plain document: finding those of a pattern, and putting another value there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from payloadkit.rules.values import Path

Document = dict[str, Any]
Pattern = tuple[str, ...]

GONE = object()


def places(document: object, pattern: Pattern) -> Iterator[Path]:
    """Yield the path of every value that a pattern leads to.

    The last key of the pattern need not be in its object.

    Args:
        document: The document.
        pattern: Path tokens, ``*`` for any element.
    """
    if not pattern:
        yield ()
        return
    head, *rest = pattern
    inside: dict[Any, object] = {}
    if isinstance(document, dict) and head == "*":
        inside = document
    elif isinstance(document, dict) and (head in document or not rest):
        inside = {head: document.get(head)}
    elif isinstance(document, list) and head == "*":
        inside = dict(enumerate(document))
    for token, value in inside.items():
        yield from ((token, *below) for below in places(value, tuple(rest)))


def changed(document: Any, path: Path, value: object) -> Any:  # noqa: ANN401 # any plain value
    """Return a document with another value at a path, or without it for ``GONE``.

    The objects and lists on the way are copied; the document stays as it is.

    Args:
        document: The document.
        path: Path tokens of the place.
        value: What stands there instead.
    """
    if not path:
        return value
    head, *rest = path
    copy = document.copy()
    inside = changed(copy[head] if rest else None, tuple(rest), value)
    if inside is GONE:
        copy.pop(head, None)
    else:
        copy[head] = inside
    return copy
