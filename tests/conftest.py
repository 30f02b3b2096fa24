"""What holds for the whole suite: Hypothesis measures no machine's speed. Its own profile for CI draws the same examples at each run."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

settings.register_profile("default", deadline=None, suppress_health_check=[HealthCheck.too_slow])
