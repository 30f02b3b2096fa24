"""``payloadkit check`` of ten thousand documents: memory, and an interrupt from the terminal."""

from __future__ import annotations

import gzip
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.exhaustive

CHECK = ("check", "--kind", "caas.onboarding", "--today", "2026-06-01")
MEBIBYTE = 1024 * 1024
# The most memory that the command line and its processes have held, in bytes, on the last line.
MEASURED = """
import resource, sys
from payloadkit.cli import main
status = main(sys.argv[1:])
most = [resource.getrusage(who).ru_maxrss * 1024
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
print(*most, file=sys.stderr)
sys.exit(status)
"""


@pytest.fixture(scope="module", name="data")
def _data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a hundred and with ten thousand documents in each form."""
    folder = tmp_path_factory.mktemp("many")
    fixtures = Path(__file__).parent.parent.parent / "fixtures"
    minimal: dict[str, Any] = json.loads((fixtures / "caas/onboarding-minimal.json").read_bytes())
    for documents in (100, 10_000):
        lines = []
        (folder / f"{documents}").mkdir()
        for number in range(documents):
            changed = {"first_name": "N" * 101, "channel": ""} if number % 5 == 0 else {}
            lines.append(json.dumps({**minimal, "last_name": f"N {number}", **changed}))
            (folder / f"{documents}/{number:05}.json").write_text(lines[-1])
        text = "\n".join(lines)
        (folder / f"{documents}.ndjson").write_text(text)
        (folder / f"{documents}.ndjson.gz").write_bytes(gzip.compress(text.encode(), 1, mtime=0))
    return folder


@pytest.mark.parametrize(
    ("end", "options"),
    [
        ("", ()),
        (".ndjson", ()),
        (".ndjson.gz", ()),
        ("", ("--jobs", "2")),
        (".ndjson", ("--jobs", "2")),
        (".ndjson.gz", ("--jobs", "2")),
        (".ndjson", ("--format", "json")),
        (".ndjson", ("--format", "ndjson")),
    ],
)
def test_memory_does_not_grow(end: str, options: tuple[str, ...], data: Path) -> None:
    """Ten thousand documents need no more than 30 MiB over a hundred, in each process."""
    most = []
    for documents in (100, 10_000):
        told = subprocess.run(
            [sys.executable, "-P", "-c", MEASURED, *CHECK, *options, f"{data}/{documents}{end}"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            check=False,
        )
        assert told.returncode == 1
        most.append([int(number) for number in told.stderr.split()[-2:]])

    assert all(large - small < 30 * MEBIBYTE for small, large in zip(*most, strict=True))


@pytest.fixture(autouse=True)
def _signals_as_usual() -> Iterator[None]:
    """Let no process inherit an ignored signal, as those of a shell's background jobs do."""
    numbers = (signal.SIGINT, signal.SIGTERM)
    before = {number: signal.signal(number, signal.SIG_DFL) for number in numbers}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupt_from_the_terminal(jobs: str, number: signal.Signals, data: Path) -> None:
    """All processes get it: the report ends properly, and no process and no traceback is left."""
    command = [sys.executable, "-P", "-m", "payloadkit", *CHECK, "--jobs", jobs]
    with subprocess.Popen(
        [*command, "--format", "json", f"{data}/10000"],
        bufsize=0,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    ) as process:
        assert process.stdout is not None
        begun = process.stdout.read(20_000)
        os.killpg(process.pid, number)
        out, err = process.communicate(timeout=120)
    report = json.loads(begun + out)
    checked = len(report["documents"])

    assert process.returncode == 128 + number
    assert err.decode().splitlines() == [
        f"interrupted after {checked:,} of 10,000 documents",
        f"Error: Stopped by {number.name}.",
    ]
    assert report["summary"]["interrupted"] is True
    assert checked == report["summary"]["documents"] < 10_000
    assert is_gone(process.pid)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupt_while_processes_start(number: signal.Signals, data: Path) -> None:
    """A process that is just starting says nothing of it either."""
    command = [sys.executable, "-P", "-m", "payloadkit", *CHECK, "--jobs", "8"]
    for tenth in range(1, 7):
        with subprocess.Popen(
            [*command, f"{data}/10000"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            start_new_session=True,
        ) as process:
            time.sleep(0.4 + tenth / 10)
            os.killpg(process.pid, number)
            _, err = process.communicate(timeout=120)

        assert process.returncode == 128 + number
        assert b"Traceback" not in err
        assert is_gone(process.pid)


def test_processes_end_with_the_one_that_started_them(data: Path) -> None:
    """A check that is killed leaves no process behind."""
    command = [sys.executable, "-P", "-m", "payloadkit", *CHECK, "--jobs", "2", "--format", "json"]
    with subprocess.Popen(
        [*command, f"{data}/10000"], stdout=subprocess.PIPE, start_new_session=True
    ) as process:
        assert process.stdout is not None
        process.stdout.read(20_000)
        process.kill()

    assert is_gone(process.pid)


def is_gone(group: int) -> bool:
    """Return whether all processes of a group have ended, within some seconds."""
    for _ in range(100):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.1)
    return False
