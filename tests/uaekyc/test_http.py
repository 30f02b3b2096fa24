"""The batch API's requests: their URLs, headers and bodies, and that they show no secret."""

from __future__ import annotations

import json
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import payloadkit
from payloadkit import uaekyc

if TYPE_CHECKING:
    from collections.abc import Callable

    from payloadkit.http.request import Request

BASE, KEY, BATCH = (
    "https://kyc.example.com/api/",
    "CANARY-key",
    "1a322c45-ab3f-4000-8000-000000000001",
)
HEADERS = {"x-transaction-key": KEY, "Content-Type": "application/json"}
ROOT = f"https://kyc.example.com/api/digitization/v1/batch/{BATCH}"
CALLS: dict[str, tuple[Callable[[], Request], str]] = {
    "status": (lambda: uaekyc.get_status(BASE, KEY, BATCH), "/status"),
    "records": (lambda: uaekyc.get_records(BASE, KEY, BATCH), "/records?page=1&limit=10"),
    "a later page": (
        lambda: uaekyc.get_records(BASE, KEY, BATCH, page=3, limit=50),
        "/records?page=3&limit=50",
    ),
    "errored": (lambda: uaekyc.get_errored(BASE, KEY, BATCH), "/errored?page_no=1"),
    "errored, later": (
        lambda: uaekyc.get_errored(BASE, KEY, BATCH, page_no=2),
        "/errored?page_no=2",
    ),
}


@pytest.mark.parametrize("name", CALLS)
def test_gets(name: str) -> None:
    """A GET has its page in the query, both headers, and no body."""
    make, path = CALLS[name]
    request = make()

    assert (request.method, request.url, request.headers, request.body) == (
        "GET",
        ROOT + path,
        HEADERS,
        b"",
    )


def test_customer_data() -> None:
    """The customer's number is posted as JSON."""
    request = uaekyc.get_customer_data(BASE, KEY, BATCH, "عميل 7")

    assert (request.method, request.url, request.headers) == (
        "POST",
        f"{ROOT}/getCustomerData",
        HEADERS,
    )
    assert json.loads(request.body) == {"customer_id": "عميل 7"}


def test_a_batch_is_one_segment() -> None:
    """What stands for the batch never leads elsewhere."""
    assert (
        uaekyc.get_status("https://kyc.example.com", KEY, "../x?y").url
        == "https://kyc.example.com/digitization/v1/batch/..%2Fx%3Fy/status"
    )


def test_requests_show_no_secret() -> None:
    """Neither the key nor the customer is in a request's repr."""
    shown = repr([make() for make, _ in CALLS.values()]) + repr(
        uaekyc.get_customer_data(BASE, KEY, BATCH, "CANARY")
    )

    assert "CANARY" not in shown


def test_refusals_hold_no_secret(subtests: pytest.Subtests) -> None:
    """A call that cannot be made is a ValueError, whose frames hold neither key nor customer."""
    cases: list[Callable[[], Request]] = [
        lambda: uaekyc.get_status(BASE, "CANARY\r\nx: y", BATCH),
        lambda: uaekyc.get_status(BASE, KEY, ""),
        lambda: uaekyc.get_records(BASE, KEY, BATCH, page=0),
        lambda: uaekyc.get_records(BASE, KEY, BATCH, limit=0),
        lambda: uaekyc.get_errored(BASE, KEY, BATCH, page_no=0),
        lambda: uaekyc.get_customer_data(BASE, KEY, BATCH, " "),
        lambda: uaekyc.get_customer_data(BASE, KEY, BATCH, "CANARY\n"),
        lambda: uaekyc.get_customer_data(BASE, KEY, BATCH, "CANARY\ud800"),
    ]
    for make in cases:
        with subtests.test(make=make):
            with pytest.raises(ValueError, match=r"visible|count|customer_id") as error:
                make()
            frames = traceback.TracebackException.from_exception(
                error.value, capture_locals=True
            ).stack
            held = [
                str(frame.locals)
                for frame in frames
                if frame.filename.startswith(str(Path(payloadkit.__file__).parent))
            ]

            assert held
            assert not any("CANARY" in text for text in held)
