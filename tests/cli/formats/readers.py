"""Readers of the formats: what a report says of places, as (document, path, code)."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from payloadkit.cli.streams import named, unicode_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from payloadkit.cli.result import Document
    from payloadkit.violation import Violation

Found = set[tuple[str, str, str]]


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


def in_text(document: Document, violation: Violation) -> str:
    """Return the name that a line of text begins with."""
    file = document.file_of(violation)
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
