"""The calls of the batch API as requests, ready for whichever client sends them; each answer is read by ``payloadkit.load``.

A call that cannot be made is a TypeError or a ValueError, raised where no frame holds the key or a customer's number any more.
"""

from __future__ import annotations

from urllib.parse import quote

from payloadkit.request import Refusal, Request, sound, uncounted, unfit
from payloadkit.rules.text import screen
from payloadkit.violation import Severity
from payloadkit.wire import encode


def get_status(base_url: str, transaction_key: str, batch_id: str) -> Request:
    """Return the request for how far a batch has come, which ``uaekyc.batch-status`` answers.

    Args:
        base_url: Where the API stands, before ``/digitization``.
        transaction_key: Your organization's key.
        batch_id: The batch, as it is called once it is approved.

    Raises:
        TypeError: An argument is of another type.
        ValueError: The key or the batch is no visible ASCII.
    """
    made = _request(base_url, transaction_key, batch_id, "status")
    del transaction_key
    return sound(made)


def get_records(base_url: str, transaction_key: str, batch_id: str, page: int = 1, limit: int = 10) -> Request:
    """Return the request for one page of a batch's records, which ``uaekyc.batch-records`` answers.

    Args:
        base_url: Where the API stands, before ``/digitization``.
        transaction_key: Your organization's key.
        batch_id: The batch.
        page: Number of the page, from 1.
        limit: Most records of a page, from 1.

    Raises:
        TypeError: An argument is of another type.
        ValueError: The key or the batch is no visible ASCII, or a number is not from 1.
    """
    made = _request(base_url, transaction_key, batch_id, "records", page=page, limit=limit)
    del transaction_key
    return sound(made)


def get_errored(base_url: str, transaction_key: str, batch_id: str, page_no: int = 1) -> Request:
    """Return the request for one page of the rows that failed, which ``uaekyc.errored-records`` answers.

    Args:
        base_url: Where the API stands, before ``/digitization``.
        transaction_key: Your organization's key.
        batch_id: The batch.
        page_no: Number of the page, from 1.

    Raises:
        TypeError: An argument is of another type.
        ValueError: The key or the batch is no visible ASCII, or the number is not from 1.
    """
    made = _request(base_url, transaction_key, batch_id, "errored", page_no=page_no)
    del transaction_key
    return sound(made)


def get_customer_data(base_url: str, transaction_key: str, batch_id: str, customer_id: str) -> Request:
    """Return the request for a customer's digitized profile, which ``uaekyc.customer-data`` answers; only a record of status success has one.

    Args:
        base_url: Where the API stands, before ``/digitization``.
        transaction_key: Your organization's key.
        batch_id: The batch.
        customer_id: Your number of the customer, as in the CSV.

    Raises:
        TypeError: An argument is of another type.
        ValueError: The key or the batch is no visible ASCII, or the customer's number is blank or has control characters.
    """
    made: Request | Refusal = TypeError("customer_id is a text")
    if isinstance(customer_id, str):
        made = _request(base_url, transaction_key, batch_id, "getCustomerData", customer_id)
    del transaction_key, customer_id
    return sound(made)


def _request(base_url: str, transaction_key: str, batch_id: str, call: str, customer_id: str | None = None, **numbers: int) -> Request | Refusal:
    """Return a call, or what its maker raises."""
    refusal = unfit(base_url=base_url, transaction_key=transaction_key, batch_id=batch_id) or uncounted(**numbers)
    if refusal is not None:
        return refusal
    if customer_id is not None and not _is_sound(customer_id):
        return ValueError("customer_id is not blank and has no control characters")
    query = "&".join(f"{name}={number}" for name, number in numbers.items())
    url = f"{base_url.rstrip('/')}/digitization/v1/batch/{quote(batch_id, safe='')}/{call}" + (f"?{query}" if query else "")
    headers = {"x-transaction-key": transaction_key, "Content-Type": "application/json"}
    return Request("GET", url, headers) if customer_id is None else Request("POST", url, headers, encode({"customer_id": customer_id}))


def _is_sound(customer_id: str) -> bool:
    fault = screen(customer_id, lines=False)
    return bool(customer_id.strip()) and (fault is None or fault.severity is not Severity.ERROR)
