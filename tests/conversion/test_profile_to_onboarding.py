"""Digitized profile → onboarding payload, row by row."""

from __future__ import annotations

from typing import Any

import pytest
from attrs import evolve

import payloadkit as pk
from payloadkit.conversion.source import Profile
from tests.conversion.people import (
    MASTERS,
    POLICY,
    SUPPLEMENT,
    answer,
    codes,
    converted,
    found,
    value,
)

BEREFT = {"firstNameEn": "", "secondNameEn": "", "familyNameEn": ""}


def with_masters(**listings: dict[str, str]) -> pk.Policy:
    """Return a policy with some master lists."""
    data = {
        listing: [{"code": code, "name": name} for code, name in names.items()]
        for listing, names in listings.items()
    }
    return evolve(POLICY, masters=pk.load("caas.masters", {"data": data}))


def row(result: Any, target: str) -> tuple[tuple[str, ...], str] | None:
    """Return sources, without what they share, and kind of a target."""
    return next(
        (
            (tuple(source.removeprefix("/data/data/") for source in row.sources), row.kind)
            for row in result.lineage
            if row.target == target
        ),
        None,
    )


def said(result: Any, path: str) -> pk.Violation:
    """Return the one violation at a path, whose message and hint are sentences."""
    violation: pk.Violation
    (violation,) = (violation for violation in result.report.violations if violation.path == path)
    for sentence in (violation.message, violation.hint or ""):
        assert sentence[0].isupper()
        assert sentence.endswith(".")
        assert not sentence.isupper()
    return violation


def test_channel() -> None:
    """The channel is a default, and says so."""
    result = converted(answer())

    assert value(result, "/channel") == "WEB"
    assert codes(result, "/channel") == ["value.defaulted"]
    assert row(result, "/channel") == ((), "defaulted")


def test_names_in_parts() -> None:
    """First, second and family name are copied, whatever the whole name says."""
    result = converted(answer(personalInfo={"fullNameEn": "SOMEBODY ELSE ALTOGETHER"}))

    assert [value(result, f"/{part}_name") for part in ("first", "middle", "last")] == [
        "MEERA",
        "SAMPAT",
        "EXAMPLARY",
    ]
    assert row(result, "/last_name") == (("personalInfo/familyNameEn",), "copied")
    assert codes(result, "/first_name") == ["name.differs"]


@pytest.mark.parametrize(
    ("whole", "parts"),
    [
        ("ANNA EXAMPLE", ("ANNA", None, "EXAMPLE")),
        (" ANNA  OF\tTHE\u00a0HILL ", ("ANNA", "OF THE", "HILL")),
        ("ANNA B", ("ANNA", None, "B")),
    ],
)
def test_a_whole_name_is_split(whole: str, parts: tuple[str | None, ...]) -> None:
    """Without first or family name the whole name is split, and every part says so."""
    result = converted(
        answer(
            personalInfo={**BEREFT, "firstNameEn": "IGNORED", "fullNameEn": whole},
            residenceInfo={"emiratesIdNumber": ""},
            activePassport={"documentNo": ""},
        )
    )

    names = {
        part: next((r for r in result.lineage if r.target == f"/{part}_name"), None)
        for part in ("first", "middle", "last")
    }
    assert tuple(None if names[part] is None else "split" for part in names) == tuple(
        None if part is None else "split" for part in parts
    )
    assert [codes(result, f"/{part}_name") for part in names] == [
        [] if part is None else ["name.split"] for part in parts
    ]


def test_split_parts_are_the_words() -> None:
    """Splitting loses no word."""
    result = converted(answer(personalInfo={**BEREFT, "fullNameEn": "ANNA OF THE HILL"}))

    assert [value(result, f"/{part}_name") for part in ("first", "middle", "last")] == [
        "ANNA",
        "OF THE",
        "HILL",
    ]
    assert row(result, "/middle_name") == (("personalInfo/fullNameEn",), "derived")


