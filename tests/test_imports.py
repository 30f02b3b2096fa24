"""What importing loads: nothing that a process may never need."""

from __future__ import annotations

import subprocess
import sys

import pytest

JUDGES = {
    "PIL",
    "email_validator",
    "hypothesis",
    "numpy",
    "phonenumbers",
    "pyarrow",
    "pycountry",
    "simplejpeg",
}
NETWORK = {"h11", "httpcore2", "httpx2", "stamina"}
WIRE = {"cattrs", "msgspec"} | NETWORK
OTHERS = {"payloadkit.caas.customer", "payloadkit.caas.lookup", "payloadkit.uaekyc"}


@pytest.mark.parametrize(
    ("statement", "unwanted"),
    [
        ("import payloadkit", JUDGES | WIRE | {"attrs", "payloadkit.caas"}),
        ("from payloadkit import caas; caas.OnboardingRequest", JUDGES | WIRE | OTHERS),
        ("import payloadkit as pk; pk.check('caas.onboarding', b'{}')", JUDGES | OTHERS | NETWORK),
    ],
)
def test_what_a_statement_leaves_unloaded(statement: str, unwanted: set[str]) -> None:
    """The package loads without its models, and the models without what judges and writes."""
    told = subprocess.run(
        [sys.executable, "-P", "-c", f"{statement}\nimport sys; print(*sys.modules)"],
        capture_output=True,
        check=True,
    )
    loaded = set(told.stdout.decode().split())

    assert "payloadkit" in loaded
    assert not unwanted & loaded
