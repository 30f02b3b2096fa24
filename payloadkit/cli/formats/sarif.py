"""SARIF 2.1.0, the interchange format of OASIS for results of static analysis."""

from __future__ import annotations

import os
import re
from typing import IO, TYPE_CHECKING, Any
from urllib.parse import quote

import attrs

from payloadkit import __version__
from payloadkit.cli.files import STDIN
from payloadkit.cli.fingerprint import fingerprints
from payloadkit.cli.formats.worst import Worst
from payloadkit.cli.locations import inside
from payloadkit.cli.result import MORE, counted, sentences
from payloadkit.cli.streams import json_text, print_note, printable
from payloadkit.cli.summary import incomplete
from payloadkit.messages.catalogue import catalogue_in
from payloadkit.violation import Severity

if TYPE_CHECKING:
    from payloadkit.cli.result import Document, Totals
    from payloadkit.violation import Violation

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_MOST = 5000  # results of a run that GitHub shows
_ROOT = "%SRCROOT%"


@attrs.define
class SarifFormat:
    """Violations as results of one run. They are written at the end, the worst of very many.

    Args:
        stream: The stream to write to.
    """

    stream: IO[str]
    _results: Worst[dict[str, Any]] = attrs.field(init=False, factory=lambda: Worst(_MOST))
    _truncated: int = attrs.field(init=False, default=0)

    def document(self, document: Document) -> None:
        """Keep the violations of a document."""
        self._truncated += document.report.truncated
        marks = fingerprints(document)
        for violation, mark in zip(document.report.violations, marks, strict=True):
            self._results.add(violation.severity, _result(document, violation, mark))

    def end(self, totals: Totals) -> None:
        """Write the run."""
        results = self._results.kept_in_order()
        codes = list(dict.fromkeys(result["ruleId"] for result in results))
        for result in results:
            result["ruleIndex"] = codes.index(result["ruleId"])
        notes = self._notes()
        for note in notes:
            print_note(note)
        invocation = {
            "executionSuccessful": totals.complete,
            "toolExecutionNotifications": [
                {"level": "warning", "message": {"text": note}}
                for note in (*notes, *incomplete(totals))
            ],
        }
        driver = {
            "name": "payloadkit",
            "version": __version__,
            "semanticVersion": __version__,
            "rules": [_rule(code, totals.language) for code in codes],
        }
        run = {
            "tool": {"driver": driver},
            "language": totals.language,
            "invocations": [invocation],
            "columnKind": "unicodeCodePoints",
            "results": results,
        }
        self.stream.write(json_text({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}))

    def _notes(self) -> list[str]:
        """Return what the results do not show."""
        left_out, number = self._results.left_out, self._results.number
        notes = []
        if left_out:
            notes.append(f"SARIF has the worst {_MOST:,} of {number:,} violations.")
        if self._truncated:
            notes.append(f"{counted(self._truncated, 'document')}: {MORE}")
        return notes


def _rule(code: str, language: str) -> dict[str, Any]:
    """Return what there is to know of a code; of a tenant's own, nothing more."""
    entry = catalogue_in(language).get(code)
    if entry is None:
        return {"id": code}
    usual = re.split(r"\W", entry.severity)[0]  # of "error or warning" the former
    return {
        "id": code,
        "shortDescription": {"text": _text(entry.meaning)},
        "help": {"text": _text(entry.mend or entry.meaning)},
        "defaultConfiguration": {"level": _LEVELS[Severity(usual)]},
    }


def _result(document: Document, violation: Violation, mark: str) -> dict[str, Any]:
    location: dict[str, Any] = {"logicalLocations": [{"fullyQualifiedName": violation.path}]}
    artifact = _artifact(document.file_of(violation))
    if artifact is not None:
        location["physicalLocation"] = {"artifactLocation": artifact}
        if violation.line is not None:
            region = {"startLine": violation.line, "startColumn": violation.column}
            location["physicalLocation"]["region"] = region
    return {
        "ruleId": violation.code,
        "level": _LEVELS[violation.severity],
        "message": {"text": _text(f"{violation.path or 'document'}: {sentences(violation)}")},
        "locations": [location],
        # GitHub knows a result again by this name only, and else by the text of the line, which
        # is the same for all violations of a document without line breaks.
        "partialFingerprints": {"primaryLocationLineHash": mark},
        "properties": {"document": document.key, "kind": document.kind},
    }


def _artifact(file: str | None) -> dict[str, str] | None:
    """Return the location of a file: from the root of the sources, or whole where it is outside."""
    if file is None or file == STDIN:
        return None
    relative = inside(file)
    if relative is None:
        return {"uri": "file://" + quote(os.fsencode(os.path.realpath(file)))}
    return {"uri": quote(os.fsencode(relative)), "uriBaseId": _ROOT}


def _text(text: str) -> str:
    """Return a text as a message, which gives braces and brackets a meaning (3.11.5, 3.11.6)."""
    return re.sub(r"([\[\]])", r"\\\1", re.sub(r"([{}])", r"\1\1", printable(text)))
