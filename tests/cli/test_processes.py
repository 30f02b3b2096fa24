"""Documents in several processes: in their order, and whatever happens to a process."""

from __future__ import annotations

import gc
import gzip
import json
import multiprocessing
import os
import signal
import socket
import sys
from contextlib import closing
from io import BytesIO, TextIOWrapper
from multiprocessing.connection import Connection
from threading import Thread
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, ClassVar

import pytest

import payloadkit as pk
from payloadkit.cli.checking import check_all
from payloadkit.cli.inputs import Input
from payloadkit.cli.processes import check_in_processes, serve
from payloadkit.cli.result import Document
from payloadkit.cli.streams import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from payloadkit.cli.checking import Result

KIND = "caas.onboarding"
KNOWN, MEMORY, EXIT, KILL = 1, 2, 3, 4  # professions


class _Died(BaseException):
    """A process ends here.

    Args:
        status: How it ends.
    """

    def __init__(self, status: int) -> None:
        super().__init__()
        self.status = status


class _Professions(dict[str, str]):
    """A list of a tenant's master data on which some ids end the process, or its memory."""

    def __contains__(self, profession: object) -> bool:
        """Obey the id."""
        real = multiprocessing.parent_process() is not None
        if profession == str(KILL):
            if real:
                os.kill(os.getpid(), signal.SIGKILL)
            raise _Died(-signal.SIGKILL)
        if profession == str(EXIT):
            if real:
                os._exit(3)
            raise _Died(3)
        if profession == str(MEMORY):
            raise MemoryError
        return True


class Masters:
    """Master data with dangerous professions."""

    def names(self, listing: str) -> Mapping[str, str] | None:
        """Return the names of a list."""
        return _Professions(known="") if listing == "professions" else None


class Unknown(Masters):
    """What no other process can make."""

    def __reduce__(self) -> tuple[Any, ...]:
        """Fail where it is made."""
        return (os._exit, (1,))


POLICY = pk.Policy(masters=Masters())


class Imitation:
    """A process that is a thread of this one.

    Args:
        target: The function to call.
        args: Its arguments, the first of which is a pipe.
        daemon: Whether it ends with this process.
    """

    alive: ClassVar[list[Imitation]] = []

    def __init__(
        self, *, target: Callable[..., None], args: tuple[Connection, pk.Policy], daemon: bool
    ) -> None:
        self.exitcode: int | None = None
        self._target, (pipe, self._policy) = target, args
        self._pipe = Connection(os.dup(pipe.fileno()))
        self._thread = Thread(target=self._run, daemon=daemon)

    def _run(self) -> None:
        self.exitcode = 1
        with self._pipe:
            try:
                self._target(self._pipe, self._policy)
            except _Died as died:
                self.exitcode = died.status

    def start(self) -> None:
        """Start it, unless it could not make the policy."""
        self.alive.append(self)
        if isinstance(self._policy.masters, Unknown):
            self._pipe.close()
            self._target = lambda *_: None
        self._thread.start()

    def hang_up(self) -> None:
        """Close its pipe, as its end would."""
        with socket.socket(fileno=os.dup(self._pipe.fileno())) as pipe:
            pipe.shutdown(socket.SHUT_RDWR)

    def kill(self) -> None:
        """End it, which happens as soon as its pipe is closed."""

    def join(self, timeout: float | None = None) -> None:
        """Wait until it has ended."""
        self._thread.join(timeout)
        if self in self.alive:
            self.alive.remove(self)