def test_one_word_is_a_first_name_only() -> None:
    """A single word is the first name, and the last name stays missing, with a hint."""
    result = converted(answer(personalInfo={**BEREFT, "fullNameEn": "ANNA"}))
    missing = next(violation for violation in result.report.errors)

    assert codes(result, "/first_name") == ["name.single"]
    assert [(missing.path, missing.code)] == [("/last_name", "field.missing")]
    assert missing.hint is not None
    assert "personalInfo.familyNameEn" in missing.hint
    assert "supplement" in missing.hint
    assert (
        converted(
            answer(personalInfo={**BEREFT, "fullNameEn": "ANNA"}),
            {**SUPPLEMENT, "last_name": "EXAMPLE"},
        ).payload
        is not None
    )


def test_a_part_alone_is_better_than_nothing() -> None:
    """Without a whole name the part that is there is copied, and the other one missing."""
    result = converted(answer(personalInfo={**BEREFT, "fullNameEn": "", "firstNameEn": "ANNA"}))

    assert row(result, "/first_name") == (("personalInfo/firstNameEn",), "copied")
    assert codes(result, "/last_name") == ["field.missing"]


@pytest.mark.parametrize(
    ("title", "gender", "salutation", "reported", "kind"),
    [
        ("Ms.", "Male", "Ms", ["salutation.gender"], "copied"),
        ("Dr", "", "Dr", [], "copied"),
        ("Eng", "", "Eng", ["choice.unknown"], "copied"),
        ("Miss", "", "Ms", [], "mapped"),
        (" MISS. ", "", "Ms", [], "mapped"),
        ("", "Male", "Mr", ["value.inferred"], "derived"),
        ("Professor", "f", "Ms", ["value.inferred"], "derived"),
        ("H.E", "FEMALE", "Ms", ["value.inferred"], "derived"),
    ],
)
def test_salutation(
    title: str, gender: str, salutation: str, reported: list[str], kind: str
) -> None:
    """A short title is copied without its dot, Miss becomes Ms, others come from the gender."""
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


@pytest.mark.parametrize(
    ("code", "country"), [("KWT", "KW"), ("KW", "KW"), ("D", "DE"), (" kwt ", "KW")]
)
def test_nationality(code: str, country: str) -> None:
    """Three letters, two letters and ICAO's own become alpha-2."""
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


@pytest.mark.parametrize(
    "code",
    [
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
    ],
)
def test_nationality_without_alpha2(code: str) -> None:
    """A code that is no country's is one error, without a second one for the missing value."""
    result = converted(answer(personalInfo={"currentNationality": code}))

    assert codes(result, "/nationality") == ["country.no_alpha2"]
    assert result.payload is None
    assert row(result, "/nationality") is None
    assert "/data/data/personalInfo/currentNationality" in result.lineage.unused
    assert converted(
        answer(personalInfo={"currentNationality": code}), {**SUPPLEMENT, "nationality": "GB"}
    ).report.ok


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
    ("written", "number"),
    [
        ("0501234567", "+971501234567"),
        ("501234567", "+971501234567"),
        ("971501234567", "+971501234567"),
        ("00971501234567", "+971501234567"),
        ("00971 50 123-4567", "+971501234567"),
        ("+971 (0)50 123\u20134567", "+971501234567"),
        ("\u0660\u0665\u0660\u0661\u0662\u0663\u0664\u0665\u0666\u0667", "+971501234567"),
        ("0096550012345", "+96550012345"),
        ("022345678", "+97122345678"),
    ],
)
def test_phones(written: str, number: str) -> None:
    """Local and international forms become E.164, with a warning."""
    result = converted(
        answer(personalInfo={"mobileNo": written}, personContactDetails={"mobileNo": ""})
    )

    assert value(result, "/primary_mobile_number") == number
    assert codes(result, "/primary_mobile_number")[0] == "phone.local"
    assert value(result, "/address_list/0/mobile_number") == number
    assert row(result, "/address_list/0/mobile_number") == (("personalInfo/mobileNo",), "derived")


