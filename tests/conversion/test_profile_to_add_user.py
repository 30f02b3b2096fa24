"""Digitized profile → Azakaw's user, row by row, and what holds for any profile."""

from __future__ import annotations

import copy
import json
from typing import TYPE_CHECKING, Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

import payloadkit as pk
from payloadkit import azakaw, uaekyc
from tests.conversion.people import COMPLETE, FOLDERS, POLICY, answer, codes, found, said, value
from tests.conversion.people import converted as onboarding

if TYPE_CHECKING:
    from payloadkit import Result

TENANT = {"tenantId": "specimen-tenant"}
CANARY = "Qvxj7"
FIELDS = [
    (section, field)
    for section, fields in COMPLETE["data"]["data"].items()
    if isinstance(fields, dict)
    for field in fields
    if field != "isInsideUAE"
]
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20) | st.sampled_from(
    ["", " ", "Resident", "ANNA B", "0501234567", "XXA", "2020-01-01"]
)


def converted(
    document: dict[str, Any], supplement: dict[str, Any] | None = TENANT, policy: pk.Policy = POLICY
) -> Result[azakaw.AddUser]:
    """Convert an answer, and hold the result to what every result keeps."""
    result = pk.convert(pk.load(uaekyc.CustomerData, document), azakaw.AddUser, supplement, policy)
    used = {source for row in result.lineage for source in row.sources}
    unused = {path for path in result.lineage.unused if "/fullNameEn/" not in path}

    assert (result.payload is None) == bool(result.report.errors)
    assert used.isdisjoint(unused)
    assert used | unused == {path for path, _ in said(document)}
    if result.payload is not None:
        assert [row.target for row in result.lineage] == [
            path for path, _ in said(pk.to_dict(result.payload))
        ]
        assert pk.check(azakaw.AddUser, pk.dump(result.payload), policy).ok
    return result


def row(result: Result[Any], target: str) -> tuple[tuple[str, ...], str]:
    """Return sources, without what they share, and kind of a target."""
    return next(
        (tuple(source.removeprefix("/data/data/") for source in row.sources), row.kind)
        for row in result.lineage
        if row.target == target
    )


def test_a_resident() -> None:
    """Name, country of residence and mobile number make a user.

    What the profile cannot know is supplied.
    """
    result = converted(answer(), {**TENANT, "email": "meera@example.com"})

    assert result.payload is not None
    assert pk.to_dict(result.payload) == {
        "entityType": "Individual",
        "firstName": "MEERA",
        "lastName": "SAMPAT EXAMPLARY",
        "tenantId": "specimen-tenant",
        "transactionMonitoring": {"userType": "TMIndividual", "country": "AE"},
        "email": "meera@example.com",
        "mobileNumber": "+971501234567",
    }
    assert found(result) == [
        ("/transactionMonitoring/country", "value.inferred", "info"),
        ("/mobileNumber", "phone.local", "info"),
    ]
    assert row(result, "/transactionMonitoring/country") == (
        ("residenceInfo/emiratesIdNumber",),
        "derived",
    )
    assert row(result, "/tenantId") == ((), "supplied")
    assert row(result, "/lastName") == (
        ("personalInfo/secondNameEn", "personalInfo/familyNameEn"),
        "normalised",
    )
    assert result.lineage.keep == ("/data/data/uaeKycId",)


def test_everybody(subtests: pytest.Subtests) -> None:
    """Nobody of the fixtures makes an exception, and what is missing is told at once."""
    for folder in FOLDERS:
        with subtests.test(folder=folder):
            result = converted(json.loads((folder / "profile.json").read_bytes()), None)

            assert result.payload is None
            assert (
                "/tenantId" in {path for path, code, _ in found(result) if code == "field.missing"}
            ) == (folder.name != "failed")
            assert (found(result) == [("", "profile.failed", "error")]) == (folder.name == "failed")


@pytest.mark.parametrize(
    ("whole", "first", "last"),
    [("ANNA OF THE HILL", "ANNA", "OF THE HILL"), (" ANNA\tHILL ", "ANNA", "HILL")],
)
def test_a_whole_name_is_split(whole: str, first: str, last: str) -> None:
    """Without first or family name the whole name is split, and both parts give back its words."""
    result = converted(
        answer(personalInfo={"firstNameEn": "", "secondNameEn": "", "fullNameEn": whole})
    )

    assert (value(result, "/firstName"), value(result, "/lastName")) == (first, last)
    assert codes(result, "/firstName") == codes(result, "/lastName") == ["name.split"]
    assert row(result, "/lastName") == (("personalInfo/fullNameEn",), "derived")


