"""Where in a payload the gateway's complaint belongs: it names fields in camelCase, or the master list in words, and seldom the place."""

from __future__ import annotations

import re
from itertools import islice, takewhile
from typing import TYPE_CHECKING, Any

from payloadkit.models.registry import model_of
from payloadkit.rules.containers import Many
from payloadkit.violation import Severity, Violation, pointer

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from payloadkit.models.model import Field, Model

MOST = 1000
LONGEST_NAME = 200

Path = tuple[str | int, ...]

_NAME = r"[^.\[\]]+"
_INDEX = r"[0-9]{1,9}"
_MASTER = r"\s*Invalid\s+([A-Za-z ]{1,200})"


def complaints(request: type, code: int, details: Mapping[str, Any]) -> tuple[Violation, ...]:
    """Return a violation for each field that an answer's ``details`` name; what is said of it may quote its value, and is left out.

    Args:
        request: The model of the request.
        code: The answer's error code.
        details: What is wrong, by the name of the field.
    """
    return tuple(
        _violation(request, _place(model_of(request), name), code) for name in islice(details, MOST)
    )


def master_complaint(request: type, code: int, message: str) -> tuple[Violation, ...]:
    """Return the violation at the field whose master list the message names, or none: ``Invalid Nationality …!``.

    Args:
        request: The model of the request.
        code: The answer's error code.
        message: The answer's message.
    """
    said = re.match(_MASTER, message, re.IGNORECASE)
    words = said[1].split() if said else []
    for number in range(len(words), 0, -1):
        name = "".join(words[:number])
        for spelling in (name, f"{name}id"):
            found = _anywhere(model_of(request), spelling)
            if found is not None:
                return (_violation(request, found, code),)
    return ()


def _violation(request: type, place: tuple[Path, str | None], code: int) -> Violation:
    path, name = place
    return Violation(
        path=pointer(path, model_of(request).keys),
        code="gateway.rejected",
        severity=Severity.ERROR,
        message=f"The gateway refuses {name or 'a field that is not declared here'}.",
        hint="Mend it, then send it again.",
        gateway=str(code),
    )


def _place(model: Model, name: str) -> tuple[Path, str | None]:
    """Return the path of a field that the gateway names, as far as it can be known, and the field's key."""
    tokens = re.findall(_NAME, name[:LONGEST_NAME])
    return (
        _along(model, tokens)
        or (_anywhere(model, tokens[0]) if len(tokens) == 1 else None)
        or ((name,), None)
    )


def _along(model: Model, tokens: list[str]) -> tuple[Path, str] | None:
    """Follow names and indexes from the root; where a list's index is not told, the list is as near as it gets."""
    path: list[str | int] = []
    key: str | None = None
    listed = lost = False
    inside: Model | None = model
    for token in tokens:
        if listed and re.fullmatch(_INDEX, token):
            path += [] if lost else [int(token)]
            listed = False
            continue
        lost = lost or listed
        found = None if inside is None else _named(inside, token)
        if found is None:
            break
        path += [] if lost else [found.key]
        key, listed, inside = (
            found.key,
            isinstance(found.rule, Many),
            None if found.part is None else model_of(found.part),
        )
    return None if key is None else (tuple(path), key)


def _anywhere(model: Model, name: str) -> tuple[Path, str] | None:
    """Look for a name at every depth: the root's own field first, else what the places have in common, up to a list."""
    own = _named(model, name)
    if own is not None:
        return (own.key,), own.key
    places = [
        tuple(_before_list(path))
        for path, field in model.walk()
        if _plain(field.key) == _plain(name)
    ]
    keys = {field.key for _, field in model.walk() if _plain(field.key) == _plain(name)}
    return (_shared(places), keys.pop()) if places else None


def _before_list(path: tuple[str, ...]) -> Iterator[str]:
    for token in path:
        if token == "*":  # noqa: S105 - a token of a path
            return
        yield token


def _shared(places: list[tuple[str, ...]]) -> tuple[str, ...]:
    """Return what all places begin with."""
    return tuple(
        tokens[0]
        for tokens in takewhile(lambda tokens: len(set(tokens)) == 1, zip(*places, strict=False))
    )


def _named(model: Model, name: str) -> Field | None:
    return next((field for field in model.fields if _plain(field.key) == _plain(name)), None)


def _plain(name: str) -> str:
    """Return a name without what camelCase and snake_case do to it."""
    return name.replace("_", "").replace("-", "").casefold()
