"""The lookup request: an Emirates ID in it, and one request for each identity of a person."""

from __future__ import annotations

from typing import Any

import pytest

import payloadkit as pk
from payloadkit import caas
from tests.documents import POLICY, checked, emirates_id, full, minimal, only, passport

SOUND = "784300000000022"


def lookup(number: object, kind: object = "4") -> list[tuple[str, str, str]]:
    """Return what a check of a lookup tells."""
    return checked({"idNumber": number, "idType": kind}, kind="caas.lookup")


@pytest.mark.parametrize(
    ("number", "code", "severity"),
    [
        ("ABC", "emirates_id.malformed", "error"),
        ("784-3000-0000002-2", "emirates_id.malformed", "error"),
        (SOUND[:-1], "emirates_id.malformed", "error"),
        ("783300000000022", "emirates_id.malformed", "error"),
        (SOUND[:-1] + "3", "emirates_id.check_digit", "warning"),
    ],
)
def test_an_emirates_id(number: str, code: str, severity: str) -> None:
    """A lookup by a wrong Emirates ID would say that a customer is not found."""
    assert lookup(number) == [("/idNumber", code, severity)]
    assert lookup(number, "2") == lookup(number, "28") == []


def test_what_is_looked_up() -> None:
    """A sound number draws nothing; blanks at its ends warn; a type that is a number errs."""
    assert lookup(SOUND) == lookup("X0000001", "2") == []
    assert lookup("X0000001 ", "2") == [("/idNumber", "text.surrounding_blanks", "warning")]
    assert lookup("ABC", 4) == [("/idType", "field.type", "error")]
    assert lookup(5) == [("/idNumber", "field.type", "error")]


def test_the_constructor_knows_it_too() -> None:
    """A request with a wrong Emirates ID is not made, and the gateway's answer is predicted."""
    with pytest.raises(pk.PayloadError) as caught:
        caas.LookupRequest(idNumber="ABC", idType="4")

    found = only(caught.value.report)
    assert (found.path, found.code, found.gateway) == (
        "/idNumber",
        "emirates_id.malformed",
        "40001",
    )


def test_one_request_for_each_identity() -> None:
    """Every identity is looked up once, in the order of the documents, with its type as text."""
    request = pk.load(caas.OnboardingRequest, full(), POLICY)
    card = caas.LookupRequest(idNumber=SOUND, idType="4")

    assert caas.LookupRequest.of(request) == (
        card,
        caas.LookupRequest(idNumber="X0000001", idType="2"),
    )
    repeated = {**minimal(), "id_details": [emirates_id(), emirates_id()]}
    assert caas.LookupRequest.of(pk.load(caas.OnboardingRequest, repeated, POLICY)) == (card,)


def test_the_policy_of_the_person() -> None:
    """A code that the policy of the person ignores is ignored in the lookup with it."""
    policy = pk.Policy(today=POLICY.today, ignore=["emirates_id.malformed"])
    document = {**minimal(), "id_details": [{**emirates_id(), "id_number": "784-1"}, passport()]}
    request = pk.load(caas.OnboardingRequest, document, policy)

    assert [each.idNumber for each in caas.LookupRequest.of(request, policy=policy)] == [
        "784-1",
        "X0000001",
    ]
    with pytest.raises(pk.PayloadError):
        caas.LookupRequest.of(request)


@pytest.mark.parametrize("other", [None, full(), "CANARY"])
def test_another_type_is_refused(other: Any) -> None:
    """What is no onboarding request is named by its type alone."""
    with pytest.raises(TypeError, match="request is an OnboardingRequest, not") as caught:
        caas.LookupRequest.of(other)
    assert "CANARY" not in str(caught.value)
