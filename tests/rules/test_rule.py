"""What every rule has, whatever it demands."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import strategies as st

import payloadkit as pk
from payloadkit.rules.rule import Across, Draws, Rule

POLICY, DRAWS = pk.Policy(), Draws(pk.Policy(today=date(2026, 6, 1)), st)


def test_a_rule_demands_nothing_until_it_says_so() -> None:
    """A rule of its own checks nothing, breaks nothing and keeps values as they are, and has to say its schema and draw."""
    rule = Rule()
    assert [*rule.check("x", POLICY), *rule.breakers(DRAWS), *rule.edges(DRAWS)] == []
    assert (rule.read("x"), rule.write("x"), rule.contract, rule.multiline) == (
        "x",
        "x",
        "a text",
        False,
    )
    for verb in (rule.schema, lambda: rule.draw(DRAWS)):
        with pytest.raises(NotImplementedError):
            verb()
    with pytest.raises(ValueError, match="no maximum length"):
        rule.limited(5)


def test_a_rule_across_fields_demands_nothing_until_it_says_so() -> None:
    """A rule across fields has to say its contract, its codes, their places and its check, and may leave the rest."""
    rule = Across()
    document = {"x": 1}
    rule.settle(document)
    rule.arrange(document)
    assert (document, rule.schema(), list(rule.breaks(document, DRAWS))) == ({"x": 1}, {}, [])
    assert (rule.bars(("x",), "field.null"), rule.least("x", ())) == (False, 0)
    for said in ("contract", "codes", "places"):
        with pytest.raises(NotImplementedError):
            getattr(rule, said)
    with pytest.raises(NotImplementedError):
        rule.check(object(), lambda _holder, _name: None, POLICY)
    with pytest.raises(NotImplementedError):
        rule.look(object(), lambda _holder, _name: None, POLICY)
