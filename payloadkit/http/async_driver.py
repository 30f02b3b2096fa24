"""Run calls on ``httpx2.AsyncClient``, under asyncio and trio. Several tasks may share it."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, cast

import anyio

from payloadkit.http import transport
from payloadkit.http.call import Call, Lost, Reply, T, Wait
from payloadkit.violation import without_frames

if TYPE_CHECKING:
    import httpx2

    from payloadkit.http.request import Request


async def run(call: Call[T], client: httpx2.AsyncClient, max_bytes: int = transport.MAX_BYTES) -> T:
    """Return the result of a call. An exception keeps no frame that holds a secret."""
    with closing(call):
        try:
            step = next(call)
            while True:
                step = call.send(await _reply(step, client, max_bytes))
        except StopIteration as end:
            return cast("T", end.value)
        except BaseException as error:  # noqa: BLE001 - it is raised anew
            failure = without_frames(error)
    raise failure


async def _reply(step: Request | Wait, client: httpx2.AsyncClient, max_bytes: int) -> Reply:
    if isinstance(step, Wait):
        await anyio.sleep(step.seconds)
        return Lost(sent=False)
    reply: Reply = Lost(sent=True)
    with transport.limited(step) as seconds, anyio.move_on_after(seconds) as scope:
        try:
            async with client.stream(**transport.arguments(step, seconds)) as response:
                if response.is_stream_consumed:  # it was at hand, without network
                    return transport.answer(response, max_bytes)
                raw = bytearray()
                async for chunk in response.aiter_raw():
                    raw += chunk
                    if len(raw) > max_bytes:
                        reply = transport.answer(response, 0, bytes(raw))
                        scope.cancel()  # a break would leave generators of httpx2 open
                reply = transport.answer(response, max_bytes, bytes(raw))
        except transport.FAILURES as failure:
            reply = transport.lost(failure)
    return reply
