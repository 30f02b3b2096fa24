"""The command line on a hostile system: full disks, closed streams, odd files, signals.

Each run is a process of its own.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import signal
import stat
import subprocess
import sys
import time
from contextlib import contextmanager
from functools import partial
from itertools import product
from pathlib import Path
from subprocess import DEVNULL, PIPE
from threading import Event, Thread
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

pytestmark = pytest.mark.exhaustive

FIXTURES = Path(__file__).parent.parent.parent / "fixtures"
MINIMAL = FIXTURES / "caas/onboarding-minimal.json"
PERSON = FIXTURES / "people/resident-complete"
BUILD = (
    "build",
    str(PERSON / "profile.json"),
    "--supplement",
    str(PERSON / "supplement.json"),
    "--today",
    "2026-11-21",
)
PROGRAM = [sys.executable, "-P", "-m", "payloadkit"]
STOPPING = [signal.SIGINT, signal.SIGTERM, signal.SIGHUP]


@pytest.fixture(autouse=True)
def _signals_as_usual() -> Iterator[None]:
    """Let no process inherit an ignored signal, as those of a shell's background jobs do."""
    before = {number: signal.getsignal(number) for number in STOPPING}
    for number, handler in before.items():
        if handler is signal.SIG_IGN:
            signal.signal(number, signal.SIG_DFL)
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


BEFORE = b"what stood there before"
MEBIBYTE = 1024 * 1024
# A program that is as slow at a point as a disk or a decoder may be: it says that it is there, and
# waits.
HELD = """
import sys, time
from unittest import mock
from payloadkit.cli import main
def held(*_, **__):
    print("here", file=sys.stderr, flush=True)
    time.sleep(60)
with mock.patch(sys.argv[1], held):
    sys.exit(main(sys.argv[2:]))
"""
# A program whose user is impatient: there is a signal while it writes, and others while it cleans
# up.
IMPATIENT = """
import os, signal, sys
from pathlib import Path
from unittest import mock
from payloadkit.cli import main
unlink = Path.unlink
def signalled(*numbers):
    for number in numbers:
        os.kill(os.getpid(), number)
def again(path, **options):
    signalled(signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    unlink(path, **options)
with mock.patch("os.fsync", lambda _: signalled(signal.SIGTERM)):
    with mock.patch.object(Path, "unlink", again):
        sys.exit(main(sys.argv[1:]))
"""


def run(
    *arguments: object, prefix: Sequence[str] = (), **options: Any
) -> subprocess.CompletedProcess[bytes]:
    """Run the command line in a process of its own, and hold it to ending without a traceback."""
    streams = {"stdin": DEVNULL, "stdout": PIPE, "stderr": PIPE, **options}
    told: subprocess.CompletedProcess[bytes] = subprocess.run(
        [*prefix, *PROGRAM, *map(str, arguments)], check=False, timeout=120, **streams
    )
    assert b"Traceback" not in (told.stdout or b"") + (told.stderr or b"")
    return told


def whole(path: Path) -> bool:
    """Tell whether a file is a whole payload that only its owner may read."""
    return stat.S_IMODE(path.stat().st_mode) == 0o600 and "id_details" in json.loads(
        path.read_bytes()
    )


@pytest.fixture(name="payload")
def _payload(tmp_path: Path) -> Path:
    """Return the file that is written to in these tests.

    It holds something, and lies alone in its folder.
    """
    path = tmp_path / "out" / "payload.json"
    path.parent.mkdir()
    path.write_bytes(BEFORE)
    return path


def untouched(path: Path) -> bool:
    """Tell whether the file is as it was, and nothing lies beside it."""
    return path.read_bytes() == BEFORE and list(path.parent.iterdir()) == [path]


@pytest.fixture(name="bound")
def _bound() -> Sequence[str]:
    """Return the command that runs a program without the privileges of root."""
    if os.geteuid():
        return ()
    if shutil.which("setpriv") is None:
        pytest.skip(
            "root may read and write everything, and there is no setpriv to keep it from that"
        )
    return ("setpriv", "--bounding-set=-dac_override,-dac_read_search")


