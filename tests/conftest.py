"""What holds for the whole suite. Hypothesis draws the same few examples in each run."""

from __future__ import annotations

import os
import sys
from importlib.util import find_spec

import pytest
from hypothesis import HealthCheck, settings

import payloadkit as pk
from payloadkit.models import registry

# The peers of the benchmarks come with the extra `dev`; the README's command does without.
collect_ignore = (
    [] if find_spec("marshmallow") else ["test_benchmarks.py", "benchmarks/test_peers.py"]
)
pk.kinds()  # all of them are there before a test adds one of its own

settings.register_profile(
    "few",
    max_examples=10,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("few")  # also in CI, where Hypothesis would load a profile of its own


@pytest.fixture(autouse=True)
def _kinds_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forget the kinds that a test makes."""
    known = dict(registry._KINDS)  # noqa: SLF001 - no public function forgets a kind
    monkeypatch.setattr(registry, "_KINDS", known)


def pytest_sessionfinish() -> None:
    """Save what a worker covered: pytest-xdist may end its process before Python's own exit."""
    coverage = sys.modules.get("coverage")
    running = coverage.Coverage.current() if coverage is not None else None
    if running is not None and "PYTEST_XDIST_WORKER" in os.environ:
        running.save()
