"""The program: its commands, its exit statuses, and how it bears broken streams."""

from __future__ import annotations

import os
import runpy
import subprocess
import sys
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING
from unittest import mock

import pytest

import payloadkit
import payloadkit as pk
from payloadkit.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.conftest import Told

FIXTURES = Path(__file__).parent.parent.parent / "fixtures"
SAMPLE = str(FIXTURES / "caas/onboarding-sample.json")
HEAVY = {
    "PIL",
    "attrs",
    "cattrs",
    "email_validator",
    "hypothesis",
    "msgspec",
    "numpy",
    "phonenumbers",
    "pycountry",
    "rich",
}


def test_the_package_runs_as_a_program(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """``python -m payloadkit`` is the command."""
    monkeypatch.setattr(sys, "argv", ["payloadkit", "kinds"])

    with pytest.raises(SystemExit) as ended:
        runpy.run_path(str(Path(payloadkit.__file__).with_name("__main__.py")), run_name="__main__")

    assert ended.value.code == 0
    assert "caas.onboarding" in capsys.readouterr().out


def test_every_command_helps(invoke: Callable[..., Told], subtests: pytest.Subtests) -> None:
    """Every command tells what it does, on standard output."""
    for command in (
        "",
        "build",
        "check",
        "image",
        "image inspect",
        "image fit",
        "schema",
        "fields",
        "kinds",
        "explain",
    ):
        with subtests.test(command=command):
            told = invoke(*command.split(), "--help")

            assert (told.status, told.err) == (0, b"")
            assert told.lines[0].startswith(f"Usage: payloadkit {command}".rstrip())


def test_help_imports_nothing_heavy() -> None:
    """Asking for help waits for no library of models, pictures, phones, countries or tables."""
    script = (
        "import sys; from payloadkit.cli import main;"
        "main(['--help']); print(*sys.modules, file=sys.stderr)"
    )
    told = subprocess.run([sys.executable, "-P", "-c", script], capture_output=True, check=True)

    assert not HEAVY & set(told.stderr.decode().split())


def test_a_process_of_its_own_hardly_looks_for_garbage() -> None:
    """Only the arguments of the process are a sign that the process is the program's own."""
    with (
        mock.patch("payloadkit.cli.gc") as gc,
        mock.patch("sys.argv", ["payloadkit", "kinds"]),
        mock.patch.dict("os.environ"),
    ):
        assert main(["kinds"]) == 0
        assert gc.mock_calls == []
        assert main() == 0
        assert [name for name, *_ in gc.mock_calls] == ["set_threshold", "freeze"]


def test_version(invoke: Callable[..., Told]) -> None:
    """The version is the package's."""
    assert invoke("--version").lines[0] == f"payloadkit {pk.__version__}"


def test_wrong_usage_is_2(invoke: Callable[..., Told], subtests: pytest.Subtests) -> None:
    """Wrong usage ends with 2, its reason on standard error and nothing on standard output."""
    cases: list[list[str]] = [
        [],
        ["chek"],
        ["check"],
        ["--what"],
        ["check", "--kind", "no.kind", "-"],
        ["check", "-", "-"],
        ["image", "inspect", "-", "-"],
        ["build"],
    ]
    for arguments in cases:
        with subtests.test(arguments=arguments):
            told = invoke(*arguments)

            assert (told.status, told.out) == (2, b"")
            assert told.err


def test_misspelt_command_draws_a_suggestion(invoke: Callable[..., Told]) -> None:
    """Commands that are not loaded yet are suggested too."""
    assert b"'check'" in invoke("chek").err


def test_what_is_typed_is_told_without_control_characters(invoke: Callable[..., Told]) -> None:
    """An argument with an escape sequence does not reach the terminal as one."""
    told = invoke("check", "no\x1b[31m\u202efile\udc80")

    assert told.status == 2
    assert b"no\\x1b[31m\\u202efile\\udc80: No such file or directory" in told.err


def test_kinds_are_listed(invoke: Callable[..., Told]) -> None:
    """Every kind stands on a line of its own, with the first line of its class's documentation."""
    told = invoke("kinds")

    assert told.status == 0
    assert tuple(line.split()[0] for line in told.lines) == pk.kinds()
    assert "caas.onboarding" in [
        listed["kind"] for listed in invoke("kinds", "--format", "json").json["kinds"]
    ]


def test_a_terminal_gets_the_kinds_in_columns(terminal: Callable[..., Told]) -> None:
    """At a terminal the list fits its width."""
    told = terminal("kinds", width=40, NO_COLOR="1")

    assert told.status == 0
    assert "caas.onboarding" in told.out.decode()
    assert max(map(len, told.lines)) <= 40


@pytest.mark.parametrize("kind", ["caas.lookup", "uaekyc.migration-csv"])
def test_schema_is_the_library_s(kind: str, invoke: Callable[..., Told]) -> None:
    """What is printed is what the library returns."""
    assert invoke("schema", kind).json == pk.json_schema(kind)


def test_main_writes_to_any_text_stream() -> None:
    """A caller may have put a stream without bytes in place of standard output."""
    with redirect_stdout(StringIO()) as out:
        assert main(["kinds"]) == 0

    assert "caas.onboarding" in out.getvalue()


def test_python_m_is_the_program(start: Callable[..., subprocess.Popen[bytes]]) -> None:
    """``python -m payloadkit`` is the command line."""
    with start("--version", stdout=subprocess.PIPE) as process:
        out, _ = process.communicate()

    assert process.returncode == 0
    assert out.startswith(f"payloadkit {pk.__version__}\n".encode())


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["kinds"], 0),
        (["schema", "caas.onboarding"], 0),
        (["check", "--today", "2020-01-01", SAMPLE], 1),
        (["--help"], 1),
    ],
)
def test_closed_pipe_is_no_traceback(
    arguments: list[str], status: int, start: Callable[..., subprocess.Popen[bytes]]
) -> None:
    """A reader that goes away ends the talking.

    The exit status is that of the work (click's own for its own help).
    """
    reading, writing = os.pipe()
    os.close(reading)
    with start(*arguments, stdout=writing, stderr=subprocess.PIPE) as process:
        os.close(writing)
        _, err = process.communicate()

    assert process.returncode == status
    assert b"Traceback" not in err
    assert b"Broken" not in err


