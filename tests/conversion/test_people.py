"""The people of the fixtures: whether a payload comes of each, and what there is to say."""

from __future__ import annotations

import json

import pytest

import payloadkit as pk
from tests.conversion.people import FOLDERS, MASTERS, TODAY, at, codes, found, person, said, value

BY_NAME = {folder.name: folder for folder in FOLDERS}


def test_everybody_comes_out_as_expected(subtests: pytest.Subtests) -> None:
    """A payload is made of those who should build; the others have the expected errors."""
    for folder in FOLDERS:
        with subtests.test(folder=folder):
            expected = json.loads((folder / "expected.json").read_bytes())
            result = person(folder)

            assert (result.payload is not None) is expected["builds"]
            assert {
                violation.path: violation.code for violation in result.report.errors
            } == expected["errors"]
            assert result.report.value is result.payload


def test_the_lineage_accounts_for_both_sides(subtests: pytest.Subtests) -> None:
    """Every value of a payload has one row; every path of the source is used or unused."""
    for folder in FOLDERS:
        with subtests.test(folder=folder):
            document = json.loads((folder / "profile.json").read_bytes())
            result = person(folder)
            used = {source for row in result.lineage for source in row.sources}

            assert used.isdisjoint(result.lineage.unused)
            assert used | set(result.lineage.unused) == {path for path, _ in said(document)}
            if result.payload is not None:
                assert [row.target for row in result.lineage] == [
                    path for path, _ in said(pk.to_dict(result.payload))
                ]


def test_what_is_copied_is_the_same(subtests: pytest.Subtests) -> None:
    """A copied value equals its source, except for a title's dot and parts of a name."""
    for folder in FOLDERS:
        with subtests.test(folder=folder):
            document = json.loads((folder / "profile.json").read_bytes())
            result = person(folder)

            for row in result.lineage if result.payload is not None else ():
                if row.rule == "copied":
                    assert [at(document, source) for source in row.sources] == [
                        value(result, row.target)
                    ]


def test_a_whole_name_gives_back_its_words() -> None:
    """The parts of a split name, joined by single blanks, are the words of the whole name."""
    result = person(BY_NAME["whole-name-only"])

    assert [value(result, f"/{part}_name") for part in ("first", "middle", "last")] == [
        "ROSALIND",
        "DELA MUESTRA",
        "EJEMPLAR",
    ]
    assert [path for path, code, _ in found(result) if code == "name.split"] == [
        "/first_name",
        "/middle_name",
        "/last_name",
    ]
    assert value(result, "/id_details/0/id_number") == "784300000000048"
    assert value(result, "/primary_mobile_number") == "+971501234567"
    assert value(result, "/secondary_mobile_number") is None
    assert value(result, "/customer_classification") == {"marital_status": 2}


def test_the_lapsed_are_warned_about() -> None:
    """Who is inactive, outside and has expired papers gets a payload with a warning for each."""
    result = person(BY_NAME["lapsed"])

    assert codes(result, "") == ["profile.inactive", "profile.outside"]
    assert [path for path, code, _ in found(result) if code == "date.expired"] == [
        "/id_details/0/date_of_expiry",
        "/id_details/1/visa_expiry_date",
        "/id_details/1/date_of_expiry",
    ]


def test_strict_makes_warnings_errors() -> None:
    """Under a strict policy what was split keeps the payload back."""
    result = person(BY_NAME["whole-name-only"], pk.Policy(today=TODAY, strict=True))

    assert result.payload is None
    assert ("/last_name", "name.split", "error") in found(result)


def test_the_flawless_draw_no_warning() -> None:
    """A resident whose supplement has what no profile knows converts under a strict policy."""
    result = person(BY_NAME["resident-complete"], pk.Policy(today=TODAY, strict=True))

    assert result.payload is not None
    assert {severity for _, _, severity in found(result)} == {"info"}


def test_what_is_ignored_is_not_said() -> None:
    """The policy's exceptions hold for the conversion's own codes too."""
    result = person(
        BY_NAME["resident-complete"],
        pk.Policy(today=TODAY, ignore=["value.inferred", pk.Ignore("phone.local", "/*")]),
    )

    assert {code for _, code, _ in found(result)} == {"value.defaulted"}


def test_the_masters_give_ids() -> None:
    """With the tenant's master data the occupation gets its id."""
    result = person(BY_NAME["whole-name-only"], pk.Policy(today=TODAY, masters=MASTERS))

    assert value(result, "/occupation_id") == 502
    assert codes(result, "/occupation_id") == []


def test_a_failed_record_says_only_that() -> None:
    """The answer for a failed record is one error, and all of it is unused."""
    result = person(BY_NAME["failed"])

    assert found(result) == [("", "profile.failed", "error")]
    assert list(result.lineage) == []
    assert "/data/errors/business_error/0/error" in result.lineage.unused


@pytest.mark.parametrize("ignored", ["profile.failed", pk.Ignore("profile.failed", "")])
def test_a_failure_cannot_be_ignored(ignored: pk.Ignore | str) -> None:
    """Nothing can be made of a failed profile, whatever the policy ignores."""
    result = person(BY_NAME["failed"], pk.Policy(today=TODAY, ignore=[ignored]))

    assert (result.payload, found(result), list(result.lineage)) == (
        None,
        [("", "profile.failed", "error")],
        [],
    )
