"""The forms of a report: text for people, JSON values, and a problem document."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from payloadkit.messages.plurals import ENGLISH
from payloadkit.messages.sentence import PHRASES, Series, said

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from payloadkit.violation import Report, Violation

SCHEMA = "payloadkit.report/1"
PROBLEM = "urn:payloadkit:problem:document-refused"

_SEVERITIES = ("error", "warning", "info")
_RANKS = {severity: place for place, severity in enumerate(_SEVERITIES)}
_FIELDS = ("path", "code", "severity", "message", "hint", "gateway", "line", "column")


def rank(severity: str) -> int:
    """Return the place of a severity where the worst comes first: 0 is an error.

    Args:
        severity: The severity.
    """
    return _RANKS[severity]


def counts(violations: Iterable[Violation], language: str = ENGLISH) -> str:
    """Return how many violations there are of each severity, in words.

    Args:
        violations: The violations.
        language: The language of the words.
    """
    return numbers(Counter(violation.severity.value for violation in violations), language)


def numbers(found: Mapping[str, int], language: str = ENGLISH) -> str:
    """Return numbers of violations in words.

    Args:
        found: How many violations there are, by severity.
        language: The language of the words.
    """
    words = tuple(
        _phrase(f"{name}s", language, count=n) for name in _SEVERITIES if (n := found.get(name, 0))
    )
    if not words:
        return _phrase("clean", language)
    return _phrase("counts", language, counts=Series(words, "comma"))


def summary(report: Report[object], language: str | None = None) -> str:
    """Return the counts of a report, and whether there is more.

    Args:
        report: The report.
        language: The language of the words; that of the report where none is given.
    """
    language = language or report.language
    found = counts(report.violations, language)
    return _phrase("truncated", language, counts=found) if report.truncated else found


def text(report: Report[object], most: int | None = None) -> str:
    """Return a line of counts, then one line a violation, errors first.

    In a language that runs from right to left, Latin words are isolated.

    Args:
        report: The report.
        most: Most violations to list; None is all.
    """
    worst = sorted(report.violations, key=lambda v: rank(v.severity))
    lines = [summary(report), *(_line(violation, report.language) for violation in worst[:most])]
    if len(worst) >= len(lines):
        lines.append(_phrase("more", report.language, count=len(worst) - len(lines) + 1))
    whole = "\n".join(lines)
    if _phrase("direction", report.language) != "rtl":
        return whole
    from payloadkit.messages.bidi import isolated

    return isolated(whole)


def plain(report: Report[object]) -> dict[str, Any]:
    """Return a report as JSON values in the published schema; see docs/schemas/report-1.json."""
    return {
        "schema": SCHEMA,
        "ok": report.ok,
        "truncated": report.truncated,
        "violations": [
            {name: _plain(getattr(violation, name)) for name in _FIELDS}
            for violation in report.violations
        ],
    }


def problem(report: Report[object], status: int) -> dict[str, Any]:
    """Return a report as a problem document (RFC 9457), with title and details in its language.

    Args:
        report: The report.
        status: The HTTP status that it is sent with.
    """
    return {
        "type": PROBLEM,
        "title": _phrase("refused", report.language),
        "status": status,
        "detail": summary(report),
        "errors": [
            {
                "pointer": violation.path,
                "code": violation.code,
                "severity": str(violation.severity),
                "detail": _plain(violation.message),
                "hint": _plain(violation.hint),
            }
            for violation in report.violations
        ],
    }


def _line(violation: Violation, language: str) -> str:
    severity = _phrase(violation.severity.value, language)
    path = violation.path or _phrase("document", language)
    hint = f" ({violation.hint})" if violation.hint else ""
    place = (
        ""
        if violation.line is None
        else f" [{_phrase('place', language, line=violation.line, column=violation.column)}]"
    )
    return f"{severity} {violation.code} {path}: {violation.message}{hint}{place}"


def _phrase(name: str, language: str, **bounds: object) -> str:
    return str(said(language, PHRASES, name, "message", bounds))


def _plain(value: object) -> object:
    """Return a value without the source of its sentence."""
    return str(value) if isinstance(value, str) else value
