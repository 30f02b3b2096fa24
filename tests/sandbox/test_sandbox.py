"""The stand-ins together: served on loopback, started from a scenario."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import httpx2
import pytest

from payloadkit.sandbox import Sandbox
from tests.sandbox.calls import CSV, EID, NOW, Caller, add_kyc, monitoring_calls, platform_calls

if TYPE_CHECKING:
    from pathlib import Path

SCENARIO = """
seed = 5
token_seconds = 60
pace = 0.01

[[caas.add_customer]]
id_type = 4
id_number = "784300000000022"
customer_status = "BLOCKED"

[[caas.answer_next]]
endpoint = "lookup"
name = 45006
times = 2

[[caas.fail_next]]
endpoint = "onboarding"
how = "reset"
when = "after_commit"

[[uaekyc.add_batch]]
csv = "rows.csv"
batch_id = "00000000-0000-4000-8000-000000000009"
failures = {"200002" = "RESIDENT_NOT_FOUND"}
"""

ASKING = (
    b"POST /addkyc.php HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nExpect: 100-continue\r\n\r\n"
)


def test_every_system_is_served_on_loopback() -> None:
    """Each on its own port, with its own calls, over connections that stay open."""
    box = Sandbox(clock=lambda: NOW)
    batch = box.uaekyc.add_batch(CSV)
    with box.serve() as served, httpx2.Client() as client:
        urls = [served.caas_url, served.uaekyc_url, served.azakaw_url, served.airpay_url]
        calls = [
            Caller(box).request("lookup"),
            platform_calls(box, batch)["status"],
            monitoring_calls(box)["onboarding-pending"],
            add_kyc(box),
        ]
        for url, request in zip(urls, calls, strict=True):
            path = request.url.partition("//")[2].partition("/")[2]
            for base, status in ((url, 200), (urls[urls.index(url) - 1], 404)):
                found = client.request(
                    request.method,
                    f"{base}/{path}",
                    headers=request.headers,
                    content=request.body,
                )
                assert found.status_code == status
        assert len({*urls}) == 4
        assert all(url.startswith("http://127.0.0.1:") for url in urls)
        assert served.credentials is box.credentials
    with pytest.raises(httpx2.ConnectError):
        httpx2.get(urls[0])


def test_ports_are_chosen_or_taken() -> None:
    """A port of the caller is used; one that is taken is an error, and nothing is left behind."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(OSError, match="in use"), Sandbox().serve([0, port]):
            pass
    with Sandbox().serve([0, port]) as served:
        assert served.uaekyc_url == f"http://127.0.0.1:{port}"


@pytest.mark.parametrize(
    ("data", "begins"),
    [
        (b"nothing of HTTP\r\n\r\n", b""),
        (b"POST /addkyc.php HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nab", b""),
        (b"GET / HTTP/1.0\r\n\r\n", b"HTTP/1.1 404"),
        (b"GET //[ HTTP/1.0\r\n\r\n", b"HTTP/1.1 404"),
        (b"HEAD / HTTP/1.1\r\nHost: x\r\n\r\n", b""),
        (ASKING, b"HTTP/1.1 100"),
    ],
)
def test_odd_callers(data: bytes, begins: bytes) -> None:
    """No HTTP, half a request and an old HTTP end the connection; a caller that asks goes on."""
    with Sandbox().serve() as served:
        port = int(served.airpay_url.rpartition(":")[2])
        with socket.create_connection(("127.0.0.1", port), timeout=2) as plain:
            plain.sendall(data)
            if begins != b"HTTP/1.1 100":
                plain.shutdown(socket.SHUT_WR)
            assert plain.recv(12).startswith(begins)
        assert httpx2.get(served.airpay_url).status_code == 404


