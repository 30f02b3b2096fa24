"""The result of a conversion: its report in the payload's order, and its forms."""

from __future__ import annotations

import json

import pytest
from attrs import evolve

from payloadkit.models.registry import model_of
from tests.conversion.people import POLICY, answer, converted, found
from tests.report_schema import problems_of

# Three errors and more warnings, in the payload and around it.
DOCUMENT, KNOWN = (
    answer(personalInfo={"immigrationStatus": "CANCELLED", "currentNationality": "XXA"}),
    {"email_id": "?", "address_list": []},
)


def test_violations_stand_in_the_payloads_order() -> None:
    """Violations of the document come first, then missing fields, then field by field."""
    told = found(converted(DOCUMENT, KNOWN))
    order = ["", *(f"/{field.key}" for field in model_of("caas.onboarding").fields)]
    places = [
        order.index("/".join(path.split("/")[:2]))
        for path, code, _ in told
        if code not in ("field.missing", "value.unanswered")
    ]

    assert [code for _, code, _ in told][:3] == [
        "profile.inactive",
        "profile.contradiction",
        "field.missing",
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
    """An error of the conversion itself has the gateway's answer at that field."""
    answers = {
        violation.code: violation.gateway
        for violation in converted(DOCUMENT, KNOWN).report.violations
    }

    assert answers["country.no_alpha2"] == answers["email.malformed"] == "40002"
    assert answers["value.defaulted"] is answers["profile.inactive"] is None


def test_the_forms_of_a_result() -> None:
    """A result shows its report; only ``to_dict`` has the lineage, and nothing has a value."""
    result = converted(DOCUMENT, KNOWN)
    plain = result.to_dict()

    assert str(result) == str(result.report)
    assert repr(result) == f"<Result: no payload, {result.report!r}>"
    assert result.problem(400) == result.report.problem(400)
    assert plain["violations"] == result.report.to_dict()["violations"]
    assert [row["target"] for row in plain["lineage"]] == [row.target for row in result.lineage]
    assert plain["unused"] == list(result.lineage.unused)
    assert json.loads(json.dumps(plain)) == plain
    assert problems_of(plain) == []


def test_a_result_with_a_payload() -> None:
    """The repr of a result says whether there is a payload."""
    result = converted(answer())

    assert result.payload is not None
    assert repr(result).startswith("<Result: payload, <Report: ")
    assert problems_of(result.to_dict()) == []
