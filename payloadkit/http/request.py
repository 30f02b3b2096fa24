"""One HTTP request as a value, ready for whichever client sends it, and what its parts are held to.

The checks return what is wrong instead of raising it, so that it is raised where no frame holds a
token or a customer's number.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TypeAlias

import attrs

Refusal: TypeAlias = TypeError | ValueError

_VISIBLE = re.compile("[!-~]+")

_SHOWN = frozenset({"accept", "content-type"})


def _headers(headers: Mapping[str, str]) -> str:
    return repr({name: value if name.lower() in _SHOWN else "…" for name, value in headers.items()})


@attrs.frozen
class Request:
    """A call as method, URL, headers and body; its ``repr`` shows no secret and no body.

    Args:
        method: ``GET`` or ``POST``.
        url: The whole URL; it may hold a customer's number, so ``repr`` hides it.
        headers: Header fields.
        body: The bytes to send, empty for a GET.
    """

    method: str
    url: str = attrs.field(repr=False)
    headers: Mapping[str, str] = attrs.field(repr=_headers)
    body: bytes = attrs.field(default=b"", repr=False)


def unfit(**words: object) -> Refusal | None:
    """Return what is wrong with the words that URL and headers are made of: each must be visible ASCII, so that none can begin another header field.

    Args:
        **words: The words by what they are called.
    """
    for name, word in words.items():
        if not isinstance(word, str):
            return TypeError(f"{name} is a text, not {type(word).__name__}")
        if not _VISIBLE.fullmatch(word):
            return ValueError(f"{name} is visible ASCII, without blanks")
    return None


def uncounted(**numbers: object) -> Refusal | None:
    """Return what is wrong with numbers that count from 1.

    Args:
        **numbers: The numbers by what they are called.
    """
    for name, number in numbers.items():
        if type(number) is not int:
            return TypeError(f"{name} is a whole number, not {type(number).__name__}")
        if number < 1:
            return ValueError(f"{name} counts from 1")
    return None


def unanswered(status: object, body: object, headers: object) -> TypeError | None:
    """Return why these are no answer that a client may have got.

    Args:
        status: Status of HTTP; None where the answer was lost.
        body: What came.
        headers: The header fields that came with it, or None.
    """
    if status is not None and not isinstance(status, int):
        return TypeError(f"status is a whole number or None, not {type(status).__name__}")
    if not isinstance(body, bytes | bytearray | memoryview | str):
        return TypeError(f"body is bytes or text, not {type(body).__name__}")
    if headers is not None and not isinstance(headers, Mapping):
        return TypeError(f"headers are a Mapping, not {type(headers).__name__}")
    return None


def sound(made: Request | Refusal) -> Request:
    """Return a request that could be made, or raise why it could not.

    Args:
        made: The request, or what is wrong with its parts.

    Raises:
        TypeError: A part is of another type.
        ValueError: A part is none that can be sent.
    """
    if isinstance(made, Request):
        return made
    raise made
