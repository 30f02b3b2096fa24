"""The calls of Airpay's KYC interface as requests, ready for whichever client sends them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from payloadkit.request import Request
from payloadkit.wire import encode, to_dict

if TYPE_CHECKING:
    from payloadkit.airpay.add import AddKycRequest
    from payloadkit.airpay.pull import PullKycRequest

_HEADERS = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}


def add_kyc_request(base_url: str, request: AddKycRequest) -> Request:
    """Return the call of Add KYC.

    The document of Add KYC is not published; like its sister APIs it is called with form encoding.

    Args:
        base_url: Where ``addkyc.php`` stands on Airpay's host.
        request: What to send, such as ``add_kyc`` makes it.

    Raises:
        PayloadError: A number in it is not hashed; a plain one never leaves the process.
    """
    return request.to_http(base_url)


def pull_kyc_request(url: str, request: PullKycRequest) -> Request:
    """Return the call of Pull KYC as Airpay makes it, for tests of a merchant's endpoint.

    Args:
        url: The merchant's own URL.
        request: What Airpay asks, such as ``pull_kyc`` makes it.
    """
    return post(url, request)


def post(url: str, obj: object) -> Request:
    """Return the call that posts an object as a form.

    Args:
        url: The whole URL.
        obj: An object of a model.
    """
    return Request("POST", url, dict(_HEADERS), urlencode(form_fields(obj)).encode())


def form_fields(obj: object) -> dict[str, str]:
    """Return an object as the fields of a form: a text as it is, all else as compact JSON.

    Args:
        obj: An object of a model.
    """
    return {key: value if isinstance(value, str) else encode(value).decode() for key, value in to_dict(obj).items()}
