"""Every rule that a model declares prints what it demands, which the documentation shows."""

from __future__ import annotations

import pytest

import payloadkit as pk
from payloadkit.models.registry import model_of
from payloadkit.rules.containers import Anything, Keyed, Many, Part
from payloadkit.rules.text import Text


def test_rules_print_their_contract(subtests: pytest.Subtests) -> None:
    """The rules of a kind's fields, and those across them, say something."""
    for kind in pk.kinds():
        with subtests.test(kind=kind):
            model = model_of(kind)
            for _, field in model.walk():
                assert repr(field.rule) == f"<{field.rule.contract}>"
                assert field.rule.contract
            for rule in (rule for _, part in model.models() for rule in part.across):
                assert len(rule.contract) > 10


@pytest.mark.parametrize(
    ("rule", "contract"),
    [
        (Many(), "<list>"),
        (Many(least=1, most=3), "<list of at least 1 of at most 3>"),
        (Many(Text(3)), "<list: text of at most 3>"),
        (Part(), "<an object>"),
        (Keyed(), "<object of lists>"),
        (Anything(), "<anything>"),
    ],
)
def test_contracts_of_containers(rule: Part, contract: str) -> None:
    """A list names its bounds and what it holds."""
    assert repr(rule) == contract
