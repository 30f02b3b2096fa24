"""The command line in this process, and in one of its own."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest import mock

import attrs
import pytest
from click.testing import CliRunner

from payloadkit.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parent.parent.parent


@attrs.frozen
class Told:
    """What a run came to.

    Args:
        status: Its exit status.
        out: What it wrote to standard output.
        err: What it wrote to standard error.
    """

    status: int
    out: bytes
    err: bytes

    @property
    def lines(self) -> list[str]:
        """The lines of standard output."""
        return self.out.decode().splitlines()

    @property
    def json(self) -> dict[str, Any]:
        """The JSON on standard output."""
        found: dict[str, Any] = json.loads(self.out)
        return found


def invoke(*arguments: object, stdin: bytes = b"") -> Told:
    """Run the command line in this process."""
    with CliRunner().isolation(stdin) as (out, err, _):
        status = main([str(argument) for argument in arguments])
        sys.stdout.flush()
    return Told(status, out.getvalue(), err.getvalue())


def start(
    *arguments: object,
    stdin: int | None = None,
    stdout: int | None = None,
    stderr: int | None = None,
) -> subprocess.Popen[bytes]:
    """Start the command line in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "payloadkit", *map(str, arguments)],
        stdin=stdin,
        stdout=stdout,
        stderr=stderr,
    )


def terminal(
    *arguments: object, width: int = 80, encoding: str = "utf-8", **environment: str
) -> Told:
    """Run the command line in this process with a terminal for its standard output."""
    master, slave = pty.openpty()
    settings = {"TERM": "xterm-256color", "COLUMNS": str(width), **environment}
    with (
        ThreadPoolExecutor(1) as reader,
        mock.patch.dict(os.environ, settings),
        CliRunner().isolation() as (_, err, _),
    ):
        shown = reader.submit(lambda: b"".join(iter(lambda: _piece(master), b"")))
        with (
            os.fdopen(slave, "w", encoding=encoding) as screen,
            mock.patch.object(sys, "stdout", screen),
        ):
            status = main([str(argument) for argument in arguments])
        out = shown.result()
    os.close(master)
    return Told(status, out.replace(b"\r\n", b"\n"), err.getvalue())


def _piece(master: int) -> bytes:
    try:
        return os.read(master, 65536)
    except OSError:  # so Linux tells that nobody holds the terminal any more
        return b""


@pytest.fixture(scope="session", name="invoke")
def _invoke() -> Callable[..., Told]:
    """Give the command line in this process."""
    return invoke


@pytest.fixture(scope="session", name="start")
def _start() -> Callable[..., subprocess.Popen[bytes]]:
    """Give the command line in a process of its own."""
    return start


@pytest.fixture(scope="session", name="terminal")
def _terminal() -> Callable[..., Told]:
    """Give the command line at a terminal."""
    return terminal


@pytest.fixture
def minimal() -> dict[str, Any]:
    """Return the smallest onboarding document without a violation."""
    found: dict[str, Any] = json.loads(
        (ROOT / "fixtures/caas/onboarding-minimal.json").read_bytes()
    )
    return found
