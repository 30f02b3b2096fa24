"""Run calls on ``httpx2.AsyncClient``, under asyncio and trio. Several tasks may share it."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, cast

import anyio

from payloadkit.http import transport
from payloadkit.http.call import Call, Lost, Reply, T, Wait

if TYPE_CHECKING:
    import httpx2

    from payloadkit.http.request import Request


async def run(call: Call[T], client: httpx2.AsyncClient, max_bytes: int = transport.MAX_BYTES) -> T:
    """Return the result of a call. An exception keeps no frame that holds a secret.

    Args:
        call: The call.
        client: Sends the requests.
        max_bytes: The most bytes of an answer, compressed or not.
    """
    with closing(call):
        try:
            step = next(call)
            while True:
                step = call.send(await _reply(step, client, max_bytes))
        except StopIteration as end:
            return cast("T", end.value)
        except BaseException as error:  # noqa: BLE001 - it is raised anew
            failure = error.with_traceback(None)
    failure.__cause__ = failure.__context__ = None
    raise failure


async def _reply(step: Request | Wait, client: httpx2.AsyncClient, max_bytes: int) -> Reply:
    if isinstance(step, Wait):
        await anyio.sleep(step.seconds)
        return Lost(sent=False)
    reply: Reply = Lost(sent=True)
    with transport.limited(step) as seconds, anyio.move_on_after(seconds) as scope:
        try:
            async with client.stream(**transport.arguments(step)) as response:
                body = transport.Body(response, max_bytes)
                if not body.is_whole:
                    async for chunk in response.aiter_raw():
                        if not body.add(chunk):
                            reply = body.answer()
                            scope.cancel()  # a break would leave generators of httpx2 open
                reply = body.answer()
        except transport.FAILURES as failure:
            reply = transport.lost(failure)
    return reply
