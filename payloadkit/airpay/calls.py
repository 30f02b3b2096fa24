"""The calls of Airpay's KYC interface as requests, ready for whichever client sends them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

import attrs

from payloadkit.declaration import unmodelled
from payloadkit.document import check
from payloadkit.request import Refusal, Request, sound, unfit
from payloadkit.violation import PayloadError, Report, Severity
from payloadkit.wire import encode, to_dict

if TYPE_CHECKING:
    from payloadkit.airpay.add import AddKycRequest
    from payloadkit.airpay.pull import PullKycRequest

PAGE = "addkyc.php"

_HEADERS = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}


def add_kyc_request(base_url: str, request: AddKycRequest) -> Request:
    """Return the call of Add KYC.

    The document of Add KYC is not published; like its sister APIs it is called with form encoding.

    Args:
        base_url: Where ``addkyc.php`` stands on Airpay's host.
        request: What to send, such as ``add_kyc`` makes it.

    Raises:
        PayloadError: A number in it is not hashed; a plain one never leaves the process.
        TypeError: The URL is no text, or the request none.
        ValueError: The URL is no visible ASCII.
    """
    made = unfit(base_url=base_url) or _plain(request) or _posted(f"{base_url.rstrip('/')}/{PAGE}", request)
    del request
    return sound(made)


def pull_kyc_request(url: str, request: PullKycRequest) -> Request:
    """Return the call of Pull KYC as Airpay makes it, for tests of a merchant's endpoint.

    Args:
        url: The merchant's own URL.
        request: What Airpay asks, such as ``pull_kyc`` makes it.

    Raises:
        TypeError: The URL is no text, or the request none.
        ValueError: The URL is no visible ASCII.
    """
    made = unfit(url=url) or _unmodelled(request) or _posted(url, request)
    del request
    return sound(made)


def _posted(url: str, request: object) -> Request:
    return Request("POST", url, dict(_HEADERS), urlencode(form_fields(request)).encode())


def _unmodelled(request: object) -> TypeError | None:
    refusal = unmodelled(type(request))
    return None if refusal is None else TypeError(refusal)


def _plain(request: object) -> Refusal | None:
    """Return what is wrong with a request that holds a number which is not hashed."""
    refusal = _unmodelled(request)
    if refusal is not None:
        return refusal
    found = check(type(request), to_dict(request)).violations
    plain = tuple(attrs.evolve(entry, severity=Severity.ERROR) for entry in found if entry.code == "kyc_number.not_hashed")
    return PayloadError(Report(plain)) if plain else None


def form_fields(obj: object) -> dict[str, str]:
    """Return an object as the fields of a form: a text as it is, all else as compact JSON.

    Args:
        obj: An object of a model.
    """
    return {key: value if isinstance(value, str) else encode(value).decode() for key, value in to_dict(obj).items()}
