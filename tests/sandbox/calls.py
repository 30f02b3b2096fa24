"""Calls to the stand-ins, each a whole request."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import httpx2

import payloadkit as pk
from payloadkit import airpay, azakaw, caas, uaekyc
from payloadkit.azakaw.customer import get_customer as get_monitored
from tests.documents import minimal

if TYPE_CHECKING:
    from collections.abc import Callable

    from payloadkit.http.request import Request
    from payloadkit.sandbox import Sandbox

NOW = 1_780_315_200.0  # 2026-06-01
EID = "784300000000022"
USER = {
    "entityType": "Individual",
    "firstName": "NADIRA",
    "lastName": "FIXTURAN",
    "tenantId": "1",
    "transactionMonitoring": {"userType": "TMIndividual", "country": "AE"},
}
CSV = (
    b"customer_id,eid_number,onboarding_date,consent_version,name_on_eid,eid_issue_date,"
    b"eid_expiry_date,dob\n"
    + b"".join(
        b"%d,784300000000%03d,01/02/2020,v1.0,NADIRA FIXTURAN,02/05/2024,01/05/2034,28/07/1990\n"
        % (number, number % 1000)
        for number in range(200001, 200013)
    )
)


def sent(sandbox: Sandbox, request: Request) -> httpx2.Response:
    """Return the answer of the stand-ins to a request, in process."""
    with httpx2.Client(transport=sandbox.transport()) as client:
        return client.request(
            request.method, request.url, headers=request.headers, content=request.body
        )


class Caller:
    """Calls CAAS with its own token."""

    def __init__(self, sandbox: Sandbox, url: str = "https://cdp.example.com") -> None:
        """Log in."""
        self.sandbox, self.url = sandbox, url
        found = sandbox.handle(caas.get_token(url, self.login))[0]
        self.tokens: Any = caas.read_answer("token", 200, found.body).answer
        assert self.tokens is not None
        self.token = self.tokens.access_token

    @property
    def login(self) -> caas.TokenRequest:
        """The login of the credentials."""
        return self.sandbox.credentials.with_password()

    @property
    def renewal(self) -> caas.TokenRequest:
        """The request for the next token."""
        found = self.sandbox.credentials.with_refresh_token(self.tokens.refresh_token)
        assert found is not None
        return found

    def request(self, endpoint: str, **changes: Any) -> Request:
        """Return a sound request of a call, the onboarding with changes."""
        url, token = self.url, self.token
        calls: dict[str, Callable[[], Request]] = {
            "token": lambda: caas.get_token(url, self.login),
            "refresh": lambda: caas.get_token(url, self.renewal),
            "lookup": lambda: caas.look_up(
                url, token, caas.LookupRequest(idType="4", idNumber=EID)
            ),
            "customer": lambda: caas.get_customer(url, token, changes.get("ecrn", "1")),
            "masters": lambda: caas.get_masters(url, token, changes.get("code")),
            "onboarding": lambda: pk.Request(
                "POST",
                caas.onboard(url, token, person()).url,
                caas.onboard(url, token, person()).headers,
                pk.dump(person()) if not changes else _changed(**changes),
            ),
        }
        return calls[endpoint]()

    def call(self, endpoint: str, **changes: Any) -> Any:
        """Return the outcome of a call."""
        return self.read(endpoint, self.request(endpoint, **changes))

    def read(self, endpoint: Any, request: Request) -> caas.Outcome[Any]:
        """Return the outcome of a request, also of one whose answer is lost."""
        try:
            found = sent(self.sandbox, request)
        except httpx2.TransportError:
            return caas.read_answer(endpoint, None, b"")
        return caas.read_answer(endpoint, found.status_code, found.content, found.headers)


def person() -> caas.OnboardingRequest:
    """Return a person to onboard."""
    return pk.load(caas.OnboardingRequest, minimal())


def _changed(**changes: Any) -> bytes:
    return json.dumps({**minimal(), **changes}).encode()


def platform_calls(sandbox: Sandbox, batch: str) -> dict[str, Request]:
    """Return a request of each call of the platform."""
    url, key = "https://kyc.example.com", sandbox.transaction_key
    return {
        "status": uaekyc.get_status(url, key, batch),
        "records": uaekyc.get_records(url, key, batch),
        "errored": uaekyc.get_errored(url, key, batch),
        "customer-data": uaekyc.get_customer_data(url, key, batch, "200001"),
    }


def monitoring_calls(
    sandbox: Sandbox, number: str = "1" * 8 + "-1111" * 3 + "-" + "1" * 12
) -> dict[str, Request]:
    """Return a request of each call of Azakaw."""
    url, token = "https://azakaw.example.com", sandbox.token
    return {
        "customer": get_monitored(url, token, number),
        "onboarding-pending": azakaw.get_onboarding_pending(url, token),
        "add-user": azakaw.add_user(url, token, pk.load(azakaw.AddUser, USER)),
    }


def add_kyc(sandbox: Sandbox) -> Request:
    """Return a call that adds the hashed number of a customer."""
    (call,) = airpay.add_kyc(sandbox.keys, sandbox.merchant_id, {"u1": {"PP": "X0000001"}})
    return call.to_http("https://airpay.example.com")