@pytest.mark.parametrize(
    ("parts", "first", "last"),
    [
        (("AHMED", "MAHMOUD ABDELRAHMAN", "ELMITHAL"), "AHMED", "MAHMOUD ABDELRAHMAN ELMITHAL"),
        (("NADIM", "-", "AL MITHAL"), "NADIM", "AL MITHAL"),
        (("NADIM", " KARIM ", "AL  MITHAL"), "NADIM", "KARIM AL MITHAL"),
    ],
)
def test_the_words_are_the_same_on_both_roads(
    parts: tuple[str, str, str], first: str, last: str
) -> None:
    """A name in parts and the whole name give the same first and last name."""
    whole = " ".join(part for part in parts if part != "-")
    keys = ("firstNameEn", "secondNameEn", "familyNameEn")
    in_parts, in_one = (
        converted(answer(personalInfo={**dict(zip(keys, given, strict=True)), "fullNameEn": whole}))
        for given in (parts, ("", "", ""))
    )

    for result in (in_parts, in_one):
        assert (value(result, "/firstName"), value(result, "/lastName")) == (first, last)
    assert [code for _, code, _ in found(in_parts) if code.startswith("name.")] == []


@pytest.mark.parametrize(
    ("whole", "code"),
    [
        ("MEERA SAMPAT RAVI EXAMPLARY", "name.words_lost"),
        ("PETER SAMPAT MUSTERMANN", "name.differs"),
    ],
)
def test_another_whole_name_warns(whole: str, code: str) -> None:
    """Words that the parts lack, or another name, are told as for the onboarding payload."""
    result = converted(answer(personalInfo={"fullNameEn": whole}))

    assert code in codes(result, "/firstName")
    assert any(
        path.startswith("/data/data/personalInfo/fullNameEn/") for path in result.lineage.unused
    )


@pytest.mark.parametrize(
    ("mobile", "other", "number", "reported"),
    [
        ("022345678", "0501234568", "+971501234568", ["phone.local"]),
        ("022345678", "", "+97122345678", ["phone.local", "phone.not_mobile"]),
        ("501234567.0", "0501234568", "+971501234568", ["phone.local"]),
        ("501234567.0", "N/A", None, ["phone.not_e164"]),
        ("918123456789", "", "+918123456789", ["phone.local"]),
    ],
)
def test_the_mobile_number(
    mobile: str, other: str, number: str | None, reported: list[str]
) -> None:
    """The first mobile number is taken; one that is none is left out with a warning."""
    result = converted(
        answer(personalInfo={"mobileNo": mobile}, personContactDetails={"mobileNo": other})
    )

    assert value(result, "/mobileNumber") == number
    assert codes(result, "/mobileNumber") == reported


@pytest.mark.parametrize(
    ("whole", "first", "last"),
    [
        ("FNU NAMUNA KHAN", "NAMUNA", "KHAN"),
        ("khan, fnu namuna", "namuna", "khan"),
        ("LNU, NAMUNA KHAN", "NAMUNA", "KHAN"),
        ("NA YEON KIM", "NA", "YEON KIM"),
    ],
)
def test_an_unknown_name_is_no_word(whole: str, first: str, last: str) -> None:
    """`FNU` and `LNU` stand for a name that is unknown; other short words are names."""
    result = converted(
        answer(personalInfo={"firstNameEn": "", "secondNameEn": "", "fullNameEn": whole})
    )

    assert (value(result, "/firstName"), value(result, "/lastName")) == (first, last)


def test_an_unknown_name_is_not_lost() -> None:
    """What says nothing is no word that the parts lack, but it is listed as unused."""
    result = converted(answer(personalInfo={"fullNameEn": "FNU MEERA SAMPAT EXAMPLARY"}))

    assert codes(result, "/firstName") == []
    assert "/data/data/personalInfo/fullNameEn/0" in result.lineage.unused


def test_a_single_name() -> None:
    """One word is the first name only."""
    result = converted(
        answer(
            personalInfo={
                "firstNameEn": "",
                "secondNameEn": "",
                "familyNameEn": "",
                "fullNameEn": "ANNA",
            }
        )
    )
    hints = {violation.path: violation.hint for violation in result.report.errors}

    assert hints == {
        "/lastName": "It usually comes from personalInfo.familyNameEn, personalInfo.fullNameEn "
        "or from the supplement. personalInfo.familyNameAr holds one in Arabic."
    }
    assert codes(result, "/firstName") == ["name.single"]


