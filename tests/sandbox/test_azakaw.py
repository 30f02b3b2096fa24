"""The stand-in of Azakaw: users that are added are found, and listed."""

from __future__ import annotations

import json
from typing import Any

import pytest

import payloadkit as pk
from payloadkit import azakaw
from payloadkit.sandbox import Sandbox
from tests.sandbox.calls import NOW, USER, monitoring_calls, sent


def outcome(box: Sandbox, call: Any, request: pk.Request | None = None) -> Any:
    """Return the outcome of a call."""
    found = sent(box, request or monitoring_calls(box)[call])
    return azakaw.read_answer(call, found.status_code, found.content, found.headers)


@pytest.fixture
def box() -> Sandbox:
    """Return a sandbox on a fixed day."""
    return Sandbox(clock=lambda: NOW)


def test_an_added_user_is_found(box: Sandbox) -> None:
    """By number and in the list; adding the same person again is a duplicate."""
    assert outcome(box, "onboarding-pending").answer.result.data == ()
    added = outcome(box, "add-user")
    found = outcome(box, "customer", monitoring_calls(box, str(added.user_id))["customer"])
    page = outcome(box, "onboarding-pending").answer.result

    assert added.state == found.state == "accepted"
    assert (found.violations, added.violations) == ((), ())
    assert found.answer.result.fullName == "NADIRA FIXTURAN"
    assert [entry.id for entry in page.data] == [added.user_id]
    assert (page.totalPages, page.hasNextPage, page.hasPreviousPage) == (1, False, False)
    assert not box.azakaw.ledger.duplicates
    outcome(box, "add-user")
    assert box.azakaw.ledger.duplicates == (added.user_id,)


def test_pages_of_the_list(box: Sandbox) -> None:
    """As many users a page as asked for; a page that is none is refused."""
    for number in range(3):
        user = pk.load(azakaw.AddUser, {**USER, "tenantId": f"{number}"})
        outcome(box, "add-user", azakaw.add_user("https://x.example", box.token, user))
    listed = azakaw.get_onboarding_pending("https://x.example", box.token, 2, 2)
    page = outcome(box, "onboarding-pending", listed).answer.result

    assert (len(page.data), page.totalCount, page.hasPreviousPage) == (1, 3, True)
    for query in ("page=0", "pageSize=101", "pageSize=x"):
        wrong = pk.Request("GET", f"{listed.url.partition('?')[0]}?{query}", listed.headers)
        assert outcome(box, "onboarding-pending", wrong).state == "invalid"


@pytest.mark.parametrize("call", ["customer", "onboarding-pending", "add-user"])
@pytest.mark.parametrize(
    ("status", "state"),
    [
        (400, "invalid"),
        (401, "unauthorized"),
        (403, "forbidden"),
        (404, "not_found"),
        (429, "unavailable"),
        (500, "unavailable"),
    ],
)
def test_every_status_is_reached_by_name(box: Sandbox, call: str, status: int, state: str) -> None:
    """Each means what the reader of answers says, and nothing is added."""
    box.azakaw.answer_next(call, status)

    assert outcome(box, call).state == state
    assert box.azakaw.ledger.taken == ()


def test_every_refusal_is_reached_by_data(box: Sandbox) -> None:
    """An unknown number, a wrong token, a person with an error."""
    request = monitoring_calls(box)["add-user"]
    wrong = json.dumps({**USER, "firstName": ""}).encode()

    assert outcome(box, "customer").state == "not_found"
    assert outcome(box, "add-user", pk.Request("POST", request.url, {})).state == "unauthorized"
    assert (
        outcome(box, "add-user", pk.Request("POST", request.url, request.headers, wrong)).state
        == "invalid"
    )
    assert box.azakaw.requests[-1].body is not None
    assert box.azakaw.requests[-1].body["lastName"] == "<hidden>"
