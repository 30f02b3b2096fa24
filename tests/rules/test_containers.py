"""Lists, and what is kept as it is."""

from __future__ import annotations

import pytest

from payloadkit.rules.containers import Anything, Keyed, Many, Part
from payloadkit.rules.text import Text
from tests.documents import POLICY
from tests.rules.judging import Said, err, said


@pytest.mark.parametrize(
    ("rule", "length", "expected"),
    [
        (Many(), 0, []),
        (Many(least=1), 0, err("list.too_short")),
        (Many(least=1), 1, []),
        (Many(most=2), 2, []),
        (Many(most=2), 3, err("list.too_long")),
        (Many(least=2, most=3), 1, err("list.too_short")),
    ],
)
def test_length(rule: Many, length: int, expected: Said) -> None:
    """A list has as many elements as its bounds allow, and without bounds any number."""
    assert said(rule, [{}] * length) == expected


def test_schemas() -> None:
    """The bounds of a list stand in its schema; of what is not published nothing is said."""
    assert Many(Text(3)).schema() == {"type": "array"}
    assert Many(least=1, most=3).schema() == {"type": "array", "minItems": 1, "maxItems": 3}
    assert Anything().schema() == {}


def test_numbers_are_told_wherever_they_stand() -> None:
    """A number beyond 64 bits is told with its way, and everything else is welcome."""
    found = [
        (fault.code, fault.at) for fault in Anything().check({"a": [1, 2**63], "b": "c"}, POLICY)
    ]

    assert found == [("number.range", ("a", 1))]
    assert said(Anything(), {"a": [None, True]}) == []


def test_what_is_kept_is_written_as_a_copy() -> None:
    """What is written equals what was read, in lists and objects of its own."""
    kept = {"a": [1, {"b": None}]}
    written = Anything().write(kept)

    assert written == kept
    assert isinstance(written, dict)
    assert written["a"] is not kept["a"]


@pytest.mark.parametrize("rule", [Part(), Keyed()])
def test_an_object_has_no_keywords_of_its_own(rule: Part | Keyed) -> None:
    """The model says what an object's schema is."""
    with pytest.raises(NotImplementedError):
        rule.schema()
