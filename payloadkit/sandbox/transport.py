"""The stand-ins as a transport of httpx2: no socket, the same faults."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import anyio
import httpx2

from payloadkit.http.request import Request

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator

    from payloadkit.http.call import Answer

_FAILURES: dict[str | None, type[httpx2.TransportError]] = {
    "reset": httpx2.ReadError,
    "silence": httpx2.ReadTimeout,
    **dict.fromkeys(("close", "half_headers", "garbage"), httpx2.RemoteProtocolError),
}


class Transport(httpx2.BaseTransport, httpx2.AsyncBaseTransport):
    """Carries requests to the stand-ins, sync and async. A silence is a timeout at once.

    Args:
        handle: Answers a request.
        pace: The seconds between two bytes of a dribble.
    """

    def __init__(self, handle: Callable[[Request], tuple[Answer, str | None]], pace: float) -> None:
        self._handle, self._pace = handle, pace

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Answer a request."""
        plain = Request(request.method, str(request.url), dict(request.headers), request.read())
        answer, wire = self._handle(plain)
        if wire in _FAILURES:
            raise _FAILURES[wire](f"sandbox: {wire}", request=request)
        headers = {**answer.headers, "Content-Length": str(len(answer.body))}
        stream = _Stream(answer.body, wire, self._pace)
        return httpx2.Response(answer.status, headers=headers, stream=stream)

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Answer a request."""
        await request.aread()
        return self.handle_request(request)


class _Stream(httpx2.SyncByteStream, httpx2.AsyncByteStream):
    """A body: whole, byte by byte, or half."""

    def __init__(self, body: bytes, wire: str | None, pace: float) -> None:
        self._is_half = wire == "half_body"
        body = body[: len(body) // 2] if self._is_half else body
        self._pace = pace if wire == "dribble" else 0
        step = 1 if wire == "dribble" else len(body) or 1
        self._pieces = [body[start : start + step] for start in range(0, len(body), step)]

    def __iter__(self) -> Iterator[bytes]:
        for piece in self._pieces:
            time.sleep(self._pace)
            yield piece
        self._end()

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for piece in self._pieces:
            await anyio.sleep(self._pace)
            yield piece
        self._end()

    def _end(self) -> None:
        if self._is_half:
            raise httpx2.RemoteProtocolError("sandbox: half_body")
