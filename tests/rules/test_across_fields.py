"""What fields owe each other, each rule alone on an object whose fields are valid."""

from __future__ import annotations

import pytest

from payloadkit.rules.across_fields import Differs, Sides, Suits
from payloadkit.rules.values import NULL
from tests.rules.judging import Told, told

SECOND: Told = [("country.same", "warning", ("second_country",))]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("AE", "AE", SECOND),
        ("AE", "IN", []),
        ("AE", None, []),
        (None, None, []),
        ("", "", []),
        (5, 5, []),
    ],
)
def test_the_same_code_twice(first: object, second: object, expected: Told) -> None:
    """The second of two equal codes warns; an absent code equals none."""
    assert (
        told(Differs("first_country", "second_country"), first_country=first, second_country=second)
        == expected
    )


@pytest.mark.parametrize(
    ("kind", "front", "back", "missed"),
    [
        (4, "f", "b", []),
        (4, None, "b", ["id_front"]),
        (4, "f", None, ["id_back"]),
        (4, None, None, ["id_front", "id_back"]),
        (2, None, None, []),
        (4, NULL, "b", []),
    ],
)
def test_both_sides(kind: int, front: object, back: object, missed: list[str]) -> None:
    """Each absent side is reported at its place; a null is reported elsewhere."""
    found = told(
        Sides("id_type", 4, ("id_front", "id_back")), id_type=kind, id_front=front, id_back=back
    )

    assert found == [("id.missing_side", "warning", (name,)) for name in missed]


def test_a_word_that_suits(subtests: pytest.Subtests) -> None:
    """A word that does not suit warns where the other field asks, an absent one never does."""
    cases: list[tuple[object, object, bool, bool]] = [
        (4, "AE", False, False),
        (4, "IN", False, True),
        (4, "BD", False, True),
        (4, "IN", True, True),
        (4, "BD", True, False),
        (4, None, False, False),
        (4, "", False, False),
        (2, "IN", False, False),
        (None, "IN", False, False),
    ]
    for kind, word, only_bad, clashes in cases:
        with subtests.test(kind=kind, word=word):
            rule = Suits("id.country", ("id_type", 4), 5, "issued_country", "AE", "IN", only_bad)

            expected: Told = [("id.country", "warning", ("issued_country",))]
            assert told(rule, id_type=kind, issued_country=word) == (expected if clashes else [])
