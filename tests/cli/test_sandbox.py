"""``payloadkit sandbox``: served until a signal."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
from typing import TYPE_CHECKING
from unittest import mock

import httpx2
import pytest

from payloadkit.cli.commands import sandbox
from payloadkit.cli.streams import Stopped
from tests.cli.conftest import invoke

if TYPE_CHECKING:
    from pathlib import Path


def test_it_starts_within_a_second_and_ends_with_a_signal(tmp_path: Path) -> None:
    """It prints an environment with which calls are answered, and ends as other commands do."""
    scenario = tmp_path / "scenario.toml"
    scenario.write_text('[[caas.answer_next]]\nendpoint = "token"\nname = 503\n')
    started = time.monotonic()
    with subprocess.Popen(
        [sys.executable, "-m", "payloadkit", "sandbox", "--scenario", str(scenario)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as running:
        assert running.stdout is not None
        lines = [running.stdout.readline().decode() for _ in range(15)]
        took = time.monotonic() - started
        environment = dict(line.removeprefix("export ").split("=") for line in lines)
        url = environment["PAYLOADKIT_CAAS_BASE_URL"].strip()
        path = "/auth/realms/cdp/protocol/openid-connect/token"
        statuses = [httpx2.post(url + path).status_code for _ in range(2)]
        running.terminate()
        assert running.wait() == 143

    assert took < 3  # a second on a quiet machine
    assert statuses == [503, 400]
    assert all(line.startswith("export PAYLOADKIT_") for line in lines)


def test_the_end_is_quiet() -> None:
    """A signal is the usual end: the status tells of it, and no error does."""
    with mock.patch.object(sandbox, "Event", side_effect=Stopped(signal.SIGTERM)):
        told = invoke("sandbox")

    assert (told.status, told.err) == (143, b"")


def test_what_it_prints() -> None:
    """Base URLs and all secrets of the four systems."""
    with mock.patch.object(sandbox, "Event"):
        told = invoke("sandbox")

    assert told.status == 0
    assert {"CAAS_BASE_URL", "UAEKYC_TRANSACTION_KEY", "AZAKAW_TOKEN", "AIRPAY_MERCHANT_ID"} <= {
        line.partition("=")[0].removeprefix("export PAYLOADKIT_") for line in told.lines
    }


@pytest.mark.parametrize("text", [None, "sed = 1", "[[caas"])
def test_a_scenario_with_an_error(tmp_path: Path, text: str | None) -> None:
    """One that is not there, or not right, is named."""
    file = tmp_path / "scenario.toml"
    if text is not None:
        file.write_text(text, encoding="utf-8")
    told = invoke("sandbox", "--scenario", file)

    assert told.status == 2
    assert b"scenario.toml" in told.err


def test_ports() -> None:
    """One that is taken, one too many, and a stand-in that cannot be served."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        assert invoke("sandbox", "--port", taken.getsockname()[1]).status == 2
    assert invoke("sandbox", *["--port", 0] * 5).status == 2
    with mock.patch.dict(sys.modules, {"h11": None, "payloadkit.sandbox.server": None}):
        told = invoke("sandbox")
    assert told.status == 2
