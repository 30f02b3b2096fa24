"""Where the program speaks: a closed pipe ends the talking and not the program, and nothing unprintable gets out."""

from __future__ import annotations

import os
import signal
import sys
from contextlib import contextmanager
from io import RawIOBase, StringIO, TextIOWrapper
from threading import current_thread, main_thread
from typing import IO, TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType


FINE, VIOLATIONS, TROUBLE = 0, 1, 2


class Trouble(click.ClickException):
    """Something cannot be read or written; the message names it and the system's reason."""

    exit_code = TROUBLE


def reason(error: OSError) -> str:
    """Return why the system refused, without the name it was given."""
    return error.strerror or type(error).__name__


def printable(text: str) -> str:
    """Return a text whose unprintable characters are written as escapes: control characters, bidirectional marks, bytes that were no text."""
    return "".join(
        letter if letter.isprintable() else letter.encode("unicode_escape").decode()
        for letter in text
    )


def named(file: str) -> str:
    """Return the name of an input as people read it."""
    return "<stdin>" if file == "-" else printable(file)


@contextmanager
def outlet(*, error: bool = False) -> Iterator[IO[str]]:
    """Give standard output, or standard error, to write to, and flush it.

    Args:
        error: Whether it is standard error.

    Raises:
        Trouble: Standard output cannot be written to.
    """
    stream: IO[str] | None = sys.stderr if error else sys.stdout
    if stream is None:  # so Python starts where the descriptor is closed
        if not error:
            raise Trouble("standard output: it is closed")
        yield StringIO()
        return
    stream = _buffered(stream)
    try:
        yield stream
        stream.flush()
    except BrokenPipeError:
        _hush(stream)
    except OSError as refusal:
        _hush(stream)
        if not error:
            raise Trouble(f"standard output: {reason(refusal)}") from refusal


def _buffered(stream: IO[str]) -> IO[str]:
    """Return a stream that writes all it is given or tells; one that Python started unbuffered would drop the end of much data."""
    if isinstance(stream, TextIOWrapper) and isinstance(stream.buffer, RawIOBase):
        return open(
            stream.fileno(), "w", encoding=stream.encoding, errors=stream.errors, closefd=False
        )
    return stream


def _hush(stream: IO[str]) -> None:
    """Let what is still on its way into a broken stream go nowhere, or Python would complain of it at its end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


def complain(error: click.ClickException) -> None:
    """Tell on standard error what went wrong."""
    told = StringIO()
    error.show(told)
    with outlet(error=True) as stream:
        stream.writelines(f"{printable(line)}\n" for line in told.getvalue().splitlines())


def note(text: str) -> None:
    """Tell a person something beside the result, on standard error."""
    with outlet(error=True) as stream:
        stream.write(f"{text}\n")


def status(*, whole: bool, sound: bool) -> int:
    """Return the exit status of a run.

    Args:
        whole: Whether everything could be read.
        sound: Whether nothing of it has an error.
    """
    return TROUBLE if not whole else FINE if sound else VIOLATIONS


SIGNALS = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
)  # the last is not everywhere
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

    replaced = [
        number
        for number in SIGNALS
        if current_thread() is main_thread() and signal.getsignal(number) in _USUAL
    ]
    before = {number: signal.signal(number, stop) for number in replaced}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
