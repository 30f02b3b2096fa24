"""The forms of a report: text for people, JSON values, and a problem document."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import attrs

if TYPE_CHECKING:
    from collections.abc import Iterable

    from payloadkit.violation import Report, Violation

SCHEMA = "payloadkit.report/1"
PROBLEM = "urn:payloadkit:problem:document-refused"

_SEVERITIES = ("error", "warning", "info")


def counts(violations: Iterable[Violation]) -> str:
    """Return how many violations there are of each severity, in words."""
    found = Counter(violation.severity.value for violation in violations)
    words = [f"{n:,} {name}{'s' * (n > 1)}" for name in _SEVERITIES if (n := found[name])]
    return ", ".join(words) or "nothing to mend"


def summary(report: Report[object]) -> str:
    """Return the counts of a report, and whether there is more."""
    return counts(report.violations) + ("; there are more" if report.truncated else "")


def text(report: Report[object], most: int | None = None) -> str:
    """Return a line of counts, then one line a violation, errors first.

    Args:
        report: The report.
        most: Most violations to list; None is all.
    """
    worst = sorted(report.violations, key=lambda v: _SEVERITIES.index(v.severity))
    lines = [summary(report)]
    for violation in worst[:most]:
        known = violation.line is not None
        place = f" [line {violation.line}, column {violation.column}]" if known else ""
        lines.append(f"{violation}{place}")
    if len(worst) >= len(lines):
        lines.append(f"and {len(worst) - len(lines) + 1} more")
    return "\n".join(lines)


def plain(report: Report[object]) -> dict[str, Any]:
    """Return a report as JSON values in the published schema; see docs/schemas/report-1.json."""
    return {
        "schema": SCHEMA,
        "ok": report.ok,
        "truncated": report.truncated,
        "violations": [{**attrs.asdict(v), "severity": str(v.severity)} for v in report.violations],
    }


def problem(report: Report[object], status: int) -> dict[str, Any]:
    """Return a report as a problem document (RFC 9457).

    Args:
        report: The report.
        status: The HTTP status that it is sent with.
    """
    return {
        "type": PROBLEM,
        "title": "The document breaks rules.",
        "status": status,
        "detail": summary(report),
        "errors": [
            {
                "pointer": violation.path,
                "code": violation.code,
                "severity": str(violation.severity),
                "detail": violation.message,
                "hint": violation.hint,
            }
            for violation in report.violations
        ],
    }
