"""Names of persons: what is no name warns, and every script is one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import payloadkit as pk
from payloadkit.rules.names import Name
from payloadkit.rules.rule import MISS
from tests.documents import POLICY, masters
from tests.rules.judging import Said, err, said, warn

if TYPE_CHECKING:
    import pytest

IMPLAUSIBLE = warn("name.implausible")


def test_names(subtests: pytest.Subtests) -> None:
    """Punctuation and digits alone are no name; blanks at the ends warn, blank text does not."""
    cases: list[tuple[str, Said]] = [
        *(
            (value, [])
            for value in ("Layan", "\u0644\u064a\u0627\u0646", "\u674e", "O'Sample", "J.", ".J")
        ),
        *((value, []) for value in ("\u0915\u093f", "3rd", "Al-Iftiradi", "\U0001f600")),
        *(
            (value, IMPLAUSIBLE)
            for value in (".", "-", "...", "123", "- -", "1.", "$", "_", "+971")
        ),
        *((value, IMPLAUSIBLE) for value in ("\u2014", "\u0663", "\u060c", "\u2026\u00a0!")),
        ("Layan ", warn("text.surrounding_blanks")),
        ("\u00a0Layan", warn("text.surrounding_blanks")),
        ("- ", [*warn("text.surrounding_blanks"), *IMPLAUSIBLE]),
        (" ", []),
        ("." * 21, [("text.too_long", "error"), *IMPLAUSIBLE]),
    ]
    for value, expected in cases:
        with subtests.test(value=value, expected=expected):
            probe = Name(20).probe(POLICY)

            assert said(Name(20), value) == expected
            assert probe is not None
            assert probe(value) == (value if value.strip() and not expected else MISS)


def test_names_of_a_list() -> None:
    """A name that master data list is looked up by the check alone."""
    policy = pk.Policy(masters=masters())

    assert Name(20, listing="professions").probe(policy) is None
    assert said(Name(20, listing="professions"), "Layan", policy) == err("master.unknown")


def test_the_contract() -> None:
    """A name says that it is one."""
    assert repr(Name(60)) == "<name, text of at most 60, no blanks at its ends>"
