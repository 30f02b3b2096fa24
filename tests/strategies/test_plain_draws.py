"""Values that are drawn without Hypothesis."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from payloadkit.models.registry import kinds, model_of
from payloadkit.rules.containers import Keyed, Many, Part
from payloadkit.strategies import plain_draws as st
from payloadkit.strategies.draws import sample_draws
from tests.documents import POLICY

if TYPE_CHECKING:
    import pytest


def test_what_is_drawn_is_sound(subtests: pytest.Subtests) -> None:
    """Every rule draws a value in which its check finds nothing."""
    for kind in kinds():
        with subtests.test(kind=kind):
            draws = sample_draws(POLICY, st, realistic=True)
            for path, rule in model_of(kind).rules():
                if not isinstance(rule, Part | Many | Keyed):
                    for number in range(3):
                        value = rule.draw(draws).example(number)
                        assert not list(rule.check(value, POLICY)), path


def test_a_number_gives_the_same_value() -> None:
    """The same number gives the same value, and others give others."""
    source = st.text(min_size=4, max_size=9)

    assert source.example(7) == source.example(7)
    assert len({source.example(number) for number in range(20)}) > 15


def test_sources_are_combined() -> None:
    """Sources are filtered, joined and built of others."""
    even = st.integers(0, 9).filter(lambda number: number % 2 == 0)
    both = st.just("a") | st.just("b")
    pair = st.builds(dict, st.lists(st.tuples(both, even), min_size=1))

    assert {even.example(number) for number in range(50)} == {0, 2, 4, 6, 8}
    assert {both.example(number) for number in range(9)} == {"a", "b"}
    assert set(pair.example(1)) <= {"a", "b"}


def test_days_and_moments_are_in_their_span() -> None:
    """Dates and date-times lie between their bounds."""
    first, last = date(2020, 1, 1), date(2020, 1, 3)

    assert first <= st.dates(first, last).example(1) <= last
    assert st.datetimes(datetime(2020, 1, 1), datetime(2020, 1, 2)).example(2).year == 2020  # noqa: DTZ001
    assert st.uuids().example(3).version == 4
    assert st.booleans().example(0) in (True, False)
    assert st.characters(exclude_characters="abc").example(4) not in "abc"
