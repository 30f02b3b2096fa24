"""The identity documents of a profile: Emirates ID, and passport with its visa."""

from __future__ import annotations

from typing import Any

import pytest

from tests.conversion.people import (
    SUPPLEMENT,
    answer,
    codes,
    converted,
    found,
    row,
    told,
    value,
)


def test_emirates_id() -> None:
    """The residence makes the Emirates ID, its number without dashes, its issuer a default."""
    result = converted(answer(residenceInfo={"emiratesIdNumber": "784-3000-0000003 0"}))

    assert value(result, "/id_details/0") == {
        "id_type": 4,
        "id_number": "784300000000030",
        "name_as_per_id": "MEERA SAMPAT EXAMPLARY",
        "issued_country": "AE",
        "issued_by": "ICP",
        "issued_on": "2024-05-12",
        "date_of_expiry": "2034-05-11",
        "active_status": True,
    }
    assert codes(result, "/id_details/0/issued_by") == ["value.defaulted"]
    assert row(result, "/id_details/0/id_number") == (
        ("residenceInfo/emiratesIdNumber",),
        "normalised",
    )


def test_passport() -> None:
    """The passport has its number, its dates, its country and the visa."""
    result = converted(answer())

    assert value(result, "/id_details/1") == {
        "id_type": 2,
        "id_number": "X0000003",
        "visa_number": "201/2024/7/0000003",
        "visa_expiry_date": "2034-05-11",
        "name_as_per_id": "MEERA SAMPAT EXAMPLARY",
        "issued_country": "IN",
        "issued_at": "KOCHI",
        "issued_on": "2024-02-20",
        "date_of_expiry": "2034-02-19",
    }
    assert codes(result, "/id_details/1/visa_number") == ["value.inferred"]


def test_no_documents() -> None:
    """Without numbers there are no documents, whatever else is known of them."""
    result = converted(
        answer(
            residenceInfo={"emiratesIdNumber": ""},
            activePassport={"documentNo": ""},
            activeVisa={"passportNo": ""},
        )
    )

    assert ("/id_details", "field.missing", "error") in found(result)
    assert "/data/data/residenceInfo/expiryDate" in result.lineage.unused


def test_visa_of_the_immigration_file() -> None:
    """The immigration file tells the visa's expiry where the visa itself does not."""
    result = converted(answer(activeVisa={"expiryDate": ""}))

    assert row(result, "/id_details/1/visa_expiry_date") == (
        ("immigrationFile/expiryDate",),
        "copied",
    )


@pytest.mark.parametrize(
    ("fields", "country", "source"),
    [
        ({"documentIssueCountryAbbr": "D"}, "DE", "documentIssueCountryAbbr"),
        (
            {"documentIssueCountryAbbr": "", "documentIssueCountry": "united  kingdom"},
            "GB",
            "documentIssueCountry",
        ),
        (
            {"documentIssueCountryAbbr": "", "documentIssueCountry": ""},
            "IN",
            "documentNationalityAbbr",
        ),
    ],
)
def test_issuing_country(fields: dict[str, str], country: str, source: str) -> None:
    """The issuing country comes from its code, its English name, or the nationality."""
    result = converted(answer(activePassport=fields))

    assert value(result, "/id_details/1/issued_country") == country
    assert row(result, "/id_details/1/issued_country") == (
        (f"activePassport/{source}",),
        "derived" if source == "documentNationalityAbbr" else "mapped",
    )


@pytest.mark.parametrize(
    "fields",
    [
        {"documentIssueCountryAbbr": "UNO"},
        {"documentIssueCountryAbbr": "", "documentIssueCountry": "Utopia"},
    ],
)
def test_no_issuing_country(fields: dict[str, str]) -> None:
    """A code or a name of no country is one error, and the next source is not asked instead."""
    assert codes(converted(answer(activePassport=fields)), "/id_details/1/issued_country") == [
        "country.no_alpha2"
    ]


def test_an_emirates_id_in_use(subtests: pytest.Subtests) -> None:
    """It is active only if it has not expired and no status says otherwise."""
    cases: list[tuple[dict[str, Any], bool | None]] = [
        ({}, True),
        ({"residenceInfo": {"expiryDate": "2026-06-01"}}, True),
        ({"residenceInfo": {"expiryDate": "2026-05-31"}}, None),
        ({"personalInfo": {"immigrationStatus": "CANCELLED"}}, None),
        ({"immigrationFile": {"status": "CLOSED"}}, None),
        ({"activeVisa": {"visaStatus": "CANCELLED"}}, None),
        ({"activeVisa": {"visaStatus": "ISSUED"}}, True),
        (
            {
                "personalInfo": {"immigrationStatus": ""},
                "immigrationFile": {"status": ""},
                "activeVisa": {"visaStatus": ""},
            },
            True,
        ),
    ]
    for change, status in cases:
        with subtests.test(change=change, status=status):
            assert value(converted(answer(**change)), "/id_details/0/active_status") is status


def test_a_supplied_expiry_counts() -> None:
    """A renewed card is in use, whatever the profile says of the old one."""
    result = converted(
        answer(residenceInfo={"expiryDate": "2020-01-01"}),
        {**SUPPLEMENT, "id_details": [{"id_type": 4, "date_of_expiry": "2034-01-01"}]},
    )

    assert value(result, "/id_details/0/active_status") is True


BARE = {"documentNo": "", "expiryDate": "", "issueDate": ""}


