"""The people of the golden corpus: what comes of each, and what holds for all of them."""

from __future__ import annotations

import copy
from functools import cache
from itertools import product
from typing import Any

import phonenumbers
import pytest

import payloadkit as pk
from fixtures.make_profiles import EXPECTED, Converted, converted, expected, main, people
from payloadkit import airpay
from payloadkit.models.registry import model_of

PEOPLE = people()
FLAWLESS = [name for name, person in PEOPLE.items() if person.get("flawless")]
DIGITIZED = [name for name, person in PEOPLE.items() if "source" not in person]
NAMES = ("first_name", "middle_name", "last_name")


@cache
def results(name: str) -> Converted:
    """Return the results of a person."""
    return converted(PEOPLE[name])


def words(*values: object) -> list[str]:
    """Return the words of texts, in order."""
    return [word for value in values if isinstance(value, str) for word in value.split()]


def payload(result: pk.Result[Any]) -> dict[str, Any]:
    """Return a result's payload as plain values, empty without one."""
    return {} if result.payload is None else pk.to_dict(result.payload)


def test_everybody_is_as_expected(subtests: pytest.Subtests) -> None:
    """Payload, violations and lineage of every target are those that a person has read."""
    for name in PEOPLE:
        with subtests.test(name=name):
            assert expected(PEOPLE[name]) == (EXPECTED / f"{name}.json").read_text(encoding="utf-8")


def test_the_expected_files_are_of_these_people() -> None:
    """There is no expected file of nobody, and the command finds nothing to write."""
    assert {path.stem for path in EXPECTED.iterdir()} == PEOPLE.keys()
    assert main(["--check"]) == 0


def test_the_flawless_draw_no_warning(subtests: pytest.Subtests) -> None:
    """A well-supplemented ordinary resident converts to every target under a strict policy."""
    for name in FLAWLESS:
        with subtests.test(name=name):
            for result in converted(PEOPLE[name], strict=True).values():
                assert result.payload is not None
                assert {str(found.severity) for found in result.report.violations} <= {"info"}


def test_there_are_enough_of_each_sort() -> None:
    """The corpus has at least sixty people, ten of them flawless workers of as many countries."""
    nationalities = {
        PEOPLE[name]["document"]["data"]["data"]["personalInfo"]["currentNationality"]
        for name in FLAWLESS
    }

    assert len(PEOPLE) >= 60
    assert len(nationalities) >= 10


def test_a_name_has_the_same_words_on_every_road(subtests: pytest.Subtests) -> None:
    """Onboarding payload and Azakaw's user have the same words of a name that nobody supplied."""
    for name in DIGITIZED:
        with subtests.test(name=name):
            made = results(name)
            one, other = (payload(made[kind]) for kind in ("caas.onboarding", "azakaw.add-user"))

            if one and other and not PEOPLE[name]["supplement"].keys() & set(NAMES):
                left_out = {found.path for found in made["caas.onboarding"].report.violations} & {
                    "/middle_name"
                } - {f"/{part}" for part in one}
                assert left_out or words(*(one.get(part) for part in NAMES)) == words(
                    other["firstName"], other["lastName"]
                )


def test_no_invalid_number_goes_out_in_silence(subtests: pytest.Subtests) -> None:
    """A number of a payload is valid for libphonenumber, or its place warns."""
    for name in PEOPLE:
        with subtests.test(name=name):
            for result in results(name).values():
                told = {found.path for found in result.report.warnings}
                for row in result.lineage if result.payload is not None else ():
                    if row.rule != "supplement" and row.target.endswith(
                        ("mobile_number", "phone_number", "mobileNumber", "/PN")
                    ):
                        value: Any = payload(result)
                        for token in row.target.split("/")[1:]:
                            value = value[int(token)] if isinstance(value, list) else value[token]
                        assert row.target in told or phonenumbers.is_valid_number(
                            phonenumbers.parse(value)
                        )


JUNK = ("?", "x" * 300, "a\x00b", "12", "99/99/9999", "-", "\u200b")


@pytest.mark.parametrize(
    "words", [1, pytest.param(len(JUNK), marks=pytest.mark.exhaustive)], ids=["one", "all"]
)
def test_a_broken_field_costs_no_more_than_it_must(words: int) -> None:
    """Whatever stands in one field of a sound profile, errors stand at mandatory fields alone."""
    person = PEOPLE["accountant-from-cairo"]
    profile = person["document"]["data"]["data"]
    fields = [
        (section, field)
        for section, inner in profile.items()
        if isinstance(inner, dict)
        for field, value in inner.items()
        if isinstance(value, str)
    ]

    for turn, (place, (section, field)) in product(range(words), enumerate(fields)):
        document = copy.deepcopy(person["document"])
        junk = JUNK[(turn + place) % len(JUNK)]
        document["data"]["data"][section][field] = junk
        for kind, result in converted({**person, "document": document}).items():
            model = model_of(airpay.Numbers if kind == "airpay.Numbers" else kind)
            for found in result.report.errors:
                at = model.field_at(tuple(found.path.split("/")[1:]))
                assert at is not None, (section, field, found.code)
                assert not at.optional, (section, field, found.code, found.path)
