"""``payloadkit migrate`` and ``payloadkit onboard`` against the sandbox on a port."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import time
from subprocess import PIPE, Popen
from threading import Event
from typing import TYPE_CHECKING, Any

import attrs
import pytest

import payloadkit as pk
from payloadkit.cli.pauses import Pauses
from payloadkit.sandbox import Sandbox
from payloadkit.workflows import Migration, read_journal
from payloadkit.workflows.journal import Journal
from tests.workflows.batch import FIRST, rows, write_supplements

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.cli.conftest import Told


@attrs.define
class Place:
    """A sandbox that is served, with the command line and a folder.

    Args:
        sandbox: The sandbox.
        folder: The folder.
        invoke: Runs a command in this process.
    """

    sandbox: Sandbox
    folder: Path
    invoke: Callable[..., Told]

    @property
    def journal(self) -> Path:
        """The file of the journal."""
        return self.folder / "batch.sqlite"

    def batch(self, size: int = 3, **options: Any) -> str:
        """Make a batch."""
        return self.sandbox.uaekyc.add_batch(rows(size), **options)

    def migrate(self, batch: str, *arguments: object) -> Told:
        """Run `migrate run`."""
        folder = self.folder / "supplements"
        if not folder.exists():
            write_supplements(folder, 3)
        named = ("--batch", batch, "--supplements", folder, "--journal", self.journal)
        return self.invoke("migrate", "run", *named, "--rate", "1000", *arguments)


@pytest.fixture
def place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, invoke: Callable[..., Told]
) -> Iterator[Place]:
    """Give a sandbox on a port whose URLs and secrets are in the environment."""
    sandbox = Sandbox()
    secrets = {
        "CAAS_CLIENT_ID": "sandbox",
        "CAAS_CLIENT_SECRET": "sandbox-secret",
        "CAAS_USERNAME": "clerk",
        "CAAS_PASSWORD": "sandbox-password",
        "CAAS_SCOPE": "sandbox",
        "UAEKYC_TRANSACTION_KEY": sandbox.transaction_key,
    }
    with sandbox.serve() as served:
        urls = {"CAAS_BASE_URL": served.caas_url, "UAEKYC_BASE_URL": served.uaekyc_url}
        for name, text in {**secrets, **urls}.items():
            monkeypatch.setenv(f"PAYLOADKIT_{name}", text)
        monkeypatch.chdir(tmp_path)
        yield Place(sandbox, tmp_path, invoke)


def test_a_migration(place: Place) -> None:
    """A run, its status and its report; the report names customers only if they are given."""
    batch = place.batch(failures={str(FIRST): "EXPIRED_EID"})
    told = place.migrate(batch)
    assert (told.status, told.lines) == (1, ["3 customers: 2 onboarded, 1 failed"])
    assert place.migrate(batch, "--format", "json").json["counts"]["onboarded"] == 2
    assert len(place.sandbox.caas.ledger.taken) == 2

    status = place.invoke("migrate", "status", place.journal)
    assert (status.status, status.out) == (1, told.out)
    report = place.invoke("migrate", "report", place.journal)
    assert place.invoke("migrate", "report", place.journal).out == report.out
    assert report.lines[1].endswith(" failed")
    assert report.lines[2] == "    EXPIRED_EID"
    assert str(FIRST) not in report.out.decode()

    sheet = place.folder / "batch.csv"
    sheet.write_bytes(rows(3).to_bytes())
    named = ("report", place.journal, "--customers", sheet, "--format", "json")
    customers = place.invoke("migrate", *named).json["customers"]
    assert [each["customer_id"] for each in customers] == [str(FIRST + n) for n in range(3)]


def test_what_is_left(place: Place) -> None:
    """A limit, a dry run, an unfinished batch, and kept numbers."""
    batch = place.batch()
    dry = place.migrate(batch, "--dry-run")
    assert (dry.status, dry.lines[0]) == (3, "3 customers: 3 waiting")
    assert dry.lines[1].endswith("waiting run.dry")
    assert place.migrate(batch, "--limit", "1").status == 3
    told = place.migrate(batch, "--keep-ecrn")
    assert told.status == 0
    assert b"in plain" in told.err
    assert place.sandbox.caas.ledger.taken[-1].encode() in place.journal.read_bytes()


@pytest.mark.parametrize(
    ("status", "note"),
    [(401, b"refuses the transaction key"), (404, b"does not know"), (400, b"platform.invalid")],
)
def test_a_platform_that_refuses(place: Place, status: int, note: bytes) -> None:
    """What the platform refuses is said, with status 3."""
    place.sandbox.uaekyc.answer_next("status", status)
    told = place.migrate(place.batch())
    assert told.status == 3
    assert note in told.err


def interrupt_at(place: Place, monkeypatch: pytest.MonkeyPatch, endpoint: str) -> None:
    """Press Ctrl-C while the gateway is asked something for the first time."""
    found, calls, heard = place.sandbox.caas.answer, place.sandbox.caas.calls, Event()

    def answer(state: Any, call: Any) -> Any:
        if call.endpoint == endpoint and not calls[endpoint]:
            os.kill(os.getpid(), signal.SIGINT)
            assert heard.wait(5)
        return found(state, call)

    def hearing(stop: Callable[..., None]) -> Callable[..., None]:
        def stopped(*arguments: Any) -> None:
            stop(*arguments)
            heard.set()

        return stopped

    for kind in (Pauses, Migration):
        monkeypatch.setattr(kind, "stop", hearing(kind.stop))
    monkeypatch.setattr(place.sandbox.caas, "answer", answer)


def test_ctrl_c(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C ends the run when those in flight are done, with 130; the rest waits."""
    interrupt_at(place, monkeypatch, "token")
    told = place.migrate(place.batch(), "--jobs", "1")
    assert (told.status, told.lines) == (130, ["3 customers: 1 onboarded, 2 waiting"])
    assert b"in flight" in told.err


