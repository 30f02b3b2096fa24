"""Realistic profiles, drawn with every field, convert without an error."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, given, settings

import payloadkit as pk
from payloadkit import azakaw, caas, uaekyc
from payloadkit.strategies import payloads
from tests.documents import POLICY, put

PROFILES = payloads("uaekyc.customer-data", full=True, realistic=True, policy=POLICY)
LARGE = settings(
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
        HealthCheck.large_base_example,
    ],
)

SUPPLEMENT = {
    "email_id": "layan@example.com",
    "country_of_birth": "IN",
    "address_list": [{"address_type_id": "2", "city": "Kochi", "country": "IN"}],
}


def digitized(profile: dict[str, Any]) -> uaekyc.CustomerData:
    """Return the object of a profile of a digitization that did not fail."""
    profile = put({**profile, "success": True}, "/data/status", "success")
    return pk.load(uaekyc.CustomerData, profile, POLICY)


@given(PROFILES)
@LARGE
def test_profiles_make_onboarding_requests(profile: dict[str, Any]) -> None:
    """A realistic profile with a supplement makes a request with the profile's values."""
    result = pk.convert(digitized(profile), caas.OnboardingRequest, SUPPLEMENT, POLICY)
    assert [violation.code for violation in result.report.errors] == []
    assert {"phone.not_valid", "date.expired", "emirates_id.check_digit", "country.unofficial"} & {
        found.code for found in result.report.violations
    } == set()
    assert {
        "/first_name",
        "/nationality",
        "/date_of_birth",
        "/gender",
        "/salutation",
        "/primary_mobile_number",
        "/phone_number",
    } <= {row.target for row in result.lineage}


@given(PROFILES)
@LARGE
def test_no_word_of_a_name_is_lost_or_made_up(profile: dict[str, Any]) -> None:
    """The words that go out are those of the name, each once, or a violation says so."""
    result = pk.convert(digitized(profile), caas.OnboardingRequest, SUPPLEMENT, POLICY)
    person = profile["data"]["data"]["personalInfo"]
    request = result.payload
    assert request is not None
    names = (request.first_name, request.middle_name, request.last_name)
    words = sorted(" ".join(name for name in names if name).split())
    parts = (person[f"{part}NameEn"] for part in ("first", "second", "family"))
    told = {found.code for found in result.report.violations if found.code.startswith("name.")}
    assert words == sorted(" ".join(parts).split())
    assert words == sorted(person["fullNameEn"].split()) or told


@given(PROFILES)
@LARGE
def test_profiles_make_monitored_users(profile: dict[str, Any]) -> None:
    """A realistic profile makes a user of the monitoring without an error."""
    result = pk.convert(digitized(profile), azakaw.AddUser, {"tenantId": "100042"}, POLICY)
    assert [violation.code for violation in result.report.errors] == []
