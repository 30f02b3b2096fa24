"""Words of closed and of open lists."""

from __future__ import annotations

from enum import StrEnum

import pytest

from payloadkit.rules.choice import Choice, OpenChoice
from tests.rules.judging import Said, err, said, warn


class Colour(StrEnum):
    """Known words."""

    RED = "Red"
    BLUE = "Blue"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Red", []),
        ("red", err("choice.unknown")),
        ("Red ", err("choice.unknown")),
        ("", err("choice.unknown")),
    ],
)
def test_closed(value: str, expected: Said) -> None:
    """A word of a closed list is spelt exactly so."""
    assert said(Choice(("Red", "Blue")), value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Red", []),
        ("Pink", warn("choice.unknown")),
        ("Ochre", warn("choice.unknown")),
        ("Purple", err("text.too_long")),
    ],
)
def test_open(value: str, expected: Said) -> None:
    """An unknown word of an open list warns, and one that is too long errs."""
    assert said(OpenChoice(Colour, 5), value) == expected


def test_open_limits() -> None:
    """A guessed limit warns, a tenant's errs, and without one any length goes."""
    assert said(OpenChoice(Colour, 3, "D"), "Pink") == warn("text.too_long")
    assert said(OpenChoice(Colour, 3, "D").limited(3), "Pink") == err("text.too_long")
    assert said(OpenChoice(Colour), "Purple" * 9) == warn("choice.unknown")


def test_open_reads_members() -> None:
    """A known word becomes its member, an unknown one stays, and both are written as plain text."""
    rule = OpenChoice(Colour)
    assert rule.read("Red") is Colour.RED
    assert rule.read("Pink") == "Pink"
    assert (type(rule.write(Colour.RED)), rule.write(Colour.RED)) == (str, "Red")


def test_contract() -> None:
    """A rule prints its words."""
    assert (repr(Choice(("Red", "Blue"))), repr(OpenChoice(Colour))) == (
        "<one of Red, Blue>",
        "<known words Red, Blue>",
    )


def test_closed_list_has_no_limit() -> None:
    """A closed list has no maximum length that a tenant could set."""
    with pytest.raises(ValueError, match="no maximum length"):
        Choice(("Red",)).limited(5)


def test_schemas() -> None:
    """A limit that errs is a keyword, one that warns an annotation; a tenant's errs."""
    known = {"type": "string", "examples": ["Red", "Blue"]}

    assert OpenChoice(Colour).schema() == known
    assert OpenChoice(Colour, 5).schema() == {**known, "maxLength": 5}
    assert OpenChoice(Colour, 5, "D").schema() == {**known, "x-max-length": 5}
    assert OpenChoice(Colour, 3, "D").limited(5) == OpenChoice(Colour, 5)
    assert Choice(("Red", "Blue")).schema() == {"type": "string", "enum": ["Red", "Blue"]}
