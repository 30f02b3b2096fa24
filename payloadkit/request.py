"""One HTTP request as a value, ready for whichever client sends it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

if TYPE_CHECKING:
    from collections.abc import Mapping

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