def test_closed_error_pipe_keeps_the_status(start: Callable[..., subprocess.Popen[bytes]]) -> None:
    """Nobody listening to complaints changes nothing else."""
    reading, writing = os.pipe()
    os.close(reading)
    with start(
        "check",
        "no-such-file",
        FIXTURES / "caas/onboarding-minimal.json",
        stdout=subprocess.PIPE,
        stderr=writing,
    ) as process:
        os.close(writing)
        out, _ = process.communicate()

    assert (process.returncode, out) == (2, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device that is always full")
@pytest.mark.parametrize(("broken", "status"), [("stdout", 2), ("stderr", 0)])
def test_full_disk_behind_a_stream(
    broken: str, status: int, start: Callable[..., subprocess.Popen[bytes]]
) -> None:
    """A result that cannot be written is trouble; a remark that cannot be written is not."""
    with Path("/dev/full").open("wb") as full:
        streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, broken: full.fileno()}
        with start("check", SAMPLE, **streams) as process:
            out, err = process.communicate()

    assert process.returncode == status
    assert b"Traceback" not in (out or b"") + (err or b"")
    assert broken == "stderr" or b"standard output: No space left on device" in err


@pytest.mark.parametrize(
    ("stream", "arguments", "status"),
    [
        ("stdout", ["kinds"], 2),
        ("stderr", ["check", "nothing"], 2),
        ("stderr", ["check", SAMPLE], 0),
        ("stdin", ["check", "-"], 2),
    ],
)
def test_streams_that_are_closed_from_the_start(
    stream: str, arguments: list[str], status: int
) -> None:
    """Python starts with None in place of a closed stream."""
    command = [sys.executable, "-P", "-m", "payloadkit", *arguments]
    number = ("stdin", "stdout", "stderr").index(stream)
    told = subprocess.run(
        ["/bin/sh", "-c", f'exec "$@" {number}>&-', "sh", *command],
        capture_output=True,
        check=False,
    )

    assert told.returncode == status
    assert b"Traceback" not in told.stdout + told.stderr


def test_interrupt_is_130(invoke: Callable[..., Told], monkeypatch: pytest.MonkeyPatch) -> None:
    """Control-C ends the program without a traceback."""

    def interrupted(*_: object) -> bytes:
        raise KeyboardInterrupt

    monkeypatch.setattr("payloadkit.cli.pictures.read_bounded", interrupted)
    told = invoke("image", "inspect", "-")

    assert told.status == 130
    assert b"Traceback" not in told.err


def test_too_little_memory_is_2(
    invoke: Callable[..., Told], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A picture that the memory does not hold is trouble, and no violation."""

    def full(*_: object) -> bytes:
        raise MemoryError

    monkeypatch.setattr("payloadkit.cli.pictures.read_bounded", full)
    told = invoke("image", "inspect", "-")

    assert (told.status, told.out) == (2, b"")
    assert b"memory" in told.err
