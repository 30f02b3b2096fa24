"""Drive calls by hand: no network, no sleep, a clock that the test holds."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, TypeVar

from payloadkit.http.call import Answer, Call, Lost, Wait

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from payloadkit.http.request import Request

T = TypeVar("T")
UNSENT, OPEN = Lost(sent=False), Lost(sent=True)


class Clock:
    """A monotonic clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        """Return the seconds."""
        return self.now


def answer(
    body: object = "", status: int = 200, headers: Mapping[str, str] | None = None
) -> Answer:
    """Return an answer, of JSON unless the body is text."""
    text = body if isinstance(body, str) else json.dumps(body)
    return Answer(status, headers or {}, text.encode())


def drive(call: Call[T], replies: Iterable[Any], clock: Clock) -> tuple[T, list[Request]]:
    """Return the result of a call and the requests that it sent.

    Args:
        call: The call.
        replies: The reply to each request; all of them must be used. A number before a reply is the
            seconds that it takes. An iterator is read as far as needed.
        clock: The clock of the call.
    """
    todo, sent = iter(replies), []
    reply: Any = None
    try:
        while True:
            step = call.send(reply)
            if isinstance(step, Wait):
                clock.now += step.seconds
                reply = UNSENT
                continue
            sent.append(step)
            reply = next(todo, None)
            if isinstance(reply, float | int):
                clock.now += min(reply, step.timeout or 0)
                reply = next(todo, None)
            assert reply is not None, "one reply too few"
    except StopIteration as end:
        assert replies is todo or list(todo) == [], "one reply too many"
        return end.value, sent
