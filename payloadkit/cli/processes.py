"""Checks inputs in several processes. Names of files travel to them, and reports back.

A process that dies costs the document that it was checking; the others are checked all the same.
"""

from __future__ import annotations

import gc
import signal
from collections import deque
from contextlib import closing
from multiprocessing import get_context, resource_tracker
from multiprocessing.connection import wait
from typing import TYPE_CHECKING

import attrs

from payloadkit.cli.checking import check_input
from payloadkit.cli.files import STDIN
from payloadkit.cli.inputs import split
from payloadkit.cli.streams import SIGNALS, InputError

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator, Sequence
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess

    from payloadkit.cli.checking import Result
    from payloadkit.cli.inputs import Input
    from payloadkit.policy import Policy

_MOST = 64  # results of a message
_LARGE = 256 * 1024  # bytes of lines of a unit
_SHARE = 8  # least batches of files for each process
_AHEAD = 4  # units for each process that may be under way
_SOON = 1.0  # seconds in which a process that has closed its pipe ends
_RARELY = 100_000  # new objects after which Python looks for garbage

# `spawn` starts a clean process. A copy of this one (`fork`) may hold the locks of its threads.
_CONTEXT = get_context("spawn")


@attrs.define(eq=False)
class _Unit:
    """Inputs that a process checks at a time, and their results that came so far."""

    inputs: list[Input]
    results: deque[Result] = attrs.field(factory=deque)
    complete: bool = False


@attrs.define(eq=False)
class _Worker:
    """A process, and the pipe to it. Its first message says that it has started."""

    process: SpawnProcess
    pipe: Connection
    started: bool = False

    @classmethod
    def start(cls, policy: Policy) -> _Worker:
        pipe, other = _CONTEXT.Pipe()
        process = _CONTEXT.Process(target=serve, args=(other, policy), daemon=True)
        with other:
            _start(process)
        return cls(process, pipe)

    def take(self, unit: _Unit) -> bool:
        """Begin to check a unit. Return False if the process is gone."""
        try:
            self.pipe.send(unit.inputs)
        except OSError:
            return False
        return True

    def end(self, *, soon: bool = False) -> None:
        """End the process: at once, or soon by itself, since it has nothing to do."""
        self.pipe.close()
        if soon:
            self.process.join(_SOON)
        self.process.kill()
        self.process.join()


class _Pool:
    """Processes, and the units that they check.

    Args:
        units: The units.
        policy: How documents are judged.
        jobs: The most processes.
    """

    def __init__(self, units: Iterator[_Unit], policy: Policy, jobs: int) -> None:
        self._units, self._policy, self._jobs = units, policy, jobs
        self._queue: list[_Unit] = []  # all that are under way, in the order of the inputs
        self._waiting: deque[_Unit] = deque()  # those of them that no process has
        self._busy: dict[_Worker, _Unit] = {}
        self._idle: list[_Worker] = []

    def fill(self) -> bool:
        """Give units to processes, and return whether any unit is under way."""
        while len(self._queue) < _AHEAD * self._jobs:
            unit = next(self._units, None)
            if unit is None:
                break
            self._queue.append(unit)
            if not unit.complete and not _is_local(unit):
                self._waiting.append(unit)
        while self._waiting and len(self._busy) < self._jobs:
            self._give(self._waiting.popleft())
        return bool(self._queue)

    def finished(self) -> Iterator[Result]:
        """Wait, and yield the results that came for the first unit."""
        first = self._queue[0]
        if _is_local(first):
            yield from check_input(first.inputs[0], self._policy)
            first.complete = True
        elif not first.results and not first.complete:
            # What another unit has too many of stays in its pipe, so that its process waits.
            ready = wait(
                [
                    worker.pipe
                    for worker, unit in self._busy.items()
                    if unit is first or len(unit.results) < _MOST
                ]
            )
            for worker in [worker for worker in self._busy if worker.pipe in ready]:
                self._receive(worker)
        while first.results:
            yield first.results.popleft()
        if first.complete:
            self._queue.remove(first)

    def close(self) -> None:
        """End all processes."""
        for worker in self._busy:
            worker.end()
        for worker in self._idle:
            worker.end(soon=True)

    def _give(self, unit: _Unit) -> None:
        while self._idle:
            worker = self._idle.pop()
            if worker.take(unit):
                self._busy[worker] = unit
                return
            worker.end(soon=True)
        worker = _Worker.start(self._policy)
        self._busy[worker] = unit
        if not worker.take(unit):
            self._lose(worker)

    def _receive(self, worker: _Worker) -> None:
        try:
            message = worker.pipe.recv()
        except (EOFError, OSError):
            self._lose(worker)
            return
        if message is None:
            worker.started = True
            return
        results, complete = message
        unit = self._busy[worker]
        unit.results.extend(results)
        unit.complete = complete
        if complete:
            del self._busy[worker]
            self._idle.append(worker)

    def _lose(self, worker: _Worker) -> None:
        """Check the inputs of a process that died one by one; one that is alone has failed."""
        unit = self._busy.pop(worker)
        worker.end(soon=True)
        code = worker.process.exitcode
        if not worker.started:
            raise InputError("No process can be started; check without --jobs.")
        if len(unit.inputs) > 1:
            alone = [_Unit([source]) for source in unit.inputs]
            at = self._queue.index(unit)
            self._queue[at : at + 1] = alone
            self._waiting.extendleft(reversed(alone))
            return
        how = f"with status {code}" if not code or code > 0 else f"by {signal.Signals(-code).name}"
        unit.results.append((InputError(f"{unit.inputs[0].name}: its check ended {how}"), 0))
        unit.complete = True


