"""Names that become ids of the tenant's master data."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from attrs import evolve

from tests.conversion.people import (
    MASTERS,
    POLICY,
    SUPPLEMENT,
    answer,
    codes,
    converted,
    row,
    told,
    value,
    with_masters,
)

if TYPE_CHECKING:
    import payloadkit as pk


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
    assert told(result, "/occupation_id") == warning
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
    assert "ACCOUNTANT" in (told(result, "/occupation_id").hint or "")


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
    assert told(result, "/customer_classification/marital_status").severity == "warning"


def test_candidates_of_a_marital_status() -> None:
    """The names of the tenant's list that are near come with their ids."""
    policy = with_masters(marital_statuses={"5": "Widow", "6": "Separated"})
    result = converted(answer(personalInfo={"maritalStatusEn": "Widowed"}), policy=policy)

    assert "Widow (5)" in (told(result, "/customer_classification/marital_status").hint or "")


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
    ("names", "word", "status"),
    [
        ({"1": "Single", "2": "Married"}, "Married", 2),
        ({"1": "Single", "2": "Married"}, "SINGLE", 1),
        ({"1": "Single", "2": "Married"}, "Unmarried", 1),
        ({"1": "Un married", "2": "Married"}, "Single", 1),
        ({"7": "WIDOWED"}, " widowed", 7),
    ],
)
def test_the_tenants_marital_status(names: dict[str, str], word: str, status: int) -> None:
    """The tenant's list comes before the usual ids, and what it says is not inferred."""
    result = converted(
        answer(personalInfo={"maritalStatusEn": word}), policy=with_masters(marital_statuses=names)
    )

    assert value(result, "/customer_classification/marital_status") == status
    assert codes(result, "/customer_classification/marital_status") == []


@pytest.mark.parametrize(
    "names", [{"7": "WIDOWED"}, {"M": "Married"}, {"1": "Married", "2": "MARRIED"}]
)
def test_the_usual_ids_are_not_the_tenants(names: dict[str, str]) -> None:
    """With a list that does not name the status, the usual id would be a guess."""
    result = converted(
        answer(personalInfo={"maritalStatusEn": "Married"}),
        policy=with_masters(marital_statuses=names),
    )

    assert value(result, "/customer_classification/marital_status") is None
    assert codes(result, "/customer_classification/marital_status") == ["choice.unknown"]


def test_without_masters_an_occupation_is_information() -> None:
    """Nobody can look a name up without the list; with it, no match is worth a look."""
    without = converted(answer())
    unmatched = converted(answer(), policy=with_masters(professions={"1": "PILOT"}))

    assert str(told(without, "/occupation_id").severity) == "info"
    assert str(told(unmatched, "/occupation_id").severity) == "warning"


def test_all_candidates_are_named() -> None:
    """Every entry with the same or a near name is in the hint, each with its id."""
    names = {str(number): f"ACCOUNTANT {number}" for number in range(1, 8)}
    result = converted(
        answer(personalInfo={"occupationEn": "Accountant"}),
        policy=with_masters(professions={**names, "70": "Accountant", "71": "ACCOUNTANT"}),
    )
    hint = told(result, "/occupation_id").hint or ""

    assert all(f"({number})" in hint for number in (*names, "70", "71"))


@pytest.mark.parametrize(
    ("names", "ids"),
    [
        ({"17": "Emirates ID", "18": "Passport"}, (17, 18)),
        ({"17": "EMIRATES-ID CARD", "18": "PASSPORT NO."}, (17, 18)),
        ({"4": "EMIRATES ID", "2": "PASSPORT"}, (4, 2)),
        ({"4": "National", "2": "Travel"}, (4, 2)),
        ({"4": "Emirates ID", "E": "Emirates ID", "2": "PASSPORT"}, (4, 2)),
    ],
)
def test_the_tenants_types_of_identities(names: dict[str, str], ids: tuple[int, int]) -> None:
    """The types come from the tenant's list by their names, else they are the usual ones."""
    result = converted(
        answer(), {**SUPPLEMENT, "id_details": []}, policy=with_masters(id_types=names)
    )

    assert [part["id_type"] for part in value(result, "/id_details")] == list(ids)


def test_a_supplement_completes_the_tenants_types() -> None:
    """An element of the supplement is matched by the tenant's own id."""
    result = converted(
        answer(),
        {**SUPPLEMENT, "id_details": [{"id_type": 17, "issued_by": "ANOTHER"}]},
        policy=with_masters(id_types={"17": "Emirates ID", "18": "Passport"}),
    )

    assert [(part["id_type"], part.get("issued_by")) for part in value(result, "/id_details")] == [
        (17, "ANOTHER"),
        (18, None),
    ]


def test_a_missing_date_of_the_tenants_type_has_a_hint() -> None:
    """The usual source of a missing field is told for the tenant's types too."""
    result = converted(
        answer(residenceInfo={"expiryDate": ""}), policy=with_masters(id_types={"17": "EID"})
    )

    hints = {v.path: v.hint for v in result.report.errors}
    assert (
        hints["/id_details/0/date_of_expiry"]
        == "It usually comes from residenceInfo.expiryDate or from the supplement."
    )
