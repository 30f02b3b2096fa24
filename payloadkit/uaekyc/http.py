"""The call that all requests of the batch API share. ``payloadkit.load`` reads the answers."""

from __future__ import annotations

from urllib.parse import quote

from payloadkit.http.request import Request, check_header_text, check_positive

ROOT = "/digitization/v1/batch/"
KEY = "x-transaction-key"


def batch_call(
    base_url: str,
    transaction_key: str,
    batch_id: str,
    call: str,
    *,
    body: bytes | None = None,
    **numbers: int,
) -> Request:
    """Return a call for one batch: a GET, or a POST if there is a body.

    Args:
        base_url: The URL of the API, without ``/digitization``.
        transaction_key: The organization's key.
        batch_id: The batch.
        call: Last part of the path.
        body: JSON to post.
        **numbers: The parameters of the query, numbers from 1.
    """
    check_header_text(base_url=base_url, transaction_key=transaction_key, batch_id=batch_id)
    check_positive(**numbers)
    url = f"{base_url.rstrip('/')}{ROOT}{quote(batch_id, safe='')}/{call}"
    if numbers:
        url += "?" + "&".join(f"{name}={number}" for name, number in numbers.items())
    headers = {KEY: transaction_key, "Content-Type": "application/json"}
    return Request("GET" if body is None else "POST", url, headers, body or b"")
