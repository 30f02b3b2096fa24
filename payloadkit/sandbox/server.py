"""The stand-ins on ports of this machine: h11 and asyncio in a thread, faults on the socket."""

from __future__ import annotations

import asyncio
import re
import socket
import struct
from concurrent.futures import Future
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from threading import Thread
from typing import TYPE_CHECKING

try:
    import h11
except ImportError as error:
    raise ImportError("the sandbox needs h11: pip install 'payloadkit[sandbox]'") from error

from payloadkit.http.request import Request
from payloadkit.policy import LARGEST

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from payloadkit.sandbox.stand_in import Handler

HOST = "127.0.0.1"
GARBAGE = b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n"  # TLS where HTTP is spoken
_TARGET = re.compile("(?i:https?://[^/?#]+)?(/.*)")  # a path, perhaps behind a host
_CHUNK = 65_536
_BACKLOG = 1024  # callers may come all at once
# Close with a reset; unsent bytes are dropped.
_RESET = socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0)


@contextmanager
def serving(
    handlers: Sequence[Handler], ports: Sequence[int], pace: float
) -> Iterator[Sequence[int]]:
    """Serve on loopback while the block runs: a handler a port, 0 for any; give the ports."""
    ready: Future[Callable[[], object]] = Future()
    with ExitStack() as stack:
        sockets = [stack.enter_context(socket.create_server((HOST, port))) for port in ports]

        async def run() -> None:
            loop, stopped = asyncio.get_running_loop(), asyncio.Event()
            for handler, listening in zip(handlers, sockets, strict=True):
                serve = partial(_serve, handler, pace)
                await asyncio.start_server(serve, sock=listening, backlog=_BACKLOG)
            ready.set_result(partial(loop.call_soon_threadsafe, stopped.set))
            await stopped.wait()

        thread = Thread(target=asyncio.run, args=(run(),), name="sandbox", daemon=True)
        thread.start()
        stack.callback(thread.join)
        stack.callback(ready.result())
        yield [listening.getsockname()[1] for listening in sockets]


async def _serve(
    handle: Handler, pace: float, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> None:
    """Answer the requests of one connection, until one goes wrong."""
    connection, wire = h11.Connection(h11.SERVER), None
    with suppress(ConnectionError, h11.ProtocolError, asyncio.CancelledError):
        while wire in (None, "dribble") and (
            request := await _received(connection, reader, writer)
        ):
            answer, wire = handle(request)
            fields = [*answer.headers.items(), ("Content-Length", str(len(answer.body)))]
            head = connection.send(h11.Response(status_code=answer.status, headers=fields)) or b""
            body = connection.send(h11.Data(data=answer.body)) or b""
            connection.send(h11.EndOfMessage())
            parts = {
                **dict.fromkeys(("reset", "close", "silence"), b""),
                "garbage": GARBAGE,
                "half_headers": head[: len(head) // 2],
                "half_body": head + body[: len(body) // 2],
            }
            sent = parts.get(wire or "", head + body)
            step, pause = (1, pace) if wire == "dribble" else (len(sent) + 1, 0)
            for start in range(0, len(sent), step):
                writer.write(sent[start : start + step])
                await writer.drain()
                await asyncio.sleep(pause)
            if wire == "reset":
                writer.get_extra_info("socket").setsockopt(*_RESET)
            if wire == "silence":
                await reader.read()  # until the caller hangs up
            connection.start_next_cycle()
    writer.close()


async def _received(
    connection: h11.Connection, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> Request | None:
    """Return the next request, None at the end of the connection or for one that is too long."""
    head, body = None, bytearray()
    while len(body) <= LARGEST:
        event = connection.next_event()
        if event is h11.NEED_DATA:
            if connection.they_are_waiting_for_100_continue:
                go_on = h11.InformationalResponse(status_code=100, headers=[])
                writer.write(connection.send(go_on) or b"")
            connection.receive_data(await reader.read(_CHUNK))
        elif isinstance(event, h11.Request):
            head = event
        elif isinstance(event, h11.Data):
            body += event.data
        elif isinstance(event, h11.EndOfMessage) and head is not None:
            fields = {name.decode(): text.decode("latin-1") for name, text in head.headers}
            path = _TARGET.fullmatch(head.target.decode())
            url = f"http://{HOST}{path[1]}" if path else ""
            return Request(head.method.decode(), url, fields, bytes(body))
        else:
            break
    return None
