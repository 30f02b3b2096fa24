"""Signals that stop the program: each becomes an exception, so that what is under way is cleaned up before the program ends."""

from __future__ import annotations

import signal
from contextlib import contextmanager
from threading import current_thread, main_thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

SIGNALS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))  # the last is not everywhere
_USUAL = (signal.SIG_DFL, signal.default_int_handler)


class Stopped(BaseException):
    """A signal asks the program to end.

    Args:
        number: The signal.
    """

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.name = signal.Signals(number).name
        self.status = 128 + number


@contextmanager
def stoppable() -> Iterator[None]:
    """Raise ``Stopped`` at the first signal that would end the program; further ones wait for that end, and ignored ones stay ignored.

    Raises:
        Stopped: There was a signal.
    """
    came: list[int] = []

    def stop(number: int, _: FrameType | None) -> None:
        if not came:
            came.append(number)
            raise Stopped(number)

    replaced = [number for number in SIGNALS if current_thread() is main_thread() and signal.getsignal(number) in _USUAL]
    before = {number: signal.signal(number, stop) for number in replaced}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