@pytest.mark.parametrize(
    ("target", "status"),
    [
        *((target, b"400") for target in ("http://[", "[", "word", "@[x]/", ":99999/x", "a:443")),
        *((target, b"400") for target in ("*", "?x=1", "#", "http://x", "http:///masters")),
        *((target, b"404") for target in ("/", "//[", "/[?[#[", "http://[/x", "HTTPS://x/y")),
    ],
)
def test_a_target_that_is_no_url(
    target: str, status: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    """Every stand-in answers it with 400 and goes on, without a traceback; a URL has a path."""
    with Sandbox().serve() as served:
        for url in (served.caas_url, served.uaekyc_url, served.azakaw_url, served.airpay_url):
            with socket.create_connection(("127.0.0.1", int(url.rpartition(":")[2]))) as plain:
                found = b""
                for line in (f"GET {target} HTTP/1.1", "POST /nothing HTTP/1.1"):
                    plain.sendall(f"{line}\r\nHost: x\r\n\r\n".encode())
                plain.shutdown(socket.SHUT_WR)
                while piece := plain.recv(65_536):
                    found += piece
            assert re.findall(rb"HTTP/1\.1 ([0-9]+)", found) == [status, b"404"]
    assert caplog.records == []


def test_a_request_that_is_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is not read to its end."""
    monkeypatch.setattr("payloadkit.sandbox.server.LARGEST", 10)
    with Sandbox().serve() as served, pytest.raises(httpx2.TransportError):
        httpx2.post(served.airpay_url, content=b"x" * 100_000)


@pytest.fixture
def scenario(tmp_path: Path) -> Path:
    """Return a scenario beside its CSV."""
    (tmp_path / "rows.csv").write_bytes(CSV)
    file = tmp_path / "scenario.toml"
    file.write_text(SCENARIO, encoding="utf-8")
    return file


def test_a_scenario_calls_the_methods(scenario: Path) -> None:
    """Its tables are calls of the stand-ins' methods, in their order."""
    box = Sandbox.from_file(scenario, clock=lambda: NOW)
    caller = Caller(box)

    assert caller.tokens.expires_in == 60
    assert [caller.call("lookup").error_code for _ in range(3)] == [45006, 45006, 45051]
    assert caller.call("onboarding").state == "unavailable"
    assert caller.call("onboarding").error_code == 45051
    assert box.pace == 0.01
    assert [*box.uaekyc.state.batches] == ["00000000-0000-4000-8000-000000000009"]
    assert EID in next(iter(box.caas.state.holders))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("sed = 1", "did you mean seed"),
        ("[[caas.fail_nxt]]\nhow = 502", "did you mean fail_next"),
        ("[[caas.expire_tokens]]", "a method of caas"),
        ("[[caas.fail_next]]\nhow = 502", "fail_next"),
        ('[[caas.fail_next]]\nendpoint = "lookup"\nhow = "rest"', "did you mean reset"),
        ("[[caas", "Expected"),
        ('seed = "1"', "seed is a whole number"),
        ("token_seconds = nan", "token_seconds is a whole number"),
        ("pace = -1", "pace is a number from 0"),
        ("pace = inf", "pace is a number from 0"),
        ("[[caas.fail_next]]\nendpoint = 5\nhow = 502", "endpoint is token"),
        ("caas = 5", "caas"),
        ('[caas.fail_next]\nhow = "reset"', "caas"),
        ("[[uaekyc.add_batch]]\ncsv = 5", "uaekyc"),
        ('[[caas.fail_next]]\nendpoint = "lookup"\nhow = 502\ntimes = "2"', "caas"),
    ],
)
def test_a_scenario_with_an_error(tmp_path: Path, text: str, message: str) -> None:
    """It is refused with the name of what is wrong."""
    file = tmp_path / "scenario.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=message):
        Sandbox.from_file(file)


@pytest.mark.parametrize(
    ("statement", "missing", "message"),
    [
        ("Sandbox().serve().__enter__()", "h11", r"payloadkit\[sandbox\]"),
        ("Sandbox().transport()", "httpx2", r"payloadkit\[client\]"),
        ("Sandbox().transport()", "anyio", r"payloadkit\[client\]"),
        ("Sandbox().transport()", "h11", None),
        ("Sandbox().caas.fail_next('lookup', how='reset')", "h11", None),
        ("Sandbox().caas.fail_next('lookup', how='reset')", "httpx2", None),
    ],
)
def test_only_what_is_used_is_needed(statement: str, missing: str, message: Any) -> None:
    """What is not installed is missed where it is used, and the extra that brings it is named."""
    code = (
        f"import sys; sys.modules[{missing!r}] = None\n"
        f"from payloadkit.sandbox import Sandbox\n{statement}"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False, text=True)

    assert (run.returncode == 0) is (message is None)
    assert message is None or re.search(message, run.stderr)
