"""Every sample of the document, with invented people in it: it loads, and its dump equals it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import payloadkit as pk
from payloadkit import caas

if TYPE_CHECKING:
    import pytest

FOLDER = Path(__file__).parents[2] / "fixtures" / "caas"
SAMPLES = sorted(
    path
    for path in FOLDER.glob("*.json")
    if path.name not in {"masters.json", "onboarding-minimal.json", "onboarding-sample.json"}
)
WARNED = {"token-refresh": [("field.missing", "/scope")]}


def kind(path: Path) -> str:
    """Return the kind that a file's name begins with, the longest one that it does."""
    return max((known for known in pk.kinds() if f"caas.{path.stem}".startswith(known)), key=len)


def test_a_sample_loads_and_comes_back(subtests: pytest.Subtests) -> None:
    """A published sample has no fault, but a refresh without scope, and comes back key by key."""
    for path in SAMPLES:
        with subtests.test(path=path):
            report = pk.check(kind(path), path.read_bytes())

            assert [(found.code, found.path) for found in report.violations] == WARNED.get(
                path.stem, []
            )
            assert json.loads(pk.dump(report.value)) == json.loads(path.read_bytes())


def test_both_spellings_are_read() -> None:
    """One class reads the codes of the lookup and of the onboarding."""
    one = pk.load(caas.LookupAnswer, {"status": "failure", "statusCode": 404, "errorCode": 45001})
    other = pk.load(
        caas.LookupAnswer, {"status": "failed", "status_code": 406, "error_code": 45013}
    )

    assert (one.statusCode, one.errorCode) == (404, 45001)
    assert (other.status_code, other.error_code) == (406, 45013)


def test_a_sample_shows_nobody(subtests: pytest.Subtests) -> None:
    """The repr of a read sample holds no number, name, secret or address of it."""
    for path in SAMPLES:
        with subtests.test(path=path):
            shown = repr(pk.load(kind(path), path.read_bytes()))

            assert not any(
                mark in shown
                for mark in (
                    "1074000000000012",
                    "NADIRA",
                    "FIXTURAN",
                    "784300000000022",
                    "+9715",
                    "@example",
                    "example-",
                    "Accepted",
                    "ACTIVE",
                )
            )
