"""Find the fields of a request that an answer of CAAS refuses.

The gateway names a field in camelCase, or a master list in words, mostly without a path.
"""

from __future__ import annotations

import re
from itertools import islice, takewhile
from typing import TYPE_CHECKING, Any

from payloadkit.models.registry import model_of
from payloadkit.rules.containers import Many
from payloadkit.violation import Fault, pointer

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from payloadkit.models.model import Field, Model
    from payloadkit.violation import Violation

MOST = 1000
LONGEST_NAME = 200

Path = tuple[str | int, ...]

_NAME = r"[^.\[\]]+"
_INDEX = r"[0-9]{1,9}"
_MASTER = r"\s*Invalid\s+([A-Za-z ]{1,200})"


def refused_fields(request: type, code: int, details: Mapping[str, Any]) -> tuple[Violation, ...]:
    """Return a violation for each field that an answer's ``details`` name.

    The gateway's words are left out, since they may quote the value.

    Args:
        request: The model of the request.
        code: The answer's error code.
        details: The gateway's words by the name of the field.
    """
    return tuple(
        _violation(request, _place(model_of(request), name), code) for name in islice(details, MOST)
    )


def refused_master_field(request: type, code: int, message: str) -> tuple[Violation, ...]:
    """Return the violation at the field whose master list a message names, or none.

    An example of such a message is ``Invalid Nationality …!``.

    Args:
        request: The model of the request.
        code: The answer's error code.
        message: The answer's message.
    """
    match = re.match(_MASTER, message, re.IGNORECASE)
    words = match[1].split() if match else []
    # The refused value follows the name of the list. The longest known name counts.
    for number in range(len(words), 0, -1):
        name = "".join(words[:number])
        for spelling in (name, f"{name}id"):
            found = _find_anywhere(model_of(request), spelling)
            if found is not None:
                return (_violation(request, found, code),)
    return ()


def _violation(request: type, place: tuple[Path, str | None], code: int) -> Violation:
    path, name = place
    fault = Fault("gateway.rejected", variant="" if name else "undeclared", field=name)
    return fault.violation(pointer(path, model_of(request).keys), gateway=str(code))


def _place(model: Model, name: str) -> tuple[Path, str | None]:
    """Return the path of a field that the gateway names, and its key; None for an unknown field."""
    tokens = re.findall(_NAME, name[:LONGEST_NAME])
    return (
        _follow(model, tokens)
        or (_find_anywhere(model, tokens[0]) if len(tokens) == 1 else None)
        or ((name,), None)
    )


def _follow(model: Model, tokens: list[str]) -> tuple[Path, str] | None:
    """Follow names and indexes from the root, up to a list whose index is missing."""
    path: list[str | int] = []
    key: str | None = None
    in_list = index_missing = False
    inside: Model | None = model
    for token in tokens:
        if in_list and re.fullmatch(_INDEX, token):
            path += [] if index_missing else [int(token)]
            in_list = False
            continue
        index_missing = index_missing or in_list
        found = None if inside is None else _own_field(inside, token)
        if found is None:
            break
        path += [] if index_missing else [found.key]
        key, in_list = found.key, isinstance(found.rule, Many)
        inside = None if found.part is None else model_of(found.part)
    return None if key is None else (tuple(path), key)


def _find_anywhere(model: Model, name: str) -> tuple[Path, str] | None:
    """Find a name at any depth: a field of the root, else the common path of its places."""
    own = _own_field(model, name)
    if own is not None:
        return (own.key,), own.key
    found = [(path, field.key) for path, field in model.walk() if _plain(field.key) == _plain(name)]
    return (
        (_shared([tuple(_before_list(path)) for path, _ in found]), found[0][1]) if found else None
    )


def _before_list(path: tuple[str, ...]) -> Iterator[str]:
    for token in path:
        if token == "*":  # noqa: S105 - a token of a path
            return
        yield token


def _shared(places: list[tuple[str, ...]]) -> tuple[str, ...]:
    """Return the common beginning of all places."""
    return tuple(
        tokens[0]
        for tokens in takewhile(lambda tokens: len(set(tokens)) == 1, zip(*places, strict=False))
    )


def _own_field(model: Model, name: str) -> Field | None:
    return next((field for field in model.fields if _plain(field.key) == _plain(name)), None)


def _plain(name: str) -> str:
    """Return a name in a form that is the same for camelCase and snake_case."""
    return name.replace("_", "").replace("-", "").casefold()
