"""Workflow commands of GitHub Actions, which shows them beside the lines of the files."""

from __future__ import annotations

from collections import Counter
from typing import IO, TYPE_CHECKING

import attrs

from payloadkit.cli.files import STDIN
from payloadkit.cli.formats.text import violation_line
from payloadkit.cli.locations import location
from payloadkit.cli.result import MORE, counted
from payloadkit.cli.streams import printable
from payloadkit.cli.summary import incomplete
from payloadkit.violation import Severity

if TYPE_CHECKING:
    from payloadkit.cli.result import Document, Totals
    from payloadkit.violation import Violation

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_SHOWN = 10  # annotations of each command that GitHub shows of a step; the log has all


@attrs.frozen
class GithubFormat:
    """Violations as annotations.

    Args:
        stream: The log of a step, which is its standard output.
    """

    stream: IO[str]
    _numbers: Counter[Severity] = attrs.field(init=False, factory=Counter)

    def document(self, document: Document) -> None:
        """Write an annotation for each violation."""
        for violation in document.report.violations:
            self._numbers[violation.severity] += 1
            self._write(
                _COMMANDS[violation.severity],
                violation_line(document.place(violation), violation),
                title=violation.code,
                **_place(document, violation),
            )
        if document.report.truncated:
            self._write("notice", f"{document.key}: {MORE}", title="payloadkit")

    def end(self, totals: Totals) -> None:
        """Say what was not checked, and how many annotations GitHub does not show."""
        for line in incomplete(totals):
            self._write("warning", line, title="payloadkit")
        hidden = [
            counted(number, severity.value)
            for severity, number in self._numbers.items()
            if number > _SHOWN
        ]
        if hidden:
            shown = f"GitHub shows the first {_SHOWN} of each; the log of this step has all."
            self._write("notice", f"{', '.join(hidden)}: {shown}", title="payloadkit")

    def _write(self, command: str, message: str, **properties: str) -> None:
        listed = ",".join(
            f"{name}={_escaped(text).replace(':', '%3A').replace(',', '%2C')}"
            for name, text in properties.items()
        )
        self.stream.write(f"::{command} {listed}::{_escaped(message)}\n")


def _place(document: Document, violation: Violation) -> dict[str, str]:
    file = document.file_of(violation)
    if file is None or file == STDIN:
        return {}
    place = {"file": printable(location(file))}
    if violation.line is not None:
        place |= {"line": str(violation.line), "col": str(violation.column)}
    return place


def _escaped(text: str) -> str:
    """Return a text without line breaks, which `printable` has taken, and with `%` as data."""
    return printable(text).replace("%", "%25")
