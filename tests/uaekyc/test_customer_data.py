"""The getCustomerData answer: all that the document shows is declared, and nothing is lost."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import payloadkit as pk
from payloadkit import uaekyc
from payloadkit.models.registry import model_of

if TYPE_CHECKING:
    from collections.abc import Iterator

FIXTURES = Path(__file__).parents[2] / "fixtures"
SAMPLE = (FIXTURES / "uaekyc" / "customer-data-sample.json").read_bytes()
COMPLETE = json.loads((FIXTURES / "people" / "resident-complete" / "profile.json").read_bytes())
SECTIONS = [name for name in COMPLETE["data"]["data"] if name != "uaeKycId"]


def paths(node: object, above: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Yield the path of every key of nested objects."""
    for key, value in node.items() if isinstance(node, dict) else ():
        yield (*above, key)
        yield from paths(value, (*above, key))


def answer(profile: object, **record: object) -> dict[str, Any]:
    """Return an answer with a profile."""
    return {
        "data": {"status": "success", "data": profile, **record},
        "message": "",
        "success": True,
    }


def test_the_published_sample_comes_back() -> None:
    """The document's own sample draws nothing, and its dump equals it key by key, in its order."""
    report = pk.check("uaekyc.customer-data", SAMPLE)

    assert report.violations == ()
    assert json.loads(pk.dump(report.value)) == json.loads(SAMPLE)
    assert set(paths(json.loads(SAMPLE))) <= {
        path for path, _ in model_of(uaekyc.CustomerData).walk()
    }


def test_every_name_of_the_document_is_declared_and_no_other() -> None:
    """The answer with every documented field has the declared ones, section by section."""
    declared = {path for path, _ in model_of(uaekyc.CustomerData).walk()}

    assert set(paths(COMPLETE)) == declared
    assert (
        len([path for path in declared if len(path) == len(("data", "data", "section", "field"))])
        > 80
    )


def test_the_complete_profile_is_typed() -> None:
    """Dates are dates, flags are flags, and a number stays one."""
    profile = pk.load("uaekyc.customer-data", json.dumps(COMPLETE)).data.data

    assert profile.personalInfo.dateOfBirth == date(1991, 4, 17)
    assert profile.travelDetail.isInsideUAE is True
    assert profile.residenceInfo.accompanyCount == 0
    assert profile.personalInfo.extra == {}


def test_a_failure_is_read() -> None:
    """An answer without a profile, or without anything, draws no error."""
    failed = pk.load(
        "uaekyc.customer-data",
        '{"success": false, "message": "no", "data": {"status": "failure", '
        '"errors": {"business_error": [{"error": "NEW"}]}}}',
    )

    assert failed.data.status is uaekyc.RecordStatus.FAILURE
    assert failed.data.errors == {"business_error": [{"error": "NEW"}]}
    assert [
        (v.path, v.code, v.severity) for v in pk.check(uaekyc.CustomerData, "{}").violations
    ] == [(f"/{key}", "field.missing", "warning") for key in ("data", "message", "success")]


def test_strangers_are_kept() -> None:
    """Unknown keys at every depth are information, stand in ``extra``, and are dumped again."""
    raw = answer({"personalInfo": {"shoeSize": 43}, "pets": []}, colour="red")
    report = pk.check("uaekyc.customer-data", raw)

    assert [(v.path, v.code, v.severity) for v in report.violations] == [
        ("/data/data/personalInfo/shoeSize", "field.unknown", "info"),
        ("/data/data/pets", "field.unknown", "info"),
        ("/data/colour", "field.unknown", "info"),
    ]
    assert report.value is not None
    assert report.value.data.data.personalInfo.extra == {"shoeSize": 43}
    assert pk.to_dict(report.value) == raw


@given(st.sets(st.sampled_from(SECTIONS)), st.sampled_from(["", None, "absent"]))
def test_any_sections_may_be_missing(missing: set[str], instead: str | None) -> None:
    """An answer whose sections are absent, null or an empty text has no fault and comes back."""
    profile = {
        name: instead if name in missing else value
        for name, value in COMPLETE["data"]["data"].items()
        if name not in missing or instead != "absent"
    }
    report = pk.check(uaekyc.CustomerData, answer(profile))

    assert report.violations == ()
    assert pk.to_dict(report.value) == answer(profile)


@given(st.sampled_from(["", "?", "1410-13-45", "٢٠٢٠"]))
def test_any_text_may_stand_anywhere(text: str) -> None:
    """One text in all fields draws at most warnings, none if it is empty, and comes back."""
    raw = answer(
        {
            name: dict.fromkeys(COMPLETE["data"]["data"][name], text)
            for name in SECTIONS
            if name != "travelDetail"
        }
    )
    report = pk.check("uaekyc.customer-data", raw)

    assert report.ok
    assert bool(report.violations) == bool(text)
    assert pk.to_dict(report.value) == raw


@pytest.mark.parametrize("value", [1, [{}], True, "x"])
def test_a_wrong_structure_errs(value: object) -> None:
    """What is no object where a section stands is an error, as JSON of a wrong shape always is."""
    report = pk.check(uaekyc.CustomerData, answer({"personalInfo": value}))

    assert [(v.path, v.code) for v in report.errors] == [("/data/data/personalInfo", "field.type")]


def test_a_profile_of_other_types_is_read() -> None:
    """A flag for a word, a number for a phone and PHP's empty lists warn, and cost nothing else."""
    profile = {
        "personalInfo": {"fullNameEn": "LAYTH MITHAL", "insideUAE": True, "mobileNo": 501234567},
        "travelDetail": {"isInsideUAE": "Yes"},
        "sponsorDetails": [],
        "uaeKycId": 222,
    }
    raw = answer(profile, errors=[])
    report = pk.check(uaekyc.CustomerData, json.dumps(raw))

    assert [
        (v.path.removeprefix("/data/data/"), v.code, v.severity) for v in report.violations
    ] == [
        ("personalInfo/insideUAE", "field.type", "warning"),
        ("personalInfo/mobileNo", "field.type", "warning"),
        ("travelDetail/isInsideUAE", "field.type", "warning"),
        ("sponsorDetails", "field.type", "warning"),
        ("uaeKycId", "field.type", "warning"),
    ]
    assert report.value is not None
    assert json.loads(pk.dump(report.value)) == raw


def test_a_profile_shows_nothing() -> None:
    """The repr of an answer with every field holds no value of a person."""
    shown = repr(pk.load("uaekyc.customer-data", json.dumps(COMPLETE)))

    assert not any(
        str(value) in shown
        for section in SECTIONS
        for value in COMPLETE["data"]["data"][section].values()
        if len(str(value)) > 4
    )
