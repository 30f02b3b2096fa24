"""The baseline that a check writes: the same for the same violations, and without values."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

import payloadkit as pk
from payloadkit.cli.baseline import SCHEMA
from payloadkit.cli.baseline_writer import BaselineWriter
from payloadkit.cli.fingerprint import fingerprints
from payloadkit.cli.result import Document
from payloadkit.cli.streams import InputError
from payloadkit.violation import Fault
from tests.documents import TODAY, minimal

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Told


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a new folder with two documents the working folder."""
    monkeypatch.chdir(tmp_path)
    for name, faults in (("b", {"channel": ""}), ("a", {"CANARY x": "CANARY", "CANARY y": 1})):
        (tmp_path / f"{name}.json").write_text(json.dumps({**minimal(), **faults}))
    return tmp_path


def test_all_violations_are_written(here: Path, invoke: Callable[..., Told]) -> None:
    """Sorted, a line each, and without message or value."""
    run = ("check", "--today", TODAY, "--write-baseline", "old.json")
    told = invoke(*run, "b.json", "a.json")
    text = (here / "old.json").read_text()
    found = json.loads(text)

    assert (told.status, told.out) == (0, b"")
    assert b"baseline: 3 violations written to old.json" in told.err
    assert found["schema"] == SCHEMA
    assert [(entry["document"], entry["path"], entry["code"]) for entry in found["violations"]] == [
        ("a.json", "/?", "field.unknown")
    ] * 2 + [("b.json", "/channel", "text.blank")]
    assert len(text.splitlines()) == 3 + 3 + 2
    assert "CANARY" not in text

    assert invoke(*run, "--jobs", "2", "./a.json", here / "b.json").status == 0
    assert (here / "old.json").read_text() == text


def test_an_entry_has_the_fingerprint_of_its_violation(tmp_path: Path) -> None:
    """Equal violations have an entry each."""
    violation = Fault("field.missing", "Give it.").violation("/a")
    document = Document("a.json", None, pk.Report((violation, violation)))
    writer = BaselineWriter(str(tmp_path / "old.json"))

    [(left, size)] = writer.applied(iter([(document, 7)]))
    assert isinstance(left, Document)
    assert (left.report.violations, left.report.truncated, size) == ((), False, 7)
    writer.end(complete=True)
    entries = json.loads((tmp_path / "old.json").read_text())["violations"]
    assert {entry["fingerprint"] for entry in entries} == set(fingerprints(document))
    assert len(entries) == 2


def test_nothing_found_is_a_baseline_too(tmp_path: Path) -> None:
    """It has no entries."""
    writer = BaselineWriter(str(tmp_path / "old.json"))
    writer.end(complete=True)

    assert json.loads((tmp_path / "old.json").read_text())["violations"] == []


def test_a_bound_is_told(tmp_path: Path) -> None:
    """A document with more violations than are found is not all in it."""
    report: pk.Report[None] = pk.Report(
        (Fault("field.missing", "Give it.").violation("/a"),), truncated=True
    )
    writer = BaselineWriter(str(tmp_path / "old.json"))
    list(writer.applied(iter([(Document("a.json", None, report), 1)])))

    assert "1 document with more than 100,000" in writer.end(complete=True)


def test_no_part_of_a_baseline_is_written(here: Path, invoke: Callable[..., Told]) -> None:
    """If an input cannot be checked, the old file stays, and the status is 2."""
    (here / "old.json").write_text("old")
    told = invoke("check", "--quiet", "--write-baseline", "old.json", "a.json", "missing.json")

    assert told.status == 2
    assert b"old.json: not written" in told.err
    assert (here / "old.json").read_text() == "old"


def test_failures_pass(tmp_path: Path) -> None:
    """What cannot be checked is reported as it is."""
    failure = InputError("x")

    assert list(BaselineWriter(str(tmp_path)).applied(iter([(failure, 0)]))) == [(failure, 0)]


def test_it_is_written_or_used(here: Path, invoke: Callable[..., Told]) -> None:
    """Not both in one run."""
    told = invoke("check", "--baseline", "x", "--write-baseline", "old.json", "a.json")

    assert told.status == 2
    assert not (here / "old.json").exists()
