"""Readers of the formats: what a report says of places, as (document, path, code)."""

from __future__ import annotations

import json
import os
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote_to_bytes

import attrs
from junitparser import JUnitXml
from markdown_it import MarkdownIt

from payloadkit.cli.locations import location
from payloadkit.cli.streams import named, printable, unicode_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from payloadkit.cli.result import Document
    from payloadkit.violation import Violation

Found = set[tuple[str, str, str]]
MARKDOWN = MarkdownIt("commonmark").enable("table")


def expected(
    documents: tuple[Document, ...], name_of: Callable[[Document, Violation], str]
) -> Found:
    """Return what a report has to say of documents, each under the name that a format gives it."""
    return {
        (name_of(document, violation), violation.path, violation.code)
        for document in documents
        for violation in document.report.violations
    }


def in_lines(text: str) -> Found:
    """Read the lines of text."""
    pattern = re.compile(r"(.*?)(?::\d+:\d+)?: (?:error|warning|info) (\S+) (\S+): .+")
    found = [match.groups() for line in text.splitlines() if (match := pattern.fullmatch(line))]
    return {(name, "" if path == "document" else path, code) for name, code, path in found}


def of_text(document: Document, violation: Violation) -> str:
    """Return the name that a line of text begins with."""
    file = document.file_of(violation)
    if violation.line is None:
        return document.key
    return document.name if file is None else named(file)


def of_json(document: Document, _: Violation) -> str:
    """Return the name that JSON gives a document."""
    file = "" if document.file is None else unicode_name(document.file)
    return f"{file}#{document.entry or ''}"


def in_json(text: str) -> Found:
    """Read a JSON report."""
    return _of(json.loads(text)["documents"])


def in_ndjson(text: str) -> Found:
    """Read NDJSON."""
    return _of(json.loads(line) for line in text.splitlines())


def _of(documents: Iterable[dict[str, Any]]) -> Found:
    return {
        (f"{document['file'] or ''}#{document.get('entry', '')}", found["path"], found["code"])
        for document in documents
        for found in document["violations"]
    }


def in_github(text: str) -> Found:
    """Read workflow commands."""
    return in_lines("\n".join(command.message for command in commands(text)))


@attrs.frozen
class Command:
    """A workflow command of GitHub.

    Args:
        name: What it does.
        properties: Its properties.
        message: Its message.
    """

    name: str
    properties: dict[str, str]
    message: str


def commands(text: str) -> list[Command]:
    """Read workflow commands by GitHub's grammar: ``::name key=value,key=value::message``."""
    found = []
    for line in text.splitlines():
        begin, head, message = line.split("::", 2)
        name, _, listed = head.partition(" ")
        pairs = [pair.split("=", 1) for pair in listed.split(",")]
        assert begin == ""
        found.append(Command(name, {key: _data(value) for key, value in pairs}, _data(message)))
    return found


def _data(text: str) -> str:
    assert re.fullmatch(r"([^%\r\n]|%(25|0D|0A|3A|2C))*", text)
    for escape, letter in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(escape, letter)
    return text


def of_gitlab(document: Document, violation: Violation) -> str:
    """Return the file and entry that GitLab is told."""
    file = document.file_of(violation)
    entry = "" if document.entry is None else f"#{document.entry}: "
    return f"{entry}{document.name if file is None else printable(location(file))}"


def in_gitlab(text: str) -> Found:
    """Read a code quality report."""
    pattern = re.compile(r"(#\d+: )?(document|/[^:]*): .+")
    found = set()
    for issue in json.loads(text):
        match = pattern.fullmatch(issue["description"])
        assert match is not None
        path = "" if match[2] == "document" else match[2]
        found.add((f"{match[1] or ''}{issue['location']['path']}", path, issue["check_name"]))
    return {(name, path, code) for name, path, code in found if code != "truncated"}


def of_sarif(document: Document, violation: Violation) -> str:
    """Return the document and the file that SARIF names."""
    file = document.file_of(violation)
    outside = file is not None and file.startswith(("/", "../"))
    name = "" if file in (None, "-") else os.path.realpath(file or "") if outside else file or ""
    return f"{document.key} {name}"


def in_sarif(text: str) -> Found:
    """Read SARIF."""
    found = set()
    for result in json.loads(text)["runs"][0]["results"]:
        [place] = result["locations"]
        [logical] = place["logicalLocations"]
        artifact = place.get("physicalLocation", {}).get("artifactLocation", {"uri": ""})
        uri = artifact["uri"].removeprefix("" if "uriBaseId" in artifact else "file://")
        name = f"{result['properties']['document']} {os.fsdecode(unquote_to_bytes(uri))}"
        found.add((name, logical["fullyQualifiedName"], result["ruleId"]))
    return found


def in_junit(text: str) -> Found:
    """Read JUnit's XML by junitparser."""
    lines = []
    for suite in JUnitXml.fromstring(text.encode()):
        for case in suite:
            lines += [case.system_out or "", *(failure.text for failure in case.result)]
    return in_lines("\n".join(lines))


def of_markdown(document: Document, violation: Violation) -> str:
    """Return the place that Markdown names."""
    return document.place(violation)


def in_markdown(text: str) -> Found:
    """Read the items of Markdown: the code spans in each are code, place and path."""
    found = set()
    for token in MARKDOWN.parse(text):
        spans = [inner.content for inner in token.children or () if inner.type == "code_inline"]
        if len(spans) == 3:
            code, place, path = spans
            found.add((place, "" if path == "document" else path, code))
    return found
