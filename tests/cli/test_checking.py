"""Documents of inputs: their kinds, their reports and their places."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

import payloadkit as pk
from payloadkit.cli.checking import check_all
from payloadkit.cli.inputs import Input
from payloadkit.cli.result import Document
from payloadkit.cli.streams import InputError

if TYPE_CHECKING:
    from pathlib import Path

POLICY = pk.Policy(max_bytes=5000)


@pytest.fixture(name="folder")
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty working folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def places(document: Document) -> list[tuple[str, int | None, int | None]]:
    """Return code, line and column of each violation."""
    return [(found.code, found.line, found.column) for found in document.report.violations]


def test_places_are_of_the_file(folder: Path, minimal: dict[str, Any]) -> None:
    """A violation of a document in a line stands in this line; what has no column, in the first."""
    sound = json.dumps(minimal)
    texts = [sound, sound[:-1], '{"odd": 1}', "\ufeff" + sound, " " * 6000, sound]
    (folder / "a.ndjson").write_text("\n\n".join(texts), encoding="utf-8")
    results = check_all([Input("a.ndjson", "caas.lookup")], POLICY)
    found = [document for document, _ in results if isinstance(document, Document)]
    broken, other, marked, long = found[1:5]

    assert [document.key for document in found] == [f"a.ndjson#{n}" for n in range(1, 7)]
    assert places(broken) == [("json.invalid", 3, len(sound))]
    assert ("field.unknown", 5, 2) in places(other)
    assert places(marked) == [("json.encoding", 7, 1)]
    assert places(long) == [("json.too_large", 9, 1)]


def test_each_line_may_be_of_another_kind(folder: Path, minimal: dict[str, Any]) -> None:
    """The kind of each line is recognised by itself, and one that is not clear is told."""
    texts = [json.dumps(minimal), '{"idNumber": "x"}', "{}", f"[{json.dumps(minimal)}]", "{"]
    (folder / "a.ndjson").write_text("\n".join(texts))
    found = [result for result, _ in check_all([Input("a.ndjson")], POLICY)]
    failures = [result.message for result in found if isinstance(result, InputError)]

    assert [result.kind for result in found if isinstance(result, Document)] == [
        "caas.onboarding",
        "caas.lookup",
        None,
    ]
    assert [text.partition(": ")[0] for text in failures] == ["a.ndjson:3", "a.ndjson:4"]
    assert "--kind" in failures[0]
    assert "NDJSON" in failures[1]


def test_what_cannot_be_read_costs_only_itself(folder: Path) -> None:
    """Failures stand between the documents, in the order of the inputs."""
    (folder / "a.json").write_text('{"idNumber": "x"}')
    before = InputError("before")
    found = [
        result for result, _ in check_all([before, Input("missing.json"), Input("a.json")], POLICY)
    ]

    assert found[0] is before
    assert isinstance(found[1], InputError)
    assert isinstance(found[2], Document)


def test_too_little_memory_costs_the_document(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A document that the memory does not hold is told, and the others are checked."""

    def full(*_: object) -> None:
        raise MemoryError

    (folder / "a.json").write_text('{"idNumber": "x"}')
    monkeypatch.setattr("payloadkit.cli.checking.check", full)
    [(result, _)] = check_all([Input("a.json")], POLICY)

    assert isinstance(result, InputError)
    assert result.message.startswith("a.json: ")
