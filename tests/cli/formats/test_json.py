"""JSON: the documents one after another, and their summary, in the published schema."""

from __future__ import annotations

import json

from payloadkit.cli.streams import unicode_name
from tests.cli.formats.drawn import drawn, written
from tests.report_schema import problems_of


def test_the_schema_accepts_it() -> None:
    """All documents, and none, are valid under the schema, and in ASCII."""
    for documents in (drawn(), drawn()[:1], ()):
        text = written("json", documents)
        assert problems_of(json.loads(text)) == []
        assert text.isascii()


def test_documents_are_those_of_the_library() -> None:
    """Each is the library's own report, with file, entry and kind; the keys have one order."""
    found = json.loads(written("json", drawn()))

    for document, plain in zip(drawn(), found["documents"], strict=True):
        head = {"file": None if document.file is None else unicode_name(document.file)}
        if document.entry is not None:
            head["entry"] = document.entry
        assert plain == {**head, "kind": document.kind, **document.report.to_dict()}
        assert list(plain)[: len(head) + 1] == [*head, "kind"]


def test_the_summary_counts() -> None:
    """The summary has the numbers of documents and of each code, errors and frequent ones first."""
    summary = json.loads(written("json", drawn()))["summary"]
    codes = [(entry["severity"], -entry["violations"]) for entry in summary["codes"]]

    assert (summary["documents"], summary["failed"]) == (len(drawn()), len(drawn()) - 1)
    assert sum(number for _, number in codes) == -sum(
        len(document.report.violations) for document in drawn()
    )
    assert codes == sorted(codes, key=lambda code: (code[0] != "error", code))


def test_layout_is_that_of_all_json() -> None:
    """Written in pieces, it is what one call of ``json.dumps`` would write."""
    for documents in (drawn(), ()):
        text = written("json", documents)
        assert text == json.dumps(json.loads(text), indent=2) + "\n"
