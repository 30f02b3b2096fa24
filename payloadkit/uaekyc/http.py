"""The calls of the batch API as requests, ready for whichever client sends them; each answer is read by ``payloadkit.load``.

A call that cannot be made is a TypeError or a ValueError, raised where no frame holds the key or a
customer's number any more.
"""

from __future__ import annotations

from urllib.parse import quote

from payloadkit.http.request import Refusal, Request, uncounted, unfit
from payloadkit.rules.text import screen
from payloadkit.violation import Severity
from payloadkit.wire.writing import encode


def batch_call(
    base_url: str,
    transaction_key: str,
    batch_id: str,
    call: str,
    customer_id: str | None = None,
    **numbers: int,
) -> Request | Refusal:
    """Return a call, or what its maker raises."""
    refusal = unfit(
        base_url=base_url, transaction_key=transaction_key, batch_id=batch_id
    ) or uncounted(**numbers)
    if refusal is not None:
        return refusal
    if customer_id is not None and not _is_sound(customer_id):
        return ValueError("customer_id is not blank and has no control characters")
    query = "&".join(f"{name}={number}" for name, number in numbers.items())
    url = f"{base_url.rstrip('/')}/digitization/v1/batch/{quote(batch_id, safe='')}/{call}" + (
        f"?{query}" if query else ""
    )
    headers = {"x-transaction-key": transaction_key, "Content-Type": "application/json"}
    return (
        Request("GET", url, headers)
        if customer_id is None
        else Request("POST", url, headers, encode({"customer_id": customer_id}))
    )


def _is_sound(customer_id: str) -> bool:
    fault = screen(customer_id, lines=False)
    return bool(customer_id.strip()) and (fault is None or fault.severity is not Severity.ERROR)
