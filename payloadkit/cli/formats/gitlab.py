"""The code quality report of GitLab: a JSON array with an object for each violation."""

from __future__ import annotations

import json
from typing import IO, TYPE_CHECKING, Any

import attrs

from payloadkit.cli.fingerprint import fingerprints
from payloadkit.cli.locations import location
from payloadkit.cli.result import MORE, sentences
from payloadkit.cli.streams import printable
from payloadkit.violation import Severity, Violation

if TYPE_CHECKING:
    from payloadkit.cli.result import Document, Totals

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


@attrs.define
class GitlabFormat:
    """Violations as a code quality report. Each is written as soon as it is there.

    Args:
        stream: The stream to write to.
    """

    stream: IO[str]
    _before: str = attrs.field(init=False, default="[")

    def document(self, document: Document) -> None:
        """Write the violations of a document."""
        if document.report.truncated:
            more = Violation(path="", code="truncated", severity=Severity.INFO, message=MORE)
            report = document.report
            document = attrs.evolve(
                document, report=attrs.evolve(report, violations=(*report.violations, more))
            )
        marks = fingerprints(document)
        for violation, mark in zip(document.report.violations, marks, strict=True):
            self.stream.write(f"{self._before}\n{json.dumps(_issue(document, violation, mark))}")
            self._before = ","

    def end(self, totals: Totals) -> None:  # noqa: ARG002 - as all formats
        """End the array. Standard error says what was not checked: an entry is a violation."""
        self.stream.write(f"{self._before.replace(',', '')}\n]\n")


def _issue(document: Document, violation: Violation, mark: str) -> dict[str, Any]:
    """Return a violation as GitLab reads it. It asks for a path and a line of each."""
    file = document.file_of(violation)
    path = document.name if file is None else printable(location(file))
    entry = "" if document.entry is None else f"#{document.entry}: "
    return {
        "description": printable(f"{entry}{violation.path or 'document'}: {sentences(violation)}"),
        "check_name": violation.code,
        "fingerprint": mark,
        "severity": _SEVERITIES[violation.severity],
        "location": {"path": path, "lines": {"begin": violation.line or 1}},
    }
