"""Say on standard error why a call waits, and how long."""

from __future__ import annotations

from threading import Lock
from time import monotonic
from typing import TYPE_CHECKING, Any, TypeVar

from payloadkit.cli.streams import print_note
from payloadkit.http.answer import is_unavailable
from payloadkit.http.call import Lost, Wait, relay

if TYPE_CHECKING:
    from collections.abc import Callable

    from payloadkit.http.call import Call, Clock, Reply
    from payloadkit.http.request import Request

T = TypeVar("T")

_SHORT = 1.0  # a shorter pause is not worth a line


class Pauses:
    """Runs the calls of a client, and says which attempt failed, why, and when the next one is.

    Of calls that wait at the same time one says it.

    Args:
        run: Runs a call.
        name: The system's name for people.
        clock: The monotonic clock.
    """

    def __init__(
        self, run: Callable[[Call[Any]], Any], name: str, clock: Clock = monotonic
    ) -> None:
        self._run, self._name, self._clock = run, name, clock
        self._lock, self._silent_until = Lock(), 0.0

    def __call__(self, call: Call[T]) -> T:
        """Return the result of a call."""
        attempts, reason = 0, ""

        def answered(step: Request | Wait) -> Call[Reply]:
            nonlocal attempts, reason
            if isinstance(step, Wait):
                if reason and step.seconds >= _SHORT:
                    self._say(f"{reason} (attempt {attempts}).", step.seconds)
                return (yield step)
            reply = yield step
            reason = self._reason(reply)
            attempts = attempts + 1 if reason else 0
            return reply

        found: T = self._run(relay(call, answered))
        return found

    def _reason(self, reply: Reply) -> str:
        """Return why a reply is not final, an empty text for one that is."""
        if isinstance(reply, Lost):
            what = "answer from" if reply.sent else "connection to"
            return f"No {what} {self._name}"
        status = reply.status
        return f"{self._name.capitalize()} answers {status}" if is_unavailable(status) else ""

    def _say(self, text: str, seconds: float) -> None:
        with self._lock:
            if self._clock() < self._silent_until:
                return
            self._silent_until = self._clock() + seconds
        print_note(f"{text} The next one is in {seconds:.0f} s.")
