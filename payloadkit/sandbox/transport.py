"""The stand-ins as a transport of httpx2: no socket, the same faults."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import attrs

try:
    import anyio
    import httpx2
except ImportError as error:
    raise ImportError("the transport needs httpx2: pip install 'payloadkit[client]'") from error

from payloadkit.http.request import Request

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from payloadkit.sandbox.stand_in import Handler

_FAILURES: dict[str | None, type[httpx2.TransportError]] = {
    "reset": httpx2.ReadError,
    "silence": httpx2.ReadTimeout,
    **dict.fromkeys(("close", "half_headers", "garbage"), httpx2.RemoteProtocolError),
}


def transport_of(handle: Handler, pace: float) -> httpx2.MockTransport:
    """Return a transport to the stand-ins, sync and async. A silence is a timeout at once."""

    def answered(request: httpx2.Request) -> httpx2.Response:
        plain = Request(request.method, str(request.url), dict(request.headers), request.content)
        answer, wire = handle(plain)
        if wire in _FAILURES:
            raise _FAILURES[wire](f"sandbox: {wire}", request=request)
        headers = {**answer.headers, "Content-Length": str(len(answer.body))}
        stream = _Stream(answer.body, wire, pace)
        return httpx2.Response(answer.status, headers=headers, stream=stream)

    return httpx2.MockTransport(answered)


@attrs.frozen
class _Stream(httpx2.SyncByteStream, httpx2.AsyncByteStream):
    """A body: whole, byte by byte, or half."""

    _body: bytes
    _wire: str | None
    _pace: float

    def __iter__(self) -> Iterator[bytes]:
        for piece, pause in self._pieces():
            time.sleep(pause)
            yield piece

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for piece, pause in self._pieces():
            await anyio.sleep(pause)
            yield piece

    def _pieces(self) -> Iterator[tuple[bytes, float]]:
        if self._wire == "dribble":
            yield from ((bytes((byte,)), self._pace) for byte in self._body)
        elif self._wire == "half_body":
            yield self._body[: len(self._body) // 2], 0
            raise httpx2.RemoteProtocolError("sandbox: half_body")
        else:
            yield self._body, 0
