"""The calls of Azakaw's API as requests, ready for whichever client sends them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from payloadkit.declaration import unmodelled
from payloadkit.policy import Policy
from payloadkit.request import Refusal, Request, sound, uncounted, unfit
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
        TypeError: An argument is of another type.
        ValueError: The URL or the token is no visible ASCII, or the customer's number no UUID: it would draw 400.
    """
    made = _customer(base_url, token, customer_id)
    del token, customer_id
    return sound(made)


def get_onboarding_pending(base_url: str, token: str, page: int = 1, page_size: int = 10) -> Request:
    """Return the request for one page of the unfinished onboardings, which ``azakaw.onboarding-pending`` answers.

    Args:
        base_url: Where the API stands.
        token: The bearer token.
        page: Number of the page, from 1.
        page_size: Most customers of a page, 1 to 100.

    Raises:
        TypeError: An argument is of another type.
        ValueError: The URL or the token is no visible ASCII, or the page or its size is out of its range.
    """
    made = _pending(base_url, token, page, page_size)
    del token
    return sound(made)


def add_user(base_url: str, token: str, user: AddUser) -> Request:
    """Return the request that registers a person for transaction monitoring; ``read_answer`` reads what comes back.

    Args:
        base_url: Where the API stands.
        token: The bearer token.
        user: The person.

    Raises:
        TypeError: An argument is of another type.
        ValueError: The URL or the token is no visible ASCII.
    """
    made = _add(base_url, token, user)
    del token, user
    return sound(made)


def _customer(base_url: str, token: str, customer_id: str) -> Request | Refusal:
    if isinstance(customer_id, str) and any(Uuid().check(customer_id, Policy())):
        return ValueError("customer_id is a UUID: 8-4-4-4-12 hexadecimal digits")
    refusal = unfit(base_url=base_url, token=token, customer_id=customer_id)
    return refusal or Request("GET", f"{_root(base_url)}/monitoring/customer/{customer_id}", _headers(token))


def _pending(base_url: str, token: str, page: int, page_size: int) -> Request | Refusal:
    refusal = unfit(base_url=base_url, token=token) or uncounted(page=page, page_size=page_size)
    if refusal is not None:
        return refusal
    if page_size > LARGEST_PAGE:
        return ValueError(f"page_size is at most {LARGEST_PAGE}")
    return Request("GET", f"{_root(base_url)}/monitoring/onboarding-pending?page={page}&pageSize={page_size}", _headers(token))


def _add(base_url: str, token: str, user: object) -> Request | Refusal:
    refusal, strange = unfit(base_url=base_url, token=token), unmodelled(type(user))
    if refusal is not None or strange is not None:
        return refusal or TypeError(strange)
    return Request("POST", f"{_root(base_url)}/customers/AddUser", {**_headers(token), "Content-Type": "application/json"}, dump(user))


def _root(base_url: str) -> str:
    return f"{base_url.rstrip('/')}/transactions"


def _headers(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}", "Accept": "application/json"}
