"""Digitized profile → onboarding payload, row by row."""

from __future__ import annotations

from typing import Any

import pytest

from payloadkit.conversion.source import Profile
from tests.conversion.people import (
    SUPPLEMENT,
    answer,
    codes,
    converted,
    row,
    value,
)


def test_channel() -> None:
    """The channel is a default, and says so."""
    result = converted(answer())

    assert value(result, "/channel") == "WEB"
    assert codes(result, "/channel") == ["value.defaulted"]
    assert row(result, "/channel") == ((), "defaulted")


def test_salutation(subtests: pytest.Subtests) -> None:
    """A short title is copied without its dot, Miss becomes Ms, others come from the gender."""
    cases: list[tuple[str, str, str, list[str], str]] = [
        ("Ms.", "Male", "Ms", ["salutation.gender"], "copied"),
        ("Miss", "m", "Ms", ["salutation.gender"], "mapped"),
        ("MR", "FEMALE", "Mr", ["salutation.gender"], "copied"),
        ("MR", "MALE", "Mr", [], "copied"),
        ("mr.", "Male", "Mr", [], "copied"),
        (" MRS . ", "F", "Mrs", [], "copied"),
        ("DR.", "Male", "Dr", [], "copied"),
        ("N/A", "Male", "Mr", ["value.inferred"], "derived"),
        ("Dr", "", "Dr", [], "copied"),
        ("Eng", "", "Eng", ["choice.unknown"], "copied"),
        ("Miss", "", "Ms", [], "mapped"),
        (" MISS. ", "", "Ms", [], "mapped"),
        ("", "Male", "Mr", ["value.inferred"], "derived"),
        ("Professor", "f", "Ms", ["value.inferred"], "derived"),
        ("H.E", "FEMALE", "Ms", ["value.inferred"], "derived"),
    ]
    for title, gender, salutation, reported, kind in cases:
        with subtests.test(title=title, gender=gender):
            result = converted(
                answer(personalInfo={"titleEn": title, "genderEn": gender}),
                {"gender": "Female", **SUPPLEMENT} if not gender else SUPPLEMENT,
            )

            assert value(result, "/salutation") == salutation
            assert codes(result, "/salutation") == reported
            assert row(result, "/salutation") == (
                (f"personalInfo/{'genderEn' if kind == 'derived' else 'titleEn'}",),
                kind,
            )


def test_no_salutation() -> None:
    """Neither a short title nor a known gender leaves the salutation missing."""
    assert codes(
        converted(answer(personalInfo={"titleEn": "Professor", "genderEn": "X"})), "/salutation"
    ) == ["field.missing"]


@pytest.mark.parametrize(
    ("word", "gender"), [("Male", "Male"), ("FEMALE", "Female"), ("m", "Male"), (" F ", "Female")]
)
def test_gender(word: str, gender: str) -> None:
    """The known words become the gateway's in any case."""
    assert value(converted(answer(personalInfo={"genderEn": word})), "/gender") == gender


def test_another_gender_is_kept() -> None:
    """An unknown word is passed on with a warning."""
    result = converted(answer(personalInfo={"genderEn": "Unspecified"}))

    assert value(result, "/gender") == "Unspecified"
    assert codes(result, "/gender") == ["choice.unknown"]


def test_nationality(subtests: pytest.Subtests) -> None:
    """Three letters, two letters and ICAO's own become alpha-2."""
    cases: list[tuple[str, str]] = [
        ("KWT", "KW"),
        ("KW", "KW"),
        ("D", "DE"),
        (" kwt ", "KW"),
        ("INDIA", "IN"),
        ("united  arab Emirates", "AE"),
        ("UAE", "AE"),
        ("u.k.", "GB"),
        ("usa", "US"),
    ]
    for code, country in cases:
        with subtests.test(code=code, country=country):
            result = converted(
                answer(
                    personalInfo={"currentNationality": code},
                    activePassport={"documentNationalityAbbr": country},
                )
            )

            assert value(result, "/nationality") == country
            assert codes(result, "/nationality") == []


