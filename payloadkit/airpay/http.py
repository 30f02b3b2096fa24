"""What the calls of Airpay share: form encoding."""

from __future__ import annotations

from urllib.parse import urlencode

from payloadkit.http.request import Request
from payloadkit.wire.writing import encode, to_dict

_HEADERS = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}


def post_form(url: str, request: object) -> Request:
    """Return the call that posts a model's object as a form."""
    return Request("POST", url, dict(_HEADERS), urlencode(form_fields(request)).encode())


def form_fields(obj: object) -> dict[str, str]:
    """Return an object as the fields of a form: a text as it is, all else as compact JSON.

    Args:
        obj: An object of a model.
    """
    return {
        key: value if isinstance(value, str) else encode(value).decode()
        for key, value in to_dict(obj).items()
    }
