"""Texts of the migration CSV's columns, as they are drawn."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

import payloadkit as pk
from payloadkit.models.elements import probe_of
from payloadkit.rules.rule import MISS
from payloadkit.strategies.draws import sample_draws
from payloadkit.uaekyc.rules import FORMULA, SheetText, SlashDay
from tests.documents import POLICY, masters
from tests.rules.judging import choices, said, warn


@pytest.mark.parametrize("realistic", [False, True])
@pytest.mark.parametrize(
    "rule",
    [SheetText(), SheetText(sample="number"), SheetText(sample="mobile number"), SheetText(5)],
)
@given(data=st.data())
def test_draws_and_breakers(rule: SheetText, realistic: bool, data: st.DataObject) -> None:
    """What is drawn begins no formula, and a formula is what the breaker says."""
    draws = sample_draws(POLICY, st, realistic=realistic)
    assert said(rule, data.draw(rule.draw(draws))) == []
    for breaker in rule.breakers(draws):
        if breaker.code == "csv.formula":
            assert said(rule, data.draw(breaker.values)) == warn("csv.formula")


def test_what_begins_a_formula_is_left_out_beforehand() -> None:
    """Of the samples, those that would begin a formula are not chosen from."""
    shapes = SheetText(sample="mobile number").draw(sample_draws(POLICY, choices(), realistic=True))
    assert shapes
    assert all(shape[0] not in FORMULA for shape in shapes)


def test_the_quick_test_of_texts_agrees_with_the_check(subtests: pytest.Subtests) -> None:
    """What it lets through has no violation."""
    rule_cases: list[SheetText] = [SheetText(), SheetText(5, trimmed=True)]
    value_cases: list[object] = [
        "a",
        "E+",
        "1E+14",
        "2.0E+14",
        "=1",
        "-",
        "@",
        "+971",
        " a",
        "a ",
        "",
        " ",
        "a\x00",
        5,
        None,
    ]
    for rule, value in product(rule_cases, value_cases):
        with subtests.test(rule=rule, value=value):
            probe = probe_of(rule, POLICY)

            assert probe is not None
            if probe(value) is not MISS:
                assert isinstance(value, str)
                assert (said(rule, value), probe(value)) == ([], value)


def test_the_quick_test_of_days(subtests: pytest.Subtests) -> None:
    """It reads the day of this form that its role allows."""
    cases: list[tuple[object, object]] = [
        ("28/07/1990", date(1990, 7, 28)),
        ("1990-07-28", MISS),
        ("30/02/1990", MISS),
        ("28/07/2090", MISS),
        ("\u0662\u0668/07/1990", MISS),
        ("28/07/1990\n", MISS),
        (date(1990, 7, 28), MISS),
        (None, MISS),
    ]
    for value, found in cases:
        with subtests.test(value=value, found=found):
            probe = probe_of(SlashDay("birth"), POLICY)

            assert probe is not None
            assert probe(value) is found or probe(value) == found


def test_where_only_the_check_judges() -> None:
    """A text that is an id of master data, and a birth before people could be adults."""
    ids = SheetText(listing="professions")

    assert probe_of(ids, pk.Policy(masters=masters())) is None
    assert probe_of(ids, POLICY) is not None
    assert probe_of(SlashDay("birth"), pk.Policy(today=date(18, 1, 1))) is None