def test_nationality_of_kosovo() -> None:
    """Kosovo has a code that ISO has not assigned, once as a warning."""
    result = converted(
        answer(
            personalInfo={"currentNationality": "RKS"},
            activePassport={"documentNationalityAbbr": "RKS"},
        )
    )

    assert value(result, "/nationality") == "XK"
    assert codes(result, "/nationality") == ["country.unofficial"]


def test_nationality_without_alpha2(subtests: pytest.Subtests) -> None:
    """A code that is no country's is one error, without a second one for the missing value."""
    for code in (
        "GBD",
        "GBN",
        "GBO",
        "GBP",
        "GBS",
        "UNO",
        "UNA",
        "UNK",
        "XXA",
        "XXB",
        "XXC",
        "XXX",
        "ZZZ",
        "Kuwaiti",
        "\u0627\u0644\u0643",
        "\u00df",
    ):
        with subtests.test(code=code):
            result = converted(answer(personalInfo={"currentNationality": code}))

            assert codes(result, "/nationality") == ["country.no_alpha2"]
            assert result.payload is None
            assert row(result, "/nationality") is None
            assert "/data/data/personalInfo/currentNationality" in result.lineage.unused
            assert converted(
                answer(personalInfo={"currentNationality": code}),
                {**SUPPLEMENT, "nationality": "GB"},
            ).report.ok


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("YUG", "withdrawn on 2003-07-23, now ME or RS"),
        ("scg", "withdrawn on 2006-09-26, now ME or RS"),
        ("ANT", "withdrawn on 2010-12-15, now BQ or CW or SX"),
        ("SUN", "supply the alpha-2 code"),
        ("Indian", "supply the alpha-2 code"),
        ("XXA", "Stateless persons"),
        ("gbo", "Stateless persons"),
    ],
)
def test_a_withdrawn_nationality_is_told(written: str, hint: str) -> None:
    """The hint tells a country that is gone, a text that is none, and a person without one."""
    result = converted(answer(personalInfo={"currentNationality": written}))

    (found,) = (v for v in result.report.violations if v.path == "/nationality")
    assert hint in (found.hint or "")


def test_two_nationalities(subtests: pytest.Subtests) -> None:
    """The person's own comes first; a passport of another country is worth a look."""
    cases: list[tuple[str, str, str, str | None, list[str]]] = [
        ("IND", "IND", "India", "IN", []),
        ("PSE", "JOR", "Jordan", "PS", ["country.differs"]),
        ("INDIA", "", "JORDAN", "IN", ["country.differs"]),
        ("IND", "XXA", "", "IN", []),
        ("IND", "N/A", "-", "IN", []),
        ("N/A", "JOR", "India", "JO", []),
        ("", "", "UAE", "AE", []),
        ("", "XXB", "India", None, ["country.no_alpha2"]),
    ]
    for person, abbreviation, name, country, reported in cases:
        with subtests.test(person=person, abbreviation=abbreviation):
            result = converted(
                answer(
                    personalInfo={"currentNationality": person},
                    activePassport={
                        "documentNationalityAbbr": abbreviation,
                        "documentNationality": name,
                    },
                )
            )

            assert codes(result, "/nationality") == reported
            assert country is None or value(result, "/nationality") == country


def test_nationality_of_the_passport() -> None:
    """The passport tells the nationality where the person's own is empty."""
    result = converted(answer(personalInfo={"currentNationality": ""}))

    assert row(result, "/nationality") == (("activePassport/documentNationalityAbbr",), "mapped")


def test_birth() -> None:
    """Date and place of birth and the mother's name are copied, the Hijri date never used."""
    result = converted(answer())

    assert [
        value(result, f"/{key}")
        for key in ("date_of_birth", "place_of_birth", "mothers_maiden_name")
    ] == ["1991-04-17", "KOCHI", "LEELA FIXTURAN"]
    assert "/data/data/personalInfo/hijriDateOfBirth" in result.lineage.unused
    assert codes(converted(answer(personalInfo={"dateOfBirth": ""})), "/date_of_birth") == [
        "field.missing"
    ]


