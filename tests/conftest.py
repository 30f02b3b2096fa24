"""What holds for the whole suite: Hypothesis measures no speed. Its own profile for CI draws the same examples at each run; ``thorough`` draws more."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings

import payloadkit as pk
from payloadkit.models import registry

pk.kinds()  # all of them are there before a test adds one of its own

settings.register_profile("default", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile(
    "thorough", settings.get_profile("default"), max_examples=1000, derandomize=True, database=None
)


@pytest.fixture(autouse=True)
def _kinds_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forget the kinds that a test makes."""
    monkeypatch.setattr(registry, "_KINDS", dict(registry._KINDS))