def test_a_phone_in_e164_is_not_changed() -> None:
    """What is E.164 already draws nothing."""
    assert (
        codes(
            converted(answer(personalInfo={"mobileNo": "+971501234567"})), "/primary_mobile_number"
        )
        == []
    )


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


def test_other_phones() -> None:
    """The contact's mobile is the second number if it is another one, and home goes before work."""
    other = converted(answer())
    same = converted(answer(personContactDetails={"mobileNo": "00971501234567", "homePhone": ""}))
    alone = converted(answer(personalInfo={"mobileNo": ""}))

    assert value(other, "/secondary_mobile_number") == "+971501234568"
    assert value(other, "/phone_number") == "+97122345678"
    assert value(same, "/secondary_mobile_number") is None
    assert value(same, "/phone_number") == "+97122345679"
    assert value(alone, "/primary_mobile_number") == "+971501234568"
    assert value(alone, "/secondary_mobile_number") is None


def test_no_phone_at_all() -> None:
    """Without any number the address has none either."""
    result = converted(answer(personalInfo={"mobileNo": ""}, personContactDetails={"mobileNo": ""}))

    assert codes(result, "/primary_mobile_number") == ["field.missing"]
    assert row(result, "/address_list/0/mobile_number") is None


def test_occupation() -> None:
    """A name of the masters' professions, case and blanks aside, gives its id."""
    result = converted(
        answer(personalInfo={"occupationEn": " software  ENGINEER"}),
        policy=evolve(POLICY, masters=MASTERS),
    )

    assert value(result, "/occupation_id") == 2856
    assert codes(result, "/occupation_id") == []
    assert row(result, "/occupation_id") == (("personalInfo/occupationEn",), "mapped")


@pytest.mark.parametrize(
    ("occupation", "policy", "hint"),
    [
        ("Accountant", POLICY, "master data"),
        ("Accountants", evolve(POLICY, masters=MASTERS), "ACCOUNTANT (223)"),
        ("Astronaut" * 50, evolve(POLICY, masters=MASTERS), "supply"),
        (
            "Accountant",
            with_masters(professions={"1": "ACCOUNTANT", "2": "Accountant"}),
            "ccountant",
        ),
        ("Accountant", with_masters(other={}), "master data"),
    ],
)
def test_unknown_occupation(occupation: str, policy: pk.Policy, hint: str) -> None:
    """Without masters, without a match or with two, there is no id but a warning."""
    result = converted(answer(personalInfo={"occupationEn": occupation}), policy=policy)
    warning = next(
        violation for violation in result.report.violations if violation.path == "/occupation_id"
    )

    assert value(result, "/occupation_id") is None
    assert warning.code == "master.unknown"
    assert warning.hint is not None
    assert hint in warning.hint
    assert said(result, "/occupation_id") == warning
    assert "/data/data/personalInfo/occupationEn" in result.lineage.unused


@pytest.mark.parametrize("code", ["A1", "1" * 19, "9" * 5000])
def test_an_id_that_is_no_number(code: str) -> None:
    """An entry whose id is a word cannot be used, and is named as a candidate."""
    result = converted(
        answer(personalInfo={"occupationEn": "Accountant"}),
        policy=with_masters(professions={code: "ACCOUNTANT"}),
    )

    assert value(result, "/occupation_id") is None
    assert codes(result, "/occupation_id") == ["master.unknown"]
    assert "ACCOUNTANT" in (said(result, "/occupation_id").hint or "")


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


@pytest.mark.parametrize(("word", "status"), [("Married", 1), ("SINGLE", 2), ("unmarried ", 2)])
def test_marital_status(word: str, status: int) -> None:
    """Without the tenant's list the known words become ids, which is inferred."""
    result = converted(answer(personalInfo={"maritalStatusEn": word}))

    assert value(result, "/customer_classification/marital_status") == status
    assert codes(result, "/customer_classification/marital_status") == ["value.inferred"]