@pytest.fixture(
    params=["threads", pytest.param("processes", marks=pytest.mark.exhaustive)], name="alive"
)
def _alive(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Callable[[], Sequence[Any]]:
    """Return a function that returns the processes that are alive; by default, imitations."""
    if request.param == "processes":
        return multiprocessing.active_children
    context = SimpleNamespace(Process=Imitation, Pipe=multiprocessing.Pipe)
    monkeypatch.setattr("payloadkit.cli.processes._CONTEXT", context)
    monkeypatch.setattr(signal, "signal", lambda *_: None)  # a thread may not
    monkeypatch.setattr(gc, "set_threshold", lambda _: None)
    monkeypatch.setattr(gc, "freeze", lambda: None)
    return lambda: Imitation.alive


@pytest.fixture(name="folder")
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty working folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(name="write")
def _write(minimal: dict[str, Any], folder: Path) -> Callable[..., Input]:
    """Return a function that makes a file of documents with professions."""

    def written(name: str, *professions: int) -> Input:
        texts = [json.dumps({**minimal, "occupation_id": number}) for number in professions]
        data = "\n".join(texts).encode()
        (folder / name).write_bytes(gzip.compress(data, mtime=0) if name.endswith("gz") else data)
        return Input(name, KIND)

    return written


def outcomes(results: Iterable[Result]) -> list[str]:
    """Return the names of documents that were checked, and the messages of the others."""
    return [
        result.message if isinstance(result, InputError) else result.key for result, _ in results
    ]


def test_results_are_in_the_order_of_the_inputs(
    write: Callable[..., Input], alive: Callable[[], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Files, lines, packed lines, failures and standard input come as they are named."""
    monkeypatch.setattr("payloadkit.cli.inputs._LARGE", 20_000)
    sources: list[Input | InputError] = [
        write("a.json", KNOWN),
        InputError("nothing there"),
        write("b.ndjson", *[KNOWN] * 150),
        write("c.ndjson.gz", *[KNOWN] * 150),
        Input("missing.json"),
        Input("missing.ndjson"),
        Input("-", KIND),
        *(write(f"d{number}.json", KNOWN) for number in range(40)),
        write("e.ndjson"),
    ]
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(b"{}")))
    several = list(check_in_processes(sources, POLICY, 2))
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(b"{}")))
    one = list(check_all(sources, POLICY))

    assert not alive()
    assert outcomes(several) == [
        "a.json",
        "nothing there",
        *(f"b.ndjson#{number}" for number in range(1, 151)),
        *(f"c.ndjson.gz#{number}" for number in range(1, 151)),
        "missing.json: No such file or directory",
        "missing.ndjson: No such file or directory",
        "<stdin>",
        *(f"d{number}.json" for number in range(40)),
        "e.ndjson: no document in it",
    ]
    assert outcomes(several) == outcomes(one)
    assert [(found, size) for found, size in several if isinstance(found, Document)] == [
        (found, size) for found, size in one if isinstance(found, Document)
    ]


def test_a_process_that_dies_costs_its_document(
    write: Callable[..., Input], alive: Callable[[], Any]
) -> None:
    """The others are checked, in their order, and how it ended is told."""
    sources: list[Input | InputError] = [
        write("a.ndjson", KNOWN, KILL, KNOWN, EXIT, MEMORY),
        write("b.ndjson.gz", *[KNOWN] * 70, KILL, KNOWN),
        write("c.json", KNOWN),
    ]

    assert outcomes(check_in_processes(sources, POLICY, 2)) == [
        "a.ndjson#1",
        "a.ndjson:2: its check ended by SIGKILL",
        "a.ndjson#3",
        "a.ndjson:4: its check ended with status 3",
        "a.ndjson:5: there is not enough memory to check it",
        *(f"b.ndjson.gz#{number}" for number in range(1, 65)),
        "b.ndjson.gz: its check ended by SIGKILL",
        "c.json",
    ]
    assert not alive()


def test_an_idle_process_that_dies_is_replaced(
    write: Callable[..., Input], alive: Callable[[], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A process that ended between two batches costs nothing."""
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(b"{}")))
    monkeypatch.setattr("payloadkit.cli.processes._AHEAD", 1)
    sources = [write("a.json", KNOWN), Input("-", KIND), write("b.json", KNOWN)]
    found = []
    with closing(check_in_processes(sources, POLICY, 1)) as results:
        for result, _ in results:
            found.append(result)
            for process in list(alive()):
                if isinstance(process, Imitation):
                    process.hang_up()
                process.kill()
                process.join()

    assert [isinstance(one, Document) for one in found] == [True] * 3


def test_processes_that_do_not_start_are_told(
    write: Callable[..., Input], alive: Callable[[], Any]
) -> None:
    """Where no process can be started, this is told once."""
    sources = [write("a.ndjson", *[KNOWN] * 9)]
    with pytest.raises(InputError, match="without --jobs"):
        list(check_in_processes(sources, pk.Policy(masters=Unknown()), 2))

    assert not alive()


def test_what_is_closed_early_leaves_no_process(
    write: Callable[..., Input], alive: Callable[[], Any]
) -> None:
    """A check that is not read to its end leaves nothing behind."""
    source = write("a.ndjson", *[KNOWN] * 999)
    with closing(check_in_processes([source], POLICY, 2)) as results:
        next(results)
        assert alive()

    assert not alive()


def test_a_process_serves_until_nobody_is_there(
    write: Callable[..., Input], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It says that it has started, answers each list of inputs in messages, and ends."""
    ignored: list[tuple[object, ...]] = []
    monkeypatch.setattr(signal, "signal", lambda *handler: ignored.append(handler))
    monkeypatch.setattr(gc, "set_threshold", lambda _: None)
    monkeypatch.setattr(gc, "freeze", lambda: None)
    ours, its = multiprocessing.Pipe()
    answers: list[Any] = []

    def ask() -> None:
        with ours:
            answers.append(ours.recv())
            ours.send([write("a.ndjson", *[KNOWN] * 70)])
            answers.extend(ours.recv() for _ in range(2))

    asking = Thread(target=ask)
    asking.start()
    serve(its, POLICY)
    asking.join()
    started, (first, is_last), (second, is_last_too) = answers

    assert started is None
    assert (len(first), is_last, len(second), is_last_too) == (64, False, 6, True)
    assert its.closed
    assert (signal.SIGINT, signal.SIG_IGN) in ignored


@pytest.mark.usefixtures("alive")
def test_a_system_without_masks(
    write: Callable[..., Input], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where signals cannot be blocked, a process ignores them once it runs."""
    monkeypatch.delattr(signal, "pthread_sigmask")
    results = check_in_processes([write("a.json", KNOWN), write("b.json", KNOWN)], POLICY, 2)

    assert outcomes(results) == ["a.json", "b.json"]
