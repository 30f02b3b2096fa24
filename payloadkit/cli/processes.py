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

from payloadkit.cli import RARELY
from payloadkit.cli.files import STDIN
from payloadkit.cli.inputs import MOST, split
from payloadkit.cli.streams import SIGNALS, InputError

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator, Sequence
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess

    from payloadkit.cli.checking import Result
    from payloadkit.cli.inputs import Input
    from payloadkit.policy import Policy

_HELD = 2  # units that a process has, so that it need not wait for the next
_SHARE = 8  # least batches of files for each process
_AHEAD = 4  # units for each process that may be under way
_SOON = 1.0  # seconds in which a process that has closed its pipe ends

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
        self._workers: dict[_Worker, deque[_Unit]] = {}  # with the units that each has

    def fill(self) -> bool:
        """Give units to processes, and return whether any unit is under way."""
        while len(self._queue) < _AHEAD * self._jobs:
            unit = next(self._units, None)
            if unit is None:
                break
            self._queue.append(unit)
            if not unit.complete and not _is_local(unit):
                self._waiting.append(unit)
        while self._waiting and (worker := self._free()) is not None:
            self._give(worker, self._waiting.popleft())
        return bool(self._queue)

    def finished(self) -> Iterator[Result]:
        """Wait, and yield the results that came for the first unit."""
        first = self._queue[0]
        if _is_local(first):
            from payloadkit.cli.checking import check_input

            yield from check_input(first.inputs[0], self._policy)
            first.complete = True
        elif not first.results and not first.complete:
            # What another unit has too many of stays in its pipe, so that its process waits.
            ready = wait(
                [
                    worker.pipe
                    for worker, units in self._workers.items()
                    if units and (first in units or len(units[0].results) < MOST)
                ]
            )
            for worker in [worker for worker in self._workers if worker.pipe in ready]:
                self._receive(worker)
        while first.results:
            yield first.results.popleft()
        if first.complete:
            self._queue.remove(first)

    def close(self) -> None:
        """End all processes."""
        for worker in self._workers:
            worker.pipe.close()  # those that have nothing to do end side by side
        for worker, units in self._workers.items():
            worker.end(soon=not units)

    def _free(self) -> _Worker | None:
        """Return the process that has the fewest units, a new one if all have some, or None."""
        worker = min(self._workers, key=lambda worker: len(self._workers[worker]), default=None)
        if worker is None or (self._workers[worker] and len(self._workers) < self._jobs):
            worker = _Worker.start(self._policy)
            self._workers[worker] = deque()
        return worker if len(self._workers[worker]) < _HELD else None

    def _give(self, worker: _Worker, unit: _Unit) -> None:
        units = self._workers[worker]
        if not worker.take(unit) and worker.started and not units:
            # It ended while it had nothing to do.
            del self._workers[worker]
            worker.end(soon=True)
            self._waiting.appendleft(unit)
        else:
            units.append(unit)

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
        unit = self._workers[worker][0]
        unit.results.extend(results)
        unit.complete = complete
        if complete:
            self._workers[worker].popleft()

    def _lose(self, worker: _Worker) -> None:
        """Check what a process that died was checking one by one; what is alone has failed."""
        unit, *others = self._workers.pop(worker)
        worker.end(soon=True)
        if not worker.started:
            raise InputError("No process can be started; check without --jobs.")
        self._waiting.extendleft(reversed(others))
        alone = list(_units(unit.inputs, self._policy.max_bytes, batch=1, lines=1))
        if len(alone) > 1:
            at = self._queue.index(unit)
            self._queue[at : at + 1] = alone
            self._waiting.extendleft(reversed([one for one in alone if not one.complete]))
            return
        code = worker.process.exitcode or 0
        how = f"by {signal.Signals(-code).name}" if code < 0 else f"with status {code}"
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
    batch = min(max(len(sources) // (jobs * _SHARE), 1), MOST)
    with closing(_Pool(_units(sources, policy.max_bytes, batch), policy, jobs)) as pool:
        while pool.fill():
            yield from pool.finished()


def serve(pipe: Connection, policy: Policy) -> None:
    """Check the inputs that come through a pipe, until it is closed.

    Args:
        pipe: The pipe. The last message for a list of inputs is marked so.
        policy: How they are judged.
    """
    from payloadkit.cli.checking import check_input

    for number in SIGNALS:
        signal.signal(number, signal.SIG_IGN)  # the process that started this one decides
    gc.set_threshold(RARELY)
    try:
        pipe.send(None)
        while True:
            found: list[Result] = []
            for source in pipe.recv():
                for result in check_input(source, policy):
                    if len(found) == MOST:  # the results of a few lines come at once
                        pipe.send((found, False))
                        found = []
                    found.append(result)
            pipe.send((found, True))
    except (EOFError, OSError):  # the process that started this one has ended, or has no more
        pipe.close()
        gc.freeze()  # nothing that is left needs a search for garbage


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


def _units(
    sources: Iterable[Input | InputError], most: int, batch: int, lines: int = MOST
) -> Iterator[_Unit]:
    """Yield units of files, and of a few lines; what holds more, or is no input, is one alone."""
    inputs: list[Input] = []
    for source in _split(sources, most, lines):
        alone = isinstance(source, InputError) or source.may_hold_several
        if inputs and (alone or len(inputs) == batch):
            yield _Unit(inputs)
            inputs = []
        if isinstance(source, InputError):
            yield _Unit([], deque([(source, 0)]), complete=True)
        elif alone:
            yield _Unit([source])
        else:
            inputs.append(source)
    if inputs:
        yield _Unit(inputs)


def _split(
    sources: Iterable[Input | InputError], most: int, lines: int
) -> Iterator[Input | InputError]:
    for source in sources:
        if isinstance(source, InputError):
            yield source
            continue
        try:
            yield from split(source, most, lines)
        except InputError as failure:
            yield failure
