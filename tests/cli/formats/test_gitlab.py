"""The code quality report, by what GitLab documents of its format."""

from __future__ import annotations

import json
from typing import Any

from jsonschema import Draft202012Validator

from tests.cli.formats.drawn import drawn, written

SCHEMA = Draft202012Validator(
    {
        "type": "array",
        "items": {
            "type": "object",
            "required": ["description", "check_name", "fingerprint", "severity", "location"],
            "properties": {
                "description": {"type": "string", "minLength": 1},
                "check_name": {"type": "string", "minLength": 1},
                "fingerprint": {"type": "string", "minLength": 1},
                "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
                "location": {
                    "type": "object",
                    "required": ["path", "lines"],
                    "properties": {
                        "path": {"type": "string", "pattern": r"^(?!\./)."},
                        "lines": {
                            "type": "object",
                            "required": ["begin"],
                            "properties": {"begin": {"type": "integer", "minimum": 1}},
                        },
                    },
                },
            },
        },
    }
)
"""Written from GitLab's documentation, since it publishes no schema of this report."""


def report(count: int) -> list[dict[str, Any]]:
    """Return the report of the first drawn documents."""
    found: list[dict[str, Any]] = json.loads(written("gitlab", drawn()[:count]))
    return found


def test_the_schema_accepts_it() -> None:
    """All documents, a clean one and none are valid under the schema."""
    for count in (99, 1, 0):
        assert [error.message for error in SCHEMA.iter_errors(report(count))] == []
    assert report(1) == report(0) == []


def test_fingerprints_are_unique() -> None:
    """GitLab shows one violation of each fingerprint, so each violation has its own."""
    marks = [issue["fingerprint"] for issue in report(99)]

    assert len(set(marks)) == len(marks)


def test_severities_and_lines() -> None:
    """An error is major; a violation without a line stands on the first."""
    issues = report(99)
    found = [violation for document in drawn() for violation in document.report.violations]
    kept = [issue for issue in issues if issue["check_name"] != "truncated"]
    severities = {"error": "major", "warning": "minor", "info": "info"}

    assert [issue["severity"] for issue in kept] == [severities[one.severity] for one in found]
    assert [issue["location"]["lines"]["begin"] for issue in kept] == [
        one.line or 1 for one in found
    ]
    assert len(issues) - len(kept) == sum(document.report.truncated for document in drawn())
