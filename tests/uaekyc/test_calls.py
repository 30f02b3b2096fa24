"""The calls of the UAE KYC platform, driven by hand: polls, pages, repetitions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import anyio
import httpx2
import pytest

from payloadkit import uaekyc
from tests.drive import OPEN, UNSENT, Clock, answer, drive
from tests.http.test_drivers import DRIVERS, NO_TLS

if TYPE_CHECKING:
    from payloadkit.http.call import Answer, Call, Reply

BATCH = "01c78897-06dd-439d-a495-35b9d68a5ac2"
URL = "https://kyc.example"
ROW = {"customer_id": "1", "status": "success"}


class Platform:
    """Calls with a clock."""

    def __init__(self) -> None:
        self.clock = Clock()
        self.calls = uaekyc.Calls(URL, "key", clock=self.clock)

    def run(self, call: Call[Any], *replies: Reply | float) -> tuple[Any, list[str]]:
        """Return the result of a call, and the ends of its URLs."""
        found, sent = drive(call, replies, self.clock)
        return found, [each.url.rpartition("/")[2] for each in sent]


@pytest.fixture
def platform() -> Platform:
    """Return calls."""
    return Platform()


def status(word: str) -> Answer:
    """Return the progress of a batch."""
    return answer({"success": True, "data": {"status": word}})


def test_waiting_for_a_batch(platform: Platform) -> None:
    """It is asked every 30 seconds, also after a failure that may pass."""
    lost = answer("", 503, {"Retry-After": "70"})
    outcome, sent = platform.run(
        platform.calls.wait(BATCH), status("PENDING"), lost, status("PROCESSING"), status("FAILED")
    )

    assert (outcome.state, outcome.answer.data.status) == ("accepted", "FAILED")
    assert sent == ["status"] * 4
    assert platform.clock.now == 1000 + 30 + 70 + 30


def test_a_batch_that_is_not_finished_in_time(platform: Platform) -> None:
    """The last progress is the outcome, to be asked again later."""
    outcome, sent = platform.run(
        platform.calls.wait(BATCH, every=10, deadline=30), *[status("PROCESSING")] * 3
    )

    assert (outcome.state, outcome.retry, len(sent)) == ("accepted", "later", 3)
    assert outcome.answer.data.status == "PROCESSING"


@pytest.mark.parametrize("code", [401, 403, 404, 400])
def test_a_batch_that_cannot_be_read(platform: Platform, code: int) -> None:
    """The answer is final."""
    outcome, sent = platform.run(platform.calls.wait(BATCH), answer({}, code))

    assert (outcome.state == "accepted", len(sent)) == (False, 1)


def test_a_poll_takes_no_longer_than_the_wait(platform: Platform) -> None:
    """The deadline of the wait is also that of its last question."""
    outcome, _ = drive(
        platform.calls.wait(BATCH, deadline=5), iter([99.0, OPEN] * 50), platform.clock
    )

    assert (outcome.state, outcome.retry) == ("unavailable", "later")
    assert platform.clock.now <= 1005


def test_progress_of_a_batch(platform: Platform) -> None:
    """One question."""
    outcome, sent = platform.run(platform.calls.status(BATCH), OPEN, status("PENDING"))

    assert (outcome.state, sent) == ("accepted", ["status", "status"])


def records(number: int, rows: int = 2, **more: object) -> Answer:
    """Return a page of records."""
    page = {"page": number, "limit": 2, **more, "records": [ROW] * rows}
    return answer({"success": True, "data": page})


@pytest.mark.parametrize(
    ("pages", "number"),
    [
        ([records(1, total_pages=2), OPEN, records(2, 1, total_pages=2)], 2),
        ([records(1, total_count=3), records(2, 1, total_count=3)], 2),
        ([records(1, total_count=2)], 1),
        ([records(1), records(2), records(3, 0)], 3),
        ([records(1), records(2, 1)], 2),
        ([records(1, total_pages=3), answer({}, 403)], 2),
        ([records(1, total_pages=3), answer("<html>")], 2),
        ([records(1, 0, total_pages=0)], 1),
    ],
)
def test_pages_of_records(platform: Platform, pages: list[Reply], number: int) -> None:
    """All pages are read; a failure is the last one; without a total, a full page is not last."""
    found, sent = read_all(platform, platform.calls.records(BATCH, limit=2), pages)

    assert len(found) == number
    assert sent[0] == "records?page=1&limit=2"
    assert sent[-1] == f"records?page={number}&limit=2"
    assert all(each.state == "accepted" for each in found[:-1])


def errored(number: int, has_next: object, rows: int = 1) -> Answer:
    """Return a page of errored rows."""
    page = {"page_no": number, "hasNext": has_next, "data": [{"status": "failure"}] * rows}
    return answer({"success": True, "data": page})


@pytest.mark.parametrize(
    ("pages", "number"),
    [
        ([errored(1, has_next=False)], 1),
        ([errored(1, has_next=True), errored(2, has_next="false")], 2),
        ([errored(1, "true"), errored(2, has_next=True, rows=0)], 2),
        ([errored(1, has_next=True), answer({}, 401)], 2),
    ],
)
def test_pages_of_errored_rows(platform: Platform, pages: list[Reply], number: int) -> None:
    """All pages are read; one without rows is the last one."""
    found, sent = read_all(platform, platform.calls.errored(BATCH), pages)

    assert (len(found), sent[-1]) == (number, f"errored?page_no={number}")


def read_all(platform: Platform, pages: Any, replies: list[Reply]) -> tuple[list[Any], list[str]]:
    """Read all pages as a driver does."""
    found, sent, todo, number = [], [], iter(replies), 1
    while number is not None:
        (outcome, number), requests = drive(pages(number), todo, platform.clock)
        found.append(outcome)
        sent += [each.url.rpartition("/")[2] for each in requests]
    assert list(todo) == []
    return found, sent


def test_a_profile(platform: Platform) -> None:
    """It is read again if its answer is lost."""
    whole = answer({"success": True, "message": "", "data": {"status": "success", "data": {}}})
    call = platform.calls.customer_data(BATCH, "100010")
    outcome, sent = platform.run(call, OPEN, UNSENT, whole)

    assert (outcome.state, sent) == ("accepted", ["getCustomerData"] * 3)


@pytest.mark.parametrize(
    "call",
    [
        lambda calls: next(calls.status("a b")),
        lambda calls: next(calls.wait(BATCH, every=0)),
        lambda calls: next(calls.wait(BATCH, deadline="x")),
        lambda calls: calls.records(BATCH, limit=0),
        lambda calls: next(calls.records("é")(1)),
        lambda calls: next(calls.errored("é")(1)),
        lambda calls: next(calls.customer_data(BATCH, " ")),
    ],
)
def test_wrong_use(platform: Platform, call: Any) -> None:
    """It is the only reason for an exception."""
    with pytest.raises((TypeError, ValueError)):
        call(platform.calls)


def handle(request: httpx2.Request) -> httpx2.Response:
    """Answer as a platform with two pages of each sort."""
    assert request.headers["x-transaction-key"] == "key"
    number = int(request.url.params.get("page", request.url.params.get("page_no", "1")))
    pages = {
        "records": records(number, total_pages=2),
        "errored": errored(number, number < 2),
        "status": status("COMPLETED"),
        "getCustomerData": answer({}, 404),
    }
    found = pages[request.url.path.rpartition("/")[2]]
    return httpx2.Response(found.status, content=found.body)


@pytest.mark.parametrize("driver", DRIVERS)
def test_the_clients(driver: str) -> None:
    """Each method runs its call; pages come one by one."""
    transport = httpx2.MockTransport(handle)
    if driver == "sync":
        with httpx2.Client(transport=transport, verify=NO_TLS) as http:
            platform = uaekyc.Client(URL, "key", client=http)
            assert platform.wait(BATCH).state == platform.status(BATCH).state == "accepted"
            assert platform.customer_data(BATCH, "1").state == "not_found"
            assert len(list(platform.records(BATCH))) == len(list(platform.errored(BATCH))) == 2
        return

    async def main() -> None:
        async with httpx2.AsyncClient(transport=transport, verify=NO_TLS) as http:
            platform = uaekyc.AsyncClient(URL, "key", client=http)
            assert (await platform.wait(BATCH)).state == "accepted"
            assert (await platform.status(BATCH)).state == "accepted"
            assert (await platform.customer_data(BATCH, "1")).state == "not_found"
            assert len([page async for page in platform.records(BATCH)]) == 2
            assert len([page async for page in platform.errored(BATCH)]) == 2

    anyio.run(main, backend=driver)


def test_a_platform_that_has_no_last_page(platform: Platform) -> None:
    """It is not read for ever."""
    pages = platform.calls.errored(BATCH)
    call = pages(100_000)
    (_, number), _ = drive(call, [errored(1, has_next=True)], platform.clock)

    assert number is None