def test_a_malformed_date_stays_an_error() -> None:
    """What the target does not allow is neither mended nor dropped."""
    result = converted(answer(personalInfo={"dateOfBirth": "17/04/1991"}))

    assert codes(result, "/date_of_birth") == ["date.malformed"]
    assert row(result, "/date_of_birth") == (("personalInfo/dateOfBirth",), "copied")


@pytest.mark.parametrize(
    ("number", "person_class", "country", "kind"),
    [
        ("784300000000030", "", "AE", 101),
        ("784300000000030", "Visitor", "AE", 101),
        ("", "Resident", "AE", 101),
        ("", "CITIZEN", "AE", 101),
        ("", "Visitor", None, 100),
        ("", "", None, 100),
    ],
)
def test_residence(number: str, person_class: str, country: str | None, kind: int) -> None:
    """An Emirates ID, or the class of a resident or citizen, makes a resident.

    That is inferred, and says so.
    """
    result = converted(
        answer(
            residenceInfo={"emiratesIdNumber": number}, personalInfo={"personClass": person_class}
        ),
        {**SUPPLEMENT, **({} if country else {"country_of_residence": "IN"})},
    )

    assert value(result, "/resident_type_id") == kind
    lacking = [] if number or kind == 100 else ["residence.contradiction"]
    assert codes(result, "/resident_type_id") == ["value.inferred", *lacking]
    assert value(result, "/country_of_residence") == (country or "IN")
    assert codes(result, "/country_of_residence") == (["value.inferred"] if country else [])


@pytest.mark.parametrize(
    "written",
    [
        "no phone",
        "0501234567 / 0501234568",
        "0501234567 ext 5",
        "050-CALL-ME",
        "12",
        "00000000000000000000",
    ],
)
def test_what_is_no_phone_stays_an_error(written: str) -> None:
    """A text that is no possible number stays as it is, for the check to refuse."""
    result = converted(
        answer(personalInfo={"mobileNo": written}, personContactDetails={"mobileNo": ""})
    )

    assert codes(result, "/primary_mobile_number") == ["phone.not_e164"]
    assert result.payload is None


def test_no_phone_at_all() -> None:
    """Without any number the address has none either."""
    result = converted(answer(personalInfo={"mobileNo": ""}, personContactDetails={"mobileNo": ""}))

    assert codes(result, "/primary_mobile_number") == ["field.missing"]
    assert row(result, "/address_list/0/mobile_number") is None


def test_present_address() -> None:
    """The contact details make address 1, before the supplied address 2."""
    result = converted(answer(personContactDetails={"poBox": "00123"}))

    assert value(result, "/address_list/0") == {
        "address_type_id": "1",
        "street_name": "Specimen Street",
        "city": "Abu Dhabi",
        "district": "Example Island",
        "state": "Abu Dhabi",
        "country": "AE",
        "po_box": "00123",
        "mobile_number": "+971501234567",
    }
    assert value(result, "/address_list/1/address_type_id") == "2"
    assert row(result, "/address_list/0/address_type_id") == (
        ("personContactDetails/emirateEn",),
        "derived",
    )


def test_no_present_address() -> None:
    """Without any part of it there is no address 1, though there are phones."""
    result = converted(
        answer(
            personContactDetails={
                "emirateEn": "",
                "cityEn": " ",
                "areaEn": "",
                "streetEn": "",
                "poBox": "",
            }
        )
    )

    assert [part["address_type_id"] for part in value(result, "/address_list")] == ["2"]
    assert codes(result, "/address_list") == ["address.missing_type"]


def test_a_post_box_in_digits() -> None:
    """A post box that came as a number becomes its text."""
    assert (
        value(converted(answer(personContactDetails={"poBox": 123})), "/address_list/0/po_box")
        == "123"
    )


