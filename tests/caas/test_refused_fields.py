"""The gateway's complaints, at the places of the payload that they are about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from payloadkit.caas.lookup import LookupRequest
from payloadkit.caas.onboarding import OnboardingRequest
from payloadkit.caas.refused_fields import refused_fields, refused_master_field
from payloadkit.models.registry import model_of

if TYPE_CHECKING:
    import pytest


def camel(key: str) -> str:
    """Return a key as Java writes it."""
    first, *rest = key.split("_")
    return first + "".join(word.capitalize() for word in rest)


def test_every_own_field_is_found(subtests: pytest.Subtests) -> None:
    """Every field of the root is found in camelCase and in snake_case."""
    for key in list(model_of(OnboardingRequest).by_key):
        with subtests.test(key=key):
            for name in (camel(key), key):
                (found,) = refused_fields(OnboardingRequest, 40002, {name: ""})
                assert (found.path, found.code, found.gateway, found.severity) == (
                    f"/{key}",
                    "gateway.rejected",
                    "40002",
                    "error",
                )


def test_inner_fields_are_found_as_far_as_can_be(subtests: pytest.Subtests) -> None:
    """An index is kept, a path ends at a list without one, and only a plain unknown name shows."""
    cases: list[tuple[str, str]] = [
        ("idDetails[1].idNumber", "/id_details/1/id_number"),
        ("idDetails[0].idFront.base64Data", "/id_details/0/id_front/base64_data"),
        ("id_details.2.id_number", "/id_details/2/id_number"),
        ("addressList.country", "/address_list"),
        ("addressList.country[3].zip", "/address_list"),
        (
            "customerClassification.socialLinks[0].textField",
            "/customer_classification/social_links/0/text_field",
        ),
        ("customerClassification.socialLinks.textField", "/customer_classification/social_links"),
        ("idDetails.idFront[1].base64Data", "/id_details"),
        ("idDetails[0].shoeSize", "/id_details/0"),
        ("firstName.length", "/first_name"),
        ("employerName", "/customer_classification/employer_name"),
        ("idNumber", "/id_details"),
        ("zip", "/address_list"),
        ("base64Data", ""),
        ("shoeSize", "/shoeSize"),
        ("shoe size", "/?"),
        ("a.b", "/?"),
        ("[]", "/?"),
        ("", "/?"),
        ("x" * 65, "/?"),
        ("firstName" + "x" * 300, "/?"),
    ]
    for name, path in cases:
        with subtests.test(name=name, path=path):
            assert [
                violation.path for violation in refused_fields(OnboardingRequest, 40002, {name: ""})
            ] == [path]


def test_a_lookups_fields_are_its_own() -> None:
    """A lookup's fields are in camelCase already."""
    assert [
        violation.path
        for violation in refused_fields(LookupRequest, 40001, {"idNumber": "", "idType": ""})
    ] == ["/idNumber", "/idType"]


def test_a_master_list_leads_to_its_field(subtests: pytest.Subtests) -> None:
    """The words of an unknown master id lead to its field, and never its value anywhere."""
    cases: list[tuple[str, list[str]]] = [
        (" Invalid Nationality INN!", ["/nationality"]),
        ("Invalid Country Of Birth XX!", ["/country_of_birth"]),
        ("invalid occupation 999999!", ["/occupation_id"]),
        ("Invalid Income Type 9!", ["/customer_classification/income_type"]),
        ("Invalid Id Type 77!", ["/id_details"]),
        ("Invalid Mood !", []),
        ("Invalid !", []),
        ("Nationality", []),
    ]
    for message, paths in cases:
        with subtests.test(message=message, paths=paths):
            assert [
                violation.path
                for violation in refused_master_field(OnboardingRequest, 45053, message)
            ] == paths


def test_a_refusal_says_no_value() -> None:
    """Neither what the gateway says nor a name that is none of ours is told."""
    assert "canary" not in repr(
        refused_fields(OnboardingRequest, 40002, {"firstName": "canary", "the canary": ""})
    )


def test_refused_fields_are_bounded() -> None:
    """No answer makes more than a thousand violations."""
    assert (
        len(refused_fields(OnboardingRequest, 40002, {f"n{number}": "" for number in range(2000)}))
        == 1000
    )


@given(
    st.text(max_size=80)
    | st.from_regex(r"[a-zA-Z]{1,12}(\[[0-9]{0,3}\])?(\.[a-zA-Z]{1,12})?", fullmatch=True)
)
def test_any_name_has_a_place(name: str) -> None:
    """Whatever the gateway calls a field, there is one violation."""
    assert len(refused_fields(OnboardingRequest, 40002, {name: None})) == 1
    assert len(refused_master_field(OnboardingRequest, 45053, f"Invalid {name}")) <= 1
