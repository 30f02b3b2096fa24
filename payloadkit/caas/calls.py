"""The calls of CAAS as requests, ready for whichever client sends them; ``read_answer`` reads what comes back.

A base URL is what the partner agreement gives: with or without ``https://``, with or without a slash at its end.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from payloadkit.request import Request
from payloadkit.wire import dump, encode, to_dict

if TYPE_CHECKING:
    from payloadkit.caas.lookup import LookupRequest
    from payloadkit.caas.onboarding import OnboardingRequest
    from payloadkit.caas.token import TokenRequest

LONGEST_ECRN = 16


def get_token(base_url: str, request: TokenRequest) -> Request:
    """Return the request for a token, form-encoded, which ``caas.token-answer`` answers.

    Args:
        base_url: Where the API stands.
        request: The credentials.
    """
    form = {key: value if isinstance(value, str) else encode(value).decode() for key, value in to_dict(request).items() if value is not None}
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    return Request("POST", _url(base_url, "/auth/realms/cdp/protocol/openid-connect/token"), headers, urlencode(form).encode("ascii"))


def look_up(base_url: str, token: str, request: LookupRequest) -> Request:
    """Return the request that looks up the holder of a document, which ``caas.lookup-answer`` answers.

    Args:
        base_url: Where the API stands.
        token: The bearer token.
        request: The document.
    """
    return _post(base_url, "/caas/api/v2/customer/validate", token, request)


def get_customer(base_url: str, token: str, ecrn: str) -> Request:
    """Return the request for one customer, whom ``caas.customer`` answers.

    Args:
        base_url: Where the API stands.
        token: The bearer token.
        ecrn: The customer's number.

    Raises:
        ValueError: The number is empty, or longer than the call takes.
    """
    headers = _bearer(token)
    url = _url(base_url, f"/caas/api/v2/customer/{quote(ecrn, safe='')}") if ecrn.strip(".") and len(ecrn) <= LONGEST_ECRN else None
    del token, ecrn
    if url is None:
        del headers
        msg = f"an ecrn has 1 to {LONGEST_ECRN} characters"
        raise ValueError(msg)
    return Request("GET", url, headers)


def onboard(base_url: str, token: str, request: OnboardingRequest) -> Request:
    """Return the request that onboards a person or, with an ecrn, updates a customer; ``caas.onboarding-answer`` answers it.

    Args:
        base_url: Where the API stands.
        token: The bearer token.
        request: The person.
    """
    return _post(base_url, "/caas-lcm/api/v1/CAAS/onBoarding/customer", token, request)


def get_masters(base_url: str, token: str, code: str | None = None) -> Request:
    """Return the request for the tenant's master data, which ``caas.masters`` answers.

    Args:
        base_url: Where the API stands.
        token: The bearer token.
        code: The one list that is wanted, ``professions``; None is all of them.
    """
    query = "" if code is None else "?" + urlencode({"code": code})
    return Request("GET", _url(base_url, "/raas/masters/v1/codes") + query, _bearer(token))


def _post(base_url: str, path: str, token: str, request: object) -> Request:
    return Request("POST", _url(base_url, path), {**_bearer(token), "Content-Type": "application/json"}, dump(request))


def _url(base_url: str, path: str) -> str:
    return ("" if "://" in base_url else "https://") + base_url.rstrip("/") + path


def _bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}