@pytest.mark.parametrize(
    ("person_class", "country"),
    [("Resident", "AE"), ("CITIZEN", "AE"), ("Visitor", None), ("", None)],
)
def test_the_country_is_that_of_residence(person_class: str, country: str | None) -> None:
    """Who has no Emirates ID and is no resident has no country, whatever the nationality."""
    result = converted(
        answer(residenceInfo={"emiratesIdNumber": ""}, personalInfo={"personClass": person_class})
    )

    assert (result.payload is not None) == (country is not None)
    assert codes(result, "/transactionMonitoring/country") == (
        ["value.inferred"] if country else ["field.missing"]
    )


def test_what_is_supplied_wins() -> None:
    """A supplied country stands beside the fixed word, and is not inferred."""
    result = converted(
        answer(), {**TENANT, "transactionMonitoring": {"country": "IN"}, "firstName": "ANNA"}
    )

    assert value(result, "/transactionMonitoring") == {"userType": "TMIndividual", "country": "IN"}
    assert (
        row(result, "/transactionMonitoring/country")
        == row(result, "/firstName")
        == ((), "supplied")
    )
    assert codes(result, "/transactionMonitoring/country") == []


@pytest.mark.parametrize(
    "supplement",
    [
        {"transactionMonitoring": "?"},
        {"transactionMonitoring": None},
        {"tenantId": 5},
        {"surname": "?"},
        {"entityType": "Organization"},
    ],
)
def test_a_wrong_supplement_errs(supplement: dict[str, Any]) -> None:
    """What the user cannot take is an error at its place."""
    assert [
        path
        for path, _, severity in found(converted(answer(), {**TENANT, **supplement}))
        if severity == "error"
    ] == [f"/{key}" for key in supplement]


def test_the_profile_is_looked_at_too() -> None:
    """The person's state and expired papers without a place in the payload warn."""
    result = converted(
        answer(
            personalInfo={"immigrationStatus": "CANCELLED"},
            activePassport={"expiryDate": "2020-01-01"},
        )
    )

    assert codes(result, "") == ["profile.inactive", "profile.contradiction", "date.expired"]


@given(
    st.dictionaries(st.sampled_from(FIELDS), TEXTS), st.sampled_from([None, TENANT]), st.booleans()
)
def test_any_text_may_stand_anywhere(
    junk: dict[tuple[str, str], str], supplement: dict[str, Any] | None, strict: bool
) -> None:
    """No text in a field makes an exception, a payload with an error, or a lost source."""
    document = copy.deepcopy(COMPLETE)
    for (section, field), text in junk.items():
        document["data"]["data"][section][field] = text

    converted(document, supplement, evolve(POLICY, strict=strict))


@given(st.sampled_from(FIELDS), st.sampled_from([CANARY, f"{CANARY} Two", f"{CANARY}\n"]))
def test_nothing_tells_a_value(field: tuple[str, str], text: str) -> None:
    """Neither report nor lineage holds a value."""
    result = converted(
        answer(**{field[0]: {field[1]: text}}), {"tenantId": CANARY, "email": CANARY}
    )

    assert CANARY not in repr(result) + repr(list(result.lineage)) + repr(result.lineage.unused)


NAMES = st.lists(
    st.sampled_from(["ABDUL", "AL", "BIN", "FNU", "-", "N/A", "ANNA", "O'NEIL", "JEAN-LUC", "DE"]),
    max_size=5,
).map(" ".join)


@given(
    st.fixed_dictionaries(
        dict.fromkeys(("fullNameEn", "firstNameEn", "secondNameEn", "familyNameEn"), NAMES)
    )
)
def test_any_name_has_the_words_of_the_onboarding_payload(names: dict[str, str]) -> None:
    """Whatever a name is, both targets get the same words of it, or both lack one."""
    document = answer(personalInfo=names)
    user, request = converted(document), onboarding(document)

    assert (user.payload is None) == (request.payload is None)
    if user.payload is not None:
        parts = (value(request, f"/{part}_name") for part in ("first", "middle", "last"))
        assert " ".join(filter(None, parts)).split() == (
            f"{value(user, '/firstName')} {value(user, '/lastName')}".split()
        )
