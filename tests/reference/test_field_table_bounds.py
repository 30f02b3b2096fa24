"""Types and limits in words, as the tables show them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from payloadkit.reference.field_table import ONLY_WARNS, limits, types
from payloadkit.rules.containers import Anything, Keyed, Many, Part
from payloadkit.rules.numbers import Flag, Integer, Label
from payloadkit.rules.text import Text

if TYPE_CHECKING:
    from payloadkit.rules.rule import Rule


@pytest.mark.parametrize(
    ("rule", "said", "nullable"),
    [
        (Text(), "string", "string or null"),
        (Label(), "string or integer", "string or integer or null"),
        (Part(), "object", "object or null"),
        (Keyed(), "object", "object or null"),
        (Many(), "array of object", "array of object, or null"),
        (Many(Text(5)), "array of string", "array of string, or null"),
        (Anything(), "any", "any or null"),
    ],
    ids=repr,
)
def test_types(rule: Rule, said: str, nullable: str) -> None:
    """The JSON types of a value, with those of the elements of a list."""
    assert (types(rule), types(rule, nullable=True)) == (said, nullable)


def test_limits(subtests: pytest.Subtests) -> None:
    """Lengths, ranges and numbers of elements, and nothing where there is no limit."""
    cases: list[tuple[Rule, str]] = [
        (Text(), ""),
        (Text(1), "at most 1 character"),
        (Text(60), "at most 60 characters"),
        (Text(60, minimum=3), "3 to 60 characters"),
        (Text(minimum=3), "at least 3 characters"),
        (Integer(), "at least 0"),
        (Integer(1, 999), "1 to 999"),
        (Integer(-(2**63), 5), "at most 5"),
        (Integer(-(2**63)), ""),
        (Flag(), ""),
        (Many(least=1), "at least 1 element"),
        (Many(Text(5), 1, 50), "1 to 50 elements; each at most 5 characters"),
        (Many(Text(5)), "each at most 5 characters"),
    ]
    for rule, said in cases:
        with subtests.test(rule=rule, said=said):
            assert limits(rule, tolerant=False) == said


def test_a_limit_that_only_warns_says_so() -> None:
    """A guess only warns anywhere, any limit in a tolerant kind."""
    assert (
        limits(Text(60, "D"), tolerant=False)
        == limits(Text(60), tolerant=True)
        == f"at most 60 characters, {ONLY_WARNS}"
    )
    assert (
        limits(Many(Text(5), 1), tolerant=True)
        == f"at least 1 element, {ONLY_WARNS}; each at most 5 characters, {ONLY_WARNS}"
    )
