"""Plural categories: those that Babel takes from CLDR."""

from __future__ import annotations

import pytest
from babel import Locale

from payloadkit.messages.plurals import CATEGORIES, LANGUAGES, RULES

NUMBERS = range(1103)


@pytest.mark.parametrize("language", LANGUAGES)
def test_categories_are_those_of_cldr(language: str) -> None:
    """Each number has the category of CLDR, and no category is missing or never used."""
    plural_form = Locale(language).plural_form
    found = {number: RULES[language](number) for number in NUMBERS}

    assert found == {number: plural_form(number) for number in NUMBERS}
    assert set(CATEGORIES[language]) == set(found.values())