def test_progress_on_a_terminal(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a terminal the rate, the remaining time and the count of each end are shown."""
    monkeypatch.setenv("FORCE_COLOR", "1")
    told = place.migrate(place.batch())
    assert b"/s, 0 s left: 3 onboarded" in told.err


def test_what_it_waits_for(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """A batch that is not finished, and a platform that fails, are said, unless --quiet."""

    async def sleep(*_: object) -> None:
        pass

    monkeypatch.setattr("payloadkit.workflows.migration._Run._sleep", sleep)
    for quiet in ((), ("--quiet",)):
        batch = place.batch(advance="polls", after=2)
        told = place.migrate(batch, *quiet, "--journal", place.folder / batch, "--limit", "1")
        assert told.status == 3
        assert (b"not finished" in told.err) is (not quiet)
    place.sandbox.uaekyc.fail_next("errored", how=503)
    told = place.invoke("migrate", "errored", "--batch", batch)
    assert b"The platform answers 503 (attempt 1)" in told.err


@pytest.mark.parametrize("rate", ["0", "0/s", "5/m", "-1", "fast"])
def test_rates(place: Place, rate: str) -> None:
    """A rate is a number above 0, with or without /s."""
    assert place.migrate("batch", "--rate", rate).status == 2


def test_what_cannot_be_used(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that is no journal, a missing batch or secret end with 2 and say so."""
    folder = write_supplements(place.folder / "supplements", 1)
    other = place.folder / "other.txt"
    other.write_text("text")
    named = ("migrate", "run", "--supplements", folder, "--journal")
    told = place.invoke(*named, other)
    assert (told.status, other.read_text()) == (2, "text")
    assert b"no journal" in told.err
    assert b"name the batch" in place.invoke(*named, place.journal).err
    for command in ("status", "report"):
        assert place.invoke("migrate", command, other).status == 2
    with Journal.writing(place.journal):
        assert b"another run uses it" in place.invoke(*named, place.journal).err
    sheet = ("--customers", other)
    assert b"no CSV" in place.invoke("migrate", "report", place.journal, *sheet).err
    monkeypatch.delenv("PAYLOADKIT_CAAS_PASSWORD")
    told = place.invoke(*named, place.journal)
    assert (told.status, b"PAYLOADKIT_CAAS_PASSWORD" in told.err) == (2, True)


def test_the_loop_of_the_desk(place: Place) -> None:
    """The failed rows go to a sheet; corrected, they are the next batch, and only they."""
    failures = {
        str(FIRST): "EXPIRED_EID",
        str(FIRST + 1): "MARITAL_STATUS_DEAD",
        str(FIRST + 2): "RESIDENT_NOT_FOUND",
    }
    batch, out = place.batch(failures=failures), place.folder / "errored.csv"
    told = place.invoke("migrate", "errored", "--batch", batch, "--out", out)
    assert (told.status, told.err) == (0, b"3 failed rows\n")
    lines = list(csv.DictReader(io.StringIO(out.read_text(encoding="utf-8-sig"))))
    assert lines[0]["errors"] == "EmiratesID is Expired"
    assert "the person is dead" in lines[1]["what_to_do"]

    lines[0]["eid_expiry_date"] = "01/02/2037"
    text = io.StringIO()
    sheet = csv.DictWriter(text, lines[0])
    sheet.writeheader()
    sheet.writerows(lines)
    out.write_text(text.getvalue(), encoding="utf-8-sig")
    corrected = place.invoke("migrate", "correct", "--corrections", out)
    assert corrected.status == 0
    found = pk.load("uaekyc.migration-csv", corrected.out)
    assert [row.customer_id for row in found.rows] == [str(FIRST)]
    assert corrected.out.count(b"01/02/2037") == 1


def test_errored_rows_that_cannot_be_read(place: Place) -> None:
    """If the platform refuses the rows, no file is written."""
    batch, out = place.batch(), place.folder / "errored.csv"
    place.sandbox.uaekyc.answer_next("errored", 403)
    told = place.invoke("migrate", "errored", "--batch", batch, "--out", out)
    assert (told.status, out.exists()) == (2, False)
    assert place.invoke("migrate", "errored", "--batch", "\n").status == 2


def test_onboard_one(place: Place, minimal: dict[str, Any]) -> None:
    """A person is posted once; the second time the lookup finds the customer."""
    file = place.folder / "payload.json"
    file.write_text(json.dumps(minimal))
    journal = ("--journal", place.journal, "--keep-ecrn")
    told = place.invoke("onboard", file)
    ecrn = place.sandbox.caas.ledger.taken[0]
    assert (told.status, told.lines) == (0, [f"accepted {ecrn}"])
    known = {"state": "accepted", "error_code": None, "ecrn": ecrn, "retry": "never"}
    assert place.invoke("onboard", file, "--format", "json").json == known
    again = place.invoke("onboard", file, *journal)
    assert (again.status, again.lines) == (0, told.lines)
    assert b"in plain" in again.err
    assert len(place.sandbox.caas.ledger.taken) == 1
    assert place.invoke("migrate", "status", place.journal).status == 0


def test_onboard_somebody_who_is_refused(place: Place, minimal: dict[str, Any]) -> None:
    """Our errors and those of the gateway are reported, with status 1."""
    file = place.folder / "payload.json"
    file.write_text(json.dumps({**minimal, "email_id": "omar"}))
    told = place.invoke("onboard", file)
    assert (told.status, b"email.malformed" in told.out) == (1, True)
    assert place.sandbox.caas.calls == {}
    file.write_text(json.dumps(minimal))
    place.sandbox.caas.answer_next("onboarding", 40002)
    told = place.invoke("onboard", file)
    assert (told.status, told.lines) == (1, ["invalid 40002"])


def test_onboard_with_an_open_end(place: Place, minimal: dict[str, Any]) -> None:
    """A journal in use ends with 2; a refused secret with 3."""
    file = place.folder / "payload.json"
    file.write_text(json.dumps(minimal))
    with Journal.writing(place.journal):
        assert place.invoke("onboard", file, "--journal", place.journal).status == 2
    place.sandbox.caas.answer_next("token", 401, times=9)
    told = place.invoke("onboard", file)
    assert (told.status, b"answers 401." in told.err) == (3, True)


def test_onboard_somebody_who_cannot_be_looked_up(place: Place, minimal: dict[str, Any]) -> None:
    """Who could not be looked up is not posted, whatever the policy ignores."""
    file = place.folder / "payload.json"
    card = {**minimal["id_details"][0], "id_type": 4, "id_number": "784-1990-1234567-1"}
    file.write_text(json.dumps({**minimal, "id_details": [card]}))
    told = place.invoke("onboard", file, "--ignore", "emirates_id.malformed")
    assert told.status == 2
    assert b"emirates_id.malformed" in told.err
    assert place.sandbox.caas.calls == {}


@pytest.mark.parametrize("quiet", [False, True])
def test_ctrl_c_while_one_is_posted(
    place: Place, minimal: dict[str, Any], monkeypatch: pytest.MonkeyPatch, *, quiet: bool
) -> None:
    """The command says that it waits for the answer; the outcome is printed and kept, with 130."""
    interrupt_at(place, monkeypatch, "onboarding")
    file = place.folder / "payload.json"
    file.write_text(json.dumps(minimal))
    options = ("--journal", place.journal, *(["--quiet"] if quiet else []))
    told = place.invoke("onboard", file, *options)
    assert (told.status, told.lines[0].split()[0]) == (130, "accepted")
    assert (b"awaited" in told.err) is not quiet
    assert [row.state for row in read_journal(place.journal).rows] == ["onboarded"]


@pytest.mark.parametrize(("endpoint", "posted"), [("lookup", False), ("onboarding", True)])
def test_ctrl_c_before_the_outcome(
    place: Place,
    minimal: dict[str, Any],
    monkeypatch: pytest.MonkeyPatch,
    endpoint: str,
    *,
    posted: bool,
) -> None:
    """Nothing is sent behind the attempt; the next run looks up, and posts nobody twice."""
    interrupt_at(place, monkeypatch, endpoint)
    caas = place.sandbox.caas
    caas.fail_next("onboarding", how="reset", when="after_commit")
    file = place.folder / "payload.json"
    file.write_text(json.dumps(minimal))
    told = place.invoke("onboard", file, "--journal", place.journal)
    assert (told.status, told.out, len(told.err.splitlines())) == (130, b"", 2)
    assert told.err.endswith(b"Stopped by SIGINT.\n")
    assert (caas.calls["lookup"], caas.calls["onboarding"]) == (1, posted)
    assert [row.state for row in read_journal(place.journal).rows] == ["unresolved"]
    assert place.invoke("onboard", file, "--journal", place.journal).status == 0
    assert (len(caas.ledger.taken), caas.ledger.duplicates) == (1, ())


@pytest.mark.parametrize("command", ["onboard", "migrate"])
def test_a_second_ctrl_c(
    place: Place, minimal: dict[str, Any], start: Callable[..., Popen[bytes]], command: str
) -> None:
    """It ends the command at once, while a post has no answer; the next run resolves it."""
    caas = place.sandbox.caas
    caas.fail_next("onboarding", how="silence", when="after_commit")
    file = place.folder / "payload.json"
    file.write_text(json.dumps(minimal))
    arguments: tuple[object, ...] = ("onboard", file, "--journal", place.journal)
    if command == "migrate":
        folder = write_supplements(place.folder / "supplements", 1)
        named = ("--supplements", folder, "--journal", place.journal)
        arguments = ("migrate", "run", "--batch", place.batch(1), *named)
    with start(*arguments, stdout=PIPE, stderr=PIPE) as process:
        while not caas.calls["onboarding"]:
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        assert process.stderr is not None
        assert b"second Ctrl-C" in process.stderr.readline()
        assert process.poll() is None
        began = time.monotonic()
        process.send_signal(signal.SIGINT)
        assert process.wait(5) == 130
        assert time.monotonic() - began < 2
    assert [row.state for row in read_journal(place.journal).rows] == ["unresolved"]
    assert place.invoke(*arguments).status == 0
    assert (len(caas.ledger.taken), caas.ledger.duplicates) == (1, ())
