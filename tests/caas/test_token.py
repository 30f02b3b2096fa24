"""The token call: its two grants, its form, and secrets that nothing shows."""

from __future__ import annotations

import traceback
from contextlib import suppress
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

import payloadkit as pk
from payloadkit import caas
from payloadkit.strategies import payloads

if TYPE_CHECKING:
    from collections.abc import Callable

PASSWORD = {
    "grant_type": "password",
    "scope": "s",
    "client_id": "c",
    "client_secret": "x",
    "username": "u",
    "password": "p",
}
REFRESH = {
    "grant_type": "refresh_token",
    "scope": "s",
    "client_id": "c",
    "client_secret": "x",
    "refresh_token": "r",
}
CANARY = "canary-4711"


def found(document: dict[str, Any]) -> list[tuple[str, str, str]]:
    """Return path, code and severity of every violation of a request."""
    return [
        (violation.path, violation.code, violation.severity)
        for violation in pk.check("caas.token", document).violations
    ]


@pytest.mark.parametrize("document", [PASSWORD, REFRESH])
def test_each_grant_is_enough(document: dict[str, Any]) -> None:
    """What a grant needs is enough, and stays there."""
    assert found(document) == []
    assert pk.to_dict(pk.load(caas.TokenRequest, document)) == document


@pytest.mark.parametrize(
    ("document", "names"),
    [
        (PASSWORD, ["username", "password"]),
        (REFRESH, ["refresh_token"]),
        (PASSWORD, ["grant_type", "client_id", "client_secret"]),
    ],
)
def test_what_a_grant_needs_is_missed(document: dict[str, Any], names: list[str]) -> None:
    """Each grant misses its own fields, all at once."""
    assert found({key: value for key, value in document.items() if key not in names}) == [
        (f"/{name}", "field.missing", "error") for name in names
    ]


@pytest.mark.parametrize("value", [None, "", " "])
def test_saying_nothing_is_missing(value: str | None) -> None:
    """A null and a blank text say nothing: the field warns as everywhere, and the grant errs."""
    assert [entry for entry in found({**PASSWORD, "username": value}) if entry[2] == "error"] == [
        ("/username", "field.missing", "error")
    ]


def test_a_broken_field_is_there() -> None:
    """A field of a wrong type is not missing; a broken grant asks for no other field."""
    assert found({**PASSWORD, "username": 5}) == [("/username", "field.type", "error")]
    assert found({"grant_type": "code", "scope": "s", "client_id": "c", "client_secret": "x"}) == [
        ("/grant_type", "choice.unknown", "error")
    ]


def test_no_scope_warns() -> None:
    """The scope is mandatory in one document and not in another: its absence is no error."""
    assert found({key: value for key, value in PASSWORD.items() if key != "scope"}) == [
        ("/scope", "field.missing", "warning")
    ]


def test_the_schema_knows_the_grants() -> None:
    """The JSON Schema requires what each grant needs, and no scope."""
    said = pk.json_schema("caas.token")["allOf"]

    assert [entry["then"]["required"] for entry in said] == [
        ["username", "password"],
        ["refresh_token"],
    ]


def test_the_samples_of_the_document_are_read() -> None:
    """Both payloads of the document repeat the grant; the last one counts, and it is sent once."""
    once = caas.TokenRequest.from_form(
        "grant_type=password&scope=api%3A%2F%2Fx%2Fcustomer&client_id=c&client_secret=x&grant_type=password&username=u&password=p"
    )
    again = caas.TokenRequest.from_form(
        b"grant_type=password&client_id=c&client_secret=x&grant_type=refresh_token&refresh_token=r"
    )

    assert (once.grant_type, once.scope, once.username) == ("password", "api://x/customer", "u")
    assert (again.grant_type, again.refresh_token, again.password) == ("refresh_token", "r", None)
    assert (
        again.to_http("https://gateway.example").body
        == b"grant_type=refresh_token&client_id=c&client_secret=x&refresh_token=r"
    )


@given(payloads("caas.token"))
def test_a_form_comes_back(document: dict[str, Any]) -> None:
    """What is sent as a form is read from it, whatever characters it holds."""
    request = pk.load(caas.TokenRequest, document)
    body = request.to_http("https://gateway.example").body

    assert caas.TokenRequest.from_form(body) == request
    assert caas.TokenRequest.from_form(body.decode()) == request
    assert parse_qs(body.decode(), strict_parsing=True) == {
        key: [value] for key, value in document.items()
    }


