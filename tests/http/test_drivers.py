"""Both drivers, under asyncio and trio too, against real sockets: deadlines, sizes, secrecy."""

from __future__ import annotations

import gzip
import logging
import re
import socket
import ssl
import struct
import threading
import time
import traceback
from typing import TYPE_CHECKING, Any, TypeVar

import anyio
import httpcore2
import httpx2
import pytest

from payloadkit.http import async_driver, sync_driver, transport
from payloadkit.http.call import Answer, Call, Lost, Wait
from payloadkit.http.request import Request

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

T = TypeVar("T")
Serve = "Callable[[socket.socket], None]"
CANARY = "canary-secret"
NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # loading certificates takes time
DRIVERS = ("sync", "asyncio", "trio")
SOON = 5  # seconds, many times what it takes; without a deadline it would take longer still


def one(request: Request) -> Call[Answer | Lost]:
    """Return the call that sends one request."""
    return (yield request)


def run(driver: str, call: Call[T], transport: Any = None, max_bytes: int = 16 * 1024 * 1024) -> T:
    """Return the result of a call."""
    if driver == "sync":
        with httpx2.Client(transport=transport, verify=NO_TLS) as client:
            return sync_driver.run(call, client, max_bytes)

    async def main() -> T:
        async with httpx2.AsyncClient(transport=transport, verify=NO_TLS) as client:
            return await async_driver.run(call, client, max_bytes)

    return anyio.run(main, backend=driver)


def receive(connection: socket.socket) -> bytes:
    """Return a whole request, or the beginning of a large one."""
    found = connection.recv(65536)
    head, _, body = found.partition(b"\r\n\r\n")
    length = re.search(rb"(?i)content-length: ([0-9]+)", head)
    missing = int(length[1]) - len(body) if length else 0
    while 0 < missing < 1000 and (more := connection.recv(65536)):
        found, missing = found + more, missing - len(more)
    return found


