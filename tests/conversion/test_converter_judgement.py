"""The report of a conversion: in the payload's order, and no longer than the policy allows."""

from __future__ import annotations

import pytest
from attrs import evolve

from payloadkit.models.registry import model_of
from tests.conversion.people import POLICY, answer, converted, found

# Three errors and more warnings, in the payload and around it.
DOCUMENT, KNOWN = (
    answer(personalInfo={"immigrationStatus": "none", "currentNationality": "XXA"}),
    {"email_id": "?", "address_list": []},
)


def test_violations_stand_in_the_payloads_order() -> None:
    """What is said of the whole document comes first, then what it lacks, then field by field whatever errs or warns."""
    told = found(converted(DOCUMENT, KNOWN))
    order = ["", *(f"/{field.key}" for field in model_of("caas.onboarding").fields)]
    places = [
        order.index("/".join(path.split("/")[:2]))
        for path, code, _ in told
        if code != "field.missing"
    ]

    assert [code for _, code, _ in told][:3] == [
        "profile.inactive",
        "field.missing",
        "value.defaulted",
    ]
    assert places == sorted(places)
    assert [code for path, code, _ in told if path in ("/nationality", "/email_id")] == [
        "country.no_alpha2",
        "email.malformed",
    ]


def test_elements_stand_in_their_order() -> None:
    """What an element lacks comes with its element, in the order of the list."""
    supplement = {**KNOWN, "id_details": [{"id_type": 28}, {"id_type": 29}]}
    numbers = [
        int(path.split("/")[2])
        for path, _, _ in found(converted(DOCUMENT, supplement))
        if path.startswith("/id_details/")
    ]

    assert numbers == sorted(numbers)
    assert {2, 3} <= set(numbers)


@pytest.mark.parametrize("beyond", [-1, 0, 1])
def test_a_report_is_cut(beyond: int) -> None:
    """A report has as many violations as the policy allows, and says whether there were more."""
    whole = found(converted(DOCUMENT, KNOWN))
    cut = converted(DOCUMENT, KNOWN, evolve(POLICY, max_violations=len(whole) + beyond))

    assert len(found(cut)) == len(whole) + min(beyond, 0)
    assert cut.report.truncated is (beyond < 0)


@pytest.mark.parametrize("most", [1, 2, 3])
def test_errors_are_kept(most: int) -> None:
    """Where a report is cut it tells errors before warnings, and there is no payload."""
    result = converted(DOCUMENT, KNOWN, evolve(POLICY, max_violations=most))

    assert [severity for _, _, severity in found(result)] == ["error"] * most
    assert result.report.truncated is True
    assert result.payload is None


def test_the_gateways_answer_is_told() -> None:
    """An error of the conversion itself has the answer that the gateway would give at that field."""
    answers = {
        violation.code: violation.gateway
        for violation in converted(DOCUMENT, KNOWN).report.violations
    }

    assert answers["country.no_alpha2"] == answers["email.malformed"] == "40002"
    assert answers["value.defaulted"] is answers["profile.inactive"] is None
