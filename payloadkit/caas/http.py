"""The calls of CAAS as requests, ready for whichever client sends them; ``read_answer`` reads what comes back.

A base URL is what the partner agreement gives: with or without ``https://``, with or without a
slash at its end.
"""

from __future__ import annotations

from payloadkit.http.request import Refusal, Request, unfit
from payloadkit.models.registry import unmodelled


def post(base_url: str, path: str, token: str, request: object) -> Request | Refusal:
    from payloadkit.wire.writing import dump

    refusal = unfit(base_url=base_url, token=token) or refuse_other(request)
    return refusal or Request(
        "POST",
        url_of(base_url, path),
        {**bearer(token), "Content-Type": "application/json"},
        dump(request),
    )


def refuse_other(request: object) -> TypeError | None:
    refusal = unmodelled(type(request))
    return None if refusal is None else TypeError(refusal)


def url_of(base_url: str, path: str) -> str:
    return ("" if "://" in base_url else "https://") + base_url.rstrip("/") + path


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}
