"""Signals that stop the program, in a process that goes on."""

from __future__ import annotations

import os
import signal
from threading import Thread
from typing import TYPE_CHECKING

import pytest

from payloadkit.cli.streams import SIGNALS, Stopped, stoppable

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.conftest import Told


@pytest.mark.parametrize("number", SIGNALS)
def test_the_status_tells_the_signal(
    number: signal.Signals, invoke: Callable[..., Told], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A signal ends a command with a line on standard error; its handler is restored."""

    def interrupted(*_: object) -> bytes:
        os.kill(os.getpid(), number)
        return b""

    monkeypatch.setattr("payloadkit.cli.pictures.read_bounded", interrupted)
    inherited = signal.signal(number, signal.SIG_DFL)  # whoever runs the tests may have it ignored
    try:
        told = invoke("image", "inspect", "-")
        after = signal.getsignal(number)
    finally:
        signal.signal(number, inherited)

    assert (told.status, told.out) == (128 + number, b"")
    assert told.err == f"Error: Stopped by {number.name}.\n".encode()
    assert after is signal.SIG_DFL


def test_only_the_first_signal_is_raised() -> None:
    """While the first one is on its way out, others wait."""

    def impatient() -> None:
        with stoppable():
            try:
                os.kill(os.getpid(), signal.SIGTERM)
            finally:
                os.kill(os.getpid(), signal.SIGINT)

    with pytest.raises(Stopped) as stopped:
        impatient()

    assert (stopped.value.name, stopped.value.status) == ("SIGTERM", 143)


def test_a_caller_keeps_its_own_handlers() -> None:
    """A signal that is ignored, or that somebody takes care of, is left alone."""
    came: list[int] = []
    before = [
        signal.signal(signal.SIGHUP, signal.SIG_IGN),
        signal.signal(signal.SIGTERM, lambda number, _: came.append(number)),
    ]
    try:
        with stoppable():
            os.kill(os.getpid(), signal.SIGHUP)
            os.kill(os.getpid(), signal.SIGTERM)
    finally:
        signal.signal(signal.SIGHUP, before[0])
        signal.signal(signal.SIGTERM, before[1])

    assert came == [signal.SIGTERM]


def test_in_a_thread_signals_are_left_alone() -> None:
    """Only the main thread of a process may say what signals do.

    In another the command line works all the same.
    """
    handlers = []

    def run() -> None:
        with stoppable():
            handlers.append(signal.getsignal(signal.SIGTERM))

    thread = Thread(target=run)
    thread.start()
    thread.join()

    assert handlers == [signal.SIG_DFL]
