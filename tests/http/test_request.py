"""A call as a value: a client sends it as it is to a real server, and its repr keeps secrets."""

from __future__ import annotations

import json
import threading
import urllib.request
from http.server import BaseHTTPRequestHandler, HTTPServer
from itertools import product
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

import pytest

import payloadkit as pk
from payloadkit import azakaw, caas, uaekyc
from payloadkit.http.request import Request
from tests.documents import minimal

if TYPE_CHECKING:
    from collections.abc import Iterator

SECRET = "do-not-show"
BATCH = "01c78897-06dd-439d-a495-35b9d68a5ac2"


class Recorder(BaseHTTPRequestHandler):
    """Keeps what it is sent, and answers 200."""

    seen: list[dict[str, Any]]

    def answer(self) -> None:
        """Keep the request."""
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.seen.append(
            {"method": self.command, "path": self.path, "headers": dict(self.headers), "body": body}
        )
        self.send_response(200)
        self.end_headers()

    do_GET = do_POST = answer  # noqa: N815 - names that http.server calls

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as in its parent
        """Say nothing."""


@pytest.fixture
def server() -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """A server on this machine's loopback address, with what it was sent."""
    Recorder.seen = []
    with HTTPServer(("127.0.0.1", 0), Recorder) as listening:
        thread = threading.Thread(target=listening.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{listening.server_port}", Recorder.seen
        listening.shutdown()
        thread.join()


def send(request: Request) -> int:
    """Send a request as any client would."""
    built = urllib.request.Request(  # noqa: S310 - the server of this test
        request.url, data=request.body or None, headers=dict(request.headers), method=request.method
    )
    with urllib.request.urlopen(built) as answer:  # noqa: S310 - as above
        status: int = answer.status
        return status


def test_a_real_server_gets_what_was_built(server: tuple[str, list[dict[str, Any]]]) -> None:
    """Method, path, headers and body arrive as the systems want them."""
    base, seen = server
    onboarding = pk.load(caas.OnboardingRequest, minimal())
    login = caas.TokenRequest(
        grant_type="refresh_token",
        client_id="a client",
        client_secret=SECRET,
        refresh_token="a+b&c=d",
    )
    calls = (
        caas.onboard(base, SECRET, onboarding),
        caas.get_token(base, login),
        uaekyc.get_status(base, SECRET, BATCH),
        azakaw.get_onboarding_pending(base + "/", SECRET, page=2),
    )

    assert [send(call) for call in calls] == [200] * 4

    assert [entry["method"] for entry in seen] == ["POST", "POST", "GET", "GET"]
    assert seen[0]["path"] == "/caas-lcm/api/v1/CAAS/onBoarding/customer"
    assert seen[0]["headers"]["Authorization"] == f"Bearer {SECRET}"
    assert json.loads(seen[0]["body"]) == minimal()
    assert seen[1]["headers"]["Content-Type"] == "application/x-www-form-urlencoded"
    assert parse_qs(seen[1]["body"].decode())["refresh_token"] == ["a+b&c=d"]
    assert seen[2]["path"] == f"/digitization/v1/batch/{BATCH}/status"
    assert {key.lower(): value for key, value in seen[2]["headers"].items()}[
        "x-transaction-key"
    ] == SECRET
    assert seen[3]["path"] == "/transactions/monitoring/onboarding-pending?page=2&pageSize=10"


def test_repr_keeps_secrets() -> None:
    """A request's repr shows the method and harmless headers, and no secret, URL or body."""
    shown = repr(
        Request(
            "POST",
            "https://example.com/customer/784",
            {"Authorization": SECRET, "x-transaction-key": SECRET, "Accept": "a/b"},
            SECRET.encode(),
        )
    )

    assert SECRET not in shown
    assert "784" not in shown
    assert "a/b" in shown


def test_a_base_url_that_no_path_can_follow(subtests: pytest.Subtests) -> None:
    """A query, a fragment, another scheme or no host would make another URL."""
    call_cases: list[Any] = [
        lambda url: caas.get_masters(url, SECRET),
        lambda url: uaekyc.get_status(url, SECRET, BATCH),
        lambda url: azakaw.get_onboarding_pending(url, SECRET),
    ]
    for url, call in product(
        (
            "ftp://host",
            "file:///etc",
            "https://",
            "https:///path",
            "https://host?a=1",
            "https://host#a",
            "/path",
        ),
        call_cases,
    ):
        with (
            subtests.test(url=url, call=call),
            pytest.raises(ValueError, match="base_url"),
        ):
            call(url)


@pytest.mark.parametrize("url", ["https://host", "HTTP://host:80/", "https://[::1]:1/a/", "host"])
def test_a_base_url(url: str) -> None:
    """A host with a port or a path is a base URL."""
    assert caas.get_masters(url, SECRET).url.endswith("/raas/masters/v1/codes")
