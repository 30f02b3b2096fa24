"""The page of unfinished onboardings: a tolerant answer like the other."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import payloadkit as pk
from payloadkit import azakaw

SAMPLE = (
    Path(__file__).parents[2] / "fixtures" / "azakaw" / "onboarding-pending-sample.json"
).read_bytes()


def page(**fields: object) -> dict[str, Any]:
    """Return the sample with some fields of its page changed."""
    whole: dict[str, Any] = json.loads(SAMPLE)
    whole["result"].update(fields)
    return whole


def test_the_sample_comes_back() -> None:
    """A page draws nothing, is typed, and its dump equals it key by key."""
    report = pk.check(azakaw.OnboardingPending, SAMPLE)

    assert report.violations == ()
    assert report.value is not None
    assert json.loads(pk.dump(report.value)) == json.loads(SAMPLE)
    assert isinstance(report.value.result, azakaw.PendingPage)
    assert isinstance(report.value.result.data, tuple)
    assert report.value.result.data[0].accountCount == 1
    assert report.value.result.hasNextPage is False
    assert "Mithal" not in repr(report.value)


@pytest.mark.parametrize("filters", [None, "", {}, {"status": ["Pending"]}, []])
def test_filters_are_kept(filters: object) -> None:
    """The filters are kept as they are, whatever their shape."""
    assert pk.to_dict(pk.load(azakaw.OnboardingPending, page(filters=filters))) == page(
        filters=filters
    )


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({"data": []}, []),
        ({"data": None}, []),
        ({"page": -1}, [("number.range", "warning")]),
        ({"page": "1"}, [("field.type", "warning")]),
        ({"page": {}}, [("field.type", "error")]),
    ],
)
def test_what_is_reported(fields: dict[str, object], found: list[tuple[str, str]]) -> None:
    """An empty page is one, a number or type warns, and another structure errs."""
    assert [
        (violation.code, violation.severity)
        for violation in pk.check("azakaw.onboarding-pending", page(**fields)).violations
    ] == found
