"""NDJSON: a document on each line."""

from __future__ import annotations

import json

from tests.cli.formats.drawn import drawn, written
from tests.report_schema import problems_of


def test_each_line_is_a_document() -> None:
    """The lines are the documents of the JSON report, clean ones too, each valid by itself."""
    lines = written("ndjson", drawn()).splitlines()
    documents = json.loads(written("json", drawn()))["documents"]

    assert [json.loads(line) for line in lines] == documents
    assert all(problems_of(document) == [] for document in documents)
    assert all(line.isascii() for line in lines)


def test_no_document_is_no_line() -> None:
    """Where nothing was checked there is nothing to read."""
    assert written("ndjson", ()) == ""
