"""No value of a person and no secret is in a log, a journal, a report or a traceback."""

from __future__ import annotations

import json
import logging
import re
import traceback
from typing import TYPE_CHECKING, Any

import pytest

from payloadkit import to_dict
from payloadkit.workflows import JournalError, read_journal
from payloadkit.workflows.journal import Journal
from tests.workflows.batch import FIRST, SUPPLEMENT, Stage, rows

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SECRETS = ("sandbox-secret", "sandbox-password", "sandbox-key", "Bearer")
SUPPLEMENTS = {
    str(FIRST): {**SUPPLEMENT, "customer_classification": {"employer_name": "CANARY TRADING"}},
    str(FIRST + 1): {**SUPPLEMENT, "email_id": "canary.is.no.address"},
    str(FIRST + 2): {**SUPPLEMENT, "canary key!": "canary value"},
}


def canaries() -> list[str]:
    """Return the values of a batch and its supplements, and the secrets."""
    found: list[str] = []

    def collect(value: Any) -> None:
        if isinstance(value, dict):
            for part in value.values():
                collect(part)
        elif isinstance(value, list | tuple):
            for part in value:
                collect(part)
        elif len(str(value)) > 4:  # short ones are words of anything
            found.append(str(value))

    collect([to_dict(row) for row in rows(4).rows])
    collect(SUPPLEMENTS)
    constant = {"v1.0", "15/06/2021"}
    return sorted({*found, "canary key!", *SECRETS} - constant)


@pytest.fixture
def stage(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> Iterator[Stage]:
    """Give a batch with faults, whose logs are kept."""
    caplog.set_level(logging.DEBUG)
    stage = Stage(tmp_path / "batch.sqlite", size=4, failures={str(FIRST + 3): "EXPIRED_EID"})
    stage.sandbox.caas.fail_next("onboarding", how="reset", when="after_commit")
    yield stage
    text = "".join(f"{record.getMessage()} {record.args}" for record in caplog.records)
    assert [each for each in canaries() if each in text] == []


def test_journal_report_and_log(stage: Stage) -> None:
    """Nothing is in the files beside the journal, the report, the summary or the log."""
    found: list[bytes] = []

    def look(_: object) -> None:
        found.extend(file.read_bytes() for file in stage.journal.parent.iterdir())

    summary = stage.migration(supplements=SUPPLEMENTS.get).run(progress=look)
    look(None)
    found.append(json.dumps(read_journal(stage.journal).to_dict()).encode())
    found.append(repr((summary, summary.rows)).encode())
    ecrn = stage.sandbox.caas.ledger.taken[0]
    for each in (*canaries(), ecrn):
        assert not any(re.search(re.escape(each.encode()), data) for data in found), each
    assert len(found) > 6


def test_the_traceback_of_an_interruption(stage: Stage) -> None:
    """The frames of Ctrl-C, which no error of ours is, hold no value either."""

    def supplements(_: str) -> Any:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt) as caught:
        stage.migration(supplements=supplements).run()
    told = traceback.TracebackException.from_exception(caught.value, capture_locals=True)
    text = "".join(told.format())
    assert [each for each in canaries() if each in text] == []


def test_tracebacks(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """The frames of an error that ends a run hold no value."""

    def fail(*_: object) -> None:
        raise JournalError("the disk is full")

    monkeypatch.setattr(Journal, "write", fail)
    with pytest.raises(JournalError) as caught:
        stage.migration(supplements=dict(SUPPLEMENTS).get).run()
    told = traceback.TracebackException.from_exception(caught.value, capture_locals=True)
    text = "".join(told.format())
    assert [each for each in canaries() if each in text] == []
