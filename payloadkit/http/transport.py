"""What both drivers do with httpx2: timeouts, the size of a body, silent loggers."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from contextvars import ContextVar
from time import monotonic
from typing import TYPE_CHECKING, Any

import httpcore2
import httpx2

from payloadkit.http.call import Answer, Lost

if TYPE_CHECKING:
    from collections.abc import Iterator

    from payloadkit.http.request import Request

DEFAULT_SECONDS = 60.0
MAX_BYTES = 16 * 1024 * 1024
FAILURES = (httpx2.HTTPError, OSError)
_UNSENT = (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.PoolTimeout)
_LONGEST_CONNECT = 10.0
_CHUNK = 65_536

# They write URLs, header fields, or both.
_LOGGERS = (
    "httpx2",
    *(f"httpcore2.{name}" for name in ("connection", "http11", "http2", "proxy", "socks")),
    *(f"hpack.{name}" for name in ("hpack", "table")),
)
# When the call of this thread or task must be over; None outside a call.
_end: ContextVar[float | None] = ContextVar("payloadkit_call_end", default=None)


def _is_of_others(_: logging.LogRecord) -> bool:
    return _end.get() is None


@contextmanager
def limited(request: Request) -> Iterator[float]:
    """Keep the loggers silent, and give the block the time of a request: its seconds."""
    seconds = DEFAULT_SECONDS if request.timeout is None else request.timeout
    for name in _LOGGERS:
        logging.getLogger(name).addFilter(_is_of_others)
    token = _end.set(monotonic() + seconds)
    try:
        yield seconds
    finally:
        _end.reset(token)


def arguments(request: Request, left: float, *, sync: bool = False) -> dict[str, Any]:
    """Return the arguments of httpx2's ``stream``. A synchronous one limits each read and write."""
    return {
        "method": request.method,
        "url": request.url,
        "headers": request.headers,
        "content": request.body,
        "follow_redirects": False,
        # Less than all of the time: then it is known that nothing was sent.
        "timeout": httpx2.Timeout(left, connect=min(left * 0.8, _LONGEST_CONNECT), pool=left * 0.8),
        "extensions": {"trace": limit_connection} if sync else None,
    }


def lost(failure: Exception) -> Lost:
    """Return what a failure of httpx2 means: whether a byte of the request may have left."""
    return Lost(sent=not isinstance(failure, _UNSENT))


def answer(response: httpx2.Response, max_bytes: int, raw: bytes | None = None) -> Answer:
    """Return the answer, of its raw body if that was read; one that is too large has no body."""
    source, body = response, bytearray()
    if raw is not None:
        source = httpx2.Response(200, headers=response.headers, stream=httpx2.ByteStream(raw))
    for piece in source.iter_bytes():
        _left(None, httpx2.ReadTimeout)  # nothing can cancel a synchronous stream without network
        body += piece
        if len(body) > max_bytes:
            body.clear()
            break
    return Answer(response.status_code, dict(response.headers), bytes(body))


def limit_connection(_: str, info: dict[str, Any], /) -> None:
    """Limit the reads and writes of a new connection by the time of the call that uses it.

    httpx2 limits each read alone, so an answer that comes byte by byte would never end. An
    asynchronous driver cancels; a synchronous one can only limit each read by the time left. This
    is a ``trace`` of httpcore2: it sees the ``timeout`` before an operation, and a new stream as
    the ``return_value`` behind one.
    """
    if "timeout" in info:
        info["timeout"] = _left(info["timeout"])
    stream: Any = info.get("return_value")
    if not isinstance(stream, httpcore2.NetworkStream):
        return
    read, write = stream.read, stream.write

    def limited_read(max_bytes: int, timeout: float | None = None) -> bytes:
        return read(max_bytes, _left(timeout, httpcore2.ReadTimeout))

    def limited_write(buffer: bytes, timeout: float | None = None) -> None:
        for start in range(0, len(buffer), _CHUNK):
            write(buffer[start : start + _CHUNK], _left(timeout, httpcore2.WriteTimeout))

    for name, method in (("read", limited_read), ("write", limited_write)):
        setattr(stream, name, method)


def _left(timeout: float | None, failure: type[Exception] | None = None) -> float | None:
    """Return the shorter of a timeout and the time left; raise the failure if there is none."""
    end = _end.get()
    if end is None:
        return timeout
    left = max(0.0, end - monotonic())
    if failure and not left:
        raise failure("the time is over")
    return left if timeout is None else min(left, timeout)
