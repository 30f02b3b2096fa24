"""What the calls of the batch API share; ``payloadkit.load`` reads each answer."""

from __future__ import annotations

from urllib.parse import quote

from payloadkit.http.request import Request, check_header_text, check_positive


def batch_call(
    base_url: str,
    transaction_key: str,
    batch_id: str,
    call: str,
    *,
    body: bytes | None = None,
    **numbers: int,
) -> Request:
    """Return a call about one batch: a GET, or with a body a POST.

    Args:
        base_url: Where the API stands, before ``/digitization``.
        transaction_key: The organization's key.
        batch_id: The batch.
        call: Last part of the path.
        body: JSON to post.
        **numbers: The query, numbers from 1.
    """
    check_header_text(base_url=base_url, transaction_key=transaction_key, batch_id=batch_id)
    check_positive(**numbers)
    url = f"{base_url.rstrip('/')}/digitization/v1/batch/{quote(batch_id, safe='')}/{call}"
    if numbers:
        url += "?" + "&".join(f"{name}={number}" for name, number in numbers.items())
    headers = {"x-transaction-key": transaction_key, "Content-Type": "application/json"}
    return Request("GET" if body is None else "POST", url, headers, body or b"")