def test_a_form_sends_no_null_and_a_tenants_own_field() -> None:
    """A null is left out of a form; what is no text goes as JSON writes it."""
    policy = pk.Policy(ignore=["field.unknown"])
    request = pk.load(
        caas.TokenRequest, {**REFRESH, "username": None, "audience": ["a"], "lifetime": 5}, policy
    )

    assert request.to_http("x").body.decode() == urlencode(
        {**REFRESH, "audience": '["a"]', "lifetime": "5"}
    )


def test_a_broken_form_is_refused(subtests: pytest.Subtests) -> None:
    """A form that is none, repeats a name or has an unknown one is refused with all its faults."""
    cases: list[tuple[bytes | str, list[str]]] = [
        (b"username=%FF", ["form.encoding"]),
        (b"username=\xff", ["form.encoding"]),
        ("&".join(f"n{number}=1" for number in range(200)), ["form.malformed"]),
        (urlencode({**PASSWORD}) + "&username=u", ["form.duplicate_key"]),
        (
            urlencode({**PASSWORD, "scope": ""}) + "&username=u",
            ["form.duplicate_key", "field.missing", "text.blank"],
        ),
        (urlencode({**PASSWORD, "nick": "n"}), ["field.unknown"]),
        ("username=\ud800", ["json.encoding"]),
        (b"", ["field.missing"] * 4),
    ]
    for raw, codes in cases:
        with subtests.test(raw=raw, codes=codes):
            with pytest.raises(pk.PayloadError) as caught:
                caas.TokenRequest.from_form(raw)

            assert sorted(violation.code for violation in caught.value.report.violations) == sorted(
                codes
            )


def test_a_long_form_is_refused_unread() -> None:
    """The policy bounds a form as it does a document."""
    with pytest.raises(pk.PayloadError) as caught:
        caas.TokenRequest.from_form(urlencode(PASSWORD), pk.Policy(max_bytes=20))

    assert [violation.code for violation in caught.value.report.violations] == ["json.too_large"]


@given(st.binary(max_size=60) | st.text(max_size=60))
def test_any_form_is_read_or_refused(raw: bytes | str) -> None:
    """Whatever a form holds, what comes out is a request or a PayloadError."""
    with suppress(pk.PayloadError):
        assert isinstance(caas.TokenRequest.from_form(raw), caas.TokenRequest)


SECRETS = {
    **PASSWORD,
    "refresh_token": "r",
    **dict.fromkeys(
        ("client_id", "client_secret", "username", "password", "refresh_token"), CANARY
    ),
}
CALLS: list[Callable[[], object]] = [
    lambda: pk.load(caas.TokenRequest, {**SECRETS, "scope": 5}),
    lambda: pk.load(caas.TokenRequest, {**SECRETS, "client_secret": CANARY * 60}),
    lambda: caas.TokenRequest.from_form(urlencode(SECRETS) + f"&password={CANARY}"),
    lambda: caas.TokenRequest.from_form(f"{CANARY}=%FF&password={CANARY}"),
    lambda: caas.TokenRequest(**{**SECRETS, "grant_type": CANARY}),
    lambda: caas.get_customer("https://gateway.example", CANARY, CANARY * 9),
]


@pytest.mark.parametrize("call", CALLS)
def test_a_refusal_holds_no_secret(call: Callable[[], object]) -> None:
    """Neither the error nor a local of payloadkit's own frames holds a secret."""
    with pytest.raises(ValueError) as caught:  # noqa: PT011 - PayloadError is one
        call()
    told = traceback.TracebackException.from_exception(caught.value, capture_locals=True)
    ours = [
        str(frame.locals)
        for frame in told.stack
        if f"payloadkit{chr(47)}" in frame.filename and "tests" not in frame.filename
    ]

    assert CANARY not in "".join(
        [*ours, str(caught.value), repr(caught.value), repr(vars(caught.value))]
    )
    assert caught.value.__context__ is None


def test_reprs_hold_no_secret() -> None:
    """Request, answer and HTTP request show nothing."""
    request = pk.load(caas.TokenRequest, SECRETS)
    answer = pk.load(
        caas.TokenAnswer,
        {
            "token_type": "bearer",
            "access_token": CANARY,
            "refresh_token": CANARY,
            "session_state": CANARY,
        },
    )

    assert CANARY not in repr((request, answer, request.to_http("https://gateway.example")))
    assert answer.not_before_policy is None
