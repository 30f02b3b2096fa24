"""The employer: the sponsor of a person who works, and never a relative."""

from __future__ import annotations

import pytest

from tests.conversion.people import (
    SUPPLEMENT,
    answer,
    codes,
    converted,
    row,
    value,
)


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


def test_who_employs(subtests: pytest.Subtests) -> None:
    """A company or government does, or the sponsor of a work residence; a relative never."""
    cases: list[tuple[str, str, bool]] = [
        ("COMPANY", "FAMILY RESIDENCE", True),
        ("Semi Government", "", True),
        ("ESTABLISHMENT", "", True),
        ("FREE ZONE", "", True),
        ("PRIVATE SECTOR", "", True),
        ("PERSON", "WORK RESIDENCE", False),
        ("HUSBAND", "WORK RESIDENCE", False),
        ("FAMILY - WIFE", "EMPLOYMENT", False),
        *((kind, "WORK RESIDENCE", False) for kind in ["FATHER", "MOTHER", "SON", "DAUGHTER"]),
        *((kind, "WORK RESIDENCE", False) for kind in ("BROTHER", "SISTER")),
        ("HUSBAND", "RESIDENCE - NOT ALLOWED TO WORK", False),
        ("", "RESIDENCE - NOT ALLOWED TO WORK", False),
        ("", "RESIDENCE NOT FOR WORK", False),
        ("", "WITHOUT WORK PERMIT", False),
        ("", "NON-WORK RESIDENCE", False),
        ("", "WORK NOT PERMITTED", False),
        ("N/A", "LABOUR", True),
        ("", "EMPLOYEE", True),
        ("", "EMPLOYMENT", True),
        ("", "HOUSEWIFE", False),
    ]
    for kind, residence, employer in cases:
        with subtests.test(kind=kind, residence=residence):
            result = converted(
                answer(
                    residenceInfo={"residenceClassEn": residence},
                    sponsorDetails={"sponsorTypeEn": kind},
                )
            )

            for key in ("employer_name", "employer_phone"):
                assert (value(result, f"/customer_classification/{key}") is not None) is employer


def test_the_residence_names_the_sponsor_too() -> None:
    """Without a name in the sponsor's details the residence tells it."""
    result = converted(answer(sponsorDetails={"nameEn": "N/A"}))

    assert row(result, "/customer_classification/employer_name") == (
        ("residenceInfo/sponsorNameEn",),
        "derived",
    )


@pytest.mark.parametrize(
    ("phone", "reported"), [("022345679", ["phone.local"]), ("12", ["phone.not_e164"]), ("", [])]
)
def test_the_phone_of_the_employer(phone: str, reported: list[str]) -> None:
    """The phone at work is the employer's, also of a supplied one."""
    result = converted(
        answer(
            personContactDetails={"workPhone": phone}, sponsorDetails={"sponsorTypeEn": "HUSBAND"}
        ),
        {**SUPPLEMENT, "customer_classification": {"employer_name": "ANOTHER LLC"}},
    )

    assert codes(result, "/customer_classification/employer_phone") == reported
    assert value(result, "/customer_classification/employer_phone") == (
        "+97122345679" if reported == ["phone.local"] else None
    )
