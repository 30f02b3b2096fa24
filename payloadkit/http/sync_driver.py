"""Run calls on ``httpx2.Client``, which several threads may share."""

from __future__ import annotations

import time
from contextlib import closing
from typing import TYPE_CHECKING, cast

from payloadkit.http import transport
from payloadkit.http.call import Call, Lost, Reply, T, Wait
from payloadkit.violation import without_frames

if TYPE_CHECKING:
    import httpx2

    from payloadkit.http.request import Request


def run(call: Call[T], client: httpx2.Client, max_bytes: int = transport.MAX_BYTES) -> T:
    """Return the result of a call. An exception keeps no frame that holds a secret."""
    with closing(call):
        try:
            step = next(call)
            while True:
                step = call.send(_reply(step, client, max_bytes))
        except StopIteration as end:
            return cast("T", end.value)
        except BaseException as error:  # noqa: BLE001 - it is raised anew
            failure = without_frames(error)
    raise failure


def _reply(step: Request | Wait, client: httpx2.Client, max_bytes: int) -> Reply:
    if isinstance(step, Wait):
        time.sleep(step.seconds)
        return Lost(sent=False)
    with transport.limited(step) as seconds:
        try:
            with client.stream(**transport.arguments(step, seconds, sync=True)) as response:
                return transport.answer(response, max_bytes)
        except transport.FAILURES as failure:
            return transport.lost(failure)