def test_hints_of_what_is_missing() -> None:
    """A missing field has its usual sources and the supplement as its hint."""
    result = converted(
        answer(residenceInfo={"expiryDate": ""}, personContactDetails=None),
        {"id_details": [{"id_type": 29, "id_number": "1"}, "?"]},
    )
    hints = {
        violation.path: violation.hint
        for violation in result.report.errors
        if violation.code == "field.missing"
    }

    assert hints["/email_id"] == "It comes from the supplement."
    assert (
        hints["/id_details/0/date_of_expiry"]
        == "It usually comes from residenceInfo.expiryDate or from the supplement."
    )
    assert hints["/id_details/2/date_of_expiry"] == "It comes from the supplement."
    assert "personContactDetails.emirateEn" in (hints["/address_list"] or "")


@pytest.mark.parametrize(
    ("document", "says"),
    [
        ({"success": True}, False),
        ({"success": True, "data": {"x": "y"}}, False),
        ({"data": {"data": {"x": "y"}}}, True),
    ],
)
def test_what_is_said_is_said_below_the_root(document: dict[str, Any], says: bool) -> None:
    """What stands around a profile says nothing of the person."""
    assert Profile(document, ("data", "data"), frozenset()).says_something() is says


@pytest.mark.parametrize(
    ("answered", "reported"),
    [({}, ["value.unanswered"]), ({"political_exposed_person": False}, [])],
)
def test_a_question_without_answer(answered: dict[str, object], reported: list[str]) -> None:
    """Nobody can infer whether a person is politically exposed."""
    result = converted(answer(), {**SUPPLEMENT, **answered})

    assert codes(result, "/political_exposed_person") == reported


@pytest.mark.parametrize(
    ("supplied", "reported"),
    [
        ({}, ["classification.partial"]),
        ({"first_language": "en"}, ["classification.partial"]),
        ({"income_type": 1}, []),
        ({"annual_income_range_id": 1}, []),
        ({"marital_status": None, "employer_name": None}, []),
    ],
)
def test_a_partial_classification(supplied: dict[str, object], reported: list[str]) -> None:
    """Without income data the object is worth a look; an empty one is not sent."""
    result = converted(answer(), {**SUPPLEMENT, "customer_classification": supplied})

    assert codes(result, "/customer_classification") == reported


def test_severities() -> None:
    """What follows from the profile itself is information; a guess is worth a look."""
    result = converted(
        answer(personalInfo={"titleEn": ""}, activePassport={"documentIssueCountryAbbr": ""})
    )
    told = {(v.path, v.code): str(v.severity)[0] for v in result.report.violations}

    assert {path: letter for (path, code), letter in told.items() if code == "value.inferred"} == {
        "/salutation": "w",
        "/resident_type_id": "i",
        "/country_of_residence": "i",
        "/id_details/1/visa_number": "w",
        "/id_details/1/name_as_per_id": "i",
        "/customer_classification/marital_status": "w",
        "/customer_classification/employer_name": "w",
    }
    assert {path: letter for (path, code), letter in told.items() if code == "value.defaulted"} == {
        "/channel": "i",
        "/id_details/0/issued_by": "i",
    }
    assert {letter for (_, code), letter in told.items() if code == "phone.local"} == {"i"}


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("/salutation", "personalInfo.genderEn"),
        ("/resident_type_id", "residenceInfo.emiratesIdNumber"),
        ("/id_details/1/visa_number", "immigrationFile.fileNumber"),
        ("/customer_classification/marital_status", "personalInfo.maritalStatusEn"),
        ("/customer_classification/employer_name", "sponsorDetails.nameEn"),
    ],
)
def test_the_hint_names_what_a_value_was_inferred_from(path: str, source: str) -> None:
    """A person who makes sure of a value must know where it comes from."""
    result = converted(answer(personalInfo={"titleEn": ""}))
    (found,) = (v for v in result.report.violations if v.path == path)

    assert found.code == "value.inferred"
    assert source in (found.hint or "")
