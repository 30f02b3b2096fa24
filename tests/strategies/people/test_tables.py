"""Invented texts: their tables, and that each can stand in a document."""

from __future__ import annotations

import re

import pytest

from payloadkit.codes.icao import alpha2
from payloadkit.codes.names import country_named
from payloadkit.conversion.phones import converted
from payloadkit.models.registry import kinds, model_of
from payloadkit.rules.characters import screen
from payloadkit.rules.dates import Day, parse
from payloadkit.rules.phone import Phone
from payloadkit.strategies.people import civil, names, numbers, papers, places, plain, work
from payloadkit.strategies.people.pairs import paired
from payloadkit.strategies.people.tables import TABLES, shapes_of
from tests.rules.judging import said

MODULES = (civil, names, numbers, papers, places, plain, work)
PHONES = ("mobile number", "phone number")
SLASHED = (
    "birth date with slashes",
    "issue date with slashes",
    "expiry date with slashes",
)
ARABIC = re.compile("[\u0600-\u06ff]")
LATIN = re.compile("[A-Za-z]")


def test_no_sample_has_two_tables() -> None:
    """No two modules have a table of one name."""
    assert sum(len(module.TABLES) for module in MODULES) == len(TABLES)


def test_the_models_use_known_samples() -> None:
    """Each sample word of a field has a table."""
    used = {
        getattr(rule, "sample", None)
        for model in map(model_of, kinds())
        for _, rule in model.rules()
        if not isinstance(rule, Day)
    }
    assert used - {None} <= set(TABLES)


def test_an_unknown_sample_is_refused() -> None:
    """A misspelt sample word is an error when values are drawn, which names the known words."""
    with pytest.raises(ValueError, match="given name"):
        shapes_of("given nme")


def test_every_text_can_stand_in_a_document(subtests: pytest.Subtests) -> None:
    """A text is unique, without surplus blanks or refused characters."""
    for sample in TABLES:
        with subtests.test(sample=sample):
            found = shapes_of(sample)
            assert len(set(found)) == len(found) > 0
            for shape in found:
                assert shape == shape.strip() != ""
                assert screen(shape, lines=sample == "remark") is None
                assert "?" not in shape[:-1]


def test_each_language_keeps_to_its_letters(subtests: pytest.Subtests) -> None:
    """What is in English has no Arabic letters, and what is in Arabic no Latin ones."""
    for sample in [sample for sample in TABLES if sample.endswith((" in English", " in Arabic"))]:
        with subtests.test(sample=sample):
            wanted, other = (LATIN, ARABIC) if sample.endswith(" in English") else (ARABIC, LATIN)
            for text in shapes_of(sample):
                assert wanted.search(text)
                assert not other.search(text)


def test_pairs() -> None:
    """The table of both languages has the English words first, and none twice."""
    assert paired("x", (("Ms.", "\u0633"), ("Mrs.", "\u0633"))) == {
        "x": ("Ms.", "Mrs.", "\u0633"),
        "x in English": ("Ms.", "Mrs."),
        "x in Arabic": ("\u0633",),
    }


def test_countries_have_their_codes(subtests: pytest.Subtests) -> None:
    """The name of a country and its three letters mean the same country."""
    for code, name in places.COUNTRIES:
        with subtests.test(code=code, name=name):
            assert country_named(name) == alpha2(code) is not None
            assert {name, alpha2(code)} <= set(shapes_of("country in any form"))


def test_local_phone_numbers_are_sound(subtests: pytest.Subtests) -> None:
    """A number in local form is a valid one of the region once it is written in E.164."""
    for number in [number for sample in PHONES for number in shapes_of(sample)]:
        with subtests.test(number=number):
            assert said(Phone(), str(converted(number).value)) == []


@pytest.mark.parametrize("shape", [shape for sample in SLASHED for shape in shapes_of(sample)])
def test_dates_with_slashes_exist(shape: str) -> None:
    """A date is one of the calendar whatever its digits are."""
    for digit in "0123456789":
        day, month, year = shape.replace("#", digit).split("/")
        assert parse(f"{year}-{month}-{day}") is not None


def test_nobody_has_an_invented_emirates_id() -> None:
    """The year of birth in an Emirates ID number is 3000 or later."""
    for shape in shapes_of("Emirates ID in any form"):
        assert int(shape.replace("-", "")[3:7].replace("#", "0")) >= 3000


def test_no_family_has_an_invented_name() -> None:
    """Every whole name ends with one of the invented family names."""
    families = tuple(name for pair in names.FAMILIES for name in pair)
    for sample in ("whole name", "mother's name"):
        assert all(name.endswith(families) for name in shapes_of(sample))
