"""A customer as onboarded: the fields of an onboarding, read tolerantly at every depth."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import payloadkit as pk
from payloadkit import caas
from payloadkit.models.registry import model_of

SAMPLE = json.loads(
    (Path(__file__).parents[2] / "fixtures" / "caas" / "onboarding-sample.json").read_bytes()
)
SHARED = {key: value for key, value in SAMPLE.items() if key in model_of(caas.Customer).by_key}


def test_the_fields_are_those_of_an_onboarding() -> None:
    """Every field of the answer is one of an onboarding, in its order."""
    ours, theirs = (
        list(model_of(caas.Customer).by_key),
        list(model_of(caas.OnboardingRequest).by_key),
    )

    assert ours == [key for key in theirs if key in ours]
    assert set(theirs) - set(ours) == {"updated_by", "address_list", "customer_classification"}


def test_an_onboarding_comes_back_as_a_customer() -> None:
    """What was onboarded is read as a customer, and comes back."""
    report = pk.check(caas.Customer, SHARED, pk.Policy(today=date(2026, 6, 1)))

    assert {found.code for found in report.violations} == {"date.expired"}
    assert pk.to_dict(report.value) == SHARED


def test_the_inner_objects_are_read_tolerantly() -> None:
    """Inside an ID too, only a wrong structure errs; all else is kept and reported."""
    raw = {
        "date_of_birth": "17/04/1991",
        "id_details": [
            {
                "id_type": 4,
                "id_number": "1",
                "date_of_expiry": "soon",
                "colour": "red",
                "id_front": None,
            }
        ],
    }
    report = pk.check(caas.Customer, raw)

    assert report.ok
    assert {(found.code, found.path) for found in report.violations} == {
        ("date.malformed", "/date_of_birth"),
        ("emirates_id.malformed", "/id_details/0/id_number"),
        ("field.missing", "/id_details/0/issued_country"),
        ("date.malformed", "/id_details/0/date_of_expiry"),
        ("field.unknown", "/id_details/0/colour"),
        ("id.missing_side", "/id_details/0/id_back"),
    }
    assert pk.to_dict(report.value) == raw
    assert [found.code for found in pk.check(caas.Customer, {"id_details": {}}).errors] == [
        "field.type"
    ]
