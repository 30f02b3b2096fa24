"""What a fitted picture may cost."""

from __future__ import annotations

from typing import Any

import attrs
import pytest

from payloadkit.images import Budget


@pytest.mark.parametrize(
    "wrong",
    [
        {"max_bytes": 0},
        {"min_quality": 0},
        {"min_quality": 96},
        {"min_side": 0},
        {"max_side": 15},
        {"max_side": 65_501},
        {"max_side": 99, "min_side": 100},
    ],
)
def test_numbers_out_of_range_are_refused(wrong: dict[str, int]) -> None:
    """A budget that no picture can meet is a mistake of the caller."""
    with pytest.raises(ValueError, match=r"is at (least|most)"):
        Budget(**wrong)


@pytest.mark.parametrize("value", [1.5, "9", None, True])
def test_numbers_are_whole(value: Any) -> None:
    """Nothing is coerced."""
    with pytest.raises(TypeError, match="max_bytes"):
        Budget(max_bytes=value)


def test_a_budget_does_not_change() -> None:
    """A budget is a value."""
    assert Budget() == Budget()
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        Budget().max_bytes = 1  # type: ignore[misc]


def test_no_budget_admits_what_inspect_reports() -> None:
    """More bytes than are safe and fewer pixels than are legible are never admitted."""
    generous = Budget(max_bytes=10**9, min_side=1)
    assert generous.admits((16, 16), 5_000_000)
    assert not generous.admits((16, 15), 10)
    assert not generous.admits((16, 16), 5_000_001)
    assert not generous.admits((2401, 16), 10)


@pytest.mark.parametrize(
    ("longest", "shortest"), [(2400, 480), (5000, 480), (1200, 240), (40, 8), (20, 4)]
)
def test_the_usual_floor_suits_the_longer_side(longest: int, shortest: int) -> None:
    """Whoever asks for a small picture need not say so twice."""
    assert Budget(max_side=longest).min_side == shortest
    assert Budget().min_side == 480