def check_in_processes(
    sources: Sequence[Input | InputError], policy: Policy, jobs: int
) -> Generator[Result]:
    """Check inputs in several processes, and yield the results in the order of the inputs.

    Args:
        sources: The inputs. What is no input passes as it is.
        policy: How they are judged.
        jobs: The most processes.

    Raises:
        InputError: No process can be started.
    """
    # Large batches cost less, small ones are spread more evenly.
    batch = min(max(len(sources) // (jobs * _SHARE), 1), _MOST)
    with closing(_Pool(_units(sources, policy.max_bytes, batch), policy, jobs)) as pool:
        while pool.fill():
            yield from pool.finished()


def serve(pipe: Connection, policy: Policy) -> None:
    """Check the inputs that come through a pipe, until it is closed.

    Args:
        pipe: The pipe. The last message for a list of inputs is marked so.
        policy: How they are judged.
    """
    for number in SIGNALS:
        signal.signal(number, signal.SIG_IGN)  # the process that started this one decides
    gc.set_threshold(_RARELY)
    try:
        pipe.send(None)
        while True:
            found: list[Result] = []
            for source in pipe.recv():
                for result in check_input(source, policy):
                    found.append(result)
                    if len(found) == _MOST:
                        pipe.send((found, False))
                        found = []
            pipe.send((found, True))
    except (EOFError, OSError):  # nobody is there any more
        pipe.close()


def _start(process: SpawnProcess) -> None:
    """Start a process that never gets a signal from the terminal, not while it starts either.

    It inherits the signals that are blocked here.
    """
    block = getattr(signal, "pthread_sigmask", None)
    if block is None:  # as on Windows
        process.start()
        return
    resource_tracker.ensure_running()  # its own start would unblock them
    before = block(signal.SIG_BLOCK, SIGNALS)
    try:
        process.start()
    finally:
        block(signal.SIG_SETMASK, before)


def _is_local(unit: _Unit) -> bool:
    """Return whether only this process can read the inputs."""
    return any(source.file == STDIN for source in unit.inputs)


def _units(sources: Iterable[Input | InputError], most: int, batch: int) -> Iterator[_Unit]:
    """Yield units of documents; a file that cannot be split, and what is no input, is one alone."""
    inputs: list[Input] = []
    size = 0
    for source in _split(sources, most):
        alone = isinstance(source, InputError) or (
            source.entry is None and (source.holds_lines or source.file == STDIN)
        )
        full = size >= _LARGE or len(inputs) == (_MOST if size else batch)
        if inputs and (alone or full):
            yield _Unit(inputs)
            inputs, size = [], 0
        if isinstance(source, InputError):
            yield _Unit([], deque([(source, 0)]), complete=True)
        elif alone:
            yield _Unit([source])
        else:
            inputs.append(source)
            size += source.size
    if inputs:
        yield _Unit(inputs)


def _split(sources: Iterable[Input | InputError], most: int) -> Iterator[Input | InputError]:
    for source in sources:
        if isinstance(source, InputError):
            yield source
            continue
        try:
            yield from split(source, most)
        except InputError as failure:
            yield failure
