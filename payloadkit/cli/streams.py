"""Output of the program, without unprintable characters, and safe with a closed pipe."""

from __future__ import annotations

import os
import signal
import sys
from contextlib import contextmanager, suppress
from io import RawIOBase, StringIO, TextIOWrapper
from threading import current_thread, main_thread
from typing import IO, TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType


T = TypeVar("T")
FINE, VIOLATIONS, INPUT_ERROR = 0, 1, 2


class InputError(click.ClickException):
    """Raised when input or output fails. The message names the file and the reason."""

    exit_code = INPUT_ERROR


def reason(error: OSError) -> str:
    """Return the system's reason, without the file's name."""
    return error.strerror or type(error).__name__


def printable(text: str) -> str:
    """Return a text with escapes for unprintable characters.

    These are control characters, bidirectional marks and bytes that are no text.
    """
    if text.isprintable():
        return text
    return "".join(
        letter if letter.isprintable() else letter.encode("unicode_escape").decode()
        for letter in text
    )


def named(file: str) -> str:
    """Return the name of an input for people."""
    return "<stdin>" if file == "-" else printable(file) or "an empty name"


def unicode_name(file: str) -> str:
    """Return a file's name as Unicode. Bytes that are no UTF-8 become escapes."""
    return os.fsencode(file).decode("utf-8", "backslashreplace")


def json_text(output: dict[str, Any]) -> str:
    """Return JSON for a machine to read: in ASCII, indented, with a line break at the end."""
    import json

    return json.dumps(output, indent=2) + "\n"


@contextmanager
def open_stream(*, error: bool = False) -> Iterator[IO[str]]:
    """Open standard output or standard error for writing, and flush it.

    Args:
        error: Whether to open standard error.

    Raises:
        InputError: Standard output cannot be written to.
    """
    stream: IO[str] | None = sys.stderr if error else sys.stdout
    if stream is None:  # Python's value for a closed descriptor
        if not error:
            raise InputError("standard output: it is closed")
        yield StringIO()
        return
    stream = _buffered(stream)
    try:
        yield stream
        stream.flush()
    except BrokenPipeError:
        _discard(stream)
    except OSError as failure:
        _discard(stream)
        if not error:
            raise InputError(f"standard output: {reason(failure)}") from failure


def _buffered(stream: IO[str]) -> IO[str]:
    """Return a stream that writes everything or fails.

    An unbuffered stream of Python may lose the end of large data.
    """
    if isinstance(stream, TextIOWrapper) and isinstance(stream.buffer, RawIOBase):
        return open(
            stream.fileno(), "w", encoding=stream.encoding, errors=stream.errors, closefd=False
        )
    return stream


def _discard(stream: IO[str]) -> None:
    """Discard the rest of a broken stream, so that Python does not report it at exit."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


def print_error(error: click.ClickException) -> None:
    """Print an error on standard error."""
    text = StringIO()
    error.show(text)
    with open_stream(error=True) as stream:
        stream.writelines(f"{printable(line)}\n" for line in text.getvalue().splitlines())


def print_note(text: str) -> None:
    """Print a note beside the result on standard error."""
    with open_stream(error=True) as stream:
        stream.write(f"{text}\n")


def status(*, complete: bool, sound: bool) -> int:
    """Return the exit status of a run.

    Args:
        complete: Whether everything could be read.
        sound: Whether nothing has an error.
    """
    return INPUT_ERROR if not complete else FINE if sound else VIOLATIONS


# Some systems have no SIGHUP.
SIGNALS = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
)
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
    """Raise ``Stopped`` at the first signal that would end the program.

    Further signals do nothing, and ignored signals stay ignored.

    Raises:
        Stopped: A signal arrived.
    """
    received: list[int] = []

    def stop(number: int, _: FrameType | None) -> None:
        if not received:
            received.append(number)
            raise Stopped(number)

    with _handled(stop, lambda before: before in _USUAL):
        yield


_SECOND = 2
_STANDARD_ERROR, _SHOW_CURSOR = 2, b"\x1b[?25h"


@contextmanager
def stopping(stop: Callable[[int], object], note: str | None) -> Iterator[list[int]]:
    """Call a function at the first signal that would end the program, and go on.

    The block gets the list of the signals that arrived. The second one ends the process at once,
    as if it was killed, since threads that wait for an answer cannot be ended.

    Args:
        stop: The function. It takes the signal.
        note: What the block waits for, which is said at once; None to say nothing.
    """
    received: list[int] = []

    def handle(number: int, _: FrameType | None) -> None:
        received.append(number)
        if len(received) == _SECOND:
            with suppress(OSError):
                if os.isatty(_STANDARD_ERROR):  # a progress bar has hidden the cursor
                    os.write(_STANDARD_ERROR, _SHOW_CURSOR)
            os._exit(128 + number)
        stop(number)
        if note is not None:
            # The signal may arrive while something is written.
            with suppress(RuntimeError), open_stream(error=True) as stream:
                stream.write(f"{note}\n")

    with _handled(handle, lambda before: before is not signal.SIG_IGN):
        yield received


class Interruption:
    """Signals that would end the program. The second one is raised, and the first while we wait."""

    def __init__(self) -> None:
        self.received: list[int] = []
        self._waiting = False

    def before(self, results: Iterator[T]) -> Iterator[T]:
        """Yield results until a signal arrives. It ends the waiting for the next result.

        While a result is used, the signal waits.
        """
        try:
            while True:
                self._waiting = True
                if self.received:
                    return
                found = next(results)
                self._waiting = False
                yield found
        except StopIteration:
            return
        except Stopped:
            if len(self.received) >= _SECOND:
                raise
        finally:
            self._waiting = False

    def note(self, number: int, _: FrameType | None) -> None:
        """Note a signal, and raise it where it ends something at once."""
        self.received.append(number)
        if len(self.received) == _SECOND or (self._waiting and len(self.received) < _SECOND):
            raise Stopped(number)


@contextmanager
def interruptible() -> Iterator[Interruption]:
    """Let a block end what it does at the first signal, and end the block at the second.

    Raises:
        Stopped: A second signal arrived, or the block has ended after the first.
    """
    interruption = Interruption()
    with _handled(interruption.note, lambda before: before is not signal.SIG_IGN):
        yield interruption
    if interruption.received:
        raise Stopped(interruption.received[0])


@contextmanager
def _handled(
    handler: Callable[[int, FrameType | None], object], replaces: Callable[[object], bool]
) -> Iterator[None]:
    """Replace the handlers of some signals. Only the main thread may."""
    replaced = [
        number
        for number in SIGNALS
        if current_thread() is main_thread() and replaces(signal.getsignal(number))
    ]
    before = {number: signal.signal(number, handler) for number in replaced}
    try:
        yield
    finally:
        for number, former in before.items():
            signal.signal(number, former)