class Server:
    """Answers each connection on loopback by a function."""

    def __init__(self, serve: Callable[[socket.socket], None]) -> None:
        self._serve = serve
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._over = threading.Event()
        self.received: list[bytes] = []
        self._thread = threading.Thread(target=self._accept, daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        """The URL of the server, with a secret in its path and query."""
        return f"http://127.0.0.1:{self._listener.getsockname()[1]}/{CANARY}?a={CANARY}"

    def request(self, timeout: float = 5.0, body: bytes = b"") -> Request:
        """Return a request to the server, with a secret everywhere."""
        headers = {"Authorization": f"Bearer {CANARY}"}
        return Request("POST", self.url, headers, body or CANARY.encode(), timeout=timeout)

    def close(self) -> None:
        """Stop."""
        self._over.set()
        self._listener.close()

    def pause(self, seconds: float) -> bool:
        """Wait. Return whether the server is still wanted."""
        return not self._over.wait(seconds)

    def _accept(self) -> None:
        while not self._over.is_set():
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            with connection:
                try:
                    self.received.append(receive(connection))
                    self._serve(connection)
                except OSError:  # the client has gone
                    continue


@pytest.fixture
def serve() -> Iterator[Callable[..., Server]]:
    """Return a function that starts a server."""
    servers = []

    def start(function: Callable[[socket.socket], None]) -> Server:
        servers.append(Server(function))
        return servers[-1]

    yield start
    for server in servers:
        server.close()


def whole(body: bytes, *fields: bytes) -> Callable[[socket.socket], None]:
    """Return what sends a whole answer."""
    head = b"\r\n".join(
        (b"HTTP/1.1 200 OK", b"Content-Length: %d" % len(body), *fields, b"Connection: close")
    )
    return lambda connection: connection.sendall(head + b"\r\n\r\n" + body)


@pytest.mark.parametrize("driver", DRIVERS)
def test_an_answer(driver: str, serve: Callable[..., Server]) -> None:
    """It comes with status, header fields and body."""
    server = serve(whole(b'{"a": 1}', b"Retry-After: 3"))
    found = run(driver, one(server.request()))

    assert isinstance(found, Answer)
    assert (found.status, found.body) == (200, b'{"a": 1}')
    assert found.headers["retry-after"] == "3"
    assert CANARY.encode() in server.received[0]


@pytest.mark.parametrize("driver", DRIVERS)
def test_a_request_without_timeout(driver: str, serve: Callable[..., Server]) -> None:
    """A minute is its limit."""
    server = serve(whole(b"x"))

    assert isinstance(run(driver, one(Request("GET", server.url, {}))), Answer)


@pytest.mark.parametrize("driver", DRIVERS)
def test_a_wait(driver: str) -> None:
    """The reply to it is that nothing was sent."""

    def call() -> Call[object]:
        return (yield Wait(0.05))

    began = time.monotonic()
    assert run(driver, call()) == Lost(sent=False)
    assert time.monotonic() - began >= 0.05


def dribble(*before: bytes) -> Callable[[socket.socket], None]:
    """Return what sends byte by byte for 20 seconds, behind a beginning."""

    def send(connection: socket.socket) -> None:
        connection.sendall(b"".join(before))
        for _ in range(400):
            time.sleep(0.05)
            connection.sendall(b"x")

    return send


@pytest.mark.parametrize("driver", DRIVERS)
@pytest.mark.parametrize(
    "before",
    [
        b"",
        b"HTTP/1.1 200 OK\r\nX: ",
        b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n",
    ],
)
def test_a_deadline_holds_whatever_dribbles_in(
    driver: str, before: bytes, serve: Callable[..., Server]
) -> None:
    """Each read is quick, and yet the call ends."""
    server = serve(dribble(before))
    began = time.monotonic()

    assert run(driver, one(server.request(timeout=0.15))) == Lost(sent=True)
    assert time.monotonic() - began < SOON


@pytest.mark.parametrize("driver", DRIVERS)
def test_a_deadline_holds_on_a_connection_that_is_used_again(
    driver: str, serve: Callable[..., Server]
) -> None:
    """The connection is the one of an earlier call, with another deadline."""

    def twice(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
        receive(connection)
        dribble(b"HTTP/1.1 200 OK\r\nX: ")(connection)

    server = serve(twice)

    def call() -> Call[object]:
        assert isinstance((yield server.request(timeout=9.0)), Answer)
        return (yield server.request(timeout=0.15))

    began = time.monotonic()
    assert run(driver, call()) == Lost(sent=True)
    assert time.monotonic() - began < SOON
    assert len(server.received) == 1


@pytest.mark.parametrize("driver", DRIVERS)
def test_a_deadline_holds_for_a_server_that_does_not_read(
    driver: str, serve: Callable[..., Server]
) -> None:
    """A large body is not written for ever."""
    server = serve(lambda _: time.sleep(2 * SOON))
    began = time.monotonic()

    request = server.request(timeout=0.15, body=bytes(20_000_000))
    assert run(driver, one(request)) == Lost(sent=True)
    assert time.monotonic() - began < SOON


@pytest.mark.parametrize("driver", DRIVERS)
def test_a_handshake_that_never_ends(driver: str, serve: Callable[..., Server]) -> None:
    """Nothing was sent but a greeting."""
    server = serve(lambda _: time.sleep(2 * SOON))
    url = server.url.replace("http:", "https:")
    began = time.monotonic()

    assert run(driver, one(Request("GET", url, {}, timeout=0.15))) == Lost(sent=False)
    assert time.monotonic() - began < SOON


@pytest.mark.parametrize("driver", DRIVERS)
def test_no_time(driver: str, serve: Callable[..., Server]) -> None:
    """Nothing is waited for."""
    server = serve(whole(b"x"))

    assert isinstance(run(driver, one(server.request(timeout=0))), Lost)


@pytest.mark.parametrize("driver", DRIVERS)
@pytest.mark.parametrize(
    "fault",
    [
        b"",
        b"HTTP/1.1 200 OK\r\nContent-Le",
        b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf",
        b"garbage\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\nContent-Encoding: gzip\r\n\r\nnone",
    ],
)
def test_half_an_answer_is_lost(driver: str, fault: bytes, serve: Callable[..., Server]) -> None:
    """The request has left."""
    server = serve(lambda connection: connection.sendall(fault))

    assert run(driver, one(server.request())) == Lost(sent=True)


@pytest.mark.parametrize("driver", DRIVERS)
def test_a_reset_is_lost(driver: str, serve: Callable[..., Server]) -> None:
    """The request has left."""
    linger = struct.pack("ii", 1, 0)
    server = serve(lambda each: each.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger))

    assert run(driver, one(server.request())) == Lost(sent=True)


@pytest.mark.parametrize("driver", DRIVERS)
def test_a_connection_that_is_refused(driver: str) -> None:
    """Nothing has left."""
    with socket.socket() as deaf:
        deaf.bind(("127.0.0.1", 0))
        request = Request("GET", f"http://127.0.0.1:{deaf.getsockname()[1]}", {})

        assert run(driver, one(request)) == Lost(sent=False)


@pytest.mark.parametrize(
    ("failure", "sent"),
    [
        (httpx2.ConnectError, False),
        (httpx2.ConnectTimeout, False),
        (httpx2.PoolTimeout, False),
        (httpx2.ProxyError, True),
        (httpx2.ReadTimeout, True),
        (httpx2.WriteError, True),
        (OSError, True),
    ],
)
@pytest.mark.parametrize("driver", DRIVERS)
def test_which_failures_sent_nothing(driver: str, failure: type[Exception], sent: bool) -> None:
    """Only those of which httpx2 says that there was no connection."""

    def fail(_: object) -> httpx2.Response:
        raise failure(CANARY)

    request = Request("GET", "https://gateway.example", {})
    assert run(driver, one(request), httpx2.MockTransport(fail)) == Lost(sent=sent)


@pytest.mark.parametrize("driver", DRIVERS)
@pytest.mark.parametrize(
    ("body", "fields"),
    [
        (b"x" * 2_000_000, ()),
        (gzip.compress(bytes(200_000_000), 1), (b"Content-Encoding: gzip",)),
    ],
    ids=["plain", "bomb"],
)
def test_an_answer_that_is_too_large(
    driver: str, body: bytes, fields: tuple[bytes, ...], serve: Callable[..., Server]
) -> None:
    """Its status stays, without a body; a bomb is not unpacked to its end."""
    server = serve(whole(body, *fields))
    began = time.monotonic()
    found = run(driver, one(server.request()), max_bytes=1_000_000)

    assert isinstance(found, Answer)
    assert (found.status, found.body) == (200, b"")
    assert time.monotonic() - began < SOON


@pytest.mark.parametrize("driver", DRIVERS)
def test_redirects_are_not_followed(driver: str, serve: Callable[..., Server]) -> None:
    """A token must not go to another host."""
    other = serve(whole(b"x"))
    head = f"HTTP/1.1 302 Found\r\nLocation: {other.url}\r\nContent-Length: 0\r\n\r\n"
    server = serve(lambda connection: connection.sendall(head.encode()))
    found = run(driver, one(server.request()))

    assert isinstance(found, Answer)
    assert (found.status, other.received) == (302, [])


@pytest.mark.parametrize("driver", DRIVERS)
def test_no_log_shows_a_secret(
    driver: str, serve: Callable[..., Server], caplog: pytest.LogCaptureFixture
) -> None:
    """Whatever httpx2 and httpcore2 write, at any level, about our calls."""
    server = serve(whole(b"x", f"Set-Cookie: a={CANARY}".encode()))
    with caplog.at_level(logging.DEBUG):
        run(driver, one(server.request()))
        run(driver, one(server.request(timeout=0)))

    assert [each for each in caplog.records if each.name.startswith("http")] == []
    assert CANARY not in caplog.text


def test_logs_of_other_calls_are_kept(
    serve: Callable[..., Server], caplog: pytest.LogCaptureFixture
) -> None:
    """The loggers are silent for our calls only, in one process and one client."""
    server = serve(whole(b"x"))
    with caplog.at_level(logging.INFO), httpx2.Client(verify=NO_TLS) as client:
        sync_driver.run(one(server.request()), client)
        client.get(server.url)

    assert [each.name for each in caplog.records] == ["httpx2"]


def test_connections_of_our_calls_serve_others(serve: Callable[..., Server]) -> None:
    """A client's own requests on a connection that our call opened have their own timeouts."""
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"

    def twice(connection: socket.socket) -> None:
        connection.sendall(head)
        receive(connection)
        connection.sendall(head)

    server = serve(twice)
    with httpx2.Client(verify=NO_TLS) as client:
        sync_driver.run(one(server.request(timeout=0.2)), client)
        time.sleep(0.25)
        assert client.post(server.url, content=b"x").status_code == 200
    assert len(server.received) == 1


def shown(failure: BaseException) -> str:
    """Return a traceback with the local variables of each frame of payloadkit and below."""
    found = traceback.TracebackException.from_exception(failure, capture_locals=True)
    return "".join(found.format())


@pytest.mark.parametrize("driver", DRIVERS)
@pytest.mark.parametrize("failure", [RuntimeError, KeyboardInterrupt, ValueError])
def test_no_traceback_shows_a_secret(driver: str, failure: type[BaseException]) -> None:
    """An exception of a transport is raised anew, without the frames that hold the request."""

    def fail(request: httpx2.Request) -> httpx2.Response:
        secret = request.headers["Authorization"]
        raise failure from OSError(secret)

    request = Request("POST", "https://gateway.example", {"Authorization": CANARY}, b"x")
    with pytest.raises(failure) as found:
        run(driver, one(request), httpx2.MockTransport(fail))

    frames = traceback.extract_tb(found.value.__traceback__)
    assert any(frame.filename.endswith("_driver.py") for frame in frames)
    assert not any("/httpx2/" in frame.filename for frame in frames)
    text = shown(found.value)
    assert "Traceback" in text
    assert f"'{CANARY}'" not in text.replace(f"CANARY = '{CANARY}'", "")


@pytest.mark.parametrize("driver", DRIVERS)
def test_a_call_is_closed(driver: str) -> None:
    """Whoever waits for it must see that it has ended."""
    ended = []

    def call() -> Call[None]:
        try:
            yield Request("GET", "https://gateway.example", {})
        finally:
            ended.append(True)

    def fail(_: object) -> httpx2.Response:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        run(driver, call(), httpx2.MockTransport(fail))
    assert ended == [True]


@pytest.mark.parametrize("driver", DRIVERS)
@pytest.mark.parametrize(("size", "kept"), [(1000, 1000), (1001, 0)])
def test_a_response_that_is_at_hand(driver: str, size: int, kept: int) -> None:
    """A transport without network may have decompressed it already."""
    packed = gzip.compress(bytes(size))
    response = httpx2.Response(200, headers={"Content-Encoding": "gzip"}, content=packed)
    request = Request("GET", "https://gateway.example", {})
    found = run(driver, one(request), httpx2.MockTransport(lambda _: response), max_bytes=1000)

    assert isinstance(found, Answer)
    assert found.body == bytes(kept)


def test_nothing_is_read_when_the_time_is_over() -> None:
    """However quick the other side is."""

    class Quick(httpcore2.NetworkStream):
        def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
            return bytes(max_bytes if timeout is None else 0)

    stream = Quick()
    transport.limit_connection("connect_tcp.complete", {"return_value": stream})
    request = Request("GET", "https://gateway.example", {}, timeout=0)
    with transport.limited(request), pytest.raises(httpcore2.ReadTimeout):
        stream.read(1)
    assert stream.read(1) == b"\0"


def slow() -> Iterator[bytes]:
    """Yield a body that takes half a minute."""
    for _ in range(1000):
        time.sleep(0.03)
        yield b"x"


def test_a_deadline_holds_without_network() -> None:
    """Nothing can cancel a synchronous stream, so its time is looked at."""
    request = Request("GET", "https://gateway.example", {}, timeout=0.1)
    transport = httpx2.MockTransport(lambda _: httpx2.Response(200, content=slow()))

    assert run("sync", one(request), transport) == Lost(sent=True)
