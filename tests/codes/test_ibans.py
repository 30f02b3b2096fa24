"""The structure of account numbers in IBANs, country by country."""

from __future__ import annotations

import re

import pytest
from schwifty import registry

from payloadkit.codes.countries import ALPHA2, UNOFFICIAL
from payloadkit.codes.ibans import STRUCTURES

GULF = {"AE": "19n", "BH": "4a14c", "KW": "4a22c", "OM": "3n16c", "QA": "4a21c", "SA": "2n18c"}


@pytest.mark.parametrize(("country", "structure"), GULF.items())
def test_the_gulf_is_known(country: str, structure: str) -> None:
    """Every country of the Gulf has the structure that it has registered."""
    assert STRUCTURES[country] == structure


def test_lengths_are_those_of_the_registry(subtests: pytest.Subtests) -> None:
    """A country is one of the world's, and its account is as long as the registry says."""
    for country in STRUCTURES:
        with subtests.test(country=country):
            assert country in ALPHA2 | UNOFFICIAL
            assert (
                sum(int(length) for length, _ in re.findall("([0-9]+)([nac])", STRUCTURES[country]))
                == registry.get_iban_spec(country).bban_length
            )


@pytest.mark.parametrize("country", ["IR", "DZ", "MA", "US", "IN"])
def test_countries_outside_the_registry_are_not_in_the_table(country: str) -> None:
    """A country that only plans to have IBANs, or does not, has no structure here."""
    assert country not in STRUCTURES
