"""The calls of CAAS: method, URL, headers and body."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import payloadkit as pk
from payloadkit import caas
from payloadkit.http.request import Request

SAMPLE = Path(__file__).parents[2] / "fixtures" / "caas" / "onboarding-sample.json"
BEARER = {"Authorization": "Bearer t"}
POSTED = {**BEARER, "Content-Type": "application/json"}
LOOKUP = caas.LookupRequest(idNumber="784300000000022", idType="4")


@pytest.mark.parametrize(
    "base_url",
    ["https://gateway.example", "https://gateway.example/", "gateway.example", "gateway.example//"],
)
def test_a_base_url_is_taken_as_it_comes(base_url: str) -> None:
    """The scheme may be missing, and slashes may end it."""
    assert caas.get_masters(base_url, "t") == expected("GET", "/raas/masters/v1/codes", BEARER)


def expected(method: str, path: str, headers: dict[str, str], body: bytes = b"") -> Request:
    """Return the request that is expected."""
    return Request(method, f"https://gateway.example{path}", headers, body)


def test_token() -> None:
    """The token call is form-encoded and needs no token."""
    request = caas.TokenRequest(
        grant_type="password",
        scope="api://x/y z",
        client_id="c",
        client_secret="&",
        username="u",
        password="=",
    )
    body = (
        b"grant_type=password&scope=api%3A%2F%2Fx%2Fy+z&client_id=c&client_secret=%26"
        b"&username=u&password=%3D"
    )
    wanted = expected(
        "POST",
        "/auth/realms/cdp/protocol/openid-connect/token",
        {"Content-Type": "application/x-www-form-urlencoded"},
        body,
    )

    assert (
        request.to_http("https://gateway.example")
        == caas.get_token("https://gateway.example", request)
        == wanted
    )


def test_lookup() -> None:
    """A lookup posts the document as JSON."""
    wanted = expected(
        "POST",
        "/caas/api/v2/customer/validate",
        POSTED,
        b'{"idNumber":"784300000000022","idType":"4"}',
    )

    assert (
        LOOKUP.to_http("https://gateway.example", token="t")
        == caas.look_up("https://gateway.example", "t", LOOKUP)
        == wanted
    )


def test_onboarding() -> None:
    """An onboarding posts what dump writes."""
    request = pk.load(caas.OnboardingRequest, SAMPLE.read_bytes())
    made = request.to_http("https://gateway.example", token="t")

    assert made == caas.onboard("https://gateway.example", "t", request)
    assert made == expected(
        "POST", "/caas-lcm/api/v1/CAAS/onBoarding/customer", POSTED, pk.dump(request)
    )
    assert json.loads(made.body) == json.loads(SAMPLE.read_bytes())


@pytest.mark.parametrize(
    ("ecrn", "path"), [("1074000000000012", "1074000000000012"), ("a/b?c#d%", "a%2Fb%3Fc%23d%25")]
)
def test_customer(ecrn: str, path: str) -> None:
    """A customer is asked for by an ecrn that stays one piece of the path."""
    assert caas.get_customer("https://gateway.example", "t", ecrn) == expected(
        "GET", f"/caas/api/v2/customer/{path}", BEARER
    )


@pytest.mark.parametrize("ecrn", ["", ".", "..", "1" * 17])
def test_no_customer_has_such_a_number(ecrn: str) -> None:
    """An ecrn that leads elsewhere, or that is longer than the call takes, is refused."""
    with pytest.raises(ValueError, match="ecrn"):
        caas.get_customer("https://gateway.example", "t", ecrn)


def test_masters() -> None:
    """One list is asked for by its name."""
    assert caas.get_masters("https://gateway.example", "t", "visa types&") == expected(
        "GET", "/raas/masters/v1/codes?code=visa+types%26", BEARER
    )


def test_nothing_is_shown() -> None:
    """A request shows neither its token nor whom it is about."""
    shown = repr(
        (
            LOOKUP,
            LOOKUP.to_http("https://gateway.example", "secret"),
            caas.get_customer("https://gateway.example", "secret", "1074000000000012"),
        )
    )

    assert not any(mark in shown for mark in ("secret", "7843", "1074"))
