"""The clients of CAAS: their methods, many callers at once, and what they show."""

from __future__ import annotations

import logging
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import anyio
import httpx2
import pytest

from payloadkit import caas
from tests.caas.test_calls import CUSTOMER, FOUND, PERSON, failure
from tests.caas.test_login import CANARY, CREDENTIALS, token
from tests.http.test_drivers import DRIVERS, NO_TLS

if TYPE_CHECKING:
    from collections.abc import Callable

URL = "https://cdp.example"


class Gateway:
    """Answers as CAAS, and counts the requests for a token."""

    def __init__(self) -> None:
        self.tokens = 0

    def answer_late(self, request: httpx2.Request) -> httpx2.Response:
        """Answer a request, one for a token after a while."""
        time.sleep(0.05 * request.url.path.endswith("/token"))
        return self.answer(request)

    def answer(self, request: httpx2.Request) -> httpx2.Response:
        """Answer a request."""
        found = FOUND
        if request.url.path.endswith("/token"):
            self.tokens += 1
            found = token(CANARY)
        elif "/masters/" in request.url.path:
            found = failure(1, 404)
        return httpx2.Response(found.status, content=found.body)

    async def answer_async(self, request: httpx2.Request) -> httpx2.Response:
        """Answer a request, one for a token after a while."""
        await anyio.sleep(0.05 * request.url.path.endswith("/token"))
        return self.answer(request)


def use(driver: str, gateway: Gateway, main: Callable[[Any], Any]) -> Any:
    """Return the result of a function, or of an asynchronous one, of a client."""
    if driver == "sync":
        http = httpx2.Client(transport=httpx2.MockTransport(gateway.answer_late), verify=NO_TLS)
        with http, caas.Client(URL, CREDENTIALS, client=http) as client:
            return main(client)

    async def run() -> Any:
        transport = httpx2.MockTransport(gateway.answer_async)
        http = httpx2.AsyncClient(transport=transport, verify=NO_TLS)
        async with http, caas.AsyncClient(URL, CREDENTIALS, client=http) as client:
            return await main(client)

    return anyio.run(run, backend=driver)


@pytest.mark.parametrize("driver", DRIVERS)
def test_the_methods(driver: str, caplog: pytest.LogCaptureFixture) -> None:
    """Each runs its call; no log shows a secret."""
    calls: list[Callable[[Any], Any]] = [
        lambda client: client.onboard(CUSTOMER),
        lambda client: client.resolve(PERSON),
        lambda client: client.look_up(id_type="2", id_number="A1234567"),
        lambda client: client.customer("7001"),
        lambda client: client.masters(),
    ]
    gateway = Gateway()
    with caplog.at_level(logging.DEBUG):
        states = [use(driver, gateway, call).state for call in calls]

    assert states == ["accepted"] * 4 + ["unknown"]
    assert not any(
        secret in caplog.text for secret in (CANARY, "7001", "A1234567", "784300000000022", "clerk")
    )


@pytest.mark.parametrize("driver", DRIVERS)
def test_concurrent_callers_make_one_request_for_a_token(driver: str) -> None:
    """A thousand threads and tasks alike."""
    gateway, callers = Gateway(), 1000

    def threads(client: caas.Client) -> list[str]:
        with ThreadPoolExecutor(callers) as pool:
            return [each.state for each in pool.map(client.customer, ["7001"] * callers)]

    async def tasks(client: caas.AsyncClient) -> list[str]:
        states: list[str] = []

        async def one() -> None:
            states.append((await client.customer("7001")).state)

        async with anyio.create_task_group() as group:
            for _ in range(callers):
                group.start_soon(one)
        return states

    states = use(driver, gateway, threads if driver == "sync" else tasks)

    assert states == ["accepted"] * callers
    assert gateway.tokens == 1
