"""Annotations of GitHub, by the grammar of its workflow commands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import payloadkit as pk
from payloadkit.cli.locations import location
from payloadkit.cli.result import Document
from payloadkit.cli.streams import printable
from tests.cli.formats.drawn import drawn, written
from tests.cli.formats.readers import commands

if TYPE_CHECKING:
    import pytest

COMMANDS = {"error": "error", "warning": "warning", "info": "notice"}


def test_each_violation_is_a_command(subtests: pytest.Subtests) -> None:
    """Severity, file, line, column and code are properties, whatever the file is called."""
    for document in drawn():
        with subtests.test(document=document):
            found = commands(written("github", [document]))

            for command, violation in zip(found, document.report.violations, strict=False):
                file = document.file_of(violation)
                place = {} if file in (None, "-") else {"file": printable(location(file or ""))}
                if place and violation.line is not None:
                    place |= {"line": str(violation.line), "col": str(violation.column)}
                assert command.name == COMMANDS[violation.severity]
                assert command.properties == {"title": violation.code, **place}
                assert violation.message in command.message
            more = [command for command in found if command.properties["title"] == "payloadkit"]
            assert len(found) == len(document.report.violations) + len(more)
            assert bool(more) == (document.report.truncated or len(found) > 10)


def test_what_github_hides_is_told() -> None:
    """GitHub shows ten annotations of each type: the last command says so where there are more."""
    text = '{"a": 1, "b": 2, "c": 3, "d": 4, "e": 5, "f": 6}'
    few = Document("a.json", "caas.lookup", pk.check("caas.lookup", text))
    kinds = [command.name for command in commands(written("github", [few]))]
    many = commands(written("github", [few, few]))

    assert "notice" not in kinds
    assert many[-1].name == "notice"
    assert many[-1].message.startswith(f"{2 * len(kinds)} errors: ")
    assert written("github", ()) == ""
