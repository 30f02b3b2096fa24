"""The vocabulary of a call: a generator that yields requests and receives answers, without I/O.

A call holds every decision: tokens, repetitions, lookups. A driver sends what it yields. Any HTTP
library can be the driver:

* A ``Request`` is answered by an ``Answer``, or by ``Lost`` if none arrives within its ``timeout``.
* A ``Wait`` is answered by ``Lost(sent=False)`` after its seconds.
* The value of ``StopIteration`` is the result.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import closing, suppress
from math import inf
from time import monotonic
from typing import TYPE_CHECKING, Any, ClassVar, TypeAlias, TypedDict, TypeVar, cast

import attrs

from payloadkit.http.request import Request
from payloadkit.http.settings import checked_seconds, checked_url, secrets_of

if TYPE_CHECKING:
    from payloadkit.http.answer import Outcome


@attrs.frozen
class Answer:
    """An answer that arrived whole; its body is empty if the driver does not allow its size."""

    status: int
    headers: Mapping[str, str] = attrs.field(repr=False)
    body: bytes = attrs.field(repr=False)


@attrs.frozen
class Lost:
    """No whole answer. ``sent`` is False only if no connection was made, so no byte has left."""

    sent: bool


@attrs.frozen
class Wait:
    """A pause before the next step."""

    seconds: float


T = TypeVar("T")
O = TypeVar("O", bound="Outcome[str, object]")  # noqa: E741 - an outcome, as T is a type

Reply: TypeAlias = Answer | Lost
Call: TypeAlias = Generator[Request | Wait, Reply, T]
# A call for the page of a number; its result holds the number of the next page, or None.
Pages: TypeAlias = Callable[[int], Call[tuple[T, int | None]]]
Clock: TypeAlias = Callable[[], float]
# Returns the outcome of status, body and headers.
Reader: TypeAlias = Callable[[int | None, bytes, Mapping[str, str] | None], T]


class CallOptions(TypedDict, total=False):
    """The options of all calls: seconds with all repetitions, HTTP to other hosts, the clock."""

    deadline: float
    allow_http: bool
    clock: Clock


class Patience:
    """The seconds that one call may take from now on, and its pauses between attempts."""

    def __init__(self, seconds: float, clock: Clock = monotonic) -> None:
        self._clock = clock
        self._end = clock() + seconds
        self._pauses = _pauses()

    def left(self) -> float:
        """Return the seconds left, 0 if there are none."""
        return max(0.0, self._end - self._clock())

    def send(self, request: Request, share: float = 0.5) -> Call[Reply]:
        """Send a request, unless the time is over.

        Its answer may take a share of the time left: half leaves time to try again or to look up.
        """
        if not self.left():
            return Lost(sent=False)
        return (yield attrs.evolve(request, timeout=self.left() * share))

    def connect(self, request: Callable[[], Request], share: float = 0.5) -> Call[Reply]:
        """Send a request that may change something: again only if no connection was made."""
        while True:
            reply = yield from self.send(request(), share)
            if reply != Lost(sent=False) or not (yield from self.again()):
                return reply

    def again(self, retry_after: float | None = None) -> Call[bool]:
        """Wait before the next attempt. Return False, without a pause, if there is no time."""
        pause = max(next(self._pauses, inf), retry_after or 0)
        if pause >= self.left():
            return False
        yield Wait(pause)
        return True

    def read(self, request: Request, reader: Reader[O]) -> Call[O]:
        """Send a request that changes nothing, until its answer is final or the time is over."""
        while True:
            outcome = outcome_of((yield from self.send(request)), reader)
            is_final = outcome.retry != "later" or outcome.state not in ("unavailable", "unknown")
            if is_final or not (yield from self.again(outcome.retry_after)):
                return outcome


def relay(call: Call[T], answered: Callable[[Request | Wait], Call[Reply]]) -> Call[T]:
    """Return a call whose steps another one answers, which may wait, count or refuse.

    Args:
        call: The call.
        answered: Returns the reply to a step.
    """
    with closing(call):
        try:
            step = next(call)
            while True:
                step = call.send((yield from answered(step)))
        except StopIteration as end:
            return cast("T", end.value)


def outcome_of(reply: Reply, reader: Reader[T]) -> T:
    """Return the outcome of a reply."""
    if isinstance(reply, Lost):
        return reader(None, b"", None)
    return reader(reply.status, reply.body, reply.headers)


def _pauses() -> Iterator[float]:
    """Yield the pause after each failed attempt, as stamina computes and limits them.

    stamina is told to sleep 0 seconds, since the driver sleeps. Its settings hold here too:
    ``set_testing``, ``set_active`` and the instrumentation.
    """
    import stamina

    with suppress(TimeoutError):
        pause = 0.0
        for attempt in stamina.retry_context(on=lambda _: 0.0, attempts=None, timeout=None):
            if attempt.num > 1:
                yield pause
            # The jitter is a factor, so that a pause of 0 in stamina's test mode stays 0.
            pause = attempt.next_wait * random.uniform(0.5, 1.5)  # noqa: S311 - no secret
            with attempt:
                raise TimeoutError


class SystemCalls:
    """What the calls of every system share."""

    system: ClassVar[str]
    secrets: ClassVar[tuple[str, ...]]

    def __init__(
        self,
        base_url: str,
        *,
        deadline: float = 60.0,
        allow_http: bool = False,
        clock: Clock = monotonic,
    ) -> None:
        self._url = checked_url(base_url, allow_http=allow_http)
        self._deadline, self._clock = checked_seconds(deadline=deadline), clock

    @classmethod
    def secrets_from_env(cls) -> tuple[Any, ...]:
        """Return the arguments behind the base URL, from the environment."""
        return secrets_of(cls.system, *cls.secrets)

    def _pages(
        self, make: Callable[[int], Request], reader: Reader[O], more: Callable[[Any, int], bool]
    ) -> Pages[O]:
        """Return the calls for pages; ``more`` tells of an answer and its number if more follow."""

        def page(number: int) -> Call[tuple[O, int | None]]:
            outcome = yield from self._patience().read(make(number), reader)
            goes_on = outcome.state == "accepted" and more(outcome.answer, number)
            return outcome, number + 1 if goes_on else None

        return page

    def _patience(self, seconds: float | None = None) -> Patience:
        most = self._deadline if seconds is None else min(seconds, self._deadline)
        return Patience(most, self._clock)
