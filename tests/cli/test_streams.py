"""Signals that stop the program, in a process that goes on."""

from __future__ import annotations

import os
import signal
import sys
from io import StringIO
from threading import Thread
from typing import TYPE_CHECKING

import pytest

from payloadkit.cli.streams import SIGNALS, Stopped, interruptible, stoppable, stopping

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

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


@pytest.fixture(name="usual")
def _usual() -> Iterator[None]:
    """Let signals end this process, as usual, whatever the caller of the tests has chosen."""
    before = {number: signal.signal(number, signal.SIG_DFL) for number in SIGNALS}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


def stopped_by(*numbers: int) -> Iterator[int]:
    """Yield numbers from 0; before the one behind each position a signal arrives."""
    for position in range(10):
        if position < len(numbers) and numbers[position]:
            os.kill(os.getpid(), numbers[position])
        yield position


@pytest.mark.usefixtures("usual")
def test_a_signal_ends_the_waiting() -> None:
    """What was done before it stays, the block ends as it wants, and then it is raised."""
    done: list[object] = []

    def work() -> None:
        with interruptible() as interruption:
            done.extend(interruption.before(stopped_by(0, 0, signal.SIGTERM)))
            done.append("end")

    with pytest.raises(Stopped) as stopped:
        work()

    assert (done, stopped.value.status) == ([0, 1, "end"], 143)


@pytest.mark.usefixtures("usual")
def test_a_signal_waits_while_a_result_is_used() -> None:
    """A result that is on its way out is written to its end, and is the last."""
    done: list[object] = []

    def work() -> None:
        with interruptible() as interruption:
            for number in interruption.before(stopped_by()):
                if number == 1:
                    os.kill(os.getpid(), signal.SIGINT)
                done.append(number)

    with pytest.raises(Stopped):
        work()

    assert done == [0, 1]


@pytest.mark.usefixtures("usual")
@pytest.mark.parametrize("last", [signal.SIGINT, signal.SIGTERM])
def test_the_second_signal_ends_at_once(last: int) -> None:
    """While the block ends, another signal is raised; those after it do nothing."""
    done: list[object] = []

    def work() -> None:
        with interruptible() as interruption:
            done.extend(interruption.before(stopped_by(0, signal.SIGINT)))
            try:
                os.kill(os.getpid(), last)
                done.append("never")
            finally:
                os.kill(os.getpid(), signal.SIGINT)

    with pytest.raises(Stopped) as stopped:
        work()

    assert (done, stopped.value.status) == ([0], 128 + last)


@pytest.mark.usefixtures("usual")
@pytest.mark.parametrize("note", ["It waits.", None])
@pytest.mark.parametrize("is_screen", [False, True])
def test_a_block_that_goes_on(
    note: str | None, monkeypatch: pytest.MonkeyPatch, *, is_screen: bool
) -> None:
    """The first signal stops it and is answered at once; the second ends the process."""
    done: list[object] = []
    monkeypatch.setattr(sys, "stderr", stream := StringIO())
    monkeypatch.setattr(os, "isatty", lambda number: is_screen and number == 2)
    monkeypatch.setattr(os, "write", lambda number, data: done.append((number, data)))
    monkeypatch.setattr(os, "_exit", lambda status: done.append(("exit", status)))
    with stopping(done.append, note) as signals:
        os.kill(os.getpid(), signal.SIGINT)
        told = stream.getvalue()
        os.kill(os.getpid(), signal.SIGTERM)

    assert told == (f"{note}\n" if note else "")
    shown = [(2, b"\x1b[?25h")] if is_screen else []
    assert done[: 2 + len(shown)] == [signal.SIGINT, *shown, ("exit", 143)]
    assert signals == [signal.SIGINT, signal.SIGTERM]


@pytest.mark.usefixtures("usual")
def test_a_signal_while_something_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    """A stream that is in use says nothing, and the block goes on."""

    class Busy(StringIO):
        def write(self, _: str, /) -> int:
            raise RuntimeError("reentrant call")

    monkeypatch.setattr(sys, "stderr", Busy())
    done: list[object] = []
    with stopping(done.append, "It waits."):
        os.kill(os.getpid(), signal.SIGINT)

    assert done == [signal.SIGINT]


@pytest.mark.usefixtures("usual")
def test_two_signals_while_it_waits() -> None:
    """The second one ends the block, however close it is to the first."""
    done: list[object] = []

    def impatient() -> Iterator[int]:
        yield 0
        try:
            os.kill(os.getpid(), signal.SIGINT)
        finally:
            os.kill(os.getpid(), signal.SIGINT)

    def work() -> None:
        with interruptible() as interruption:
            done.extend(interruption.before(impatient()))
            done.append("never")

    with pytest.raises(Stopped):
        work()

    assert done == [0]


@pytest.mark.usefixtures("usual")
def test_without_a_signal_all_results_come() -> None:
    """The block ends as any other, and the handlers are restored."""
    with interruptible() as interruption:
        done = list(interruption.before(stopped_by()))

    assert (done, interruption.received) == (list(range(10)), [])
    assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL
