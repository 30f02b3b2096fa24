"""What is derived from the declarations agrees, for every kind."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import find, given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

import payloadkit as pk
from payloadkit.strategies import at_limit, one_fault, payloads

TODAY = date(2026, 11, 21)
POLICY = pk.Policy(today=TODAY)


def test_schema_is_a_schema(subtests: pytest.Subtests) -> None:
    """Every kind's schema is valid JSON Schema 2020-12 and plain JSON."""
    for kind in pk.kinds():
        with subtests.test(kind=kind):
            Draft202012Validator.check_schema(pk.json_schema(kind))
            assert json.loads(json.dumps(pk.json_schema(kind))) == pk.json_schema(kind)


@pytest.mark.exhaustive
@pytest.mark.parametrize("kind", pk.kinds())
def test_every_kind_agrees_with_itself(kind: str) -> None:
    """Documents, faults and schema of a kind agree, over a hundred draws of each sort."""
    pk.assert_agreement(kind, policy=POLICY)


@pytest.mark.exhaustive
@pytest.mark.parametrize(
    "today", [date(2024, 2, 29), date(2028, 2, 29), date(2031, 12, 31)], ids=str
)
@pytest.mark.parametrize("kind", ["caas.onboarding", "uaekyc.migration-csv"])
def test_they_agree_on_any_day(kind: str, today: date) -> None:
    """On a leap day and a year's last day, drawn documents keep their promises."""
    pk.assert_agreement(kind, examples=50, policy=pk.Policy(today=today))


MASTERS = pk.load(
    "caas.masters",
    {
        "status": "success",
        "status_code": 200,
        "data": {
            "id_types": [
                {"code": 4, "name": "Emirates ID"},
                {"code": "2", "name": "Passport"},
                {"code": 5, "name": "Visa"},
            ],
            "professions": [{"code": 2856, "name": "Clerk"}],
            "document_types": [{"code": "1", "name": "Bill"}],
            "address_types": [{"code": "1", "name": "Present"}, {"code": "2", "name": "Permanent"}],
        },
    },
)


@pytest.mark.exhaustive
def test_they_agree_under_a_tenants_policy() -> None:
    """Documents are drawn by a tenant's limits and master data."""
    limits = {
        "caas.onboarding": {"/customer_classification/employer_name": 7, "/address_list/*/city": 3}
    }
    pk.assert_agreement(
        "caas.onboarding",
        examples=50,
        policy=pk.Policy(today=TODAY, masters=MASTERS, limits=limits),
    )


@pytest.mark.exhaustive
@pytest.mark.parametrize("kind", pk.kinds())
@given(data=st.data())
def test_no_health_check_fails(kind: str, data: st.DataObject) -> None:
    """Nothing is drawn to be thrown away, and no document is too large for Hypothesis."""
    drawn = data.draw(
        st.sampled_from(
            (
                payloads(kind, policy=POLICY),
                payloads(kind, full=True, policy=POLICY),
                at_limit(kind, policy=POLICY),
            )
        )
    )
    assert pk.check(kind, data.draw(drawn), POLICY).violations == ()
    document, code, path = data.draw(one_fault(kind, policy=POLICY))
    assert [(found.code, found.path) for found in pk.check(kind, document, POLICY).violations] == [
        (code, path)
    ]


@pytest.mark.exhaustive
@pytest.mark.parametrize("kind", pk.kinds())
@given(data=st.data())
def test_realistic_documents_are_sound(kind: str, data: st.DataObject) -> None:
    """Realistic documents keep their promises too."""
    document = data.draw(
        payloads(kind, full=data.draw(st.booleans()), realistic=True, policy=POLICY)
    )
    assert pk.check(kind, document, POLICY).violations == ()
    assert (
        pk.check(kind, data.draw(at_limit(kind, realistic=True, policy=POLICY)), POLICY).violations
        == ()
    )
    document, code, path = data.draw(one_fault(kind, realistic=True, policy=POLICY))
    assert [(found.code, found.path) for found in pk.check(kind, document, POLICY).violations] == [
        (code, path)
    ]


@pytest.mark.exhaustive
def test_the_smallest_example_is_readable() -> None:
    """Hypothesis shrinks a document to its mandatory fields in plain words."""
    smallest = find(payloads("caas.onboarding", policy=POLICY), lambda _: True)
    faulty, code, path = find(
        one_fault("caas.onboarding", policy=POLICY), lambda drawn: drawn[1] == "email.malformed"
    )

    assert len(json.dumps(smallest)) < 550
    assert set(smallest) == {
        "channel",
        "salutation",
        "first_name",
        "last_name",
        "nationality",
        "date_of_birth",
        "country_of_birth",
        "country_of_residence",
    } | {
        "gender",
        "primary_mobile_number",
        "email_id",
        "address_list",
        "id_details",
    }
    assert (code, path) == ("email.malformed", "/email_id")
    assert {**faulty, "email_id": smallest["email_id"]} == smallest