def test_the_passport_of_the_visa() -> None:
    """The visa tells number and expiry of its passport where activePassport has no number."""
    result = converted(
        answer(
            activePassport={"documentNo": "", "expiryDate": "2031-01-01"},
            activeVisa={"passportNo": "Z0000009", "passportExpiryDate": "2033-01-01"},
        )
    )

    assert value(result, "/id_details/1/id_number") == "Z0000009"
    assert value(result, "/id_details/1/date_of_expiry") == "2033-01-01"
    assert value(result, "/id_details/1/issued_on") is None
    assert row(result, "/id_details/1/id_number") == (("activeVisa/passportNo",), "copied")


@pytest.mark.parametrize(
    "change",
    [
        {"activePassport": {"expiryDate": ""}, "activeVisa": {"passportExpiryDate": ""}},
        {"activePassport": {"expiryDate": "N/A"}, "activeVisa": {"passportNo": "Z0000009"}},
        {"activePassport": None, "activeVisa": {"passportExpiryDate": "-"}},
        {"activePassport": None},
    ],
)
def test_an_incomplete_passport_is_left_out(change: dict[str, Any]) -> None:
    """A passport without expiry or issuing country warns beside an Emirates ID, and errs alone."""
    beside = converted(answer(**change))
    alone = converted(answer(**change, residenceInfo={"emiratesIdNumber": ""}))

    assert codes(beside, "/id_details") == ["document.incomplete"]
    assert [part["id_type"] for part in value(beside, "/id_details")] == [4]
    assert alone.payload is None
    assert "field.missing" in {code for path, code, _ in found(alone) if "/id_details/0/" in path}


def test_a_supplied_passport_is_not_left_out() -> None:
    """What the supplement begins must be completed."""
    result = converted(
        answer(activePassport={"expiryDate": ""}, activeVisa={"passportExpiryDate": ""}),
        {**SUPPLEMENT, "id_details": [{"id_type": 2, "issued_at": "Kochi"}]},
    )

    assert codes(result, "/id_details/1/date_of_expiry") == ["field.missing"]


@pytest.mark.parametrize(
    ("visa", "known"), [("X0000003", True), ("x-0000003", True), ("Z0000009", False)]
)
def test_the_visa_knows_the_expiry_too(visa: str, known: bool) -> None:
    """A malformed expiry is replaced by that of the visa, if the visa names this passport."""
    result = converted(
        answer(activePassport={"expiryDate": "31/12/2030"}, activeVisa={"passportNo": visa})
    )

    assert len(value(result, "/id_details")) == (2 if known else 1)
    assert codes(result, "/id_details/1/date_of_expiry") == ["date.malformed"]
    assert codes(result, "/id_details") == ([] if known else ["document.incomplete"])


@pytest.mark.parametrize(
    ("named", "visa", "reported"),
    [
        ("X0000003", True, ["value.inferred"]),
        (" x 0000003", True, ["value.inferred"]),
        ("", True, ["value.inferred"]),
        ("Z0000009", False, ["visa.other_passport"]),
    ],
)
def test_the_visa_goes_to_its_passport(named: str, visa: bool, reported: list[str]) -> None:
    """The visa is sent with the passport that it names, and with no other one."""
    result = converted(answer(activeVisa={"passportNo": named}))

    assert (value(result, "/id_details/1/visa_number") is not None) is visa
    assert (value(result, "/id_details/1/visa_expiry_date") is not None) is visa
    assert codes(result, "/id_details/1/visa_number") == reported
    assert codes(result, "/id_details/1/visa_expiry_date") == []


def test_a_visa_without_number_is_told_of_too() -> None:
    """The expiry of another passport's visa is not dropped in silence."""
    result = converted(
        answer(activeVisa={"passportNo": "Z0000009"}, immigrationFile={"fileNumber": ""})
    )

    assert codes(result, "/id_details/1/visa_expiry_date") == ["visa.other_passport"]


def test_a_nationality_is_no_certain_issuer() -> None:
    """The issuing country of the holder's nationality is inferred; the name on it is assumed."""
    result = converted(
        answer(activePassport={"documentIssueCountryAbbr": "", "documentIssueCountry": ""})
    )

    assert codes(result, "/id_details/1/issued_country") == ["value.inferred"]
    assert str(told(result, "/id_details/1/issued_country").severity) == "warning"
    assert str(told(result, "/id_details/1/name_as_per_id").severity) == "info"


def test_a_supplied_number_is_a_correction() -> None:
    """The rest of the document comes from the profile; a visa of the old number is withheld."""
    result = converted(
        answer(), {**SUPPLEMENT, "id_details": [{"id_type": 2, "id_number": "X0000004"}]}
    )

    assert value(result, "/id_details/1/date_of_expiry") == "2034-02-19"
    assert codes(result, "/id_details/1/visa_number") == ["visa.other_passport"]


def test_a_visa_that_names_no_passport() -> None:
    """What the visa knows of its passport is then of the only one there is."""
    result = converted(
        answer(
            activePassport={"expiryDate": ""},
            activeVisa={"passportNo": "", "passportExpiryDate": "2033-01-01"},
        )
    )

    assert value(result, "/id_details/1/date_of_expiry") == "2033-01-01"
    assert value(result, "/id_details/1/issued_at") == "KOCHI"


def test_two_malformed_dates_of_the_only_document() -> None:
    """The error of the last source stands beside the warning of the one before."""
    result = converted(
        answer(
            residenceInfo={"emiratesIdNumber": ""},
            activePassport={"expiryDate": "31/12/2030"},
            activeVisa={"passportExpiryDate": "30/12/2030"},
        )
    )

    assert result.payload is None
    assert [
        (code, severity) for path, code, severity in found(result) if "date_of_expiry" in path
    ] == [("date.malformed", "error"), ("date.malformed", "warning")]