def test_unknown_marital_status() -> None:
    """Another word is no guess: there is no value, no empty object around it, and a warning."""
    result = converted(
        answer(
            personalInfo={"maritalStatusEn": "Widowed"},
            residenceInfo={"residenceClassEn": "FAMILY RESIDENCE"},
            sponsorDetails={"sponsorTypeEn": "HUSBAND"},
        )
    )

    assert value(result, "/customer_classification") is None
    assert codes(result, "/customer_classification/marital_status") == ["choice.unknown"]
    assert said(result, "/customer_classification/marital_status").severity == "warning"


def test_candidates_of_a_marital_status() -> None:
    """The names of the tenant's list that are near come with their ids."""
    policy = with_masters(marital_statuses={"5": "Widow", "6": "Separated"})
    result = converted(answer(personalInfo={"maritalStatusEn": "Widowed"}), policy=policy)

    assert "Widow (5)" in (said(result, "/customer_classification/marital_status").hint or "")


@pytest.mark.parametrize(
    ("residence", "employer"),
    [
        ("WORK RESIDENCE", True),
        ("Employment", True),
        ("FAMILY RESIDENCE", False),
        ("NETWORK", False),
        ("", False),
    ],
)
def test_employer(residence: str, employer: bool) -> None:
    """The sponsor is the employer of who works, and of nobody else."""
    result = converted(
        answer(residenceInfo={"residenceClassEn": residence}, sponsorDetails={"sponsorTypeEn": ""})
    )

    assert value(result, "/customer_classification/employer_name") == (
        "EXAMPLE TRADING LLC" if employer else None
    )
    assert codes(result, "/customer_classification/employer_name") == (
        ["value.inferred"] if employer else []
    )
    assert ("/data/data/sponsorDetails/nameEn" in result.lineage.unused) is not employer


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


@pytest.mark.parametrize(
    ("change", "failed"),
    [
        ({"success": False}, True),
        ({"data": None}, True),
        ({"data": ""}, True),
        ({"data": {"status": "failure"}}, True),
        ({"data": {"status": "pending", "data": {}}}, True),
        ({"data": {"status": "SUCCESS", "data": {}}}, False),
        ({"data": {"status": " ", "data": {}}}, False),
        ({"data": {"data": ""}}, False),
    ],
)
def test_no_profile(change: dict[str, object], failed: bool) -> None:
    """An answer that says no success is one error.

    One that says success and nothing else misses everything.
    """
    result = converted({**answer(), **change})

    assert (found(result) == [("", "profile.failed", "error")]) is failed
    assert result.payload is None


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

    assert hints["/email_id"] == "supplement"
    assert hints["/id_details/0/date_of_expiry"] == "residenceInfo.expiryDate or supplement"
    assert hints["/id_details/2/date_of_expiry"] == "supplement"
    assert (hints["/address_list"] or "").startswith("personContactDetails.emirateEn")


def test_candidates_are_listed() -> None:
    """The names that are near come with their ids, one after the other."""
    policy = with_masters(professions={"1": "Accountant A", "2": "Accountant B", "3": "Pilot"})
    result = converted(answer(personalInfo={"occupationEn": "Accountants"}), policy=policy)
    hint = next(
        warning.hint or "" for warning in result.report.warnings if warning.path == "/occupation_id"
    )

    assert set(hint.removesuffix(".").partition(": ")[2].split(", ")) == {
        "Accountant A (1)",
        "Accountant B (2)",
    }


def test_blanks_are_aside_inside_a_name_too() -> None:
    """A name of the master list is the same with a blank more or less."""
    result = converted(
        answer(personalInfo={"occupationEn": "Book keeper"}),
        policy=with_masters(professions={"7": "BOOKKEEPER"}),
    )

    assert value(result, "/occupation_id") == 7


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
