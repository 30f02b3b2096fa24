"""What elements of a list owe each other, each rule alone on an object whose fields are valid."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import strategies as st

from payloadkit.rules.across_lists import Expected, NoRepeat
from payloadkit.strategies.draws import sample_draws
from payloadkit.violation import Severity
from tests.documents import POLICY
from tests.rules.judging import told


def papers(*identities: tuple[object, object]) -> tuple[SimpleNamespace, ...]:
    """Return documents by type and number."""
    return tuple(SimpleNamespace(id_type=kind, id_number=number) for kind, number in identities)


@pytest.mark.parametrize("severity", Severity)
def test_repeated_elements(severity: Severity) -> None:
    """Every element that repeats an earlier identity is reported at its last name."""
    rule = NoRepeat("id_details", ("id_type", "id_number"), severity)
    found = papers((4, "A"), (4, "B"), (4, "A"), (2, "A"), (4, "A"))

    assert told(rule, id_details=found) == [
        ("id.duplicate", severity, ("id_details", number, "id_number")) for number in (2, 4)
    ]


@pytest.mark.parametrize("kind", [None, 4])
def test_what_is_not_told_is_no_repetition(kind: object) -> None:
    """Elements without a whole identity, and absent lists, repeat nothing."""
    rule = NoRepeat("id_details", ("id_type", "id_number"))

    assert told(rule, id_details=papers((kind, None), (kind, None))) == []
    assert told(
        NoRepeat("id_details", ("id_number",)), id_details=papers((kind, "A"), (2, "A"))
    ) == [("id.duplicate", "warning", ("id_details", 1, "id_number"))]
    assert told(rule, id_details=None) == []


def missing(*words: object) -> int:
    """Return how many of two expected words are missed in a list that has these."""
    rule = Expected("address_list", "address_type_id", (("1", "present"), ("2", "permanent")))
    found = told(
        rule,
        address_list=None
        if words == ("gone",)
        else tuple(SimpleNamespace(address_type_id=word) for word in words),
    )
    assert set(found) <= {("address.missing_type", "warning", ("address_list",))}
    return len(found)


def test_expected_words() -> None:
    """Each word without an element is reported, unless an element's word is broken."""
    assert [missing(), missing("1"), missing("2", "3"), missing("2", "1")] == [2, 1, 1, 0]
    assert [missing("1", None), missing(None), missing("gone")] == [0, 0, 0]


def test_a_word_twice() -> None:
    """Every further element of a word is reported at it, in one look at a long list."""
    rule = Expected("address_list", "address_type_id", (("1", "present"), ("2", "permanent")))
    words = ("1", "2", "1", "3", None, "3", None, "1", *["2"] * 20_000)
    found = told(rule, address_list=tuple(SimpleNamespace(address_type_id=word) for word in words))

    assert found == [
        ("address.duplicate", "warning", ("address_list", number, "address_type_id"))
        for number in (2, 5, 7, *range(8, 20_008))
    ]


def test_a_drawn_list_is_repaired() -> None:
    """Repeated elements and empty lists are left out, and missed words are added."""
    draws = sample_draws(POLICY, st)
    once = NoRepeat("papers", ("number",))
    both = Expected("homes", "kind", (("1", "present"), ("2", "permanent")))
    document: dict[str, Any] = {
        "papers": [{"number": 1}, {"number": 2}, {"number": 1}, {}, {}],
        "homes": [{"kind": "2", "city": "Dubai"}, {"kind": "2"}, {"kind": "3"}],
    }
    empty: dict[str, Any] = {"homes": []}
    for rule in (once, both):
        rule.repair(document, draws)
        rule.repair(empty, draws)
        rule.repair(empty, draws)

    assert document == {
        "papers": [{"number": 1}, {"number": 2}, {}, {}],
        "homes": [
            {"kind": "2", "city": "Dubai"},
            {"kind": "3"},
            {"kind": "1", "city": "Dubai"},
        ],
    }
    assert empty == {}
