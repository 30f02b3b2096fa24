"""One HTTP request as a value for any HTTP client, and the checks of its parts."""

from __future__ import annotations

import re
from collections.abc import Mapping  # noqa: TC003 - attrs resolves it

import attrs

_BASE = r"(?i:https?://|(?![a-z][a-z0-9+.-]*://))[^/?#][^?#]*"

_SHOWN = frozenset({"accept", "content-type"})


def _headers(headers: Mapping[str, str]) -> str:
    return repr({name: value if name.lower() in _SHOWN else "…" for name, value in headers.items()})


@attrs.frozen
class Request:
    """A call as method, URL, headers and body. Its ``repr`` shows no secret and no body.

    Args:
        method: ``GET`` or ``POST``.
        url: The complete URL. ``repr`` hides it, since it may hold a customer's number.
        headers: Header fields.
        body: The bytes to send, empty for a GET.
        timeout: The seconds that the answer may take; None if the caller knows no limit.
    """

    method: str
    url: str = attrs.field(repr=False)
    headers: Mapping[str, str] = attrs.field(repr=_headers)
    body: bytes = attrs.field(default=b"", repr=False)
    timeout: float | None = attrs.field(default=None, repr=False, eq=False, kw_only=True)


def check_header_text(**texts: object) -> None:
    """Check that texts for a URL or a header field are visible ASCII.

    A line end in one of them would begin another header field.

    Args:
        **texts: The texts by argument name.

    Raises:
        TypeError: A value is no text.
        ValueError: A text is empty, or has a character that is not visible ASCII; or the
            ``base_url`` has another scheme than HTTP, no host, or more than a path behind it.
    """
    for name, text in texts.items():
        if not isinstance(text, str):
            raise TypeError(f"{name} is a text, not {type(text).__name__}")
        if not re.fullmatch("[!-~]+", text):
            raise ValueError(f"{name} is visible ASCII, without blanks")
        if name == "base_url" and not re.fullmatch(_BASE, text):
            raise ValueError("base_url is https://host or https://host/path, without ? and #")


def check_positive(**numbers: object) -> None:
    """Check that numbers, given by the names of the arguments, are whole and at least 1."""
    for name, number in numbers.items():
        if type(number) is not int:
            raise TypeError(f"{name} is a whole number, not {type(number).__name__}")
        if number < 1:
            raise ValueError(f"{name} counts from 1")
