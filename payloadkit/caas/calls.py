"""The calls of CAAS as requests, ready for whichever client sends them; ``read_answer`` reads what comes back.

A base URL is what the partner agreement gives: with or without ``https://``, with or without a slash at its end.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from payloadkit.declaration import unmodelled
from payloadkit.request import Refusal, Request, sound, unfit

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

    Raises:
        TypeError: An argument is of another type.
        ValueError: The URL is no visible ASCII.
    """
    made = _login(base_url, request)
    del request
    return sound(made)


def look_up(base_url: str, token: str, request: LookupRequest) -> Request:
    """Return the request that looks up the holder of a document, which ``caas.lookup-answer`` answers.

    Args:
        base_url: Where the API stands.
        token: The bearer token.
        request: The document.

    Raises:
        TypeError: An argument is of another type.
        ValueError: The URL or the token is no visible ASCII.
    """
    made = _post(base_url, "/caas/api/v2/customer/validate", token, request)
    del token, request
    return sound(made)


def get_customer(base_url: str, token: str, ecrn: str) -> Request:
    """Return the request for one customer, whom ``caas.customer`` answers.

    Args:
        base_url: Where the API stands.
        token: The bearer token.
        ecrn: The customer's number.

    Raises:
        TypeError: An argument is of another type.
        ValueError: The URL, the token or the number is no visible ASCII, or the number is longer than the call takes.
    """
    made = _customer(base_url, token, ecrn)
    del token, ecrn
    return sound(made)


def onboard(base_url: str, token: str, request: OnboardingRequest) -> Request:
    """Return the request that onboards a person or, with an ecrn, updates a customer; ``caas.onboarding-answer`` answers it.

    Args:
        base_url: Where the API stands.
        token: The bearer token.
        request: The person.

    Raises:
        TypeError: An argument is of another type.
        ValueError: The URL or the token is no visible ASCII.
    """
    made = _post(base_url, "/caas-lcm/api/v1/CAAS/onBoarding/customer", token, request)
    del token, request
    return sound(made)


def get_masters(base_url: str, token: str, code: str | None = None) -> Request:
    """Return the request for the tenant's master data, which ``caas.masters`` answers.

    Args:
        base_url: Where the API stands.
        token: The bearer token.
        code: The one list that is wanted, ``professions``; None is all of them.

    Raises:
        TypeError: An argument is of another type.
        ValueError: The URL or the token is no visible ASCII, or the list's name cannot be written.
    """
    made = _masters(base_url, token, code)
    del token, code
    return sound(made)


def _login(base_url: str, request: object) -> Request | Refusal:
    from urllib.parse import urlencode

    from payloadkit.wire import encode, to_dict

    refusal = unfit(base_url=base_url) or _unmodelled(request)
    if refusal is not None:
        return refusal
    form = {key: value if isinstance(value, str) else encode(value).decode() for key, value in to_dict(request).items() if value is not None}
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    return Request("POST", _url(base_url, "/auth/realms/cdp/protocol/openid-connect/token"), headers, urlencode(form).encode("ascii"))


def _customer(base_url: str, token: str, ecrn: str) -> Request | Refusal:
    from urllib.parse import quote

    if isinstance(ecrn, str) and not (ecrn.strip(".") and len(ecrn) <= LONGEST_ECRN):
        return ValueError(f"an ecrn has 1 to {LONGEST_ECRN} characters")
    refusal = unfit(base_url=base_url, token=token, ecrn=ecrn)
    return refusal or Request("GET", _url(base_url, f"/caas/api/v2/customer/{quote(ecrn, safe='')}"), _bearer(token))


def _masters(base_url: str, token: str, code: str | None) -> Request | Refusal:
    from urllib.parse import urlencode

    refusal = unfit(base_url=base_url, token=token)
    if refusal is not None:
        return refusal
    if code is not None and not isinstance(code, str):
        return TypeError(f"code is a text or None, not {type(code).__name__}")
    try:
        query = "" if code is None else "?" + urlencode({"code": code})
    except UnicodeEncodeError:
        return ValueError("code is a text without lone surrogates")
    return Request("GET", _url(base_url, "/raas/masters/v1/codes") + query, _bearer(token))


def _post(base_url: str, path: str, token: str, request: object) -> Request | Refusal:
    from payloadkit.wire import dump

    refusal = unfit(base_url=base_url, token=token) or _unmodelled(request)
    return refusal or Request("POST", _url(base_url, path), {**_bearer(token), "Content-Type": "application/json"}, dump(request))


def _unmodelled(request: object) -> TypeError | None:
    refusal = unmodelled(type(request))
    return None if refusal is None else TypeError(refusal)


def _url(base_url: str, path: str) -> str:
    return ("" if "://" in base_url else "https://") + base_url.rstrip("/") + path


def _bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}