# Where a payload goes


@pytest.mark.parametrize("bytes_left", [0, 4096, MEBIBYTE])
def test_a_file_that_may_not_grow(bytes_left: int, payload: Path) -> None:
    """Where the system cuts a file short, the old one stays whole."""
    told = run(
        *BUILD,
        "--out",
        payload,
        preexec_fn=partial(resource.setrlimit, resource.RLIMIT_FSIZE, (bytes_left, bytes_left)),
    )

    assert (told.returncode, told.stdout) == (2, b"")
    assert b"payload.json: File too large" in told.stderr
    assert untouched(payload)


def test_a_full_disk(payload: Path) -> None:
    """Where a disk has no room, the old file stays whole and takes no more room than before."""
    apart = ["/usr/bin/env", "unshare", "--user", "--map-root-user", "--mount"]
    if subprocess.run([*apart, "true"], capture_output=True, check=False).returncode:
        pytest.skip("this system lets nobody but root mount a small disk")
    script = (
        'mount -t tmpfs -o size=64k none "$0" && printf before > "$0/payload.json" && '
        '"$@" --out "$0/payload.json"; echo "$?"; ls -A "$0"; cat "$0"/*'
    )
    command = [*apart, "sh", "-c", script, str(payload.parent), *PROGRAM, *BUILD]
    told = subprocess.run(command, capture_output=True, check=False)

    assert told.stdout == b"2\npayload.json\nbefore"
    assert b"payload.json: No space left on device" in told.stderr
    assert untouched(payload)


def test_a_read_only_folder(payload: Path, bound: Sequence[str]) -> None:
    """A folder that takes no new file keeps the old one, though that could be written to."""
    payload.parent.chmod(0o500)
    told = run(*BUILD, "--out", payload, prefix=bound)

    assert (told.returncode, told.stdout) == (2, b"")
    assert b"payload.json: Permission denied" in told.stderr
    assert untouched(payload)


@pytest.mark.parametrize(
    "name",
    ["missing/payload.json", "payload.json/below", "x" * 300, "circle", ".", "pipe", "/dev/full"],
)
def test_no_place_for_a_file(name: str, payload: Path) -> None:
    """Targets that are no regular file, or cannot be created, are named and left alone."""
    folder = payload.parent
    (folder / "circle").symlink_to("other")
    (folder / "other").symlink_to("circle")
    os.mkfifo(folder / "pipe")
    before = sorted(folder.iterdir())
    told = run(*BUILD, "--out", name, cwd=folder)

    assert (told.returncode, told.stdout) == (2, b"")
    assert name.encode() in told.stderr
    assert payload.read_bytes() == BEFORE
    assert sorted(folder.iterdir()) == before
    assert (folder / "circle").is_symlink()


def test_a_folder_that_is_gone(tmp_path: Path) -> None:
    """Where the current folder is gone, nothing can be read or written in it."""
    gone = 'mkdir gone && cd gone && rmdir ../gone && exec "$@"'
    for arguments in ((*BUILD, "--out", "payload.json"), ("check", "payload.json")):
        told = run(*arguments, prefix=["sh", "-c", gone, "sh"], cwd=tmp_path)
        assert (told.returncode, told.stdout) == (2, b"")
        assert b"payload.json: No such file or directory" in told.stderr


def test_a_file_is_replaced_by_a_private_one(payload: Path) -> None:
    """A public file, also behind links, is replaced by a private one; the links stay."""
    payload.chmod(0o666)
    first, second = payload.parent.parent / "first", payload.parent.parent / "second"
    first.symlink_to(second)
    second.symlink_to("out/payload.json")
    told = run(*BUILD, "--out", first, umask=0)

    assert told.returncode == 0
    assert first.is_symlink()
    assert second.is_symlink()
    assert whole(payload)
    assert list(payload.parent.iterdir()) == [payload]


