"""Fingerprints: the same for every layout of a document, and another for every violation."""

from __future__ import annotations

import json
from random import Random
from typing import TYPE_CHECKING, Any

import attrs
import pytest

import payloadkit as pk
from payloadkit.cli.fingerprint import fingerprints
from payloadkit.cli.result import Document
from payloadkit.violation import Fault
from tests.documents import POLICY, minimal
from tests.json_layouts import Writer

if TYPE_CHECKING:
    from pathlib import Path

KIND = "caas.onboarding"


def faulty() -> dict[str, Any]:
    """Return a document with faults of several codes, and some of one code at one path."""
    document = minimal()
    del document["first_name"], document["email_id"]
    document["nationality"] = "XX"
    document["id_details"][0]["id_number"] = "1"
    document["address_list"] = []
    return {**document, "odd key": 1, "odd  key": 2, "known": 3, "text_field": "\u0000"}


def reordered(value: Any, random: Random) -> Any:
    """Return a document with the keys of all its objects in another order."""
    if isinstance(value, dict):
        keys = random.sample(list(value), len(value))
        return {key: reordered(value[key], random) for key in keys}
    return [reordered(inner, random) for inner in value] if isinstance(value, list) else value


def checked(text: str, file: str | None = "a.json", entry: str | None = None) -> Document:
    """Return a text as a document with its report."""
    return Document(file, KIND, pk.check(KIND, text, POLICY), entry=entry)


def test_no_layout_changes_a_fingerprint() -> None:
    """A thousand layouts of a document, with its keys in other orders, have the same ones."""
    random = Random(13)  # noqa: S311 - chooses layouts
    expected = set(fingerprints(checked(Writer(random).text(faulty()))))

    assert len(expected) > 8
    for _ in range(1000):
        text = Writer(random).text(reordered(faulty(), random))
        assert set(fingerprints(checked(text))) == expected, text


def test_each_violation_has_its_own() -> None:
    """Violations of one code at one path are numbered."""
    document = checked(json.dumps(faulty()))
    found = fingerprints(document)
    places = [(violation.path, violation.code) for violation in document.report.violations]

    assert len(set(found)) == len(found) == len(places) > len(set(places))
    assert all(len(mark) == 32 and int(mark, 16) >= 0 for mark in found)


@pytest.mark.parametrize(
    "other",
    [{"path": "/b"}, {"code": "field.null"}, {"file": "b.json"}, {"entry": "1"}, {"file": None}],
)
def test_document_path_and_code_make_it(other: dict[str, Any]) -> None:
    """Another document, path or code is another fingerprint; place and sentence are not in it."""
    violation = Fault("field.missing", "Give it.").violation("/a", line=1, column=1)
    document = Document("a.json", KIND, pk.Report((violation,)))
    elsewhere = attrs.evolve(
        violation, line=7, column=9, severity=pk.Severity.INFO, message="Or not.", hint="Ask."
    )
    changed = attrs.evolve(
        violation, **{key: other[key] for key in ("path", "code") if key in other}
    )
    renamed = attrs.evolve(
        document, **{key: other[key] for key in ("file", "entry") if key in other}
    )

    marks = fingerprints(document)
    assert fingerprints(attrs.evolve(document, report=pk.Report((elsewhere,)))) == marks
    assert fingerprints(attrs.evolve(renamed, report=pk.Report((changed,)))) != marks


def test_the_working_folder_is_not_in_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file is the same by its relative name and by its whole one, in any copy of the folder."""
    marks = set()
    for name in ("one", "two"):
        folder = tmp_path / name
        folder.mkdir()
        monkeypatch.chdir(folder)
        marks |= {
            tuple(fingerprints(checked("{}", file)))
            for file in ("a.json", "./a.json", str(folder / "a.json"))
        }

    assert len(marks) == 1


def test_a_name_of_odd_bytes_has_one() -> None:
    """A file's name need not be Unicode."""
    assert fingerprints(checked("{}", "a\udcff.json")) != fingerprints(checked("{}", "a.json"))
