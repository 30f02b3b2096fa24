"""The state of a digitized profile and its person."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from attrs import evolve

import payloadkit as pk
from tests.conversion.people import (
    POLICY,
    SUPPLEMENT,
    answer,
    codes,
    converted,
    found,
)


@pytest.mark.parametrize(
    ("fields", "reported"),
    [
        ({"immigrationStatus": "CANCELLED"}, ["profile.inactive", "profile.contradiction"]),
        ({"immigrationStatus": "active"}, []),
        ({"immigrationStatus": ""}, []),
        ({"insideUAE": "No"}, ["profile.outside", "profile.contradiction"]),
        ({"insideUAE": ""}, []),
        (
            {"immigrationStatus": "INACTIVE", "insideUAE": "Unknown"},
            ["profile.inactive", "profile.contradiction"],
        ),
    ],
)
def test_state(fields: dict[str, str], reported: list[str]) -> None:
    """Who is not active or not in the country is warned about at the document.

    An empty text says nothing.
    """
    assert codes(converted(answer(personalInfo=fields)), "") == reported


def test_words_for_being_abroad(subtests: pytest.Subtests) -> None:
    """Whoever has left is abroad, however the profile says it; another word says nothing."""
    written_cases: list[tuple[str, bool]] = [
        ("Departed", True),
        ("ABROAD", True),
        ("Out of the country", True),
        ("LEFT UAE", True),
        ("Exit - Departure", True),
        ("Arrived", False),
        ("ENTRY", False),
        ("AIR", False),
    ]
    for (written, outside), path in product(written_cases, ("insideUAE", "travelType")):
        with subtests.test(written=written, outside=outside, path=path):
            document = answer(
                personalInfo={"insideUAE": written if path == "insideUAE" else ""},
                travelDetail={
                    "isInsideUAE": "",
                    "travelType": written if path == "travelType" else "",
                },
            )

            assert codes(converted(document), "") == (["profile.outside"] if outside else [])


def test_expired_documents_without_a_place() -> None:
    """Expired papers warn at their element of the payload, or else at the document."""
    dates = {
        "residenceInfo": {"expiryDate": "2025-12-31"},
        "activeVisa": {"expiryDate": "2025-12-31"},
        "immigrationFile": {"expiryDate": "soon"},
    }
    placed = converted(answer(**dates))
    elsewhere = {
        "id_details": [
            {
                "id_type": 28,
                "id_number": "1",
                "issued_country": "MY",
                "date_of_expiry": "2034-01-01",
            },
            "?",
        ]
    }
    homeless = converted(
        answer(
            **dates
            | {
                "residenceInfo": {"expiryDate": "2025-12-31", "emiratesIdNumber": ""},
                "activePassport": {"documentNo": ""},
                "activeVisa": {"expiryDate": "2025-12-31", "passportNo": ""},
            }
        ),
        {**SUPPLEMENT, **elsewhere},
    )

    assert codes(placed, "") == []
    assert (
        codes(placed, "/id_details/0/date_of_expiry")
        == codes(placed, "/id_details/1/visa_expiry_date")
        == ["date.expired"]
    )
    assert [(code, severity) for path, code, severity in found(homeless) if path == ""] == [
        ("date.expired", "warning")
    ] * 2
    told = [violation for violation in homeless.report.warnings if violation.path == ""]
    assert [
        "residenceInfo.expiryDate" in told[0].message,
        "activeVisa.expiryDate" in told[1].message,
    ] == [True, True]
    assert None not in {violation.hint for violation in told}


def test_no_profile(subtests: pytest.Subtests) -> None:
    """An answer that says no success is one error.

    One that says success and nothing else misses everything.
    """
    cases: list[tuple[dict[str, Any], bool]] = [
        *(({"success": word}, True) for word in (False, 0, "0", "false", "No ")),
        ({"data": None}, True),
        ({"data": ""}, True),
        ({"data": {"status": "failure"}}, True),
        ({"data": {"status": "pending", "data": {}}}, True),
        ({"data": {"status": "SUCCESS", "data": {}}}, False),
        ({"data": {"status": " ", "data": {}}}, False),
        ({"data": {"data": ""}}, False),
    ]
    for change, failed in cases:
        with subtests.test(change=change, failed=failed):
            result = converted({**answer(), **change})

            assert (found(result) == [("", "profile.failed", "error")]) is failed
            assert result.payload is None


INACTIVE, OUTSIDE, CONTRADICTION = (
    "profile.inactive",
    "profile.outside",
    "profile.contradiction",
)
SILENT = {
    "personalInfo": {"immigrationStatus": "", "insideUAE": ""},
    "immigrationFile": {"status": ""},
    "activeVisa": {"visaStatus": ""},
    "travelDetail": {"isInsideUAE": "", "travelType": ""},
}


def test_every_place_tells_the_state(subtests: pytest.Subtests) -> None:
    """Each place alone tells it; where another one says otherwise, that is told too."""
    cases: list[tuple[str, str, object, str | None]] = [
        ("personalInfo", "immigrationStatus", "CANCELLED", INACTIVE),
        ("immigrationFile", "status", "CLOSED", INACTIVE),
        ("activeVisa", "visaStatus", "CANCELLED", INACTIVE),
        ("activeVisa", "visaStatus", "EXPIRED", INACTIVE),
        ("personalInfo", "insideUAE", "no", OUTSIDE),
        ("personalInfo", "insideUAE", False, OUTSIDE),
        ("travelDetail", "isInsideUAE", False, OUTSIDE),
        ("travelDetail", "isInsideUAE", "false", OUTSIDE),
        ("travelDetail", "travelType", "Outside UAE", OUTSIDE),
        ("travelDetail", "travelType", "DEPARTURE", OUTSIDE),
        ("personalInfo", "immigrationStatus", "Active", None),
        ("personalInfo", "immigrationStatus", "N/A", None),
        ("activeVisa", "visaStatus", "USED", None),
        ("activeVisa", "visaStatus", "Active", None),
        ("personalInfo", "insideUAE", True, None),
        ("travelDetail", "travelType", "Holiday", None),
        ("travelDetail", "travelType", "Inside UAE", None),
    ]
    for section, field, word, reported in cases:
        with subtests.test(section=section, field=field):
            alone = answer(**SILENT)
            alone["data"]["data"][section][field] = word
            beside = converted(answer(**{section: {field: word}}))

            assert codes(converted(alone), "") == ([] if reported is None else [reported])
            assert codes(beside, "") == ([] if reported is None else [reported, CONTRADICTION])


def test_a_contradiction_names_its_places() -> None:
    """The two fields that contradict each other are in the message."""
    result = converted(answer(travelDetail={"isInsideUAE": False}))
    (message,) = [v.message for v in result.report.violations if v.code == CONTRADICTION]

    assert "travelDetail.isInsideUAE" in message
    assert "personalInfo.insideUAE" in message


@pytest.mark.parametrize("word", ["DEAD", "Deceased", " dead "])
@pytest.mark.parametrize("target", ["caas.onboarding", "azakaw.add-user"])
def test_the_deceased(word: str, target: str) -> None:
    """Nothing is made of a person who has died, whatever the policy ignores."""
    profile = pk.load("uaekyc.customer-data", answer(personalInfo={"maritalStatusEn": word}))
    result = pk.convert(profile, target, policy=evolve(POLICY, ignore=["profile.deceased"]))

    assert found(result) == [("", "profile.deceased", "error")]
    assert result.payload is None
    assert not result.lineage.rows


@pytest.mark.parametrize(("levels", "missing"), [(1, "level data is"), (2, "level data.data is")])
def test_an_inner_part_as_the_whole_answer(levels: int, missing: str) -> None:
    """The inner object, or the profile itself, is told apart from an empty answer."""
    document = answer()
    for _ in range(levels):
        document = document["data"]
    result = converted(document)

    assert found(result) == [("", "profile.unwrapped", "error")]
    assert missing in result.report.errors[0].message


def test_a_failure_names_the_platforms_errors(subtests: pytest.Subtests) -> None:
    """The known codes are in the hint; another text may be of the person, and is not shown."""
    cases: list[tuple[object, bool]] = [
        ({"business_error": [{"error": "EXPIRED_EID", "message": "m", "step": "s"}]}, True),
        ({"business_errors": [{"error": "EXPIRED_EID"}]}, True),
        ([{"error": "EXPIRED_EID"}], True),
        ({"error": "EXPIRED_EID"}, True),
        ({"business_error": [{"error": "SOMEBODY_S_NAME", "message": "EXPIRED_EID"}]}, False),
        ({"business_error": "EXPIRED_EID"}, False),
        ([], False),
        ({}, False),
    ]
    for errors, named in cases:
        with subtests.test(errors=errors, named=named):
            document = answer()
            document["data"] |= {"status": "failure", "errors": errors}
            (failed,) = converted(document).report.errors

            assert failed.code == "profile.failed"
            assert ("EXPIRED_EID" in (failed.hint or "")) is named


def test_every_expiry_is_looked_at() -> None:
    """A date that stands nowhere in the payload is told once, with its place in the profile."""
    old = "2025-12-31"
    result = converted(
        answer(
            travelDetail={"travelDocumentExpiryDate": old},
            immigrationFile={"expiryDate": old},
            activeVisa={"expiryDate": old, "passportExpiryDate": old},
        )
    )
    messages = [v.message for v in result.report.violations if v.code == "date.expired"]

    assert [m.split()[0] for m in messages if "Date should" in m] == [
        "activeVisa.passportExpiryDate"
    ]
    assert codes(result, "/id_details/1/visa_expiry_date") == ["date.expired"]


@pytest.mark.parametrize("kept", ["1001", ""])
def test_what_the_caller_keeps(kept: str) -> None:
    """The platform's own number of the person is named for the caller to save."""
    document = answer()
    document["data"]["data"]["uaeKycId"] = kept
    lineage = converted(document).lineage

    assert lineage.keep == (("/data/data/uaeKycId",) if kept else ())
    assert lineage.to_dict()["keep"] == list(lineage.keep)
