"""The calls of Azakaw, driven by hand: reads are repeated, ``add_user`` never is once sent."""

from __future__ import annotations

from typing import Any

import anyio
import httpx2
import pytest

from payloadkit import azakaw
from tests.drive import OPEN, UNSENT, Clock, answer, drive
from tests.http.test_drivers import DRIVERS, NO_TLS

URL = "https://azakaw.example"
CUSTOMER = "01c78897-06dd-439d-a495-35b9d68a5ac2"
USER = azakaw.AddUser(
    entityType="Individual",
    firstName="NADIRA",
    lastName="FIXTURAN",
    tenantId="7",
    transactionMonitoring=azakaw.TransactionMonitoring(userType="TMIndividual", country="AE"),
)
ADDED = answer({"statusCode": 200, "result": CUSTOMER})
MONITORED = answer({"statusCode": 200, "result": {"id": CUSTOMER}})


def calls() -> tuple[azakaw.Calls, Clock]:
    """Return calls and their clock."""
    clock = Clock()
    return azakaw.Calls(URL, "token", clock=clock), clock


def test_a_customer() -> None:
    """It is read again if its answer is lost."""
    found, clock = calls()
    outcome, sent = drive(found.customer(CUSTOMER), [OPEN, answer("", 500), MONITORED], clock)

    assert (outcome.state, len(sent)) == ("accepted", 3)


def test_a_user_is_sent_once(subtests: pytest.Subtests) -> None:
    """Only a connection that was not made is tried again."""
    cases: list[tuple[list[Any], str, str]] = [
        ([ADDED], "accepted", "never"),
        ([UNSENT, ADDED], "accepted", "never"),
        ([OPEN], "unavailable", "after_lookup"),
        ([answer("", 502)], "unavailable", "after_lookup"),
        ([answer("<html>")], "unknown", "after_lookup"),
        ([answer("", 429)], "unavailable", "later"),
        ([answer("", 401)], "unauthorized", "after_login"),
        ([answer({}, 400)], "invalid", "after_mending"),
    ]
    for replies, state, retry in cases:
        with subtests.test(state=state, retry=retry):
            found, clock = calls()
            outcome, sent = drive(found.add_user(USER), replies, clock)

            assert (outcome.state, outcome.retry, len(sent)) == (state, retry, len(replies))
            assert sent[0].timeout == 60.0


def test_a_user_that_cannot_be_sent() -> None:
    """Nothing is open."""
    found, clock = calls()
    outcome, _ = drive(found.add_user(USER), iter([9.0, UNSENT] * 50), clock)

    assert (outcome.state, outcome.retry) == ("unavailable", "later")


def page(number: int, has_next: object, rows: int = 1) -> Any:
    """Return a page of unfinished onboardings."""
    found = {"data": [{"id": CUSTOMER}] * rows, "page": number, "hasNextPage": has_next}
    return answer({"statusCode": 200, "result": found})


@pytest.mark.parametrize(
    ("reply", "following"),
    [
        (page(1, has_next=True), 2),
        (page(1, "true"), 2),
        (page(1, has_next=False), None),
        (page(1, has_next=None), None),
        (page(1, has_next=True, rows=0), None),
        (answer("", 403), None),
        (answer({"statusCode": 200, "result": None}), None),
    ],
)
def test_pages(reply: Any, following: int | None) -> None:
    """A failure, and a page without customers, is the last one."""
    found, clock = calls()
    replies = [reply] if reply.status != 200 or b"null" not in reply.body else iter([reply] * 99)
    (_, number), sent = drive(found.onboarding_pending()(1), replies, clock)

    assert number == following
    assert sent[0].url.endswith("page=1&pageSize=100")


@pytest.mark.parametrize(
    "call",
    [
        lambda found: next(found.customer("x")),
        lambda found: found.onboarding_pending(page_size=101),
        lambda found: next(found.add_user("x")),
    ],
)
def test_wrong_use(call: Any) -> None:
    """It is the only reason for an exception."""
    with pytest.raises((TypeError, ValueError)):
        call(calls()[0])


def handle(request: httpx2.Request) -> httpx2.Response:
    """Answer as Azakaw with two pages."""
    assert request.headers["Authorization"] == "Bearer token"
    name = request.url.path.rpartition("/")[2]
    if name == "onboarding-pending":
        number = int(request.url.params["page"])
        found = page(number, number < 2)
    else:
        found = ADDED if name == "AddUser" else MONITORED
    return httpx2.Response(found.status, content=found.body)


@pytest.mark.parametrize("driver", DRIVERS)
def test_the_clients(driver: str) -> None:
    """Each method runs its call."""
    transport = httpx2.MockTransport(handle)
    if driver == "sync":
        with httpx2.Client(transport=transport, verify=NO_TLS) as http:
            monitoring = azakaw.Client(URL, "token", client=http)
            assert monitoring.customer(CUSTOMER).state == "accepted"
            assert monitoring.add_user(USER).user_id == CUSTOMER
            assert len(list(monitoring.onboarding_pending())) == 2
        return

    async def main() -> None:
        async with httpx2.AsyncClient(transport=transport, verify=NO_TLS) as http:
            monitoring = azakaw.AsyncClient(URL, "token", client=http)
            assert (await monitoring.customer(CUSTOMER)).state == "accepted"
            assert (await monitoring.add_user(USER)).user_id == CUSTOMER
            assert len([each async for each in monitoring.onboarding_pending()]) == 2

    anyio.run(main, backend=driver)
