"""Texts of the migration CSV's columns, as they are drawn."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payloadkit.strategies.draws import sample_draws
from payloadkit.uaekyc.rules import FORMULA, SheetText
from tests.documents import POLICY
from tests.rules.judging import choices, said, warn


@pytest.mark.parametrize("realistic", [False, True])
@pytest.mark.parametrize(
    "rule",
    [SheetText(), SheetText(sample="number"), SheetText(sample="mobile number"), SheetText(5)],
)
@given(data=st.data())
def test_draws_and_breakers(rule: SheetText, realistic: bool, data: st.DataObject) -> None:
    """What is drawn begins no formula, and a formula is what the breaker says."""
    draws = sample_draws(POLICY, st, realistic)
    assert said(rule, data.draw(rule.draw(draws))) == []
    for breaker in rule.breakers(draws):
        if breaker.code == "csv.formula":
            assert said(rule, data.draw(breaker.values)) == warn("csv.formula")


def test_what_begins_a_formula_is_left_out_beforehand() -> None:
    """Of the samples, those that would begin a formula are not chosen from."""
    shapes = SheetText(sample="mobile number").draw(sample_draws(POLICY, choices(), realistic=True))
    assert shapes
    assert all(shape[0] not in FORMULA for shape in shapes)
