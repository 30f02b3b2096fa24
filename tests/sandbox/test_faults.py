"""What goes wrong on purpose: in process, and on the socket, seen by a caller of plain sockets."""

from __future__ import annotations

import socket
import time
from functools import partial
from itertools import product
from typing import TYPE_CHECKING, Any

import anyio
import httpx2
import pytest

from payloadkit.sandbox import Fault, Sandbox
from payloadkit.sandbox.faults import KINDS, MOMENTS, ON_THE_WIRE
from payloadkit.sandbox.server import GARBAGE
from tests.sandbox.calls import NOW, Caller, sent

if TYPE_CHECKING:
    from payloadkit.http.request import Request

FAILURES: dict[Any, type[Exception]] = {
    "reset": httpx2.ReadError,
    "close": httpx2.RemoteProtocolError,
    "silence": httpx2.ReadTimeout,
    "half_headers": httpx2.RemoteProtocolError,
    "half_body": httpx2.RemoteProtocolError,
    "garbage": httpx2.RemoteProtocolError,
}


def sandbox(**options: Any) -> Sandbox:
    """Return a sandbox on a fixed day."""
    return Sandbox(clock=lambda: NOW, pace=0.0005, **options)


def test_a_fault_does_what_it_says(subtests: pytest.Subtests) -> None:
    """httpx2 sees the same in process and on a port; the moment says whether a customer is made."""
    for when, how, served in product(MOMENTS, KINDS, (False, True)):
        with subtests.test(when=when, how=how, served=served):
            box = sandbox()
            caller = Caller(box)
            box.caas.fail_next("onboarding", how=how, when=when)
            with box.serve() as ports:
                caller.url = ports.caas_url if served else caller.url
                transport = httpx2.HTTPTransport() if served else box.transport()
                request = caller.request("onboarding")
                with httpx2.Client(transport=transport, timeout=0.2) as client:
                    call = partial(
                        client.post, request.url, headers=request.headers, content=request.body
                    )
                    if how in FAILURES:
                        with pytest.raises(FAILURES[how]):
                            call()
                    else:
                        found = call()
                        commits = when == "after_commit"
                        codes: dict[object, int] = {"dribble": 200 if commits else 502, "html": 200}
                        status = codes.get(how, how)
                        assert found.status_code == status
                        is_json = how == 401 or (how == "dribble" and commits)
                        assert ("json" in found.headers["content-type"]) is is_json
                        assert found.headers.get("retry-after") == (
                            "1" if how in (429, 503) else None
                        )
                    assert len(box.caas.ledger.taken) == (when == "after_commit")
                    assert call().status_code == 200
            assert box.caas.requests[1].fault == Fault(how, when)


@pytest.mark.parametrize("how", ["dribble", "half_body", None])
@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_a_transport_is_asynchronous_too(how: Any, backend: str) -> None:
    """The same transport carries calls of asyncio and trio."""
    box = sandbox()
    request = Caller(box).request("lookup")
    box.caas.schedule("lookup", [how and Fault(how, "after_commit")])

    async def call() -> int:
        async with httpx2.AsyncClient(transport=box.transport()) as client:
            found = await client.post(request.url, headers=request.headers, content=request.body)
            return found.status_code

    if how == "half_body":
        with pytest.raises(httpx2.RemoteProtocolError):
            anyio.run(call, backend=backend)
    else:
        assert anyio.run(call, backend=backend) == 200


def raw(port: int, request: Request, wait: float = 2.0) -> tuple[bytes, int, str]:
    """Return the bytes that a socket receives, how many times, and how it ends."""
    head = f"{request.method} /caas/api/v2/customer/validate HTTP/1.1\r\nHost: x\r\n"
    fields = "".join(f"{key}: {text}\r\n" for key, text in request.headers.items())
    length = f"Content-Length: {len(request.body)}\r\n\r\n"
    found, pieces = b"", 0
    with socket.create_connection(("127.0.0.1", port), timeout=wait) as plain:
        plain.sendall((head + fields + length).encode() + request.body)
        try:
            while piece := plain.recv(65_536):
                found, pieces = found + piece, pieces + 1
        except ConnectionResetError:
            return found, pieces, "reset"
        except TimeoutError:
            return found, pieces, "open"
    return found, pieces, "closed"


@pytest.mark.parametrize("how", ON_THE_WIRE)
def test_what_a_socket_sees(how: Any) -> None:
    """Each kind is another end of the connection, or another part of the answer."""
    box = Sandbox(clock=lambda: NOW, pace=0.001)
    request = Caller(box).request("lookup")
    whole = sent(box, request)
    box.caas.fail_next("lookup", how=how, when="after_commit")
    with box.serve() as served:
        started = time.monotonic()
        found, pieces, end = raw(int(served.caas_url.rpartition(":")[2]), request, 0.3)
        took = time.monotonic() - started

    head, _, body = found.partition(b"\r\n\r\n")
    assert end == {"reset": "reset", "silence": "open", "dribble": "open"}.get(how, "closed")
    if how in ("reset", "close", "silence"):
        assert found == b""
    if how == "garbage":
        assert found == GARBAGE
    if how == "half_headers":
        assert found.startswith(b"HTTP/1.1 200 ")
        assert b"\r\n\r\n" not in found
    if how == "half_body":
        assert body == whole.content[: len(whole.content) // 2]
    if how == "dribble":
        assert body == whole.content
        assert pieces > 50
        assert took > 0.001 * pieces
    assert b"sandbox" not in head


def test_schedules_come_in_order() -> None:
    """Faults, answers by name and sound calls are planned in one row."""
    box = sandbox(seed=3)
    caller = Caller(box)
    box.caas.schedule("lookup", [None, Fault(503), None])
    box.caas.answer_next("lookup", 45006)
    box.caas.fail_next("lookup", how="close", times=2)
    codes = [caller.call("lookup") for _ in range(7)]

    assert [(outcome.state, outcome.error_code) for outcome in codes] == [
        ("not_found", "45001"),
        ("unavailable", None),
        ("not_found", "45001"),
        ("unavailable", "45006"),
        ("unavailable", None),
        ("unavailable", None),
        ("not_found", "45001"),
    ]


def test_a_wrong_word_is_refused() -> None:
    """With the nearest valid one; nothing is planned."""
    box = sandbox()
    with pytest.raises(ValueError, match="did you mean onboarding"):
        box.caas.fail_next("onbording", how="reset")
    with pytest.raises(ValueError, match="did you mean reset"):
        box.caas.fail_next("onboarding", how="resett")  # type: ignore[arg-type] # on purpose
    with pytest.raises(ValueError, match="after_commit"):
        box.caas.fail_next("onboarding", how="reset", when="after")  # type: ignore[arg-type] # as above
    for call, name in (("lookup", 40002), ("token", "ACTIVE"), ("onboarding", 200)):
        with pytest.raises(ValueError, match="an answer of"):
            box.caas.answer_next(call, name)
    box.uaekyc.answer_next("customer_data", 403)
    assert Caller(box).call("onboarding").state == "accepted"
