"""JSON Schema of the models; that it agrees with the check is held in tests/rules/test_agreement.py."""

from __future__ import annotations

from typing import Any

import pytest
from jsonschema import Draft202012Validator

import payloadkit as pk
from payloadkit import caas
from tests.documents import minimal

LIMITED = pk.Policy(limits={"caas.onboarding": {"/address_list/*/city": 4, "/customer_classification/employer_name": 5}})


def valid(document: dict[str, Any], policy: pk.Policy | None = None) -> bool:
    """Tell whether an independent validator accepts a document."""
    return bool(Draft202012Validator(pk.json_schema("caas.onboarding", policy)).is_valid(document))


def test_head_names_the_kind() -> None:
    """A schema says its dialect, its kind and its class, whether asked by name or by class."""
    schema = pk.json_schema("caas.onboarding")

    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$id"] == "urn:payloadkit:caas.onboarding"
    assert schema["title"] == "OnboardingRequest"
    assert schema == pk.json_schema(caas.OnboardingRequest)
    assert pk.json_schema(caas.Address)["$id"] == "urn:payloadkit:Address"


def test_marks_and_sources_are_annotations() -> None:
    """Every property says how sure it is; a limit that is a guess is an annotation, a sure one a keyword."""
    schema = pk.json_schema("caas.onboarding")
    address = schema["$defs"]["Address"]["properties"]

    assert all("x-sure" in entry and entry["description"] for entry in schema["properties"].values())
    assert address["street_name"]["x-max-length"] == 255
    assert "maxLength" not in address["street_name"]
    assert address["city"]["maxLength"] == 60


def test_limits_below_lists_are_stated_in_place() -> None:
    """A tenant's limit below a list or an object is in the schema, and only there."""
    address = minimal()["address_list"][0]
    long_city = {**minimal(), "address_list": [{**address, "city": "Sharjah"}]}
    long_employer = {**minimal(), "customer_classification": {"employer_name": "Pearls"}}

    assert valid(long_city)
    assert valid(long_employer)
    assert not valid(long_city, LIMITED)
    assert not valid(long_employer, LIMITED)
    assert valid(minimal(), LIMITED)


def test_a_limit_without_a_field_is_refused() -> None:
    """A limit at a path that no field has is a ValueError."""
    with pytest.raises(ValueError, match="limits"):
        pk.json_schema("caas.onboarding", pk.Policy(limits={"caas.onboarding": {"/nowhere": 1}}))


def test_answers_refuse_only_a_wrong_structure() -> None:
    """A tolerant kind's schema takes null, empty texts and unknown keys, and refuses another type."""
    validator = Draft202012Validator(pk.json_schema("uaekyc.customer-data"))

    assert validator.is_valid({"data": {"data": {"personalInfo": {"dateOfBirth": "", "new": 1}, "activeVisa": ""}}, "message": None})
    assert not validator.is_valid({"data": []})
    assert not validator.is_valid({"data": {"data": {"personalInfo": {"dateOfBirth": 1}}}})
