"""POST a form to Airpay."""

from __future__ import annotations

from payloadkit.http.request import Request
from payloadkit.wire.form import CONTENT_TYPE, write_form


def post_form(url: str, request: object) -> Request:
    """Return the call that posts a model's object as a form."""
    headers = {"Content-Type": CONTENT_TYPE, "Accept": "application/json"}
    return Request("POST", url, headers, write_form(request))
