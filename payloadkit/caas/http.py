"""The URL, the bearer token and the POST of JSON that the calls of CAAS share.

The base URL may have ``https://`` and a final slash, or not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from payloadkit.http.request import Request


def post(base_url: str, path: str, token: str, request: object) -> Request:
    """Return the call that posts a model's object as JSON."""
    from payloadkit.http.request import Request, check_header_text
    from payloadkit.wire.writing import dump

    check_header_text(base_url=base_url, token=token)
    headers = {**bearer(token), "Content-Type": "application/json"}
    return Request("POST", url_of(base_url, path), headers, dump(request))


def url_of(base_url: str, path: str) -> str:
    """Return the URL of a path, with HTTPS if the base URL names no scheme."""
    return ("" if "://" in base_url else "https://") + base_url.rstrip("/") + path


def bearer(token: str) -> dict[str, str]:
    """Return the header field with the token."""
    return {"Authorization": f"Bearer {token}"}
