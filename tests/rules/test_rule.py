"""What every rule has, whatever it demands."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import strategies as st

import payloadkit as pk
from payloadkit.rules.across_fields import Differs
from payloadkit.rules.identifiers import Uuid
from payloadkit.rules.names import Name
from payloadkit.rules.numbers import Flag
from payloadkit.rules.rule import Across, Rule, Slow
from payloadkit.rules.text import Text
from payloadkit.strategies.draws import sample_draws

POLICY, DRAWS = pk.Policy(), sample_draws(pk.Policy(today=date(2026, 6, 1)), st)


def test_a_rule_demands_nothing_until_it_says_so() -> None:
    """A rule checks, breaks and changes nothing by default, but needs schema and draw."""
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


def test_rules_are_equal_if_they_demand_the_same() -> None:
    """Equal rules have one class and equal settings, and are one element of a set."""
    rules = [Text(5), Text(6), Text(5, "B"), Name(5), Uuid(), Flag()]
    assert all((one == other) is (one is other) for one in rules for other in rules)
    assert {*rules, Text(5), Name(5), Uuid(), Flag()} == set(rules)
    assert Uuid() != "UUID"


def test_a_rule_across_fields_prints_its_contract() -> None:
    """It prints like a rule of one field."""
    assert repr(Differs("first", "second")) == "<second should differ from first>"


def test_a_rule_across_fields_demands_nothing_until_it_says_so() -> None:
    """A rule across fields needs a contract, places and a check."""
    rule = Across()
    document = {"x": 1}
    rule.repair(document, DRAWS)
    assert (document, rule.schema(), list(rule.breaks(document, DRAWS))) == ({"x": 1}, {}, [])
    assert (rule.codes, rule.advisory, rule.undrawn) == ((), (), ())
    for said in ("contract", "places"):
        with pytest.raises(NotImplementedError):
            getattr(rule, said)
    with pytest.raises(NotImplementedError):
        rule.check(object(), lambda _holder, _name: None, POLICY)


def test_a_slow_rule_has_to_say_its_first_look() -> None:
    """A slow rule is never idle until it says so, and its check is its look's."""
    rule = Slow()
    assert not rule.idle(POLICY)
    with pytest.raises(NotImplementedError):
        list(rule.check(object(), lambda _holder, _name: None, POLICY))
