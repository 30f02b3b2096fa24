"""Say on standard error why a call waits, and how long."""

from __future__ import annotations

from threading import Lock
from time import monotonic
from typing import TYPE_CHECKING, Any, TypeVar

from payloadkit.cli.streams import Stopped, print_note
from payloadkit.http.answer import is_success
from payloadkit.http.call import Lost, Wait, relay

if TYPE_CHECKING:
    from collections.abc import Callable

    from payloadkit.http.call import Call, Clock, Reply
    from payloadkit.http.request import Request

T = TypeVar("T")

_SHORT = 1.0  # a shorter pause is not worth a line


class Pauses:
    """Runs the calls of a client, and says which attempt failed, why, and when the next one is.

    Of calls that wait at the same time one says it. ``last`` is what the last reply was. Once it is
    stopped, a call takes no further step.

    Args:
        run: Runs a call.
        name: The system's name for people.
        quiet: Whether it says nothing.
        clock: The monotonic clock.
    """

    def __init__(
        self,
        run: Callable[[Call[Any]], Any],
        name: str,
        *,
        quiet: bool = False,
        clock: Clock = monotonic,
    ) -> None:
        self._run, self._name, self._quiet, self._clock = run, name, quiet, clock
        self._lock, self._silent_until = Lock(), 0.0
        self.last = ""
        self._stopped: Stopped | None = None

    def stop(self, number: int) -> None:
        """Let the attempts under way be the last ones; a call that wants another is ``Stopped``.

        Args:
            number: The signal.
        """
        self._stopped = Stopped(number)

    def __call__(self, call: Call[T]) -> T:
        """Return the result of a call.

        Raises:
            Stopped: It wants a further step after ``stop``.
        """
        failures, last = 0, ""

        def answered(step: Request | Wait) -> Call[Reply]:
            nonlocal failures, last
            if self._stopped is not None:
                raise self._stopped
            if isinstance(step, Wait):
                if failures and step.seconds >= _SHORT and not self._quiet:
                    self._say(f"{last} (attempt {failures}).", step.seconds)
                return (yield step)
            reply = yield step
            self.last = last = self._told(reply)
            is_fine = not isinstance(reply, Lost) and is_success(reply.status)
            failures = 0 if is_fine else failures + 1
            return reply

        found: T = self._run(relay(call, answered))
        return found

    def _told(self, reply: Reply) -> str:
        if isinstance(reply, Lost):
            return f"No {'answer from' if reply.sent else 'connection to'} {self._name}"
        return f"{self._name.capitalize()} answers {reply.status}"

    def _say(self, text: str, seconds: float) -> None:
        with self._lock:
            if self._clock() < self._silent_until:
                return
            self._silent_until = self._clock() + seconds
        print_note(f"{text} The next one is in {seconds:.0f} s.")
