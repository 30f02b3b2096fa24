"""The calls of Airpay, driven by hand: 50 customers a request, each with its outcome."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs

import anyio
import httpx2
import pytest

import payloadkit as pk
from payloadkit import airpay
from tests.drive import OPEN, UNSENT, Clock, answer, drive
from tests.http.test_drivers import DRIVERS, NO_TLS

URL = "https://airpay.example"
KEYS = airpay.Keys.derive(username="shop", password="p", secret="s")
TAKEN = answer({"status": "200", "message": "Success"})


def calls(merchant_id: str | int = "7") -> tuple[airpay.Calls, Clock]:
    """Return calls and their clock."""
    clock = Clock()
    return airpay.Calls(URL, KEYS, merchant_id, clock=clock), clock


def customers(number: int) -> dict[str, Any]:
    """Return customers with a passport each."""
    return {f"uid{each}": {"PP": f"A{each:07}"} for each in range(number)}


def test_fifty_customers_a_request() -> None:
    """Each request has an outcome; plain numbers do not leave."""
    found, clock = calls()
    outcomes, sent = drive(found.add_kyc(customers(51)), [TAKEN, UNSENT, TAKEN], clock)

    assert [each.state for each in outcomes] == ["accepted", "accepted"]
    assert len(sent) == 3
    assert not any(b"A0000001" in request.body for request in sent)
    assert parse_qs(sent[0].body.decode())["merchant_id"] == ["7"]


def test_answers(subtests: pytest.Subtests) -> None:
    """What was sent is not sent again."""
    cases: list[tuple[Any, str, str]] = [
        (answer({"status": 200}), "accepted", "never"),
        (answer({"status_code": "200", "status": "success"}), "accepted", "never"),
        (answer({"status": "400", "message": "Failed"}), "invalid", "after_mending"),
        (answer({}, 400), "invalid", "after_mending"),
        (answer({}, 401), "unauthorized", "never"),
        (answer({}, 403), "unauthorized", "never"),
        (answer("<html>"), "unknown", "never"),
        (answer({"status": "200"}, 404), "unknown", "never"),
        (answer("", 503, {"Retry-After": "7"}), "unavailable", "later"),
        (OPEN, "unavailable", "later"),
    ]
    for reply, state, retry in cases:
        with subtests.test(reply=reply, state=state):
            found, clock = calls()
            (outcome,), sent = drive(found.add_kyc(customers(1)), [reply], clock)

            assert (outcome.state, outcome.retry, len(sent)) == (state, retry, 1)
            assert outcome.retry_after == (7 if reply is not OPEN and reply.status == 503 else None)


def test_a_wrong_number_sends_nothing() -> None:
    """All of them are reported at once."""
    with pytest.raises(pk.PayloadError) as failure:
        next(calls("x")[0].add_kyc({"": {"PP": ""}}))

    assert len(failure.value.report.errors) == 3


@pytest.mark.parametrize("driver", DRIVERS)
def test_the_clients(driver: str) -> None:
    """Each method runs its call."""
    transport = httpx2.MockTransport(lambda _: httpx2.Response(200, content=TAKEN.body))
    if driver == "sync":
        with httpx2.Client(transport=transport, verify=NO_TLS) as http:
            partner = airpay.Client(URL, KEYS, 7, client=http)
            assert [each.state for each in partner.add_kyc(customers(60))] == ["accepted"] * 2
        return

    async def main() -> None:
        async with httpx2.AsyncClient(transport=transport, verify=NO_TLS) as http:
            partner = airpay.AsyncClient(URL, KEYS, 7, client=http)
            outcomes = await partner.add_kyc(customers(60))
            assert [each.state for each in outcomes] == ["accepted"] * 2

    anyio.run(main, backend=driver)
