"""Calls that cannot be made are refused without showing a token, a key or a number."""

from __future__ import annotations

import traceback
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

import payloadkit as pk
from payloadkit import airpay, azakaw, caas, uaekyc
from tests.documents import minimal

if TYPE_CHECKING:
    from collections.abc import Callable

URL, CANARY, UUID = "https://gateway.example", "CANARY-0451", "5e0c7a11-0000-4000-8000-0000000000a1"
KEYS = airpay.Keys.derive(username="merchant", password="password", secret="secret")
C, U, A, P = (
    {name: getattr(room, name) for name in room.__all__} for room in (caas, uaekyc, azakaw, airpay)
)  # for calls that no type checker would let through
LOGIN = caas.TokenRequest(
    grant_type="refresh_token", client_id="CANARY", client_secret="CANARY", refresh_token="CANARY"
)
ONBOARDING = pk.load(caas.OnboardingRequest, minimal())
LOOKUP = caas.LookupRequest(idNumber="CANARY", idType="2")
PULL = airpay.pull_kyc(KEYS, "11111", ["CANARY"])
(ADD,) = airpay.add_kyc(KEYS, "11111", {"CANARY": {"PP": "X0000001"}})
USER = pk.load(
    azakaw.AddUser,
    {
        "entityType": "Individual",
        "firstName": "CANARY",
        "lastName": "CANARY",
        "tenantId": "t",
        "transactionMonitoring": {"userType": "TMIndividual", "country": "AE"},
    },
)
BROKEN: list[Any] = [None, 5, "", "CANARY\r\nx: y", "CANARY\n", "CANARY \u00e9", "CANARY\ud800"]

WITH_TOKEN: dict[str, Callable[[Any], object]] = {
    "caas.look_up": lambda token: caas.look_up(URL, token, LOOKUP),
    "caas.onboard": lambda token: ONBOARDING.to_http(URL, token=token),
    "caas.get_customer": lambda token: caas.get_customer(URL, token, "CANARY"),
    "caas.get_masters": lambda token: caas.get_masters(URL, token),
    "uaekyc.get_status": lambda token: uaekyc.get_status(URL, token, "b"),
    "uaekyc.get_records": lambda token: uaekyc.get_records(URL, token, "b"),
    "uaekyc.get_errored": lambda token: uaekyc.get_errored(URL, token, "b"),
    "uaekyc.get_customer_data": lambda token: uaekyc.get_customer_data(URL, token, "b", "CANARY"),
    "azakaw.get_customer": lambda token: azakaw.get_customer(URL, token, UUID),
    "azakaw.get_onboarding_pending": lambda token: azakaw.get_onboarding_pending(URL, token),
    "azakaw.add_user": lambda token: USER.to_http(URL, token),
    "ecrn": lambda ecrn: caas.get_customer(URL, CANARY, ecrn),
    "token url": LOGIN.to_http,
    "pull url": PULL.to_http,
    "add url": ADD.to_http,
}
CALLS: dict[str, Callable[[], object]] = {
    "no request": lambda: C["onboard"](URL, CANARY, None),
    "no login": lambda: C["get_token"](URL, {"password": CANARY}),
    "no user": lambda: A["add_user"](URL, CANARY, {"firstName": CANARY}),
    "no pull": lambda: P["pull_kyc_request"](URL, {"UIDDATA": CANARY}),
    "no add": lambda: P["add_kyc_request"](URL, {"kyc_data": CANARY}),
    "page": lambda: A["get_onboarding_pending"](URL, CANARY, page="1"),
    "page size": lambda: azakaw.get_onboarding_pending(URL, CANARY, page_size=101),
    "records page": lambda: U["get_records"](URL, CANARY, "b", page="1"),
    "customer": lambda: U["get_customer_data"](URL, CANARY, "b", 5),
    "uuid": lambda: A["get_customer"](URL, CANARY, None),
    "list": lambda: C["get_masters"](URL, CANARY, 5),
    "list's surrogate": lambda: caas.get_masters(URL, CANARY, "CANARY\ud800"),
    "body": lambda: C["read_answer"]("lookup", 200, {"ecrn": CANARY}),
    "no body": lambda: C["read_answer"]("lookup", 200, None, {"x": CANARY}),
    "headers": lambda: C["read_answer"]("lookup", 200, CANARY.encode(), 5),
    "status": lambda: C["read_answer"]("lookup", "200", CANARY.encode()),
    "endpoint": lambda: C["read_answer"]("?", 200, CANARY.encode()),
    "other body": lambda: A["read_answer"]("customer", 200, {"id": CANARY}),
    "other endpoint": lambda: A["read_answer"]("?", 200, CANARY.encode()),
    "form": lambda: C["TokenRequest"].from_form({"password": CANARY}),
    "policy": lambda: C["TokenRequest"].from_form(CANARY, 5),
    "merchant": lambda: airpay.add_kyc(KEYS, CANARY, {CANARY: {"PP": CANARY}}),
    "pulling merchant": lambda: airpay.pull_kyc(KEYS, CANARY, [CANARY]),
    "date": lambda: P["add_kyc"](KEYS, CANARY, {CANARY: {"PP": CANARY}}, date="today"),
    "picture": lambda: caas.Image.of(memoryview(CANARY.encode())[::2]),
}


def silent(call: Callable[[], object]) -> None:
    """Hold a call to being refused, and the exception to holding nothing."""
    with pytest.raises((TypeError, ValueError), match=r"\w") as caught:
        call()
    error = caught.value
    assert type(error) in (TypeError, ValueError, pk.PayloadError)
    assert error.__context__ is None
    assert error.__cause__ is None
    house = [
        frame
        for frame, _ in traceback.walk_tb(error.__traceback__)
        if "/payloadkit/" in frame.f_code.co_filename.replace("\\", "/")
    ]
    assert house
    told = [
        str(error),
        repr(error.args),
        *(
            repr(value)
            for frame in house
            for name, value in frame.f_locals.items()
            if name not in ("base_url", "url")
        ),
    ]  # addresses are no secret
    assert not any(
        "CANARY" in entry or "TokenRequest(" in entry or KEYS.private_key in entry for entry in told
    )


def test_words_are_visible_ascii(subtests: pytest.Subtests) -> None:
    """No token, key, number or URL that a header field cannot take gets into a request."""
    for broken in BROKEN:
        for name, call in WITH_TOKEN.items():
            with subtests.test(broken=repr(broken), name=name):
                silent(partial(call, broken))


def test_wrong_arguments_are_told(subtests: pytest.Subtests) -> None:
    """What is of another type, or none that can be sent, is refused in words."""
    for name, call in CALLS.items():
        with subtests.test(name=name):
            silent(call)


def test_every_model_takes_a_token() -> None:
    """The calls that are made without a token take one too, and do nothing with it."""
    for made in (LOGIN, PULL, ADD):
        assert made.to_http(URL, token=CANARY) == made.to_http(URL)
    assert azakaw.read_answer("customer", None, b"", headers={}) == azakaw.read_answer(
        "customer", None, b""
    )
