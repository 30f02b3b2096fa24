"""The pace of all jobs together: so many requests a second, and fewer if the gateway asks."""

from __future__ import annotations

from collections import deque
from http import HTTPStatus
from inspect import iscoroutinefunction
from math import inf
from threading import Lock
from time import monotonic
from typing import Any, Protocol, TypeVar

import attrs

from payloadkit.http.answer import seconds_to_wait
from payloadkit.http.call import Answer, Call, Clock, Lost, Reply, Wait, relay
from payloadkit.http.request import Request

T = TypeVar("T")

# The network may bring two requests so much closer together.
_JITTER = 0.025
# Requests are spaced a little closer than the rate, so that lost time is made up for.
_SPACING = 0.9
_UNNAMED_PAUSE = 1.0
_LONGEST_TURN = 30.0


class Runner(Protocol):
    """A client: its ``run`` returns the result of a call, or is a coroutine function that does."""

    calls: Any

    def run(self, call: Call[Any], /) -> Any:  # noqa: ANN401 - see above
        """Run a call."""


class Pace:
    """Lets the requests of all jobs pass one by one, never more than ``rate`` in any second.

    Args:
        rate: The most requests in any second; None for no limit.
        clock: The monotonic clock.
    """

    def __init__(self, rate: float | None, clock: Clock = monotonic) -> None:
        self._window = 0.0 if rate is None else max(1.0, 1 / rate) + _JITTER
        self._sent = deque([-inf], max(1, int(rate or 1)))
        self._clock, self._lock, self._resumed = clock, Lock(), 0.0

    def pause(self) -> float:
        """Return the seconds that the gateway still wants no request."""
        return max(0.0, self._resumed - self._clock())

    def limit(self, call: Call[T]) -> Call[T]:
        """Return a call whose requests wait for their turn.

        Args:
            call: The call.
        """
        return relay(call, self._answered)

    def _answered(self, step: Request | Wait) -> Call[Reply]:
        may_go = not isinstance(step, Request) or (yield from self._turn())
        # During a long pause nothing is sent, so that the call can end in time.
        reply: Reply = (yield step) if may_go else Lost(sent=False)
        self._heed(reply)
        return reply

    def _turn(self) -> Call[bool]:
        """Wait for a turn. Return False, without one, if the gateway asked for a long pause."""
        while True:
            with self._lock:
                now = self._clock()
                wait = max(self._free(), self._resumed) - now
                if wait <= 0:
                    self._sent.append(now)
                    return True
                if self._resumed - now > _LONGEST_TURN:
                    return False
            yield Wait(wait)

    def _free(self) -> float:
        """Return when the next request may leave."""
        most = self._sent.maxlen or 1
        spaced = self._sent[-1] + _SPACING * self._window / most
        return max(spaced, self._sent[0] + self._window) if len(self._sent) == most else spaced

    def _heed(self, reply: Reply) -> None:
        """Slow all jobs down if an answer asks for it."""
        if isinstance(reply, Answer):
            seconds: float | None = seconds_to_wait(reply.headers)
            if seconds is None:
                seconds = _UNNAMED_PAUSE if reply.status == HTTPStatus.TOO_MANY_REQUESTS else 0.0
            with self._lock:
                self._resumed = max(self._resumed, self._clock() + seconds)


@attrs.frozen
class Line:
    """The client of one system, for threads or asynchronous, and the pace of its requests."""

    client: Runner
    pace: Pace

    async def ask(self, call: Call[T]) -> T:
        """Return the result of a call."""
        from anyio import to_thread

        limited = self.pace.limit(call)
        if iscoroutinefunction(self.client.run):
            found: T = await self.client.run(limited)
            return found
        return await to_thread.run_sync(self.client.run, limited)
