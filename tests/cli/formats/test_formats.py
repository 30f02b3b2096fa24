"""All formats over the same drawn documents: everything is in each, and no value is in any."""

from __future__ import annotations

import json
from io import StringIO
from typing import TYPE_CHECKING

import pytest

from payloadkit.cli.formats import FORMATS, format_of
from payloadkit.cli.result import Totals
from payloadkit.messages import phrase
from tests.cli.formats import readers
from tests.cli.formats.drawn import CANARY, drawn, localized, written

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Told
from tests.cli.formats.html_reader import in_html, of_html

READERS = {
    "text": (readers.in_lines, readers.of_text),
    "json": (readers.in_json, readers.of_json),
    "ndjson": (readers.in_ndjson, readers.of_json),
    "junit": (readers.in_junit, readers.of_text),
    "sarif": (readers.in_sarif, readers.of_sarif),
    "github": (readers.in_github, readers.of_text),
    "gitlab": (readers.in_gitlab, readers.of_gitlab),
    "markdown": (readers.in_markdown, readers.of_markdown),
    "html": (in_html, of_html),
}
"""What reads each format, and the name that it gives a document."""


def test_every_format_is_read() -> None:
    """Each format has a reader here; the two for people's eyes have tests of their own."""
    assert set(FORMATS) - set(READERS) <= {"terminal", "html"}


def test_every_violation_is_in_it(subtests: pytest.Subtests) -> None:
    """Each violation of each document is in the report, and nothing else."""
    for name, (read, name_of) in READERS.items():
        with subtests.test(name=name):
            for first in range(0, len(drawn()), 15):  # few enough for formats with a bound
                some = drawn()[first : first + 15]
                assert read(written(name, some)) == readers.expected(some, name_of)


def test_no_value_is_in_it(subtests: pytest.Subtests) -> None:
    """No report holds a value of a document, nor an odd key."""
    for name in FORMATS:
        with subtests.test(name=name):
            assert CANARY not in written(name, drawn())


def test_no_character_is_dangerous(subtests: pytest.Subtests) -> None:
    """No report holds a character that a terminal would obey, or half of one."""
    for name in FORMATS:
        with subtests.test(name=name):
            text = written(name, drawn())

            assert all(letter.isprintable() or letter == "\n" for letter in text)


def test_truncated_reports_say_so(subtests: pytest.Subtests) -> None:
    """A report that has more than it shows says how to see the rest."""
    for name in FORMATS:
        with subtests.test(name=name):
            truncated = [document for document in drawn() if document.report.truncated]
            marks = ('"truncated": true', "--max-violations")

            assert any(mark in written(name, truncated[:1]) for mark in marks)
            assert not any(mark in written(name, drawn()[:1]) for mark in marks)


@pytest.mark.parametrize("name", ["junit", "github", "sarif", "markdown"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_what_was_not_checked_is_told(name: str, language: str) -> None:
    """A report that ended early says so in its language, and one that is complete does not."""
    whole = written(name, localized(language))
    part = written(name, localized(language), Totals(unread=2, interrupted=True, expected=99))
    lines = [
        phrase("unread", language, count=2),
        phrase("interrupted_of", language, count=len(drawn()), all=99),
    ]

    for line in lines:
        said = {line, json.dumps(line)[1:-1], line.encode("ascii", "xmlcharrefreplace").decode()}
        assert any(each in part for each in said)
        assert not any(each in whole for each in said)


@pytest.mark.parametrize("name", ["text", "terminal", "json", "ndjson", "github", "gitlab"])
def test_a_document_is_written_at_once(name: str) -> None:
    """These formats write each document as soon as it is there."""
    stream = StringIO()
    report = format_of(name, stream)
    for document in drawn()[1:9]:
        before = stream.tell()
        report.document(document)
        assert stream.tell() > before


@pytest.mark.parametrize("name", FORMATS)
def test_the_command_line_knows_it(name: str, invoke: Callable[..., Told], tmp_path: Path) -> None:
    """``--format`` takes each name; the exit status is that of the documents."""
    (tmp_path / "bare.json").write_text("{}")
    told = invoke("check", "--kind", "caas.lookup", "--format", name, tmp_path / "bare.json")

    assert told.status == 1
    assert b"field.missing" in told.out