def test_several_write_one_file(payload: Path) -> None:
    """Of several that write to one file at the same time each succeeds.

    The file is that of one of them, and whole whenever it is looked at.
    """
    processes = [
        subprocess.Popen([*PROGRAM, *BUILD, "--out", str(payload)], stdout=DEVNULL, stderr=DEVNULL)
        for _ in range(3)
    ]
    while any(process.poll() is None for process in processes):
        assert payload.read_bytes() == BEFORE or whole(payload)

    assert {process.returncode for process in processes} == {0}
    assert whole(payload)
    assert list(payload.parent.iterdir()) == [payload]


# Standard output


@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize(
    "arguments",
    [BUILD, ("schema", "--openapi"), ("check", "--format", "json", FIXTURES / "caas/masters.json")],
)
def test_standard_output_that_may_not_grow(
    arguments: Sequence[str], unbuffered: str, tmp_path: Path
) -> None:
    """A result that was cut short ends with 2, also where Python writes without a buffer."""
    environment = {**os.environ, "PYTHONUNBUFFERED": unbuffered}
    with (tmp_path / "out").open("wb") as out:
        told = run(
            *arguments,
            stdout=out,
            env=environment,
            preexec_fn=partial(resource.setrlimit, resource.RLIMIT_FSIZE, (100, 100)),
        )

    assert told.returncode == 2
    assert told.stderr.startswith(b"Error: standard output: File too large")


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_reader_that_goes_away_in_the_middle(unbuffered: str) -> None:
    """A pipe that closes early ends the output silently; the status is that of the build."""
    with subprocess.Popen(
        [*PROGRAM, *BUILD],
        stdout=PIPE,
        stderr=PIPE,
        env={**os.environ, "PYTHONUNBUFFERED": unbuffered},
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert os.read(process.stdout.fileno(), 1)
        process.stdout.close()
        err = process.stderr.read()

    assert process.returncode == 0
    assert b"Traceback" not in err
    assert b"Broken" not in err


@pytest.mark.parametrize(
    ("closed", "status", "message"),
    [(">&-", 2, b"standard output: it is closed"), ("2>&-", 0, b""), (">&- 2>&-", 2, b"")],
)
def test_streams_closed_from_the_start(
    closed: str, status: int, message: bytes, payload: Path
) -> None:
    """A file is written whole whoever listens.

    A summary that nobody can be given is trouble, a remark is not.
    """
    told = run(*BUILD, "--out", payload, prefix=["sh", "-c", f'exec "$@" {closed}', "sh"])

    assert told.returncode == status
    assert message in told.stderr
    assert whole(payload)
    assert list(payload.parent.iterdir()) == [payload]


# What is read


def test_a_file_that_may_not_be_read(tmp_path: Path, bound: Sequence[str]) -> None:
    """An unreadable file is named, and the other documents are checked."""
    secret = tmp_path / "secret.json"
    shutil.copy(MINIMAL, secret)
    secret.chmod(0)
    for arguments in (
        ("check", MINIMAL, secret),
        ("build", secret),
        ("image", "inspect", secret),
        ("airpay", "hash", "--credentials", secret, MINIMAL),
    ):
        told = run(*arguments, prefix=bound)
        assert told.returncode == 2
        assert b"secret.json: Permission denied" in told.stderr
    for option in ("--limits", "--masters"):
        assert (
            b"secret.json: Permission denied"
            in run("check", option, secret, MINIMAL, prefix=bound).stderr
        )


READING = [
    ("check", "{}"),
    ("check", "--masters", "{}", MINIMAL),
    ("check", "--limits", "{}", MINIMAL),
    ("build", "{}"),
    (*BUILD, "--supplement", "{}"),
    ("image", "inspect", "{}"),
    ("image", "fit", "{}"),
    ("airpay", "hash", "--credentials", "{}", MINIMAL),
    ("airpay", "hash", "{}"),
    ("migrate", "correct", "{}", "--corrections", MINIMAL),
]
ODD = [(".", b"Is a directory"), ("/dev/zero", None), ("/proc/self/mem", b"Input/output error")]


@pytest.mark.parametrize(
    ("file", "reason", "arguments"),
    # a folder of documents is searched
    [(*odd, arguments) for odd, arguments in list(product(ODD, READING))[1:]],
    ids=lambda value: (
        " ".join(str(word) for word in value if "/" not in str(word))
        if isinstance(value, tuple)
        else None
    ),
)
def test_odd_files(file: str, reason: bytes | None, arguments: Sequence[str]) -> None:
    """Folders, endless files and failing ones are refused in bounded time and memory."""
    if not Path(file).exists():
        pytest.skip("there is no such file here")
    secrets = {"AIRPAY_USERNAME": "invented", "AIRPAY_PASSWORD": "invented"}
    bounds = partial(resource.setrlimit, resource.RLIMIT_AS, (600 * MEBIBYTE, 600 * MEBIBYTE))
    told = run(
        *(str(argument).format(file) for argument in arguments),
        env={**os.environ, **secrets},
        preexec_fn=bounds,
    )

    assert told.returncode == 2 if reason else told.returncode in (1, 2)
    assert reason is None or reason in told.stderr
    assert (told.stdout + told.stderr).count(f"{file}:".encode()) == 1


def test_endless_standard_input() -> None:
    """A stream without end is read as far as a document may be long, and refused."""
    with subprocess.Popen(["/usr/bin/env", "yes"], stdout=PIPE) as endless:
        told = run(
            "check",
            "-",
            stdin=endless.stdout,
            preexec_fn=partial(
                resource.setrlimit, resource.RLIMIT_AS, (600 * MEBIBYTE, 600 * MEBIBYTE)
            ),
        )
        endless.kill()

    assert told.returncode == 1
    assert b"<stdin>" in told.stdout
    assert b"json.too_large" in told.stdout


def test_a_document_in_a_pipe(tmp_path: Path) -> None:
    """A pipe with a name is read to its end, in however many pieces it comes."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)

    def feed() -> None:
        data = MINIMAL.read_bytes()
        with pipe.open("wb", buffering=0) as writer:
            for at in range(0, len(data), 100):
                writer.write(data[at : at + 100])

    feeder = Thread(target=feed)
    feeder.start()
    told = run("check", pipe)
    feeder.join()

    assert told.returncode == 0


def test_a_file_that_changes_while_it_is_read(tmp_path: Path) -> None:
    """Whatever of a file is caught while another writes it is judged once, as it was caught."""
    path = tmp_path / "changing.json"
    texts = [MINIMAL.read_bytes(), MINIMAL.read_bytes()[:300], b"", b"[" * 100_000, b" " * MEBIBYTE]
    path.write_bytes(texts[0])
    done = Event()

    def change() -> None:
        while not done.is_set():
            for text in texts:
                path.write_bytes(text)

    writer = Thread(target=change)
    writer.start()
    try:
        told = [
            run("check", "--format", "json", "--kind", "caas.onboarding", path) for _ in range(3)
        ]
    finally:
        done.set()
        writer.join()

    for once in told:
        [document] = json.loads(once.stdout)["documents"]
        assert (once.returncode, document["ok"]) in ((0, True), (1, False))


# Signals


@contextmanager
def held(at: str, *arguments: object) -> Iterator[subprocess.Popen[bytes]]:
    """Start the command line, and go on when it has come to a point where it waits."""
    command = [sys.executable, "-P", "-c", HELD, at, *map(str, arguments)]
    with subprocess.Popen(command, stdout=PIPE, stderr=PIPE) as process:
        assert process.stderr is not None
        assert process.stderr.readline() == b"here\n"
        yield process


@pytest.mark.parametrize(
    ("at", "number"),
    [
        *(("os.fsync", number) for number in STOPPING),
        ("payloadkit.conversion.converter.convert", signal.SIGINT),
        ("payloadkit.wire.reading.check", signal.SIGTERM),
    ],
)
def test_a_signal_while_a_payload_is_made(at: str, number: signal.Signals, payload: Path) -> None:
    """A signal before the file is renamed leaves the old one, and no part of the new one."""
    with held(at, *BUILD, "--out", payload) as process:
        assert len(list(payload.parent.iterdir())) == (2 if at == "os.fsync" else 1)
        process.send_signal(number)
        out, err = process.communicate(timeout=120)

    assert process.returncode == 128 + number
    assert (out, err) == (b"", f"Error: Stopped by {number.name}.\n".encode())
    assert untouched(payload)


def test_signals_while_it_cleans_up(payload: Path) -> None:
    """Signals that follow the first do not keep the program from taking away what it began."""
    told = subprocess.run(
        [sys.executable, "-P", "-c", IMPATIENT, *BUILD, "--out", str(payload)],
        capture_output=True,
        check=False,
    )

    assert (told.returncode, told.stdout, told.stderr) == (
        128 + signal.SIGTERM,
        b"",
        b"Error: Stopped by SIGTERM.\n",
    )
    assert untouched(payload)


def test_a_signal_that_is_ignored(payload: Path) -> None:
    """What runs behind a terminal that is gone, as nohup starts it, runs on."""
    told = run(*BUILD, "--out", payload, prefix=["sh", "-c", 'trap "" HUP; exec "$@"', "sh"])
    hung = (
        "import os, signal, sys; os.kill(os.getpid(), signal.SIGHUP);"
        'from payloadkit.cli import main; sys.exit(main(["kinds"]))'
    )
    kept = subprocess.run(
        ["/bin/sh", "-c", 'trap "" HUP; exec "$@"', "sh", sys.executable, "-P", "-c", hung],
        capture_output=True,
        check=False,
    )

    assert told.returncode == kept.returncode == 0
    assert whole(payload)


def spent() -> float:
    """Return the processor time of all children that have ended."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


@pytest.mark.exhaustive
@pytest.mark.parametrize(("workers", "number"), [("1", signal.SIGTERM), ("2", signal.SIGINT)])
def test_a_signal_while_a_document_is_checked(
    workers: str, number: signal.Signals, tmp_path: Path
) -> None:
    """A long check ends at once, however many threads are at work."""
    document: dict[str, Any] = json.loads(MINIMAL.read_bytes())
    document["id_details"] *= 40_000
    path = tmp_path / "long.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    before = spent()
    with subprocess.Popen(
        [*PROGRAM, "check", "--workers", workers, str(path)], stdout=PIPE, stderr=PIPE
    ) as process:
        time.sleep(1.5)
        process.send_signal(number)
        out, err = process.communicate(timeout=120)

    assert process.returncode == 128 + number
    assert spent() - before < 10
    assert (out, err) == (b"", f"Error: Stopped by {number.name}.\n".encode())


@pytest.mark.parametrize("number", STOPPING, ids=lambda number: number.name)
def test_a_signal_while_it_waits(number: signal.Signals, tmp_path: Path) -> None:
    """A program that reads from a pipe that says nothing can be stopped."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with (
        subprocess.Popen([*PROGRAM, "check", str(pipe)], stdout=PIPE, stderr=PIPE) as process,
        pipe.open("wb"),
    ):  # once it is open at both ends
        process.send_signal(number)
        out, err = process.communicate(timeout=120)

    assert process.returncode == 128 + number
    assert (out, err) == (b"", f"Error: Stopped by {number.name}.\n".encode())


def test_a_kill_leaves_the_old_file(payload: Path) -> None:
    """What nobody can clean up after leaves a private file beside the old one, which is whole."""
    with held("os.fsync", *BUILD, "--out", payload) as process:
        process.kill()

    assert payload.read_bytes() == BEFORE
    [left] = set(payload.parent.iterdir()) - {payload}
    assert stat.S_IMODE(left.stat().st_mode) == 0o600
