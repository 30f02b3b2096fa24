"""The calls of Azakaw's API as requests, ready for whichever client sends them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from payloadkit.policy import Policy
from payloadkit.request import Request
from payloadkit.rules.identifiers import Uuid
from payloadkit.wire import dump

if TYPE_CHECKING:
    from payloadkit.azakaw.user import AddUser

LARGEST_PAGE = 100


def get_customer(base_url: str, token: str, customer_id: str) -> Request:
    """Return the request for one customer, which ``azakaw.customer`` answers.

    Args:
        base_url: Where the API stands.
        token: The bearer token.
        customer_id: The customer, a UUID.

    Raises:
        ValueError: The customer's number is no UUID: it would draw 400.
    """
    malformed = any(Uuid().check(customer_id, Policy()))
    url = f"{base_url.rstrip('/')}/transactions/monitoring/customer/{customer_id}"
    headers = _headers(token)
    del customer_id, token
    if malformed:
        del url, headers
        msg = "customer_id is a UUID: 8-4-4-4-12 hexadecimal digits"
        raise ValueError(msg)
    return Request("GET", url, headers)


def get_onboarding_pending(base_url: str, token: str, page: int = 1, page_size: int = 10) -> Request:
    """Return the request for one page of the unfinished onboardings, which ``azakaw.onboarding-pending`` answers.

    Args:
        base_url: Where the API stands.
        token: The bearer token.
        page: Number of the page, from 1.
        page_size: Most customers of a page, 1 to 100.

    Raises:
        ValueError: The page or its size is out of its range.
    """
    headers = _headers(token)
    del token
    if page < 1 or not 1 <= page_size <= LARGEST_PAGE:
        del headers
        msg = f"page is from 1, page_size from 1 to {LARGEST_PAGE}"
        raise ValueError(msg)
    return Request("GET", f"{base_url.rstrip('/')}/transactions/monitoring/onboarding-pending?page={page}&pageSize={page_size}", headers)


def add_user(base_url: str, token: str, user: AddUser) -> Request:
    """Return the request that registers a person for transaction monitoring; ``read_answer`` reads what comes back.

    Args:
        base_url: Where the API stands.
        token: The bearer token.
        user: The person.
    """
    headers = {**_headers(token), "Content-Type": "application/json"}
    return Request("POST", f"{base_url.rstrip('/')}/transactions/customers/AddUser", headers, dump(user))


def _headers(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}", "Accept": "application/json"}
