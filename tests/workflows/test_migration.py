"""A migration: what becomes of each customer, and what the next run does."""

from __future__ import annotations

import json
import traceback
from math import inf
from typing import TYPE_CHECKING, Any

import anyio
import pytest

from payloadkit import Policy
from payloadkit.workflows import JournalError, State, read_journal
from payloadkit.workflows import migration as module
from payloadkit.workflows.journal import Journal
from tests.workflows.batch import (
    FIRST,
    SUPPLEMENT,
    Stage,
    all_onboarded,
    counts,
    emirates_id,
    rows,
    write_supplements,
)

if TYPE_CHECKING:
    from pathlib import Path

    from payloadkit.workflows import Progress


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    """Give a batch of three."""
    return Stage(tmp_path / "batch.sqlite")


def test_a_batch_is_migrated(stage: Stage) -> None:
    """Everybody is onboarded once; the next run reads the records, and posts nothing."""
    summary = stage.run()
    assert all_onboarded(summary)
    assert summary.exit_status == 0
    assert stage.run() == summary
    assert stage.sandbox.caas.calls == {"token": 1, "onboarding": 3}
    assert stage.sandbox.uaekyc.calls["customer-data"] == 3


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_asynchronous_clients(stage: Stage, backend: str) -> None:
    """The same with asynchronous clients, in asyncio and trio."""
    assert all_onboarded(anyio.run(stage.migration_async().arun, backend=backend))
    assert stage.sandbox.caas.ledger.duplicates == ()


def test_synchronous_clients(stage: Stage) -> None:
    """Clients for threads run in threads, and the progress is told after each customer."""
    told: list[Progress] = []
    assert all_onboarded(stage.migration(rate=1000).run(progress=told.append))
    assert [(each.done, each.total) for each in told] == [(1, 3), (2, 3), (3, 3)]
    assert told[-1].counts[State.ONBOARDED] == 3
    assert told[-1].remaining == 0
    assert all(each.rate > 0 for each in told)


def test_a_failed_record(tmp_path: Path) -> None:
    """A record that failed keeps the platform's errors, and nothing is asked for it."""
    stage = Stage(tmp_path / "journal", failures={str(FIRST + 1): "MARITAL_STATUS_DEAD"})
    summary = stage.run()
    assert counts(summary) == {"onboarded": 2, "failed": 1}
    assert summary.rows[1].details == (("MARITAL_STATUS_DEAD", ""),)
    assert summary.exit_status == 1
    assert stage.sandbox.uaekyc.calls["customer-data"] == 2


def test_a_customer_whose_data_failed(stage: Stage) -> None:
    """A customer without data, although the record says success, has failed."""
    stage.sandbox.uaekyc.answer_next("customer-data", 404)
    summary = stage.run()
    assert counts(summary) == {"onboarded": 2, "waiting": 1}
    assert summary.rows[0].code == "platform.not_found"
    assert all_onboarded(stage.run())


def test_a_customer_who_failed_after_the_list(stage: Stage, monkeypatch: Any) -> None:
    """A customer whose data say failure has failed, although the record said success."""
    stage.failures = {str(FIRST): "MARITAL_STATUS_DEAD"}
    stage.batch = stage.sandbox.uaekyc.add_batch(rows(1), failures=stage.failures)
    found = stage.sandbox.uaekyc.handle

    def handle(request: Any) -> Any:
        answer, wire = found(request)
        if "/records" in request.url:
            body = answer.body.replace(b'"failure"', b'"success"')
            answer = type(answer)(answer.status, answer.headers, body)
        return answer, wire

    monkeypatch.setattr(stage.sandbox.uaekyc, "handle", handle)
    row = stage.run().rows[0]
    assert (row.state, row.details) == ("failed", (("MARITAL_STATUS_DEAD", ""),))


def test_a_supplement_that_is_missing(stage: Stage) -> None:
    """A customer without supplement waits; the next run takes the customer."""
    found: dict[str, Any] = {str(FIRST): SUPPLEMENT, str(FIRST + 1): SUPPLEMENT}
    summary = stage.run(supplements=found.get)
    assert counts(summary) == {"onboarded": 2, "waiting": 1}
    assert (summary.rows[2].code, summary.exit_status) == ("supplement.missing", 3)
    assert all_onboarded(stage.run())


def test_who_is_refused_by_us(stage: Stage) -> None:
    """A payload with errors is refused with codes and paths; mended, it is posted."""
    summary = stage.run(supplements=lambda _: {"email_id": "omar"})
    assert counts(summary) == {"refused": 3}
    assert dict(summary.rows[0].details)["email.malformed"] == "/email_id"
    assert summary.exit_status == 1
    assert all_onboarded(stage.run())


def test_supplements_of_a_folder(stage: Stage, tmp_path: Path) -> None:
    """A folder has a file for each customer; a wrong one is refused, a missing one waited for."""
    folder = write_supplements(tmp_path / "supplements", 2)
    (folder / f"{FIRST}.json").write_text("{")
    summary = stage.run(supplements=folder)
    assert [row.state for row in summary.rows] == ["refused", "onboarded", "waiting"]
    assert [code for code, _ in summary.rows[0].details] == ["json.invalid"]


@pytest.mark.parametrize(
    ("code", "state", "final"),
    [
        (45013, "under_investigation", True),
        (45051, "refused", True),
        (45053, "refused", False),
        (40002, "refused", False),
    ],
)
def test_who_is_refused_by_the_gateway(stage: Stage, code: int, state: str, *, final: bool) -> None:
    """An answer of the gateway is an end with its code; the same body is not posted again."""
    stage.sandbox.caas.answer_next("onboarding", code)
    summary = stage.run()
    row = summary.rows[0]
    assert (row.state, row.code, row.final) == (state, str(code), final)
    assert stage.run() == summary
    assert stage.sandbox.caas.calls["onboarding"] == 3
    mended = stage.run(supplements=lambda _: {**SUPPLEMENT, "email_id": "other@example.com"})
    assert mended.rows[0].state == (state if final else "onboarded")


def test_a_lost_answer_is_looked_up(stage: Stage) -> None:
    """A customer whose answer is lost is found by a lookup, within the run."""
    stage.sandbox.caas.fail_next("onboarding", when="after_commit", how="reset")
    assert all_onboarded(stage.run())
    assert stage.sandbox.caas.ledger.duplicates == ()
    assert stage.sandbox.caas.calls["lookup"] == 1


@pytest.mark.parametrize("when", ["before", "after_commit"])
def test_an_open_fate_is_resolved_by_the_next_run(stage: Stage, when: Any) -> None:
    """If the lookups fail too, the fate is open; the next run looks up before it posts."""
    stage.sandbox.caas.fail_next("onboarding", when=when, how="reset")
    stage.sandbox.caas.fail_next("lookup", how=503, times=100)
    summary = stage.run(limit=1)
    assert counts(summary) == {"unresolved": 1, "waiting": 2}
    assert summary.exit_status == 3
    stage.sandbox.caas.schedule("lookup", [])
    stage.sandbox.caas._planned.clear()  # noqa: SLF001 - the faults are over
    assert all_onboarded(stage.run(limit=1)) is False
    assert all_onboarded(stage.run())
    assert stage.sandbox.caas.ledger.duplicates == ()


def test_an_identity_that_changed(stage: Stage) -> None:
    """Who was posted with another identity is not posted, since nobody can look that one up."""
    stage.sandbox.caas.fail_next("onboarding", how="reset")
    stage.sandbox.caas.fail_next("lookup", how=503, times=100)
    stage.run(limit=1)
    stage.sandbox.caas._planned.clear()  # noqa: SLF001 - the faults are over
    other = {"id_details": [{"id_type": 4, "id_number": emirates_id(77)}]}
    summary = stage.run(supplements=lambda _: {**SUPPLEMENT, **other}, limit=1)
    assert (summary.rows[0].state, summary.rows[0].code) == ("unresolved", "identity.changed")
    assert stage.sandbox.caas.ledger.taken == ()
    assert all_onboarded(stage.run())


@pytest.mark.parametrize("supplements", [lambda _: None, lambda _: {"email_id": "omar"}])
def test_an_open_fate_stays_open(stage: Stage, supplements: Any) -> None:
    """Whatever the next run finds, only a lookup resolves who is unresolved."""
    stage.sandbox.caas.fail_next("onboarding", when="after_commit", how="reset")
    stage.sandbox.caas.fail_next("lookup", how=503, times=100)
    stage.run(limit=1)
    assert stage.run(supplements=supplements).rows[0].state is State.UNRESOLVED
    stage.sandbox.caas._planned.clear()  # noqa: SLF001 - the faults are over
    assert all_onboarded(stage.run())
    assert stage.sandbox.caas.ledger.duplicates == ()


def test_one_person_under_two_customers(stage: Stage) -> None:
    """The second customer with the same identity is refused, also in the next run."""
    same = {"id_details": [{"id_type": 4, "id_number": emirates_id(0)}]}
    summary = stage.run(supplements=lambda _: {**SUPPLEMENT, **same}, limit=2)
    assert [row.state for row in summary.rows] == ["onboarded", "refused", "waiting"]
    assert summary.rows[1].details == (("id.duplicate", "/id_details"),)
    again = stage.run(supplements=lambda _: {**SUPPLEMENT, **same})
    assert [row.state for row in again.rows] == ["onboarded", "refused", "refused"]
    assert len(stage.sandbox.caas.ledger.taken) == 1


def test_an_update_is_repeated(stage: Stage) -> None:
    """A supplement with an ecrn updates the customer, without a lookup."""
    ecrn = stage.sandbox.caas.add_customer(4, emirates_id(0))
    stage.sandbox.caas.fail_next("onboarding", how="reset", times=100)
    update = {**SUPPLEMENT, "ecrn": ecrn}
    open_fate = stage.run(supplements=lambda _: update, limit=1)
    stage.sandbox.caas._planned.clear()  # noqa: SLF001 - the faults are over
    summary = stage.run(supplements=lambda _: update, limit=1)
    assert counts(open_fate)["waiting"] + counts(open_fate).get("unresolved", 0) == 3
    assert counts(summary) == {"onboarded": 1, "waiting": 2}
    assert stage.sandbox.caas.calls["lookup"] == 0


def test_a_refused_secret_ends_the_run(stage: Stage) -> None:
    """If a secret is refused, nobody else is tried, and the summary says whose."""
    stage.sandbox.caas.answer_next("token", 401, times=100)
    summary = stage.run()
    assert (summary.problem, summary.exit_status) == ("gateway.unauthorized", 3)
    assert counts(summary) == {"waiting": 3}
    assert stage.sandbox.uaekyc.calls["customer-data"] == 1
    stage.sandbox.uaekyc.answer_next("customer-data", 403)
    assert stage.run().problem == "platform.forbidden"


@pytest.mark.parametrize(("call", "times"), [("status", 1), ("records", 1)])
def test_a_platform_that_refuses_the_list(stage: Stage, call: str, times: int) -> None:
    """Without the list of the batch nobody is migrated, and the summary says why."""
    stage.sandbox.uaekyc.answer_next(call, 403, times=times)
    summary = stage.run()
    assert (summary.problem, summary.exit_status) == ("platform.forbidden", 3)
    assert all_onboarded(stage.run())


def test_a_batch_in_progress(stage: Stage) -> None:
    """A batch that is being processed is waited for, but not for ever."""
    stage.batch = stage.sandbox.uaekyc.add_batch(rows(3), advance="polls", after=3)
    waits: list[float] = []
    assert all_onboarded(stage.run(on_wait=waits.append))
    assert waits == [30.0, 30.0]
    assert stage.sandbox.uaekyc.calls["status"] == 3
    stage.journal = stage.journal.with_name("other")
    stage.batch = stage.sandbox.uaekyc.add_batch(rows(3), advance="polls", after=1000)
    assert stage.run().problem == "batch.unfinished"


def test_a_batch_that_failed_as_a_whole(stage: Stage) -> None:
    """Of a batch that failed the records are migrated, and the summary says so."""
    stage.batch = stage.sandbox.uaekyc.add_batch(rows(3), failed=True)
    summary = stage.run()
    assert all_onboarded(summary)
    assert (summary.problem, summary.exit_status) == ("batch.failed", 3)


def test_a_dry_run(stage: Stage) -> None:
    """A dry run says who would be posted, and writes and posts nothing."""
    summary = stage.run(dry_run=True)
    assert {row.code for row in summary.rows} == {"run.dry"}
    assert not stage.journal.exists()
    assert stage.sandbox.caas.calls == {}
    stage.run(limit=1)
    before = stage.journal.read_bytes()
    assert counts(stage.run(dry_run=True)) == {"onboarded": 1, "waiting": 2}
    assert stage.journal.read_bytes() == before


@pytest.mark.parametrize("keep", [False, True])
def test_the_numbers_of_the_gateway(stage: Stage, *, keep: bool) -> None:
    """The gateway's numbers are in the journal only if they are to be kept."""
    summary = stage.run(keep_ecrn=keep)
    taken = stage.sandbox.caas.ledger.taken
    shown = [customer["ecrn"] for customer in summary.to_dict()["customers"]]  # type: ignore[attr-defined] # a list
    assert shown == (list(taken) if keep else [None] * 3)
    data = stage.journal.read_bytes()
    assert all((number.encode() in data) is keep for number in taken)


def test_the_report_is_of_the_journal_alone(stage: Stage) -> None:
    """The journal gives the report of the run, the same bytes each time."""
    summary = stage.run(supplements={str(FIRST): SUPPLEMENT}.get)
    first = json.dumps(read_journal(stage.journal).to_dict())
    assert json.dumps(read_journal(stage.journal).to_dict()) == first
    assert json.loads(first)["counts"]["waiting"] == 2
    assert read_journal(stage.journal) == summary


def test_the_batch_is_remembered(stage: Stage) -> None:
    """The journal knows its batch, and refuses another one."""
    with pytest.raises(ValueError, match="name the batch"):
        stage.run(batch=None)
    assert all_onboarded(stage.run())
    assert all_onboarded(stage.run(batch=None))
    with pytest.raises(JournalError, match="another batch"):
        stage.run(batch="other")


def test_a_run_that_is_stopped(stage: Stage) -> None:
    """A run that is stopped ends those in flight and takes nobody else."""
    migration = stage.migration(jobs=1)
    summary = migration.run(progress=lambda _: migration.stop())
    assert counts(summary) == {"onboarded": 1, "waiting": 2}
    assert (summary.interrupted, summary.exit_status) == (True, 130)


def test_a_run_that_is_stopped_before_it_begins(stage: Stage) -> None:
    """A stop that comes while the run is prepared is kept; the next run takes everybody."""
    migration = stage.migration()
    migration.stop()
    assert migration.run().interrupted
    assert stage.sandbox.uaekyc.calls == {}
    assert all_onboarded(migration.run())


def test_a_run_that_is_stopped_while_it_lists(stage: Stage, monkeypatch: Any) -> None:
    """A run that reads the pages of a batch asks for no other page."""
    migration, found = stage.migration(), stage.sandbox.uaekyc.handle

    def handle(request: Any) -> Any:
        migration.stop()
        return found(request)

    monkeypatch.setattr(stage.sandbox.uaekyc, "handle", handle)
    assert migration.run().interrupted
    assert stage.sandbox.uaekyc.calls == {"status": 1}


def test_a_run_that_is_stopped_while_the_batch_is_processed(stage: Stage) -> None:
    """A run that only waits ends at once."""
    stage.batch = stage.sandbox.uaekyc.add_batch(rows(3), advance="polls", after=1000)

    async def run() -> None:
        waits = anyio.Event()
        migration = stage.migration(on_wait=lambda _: waits.set())
        async with anyio.create_task_group() as group:
            group.start_soon(migration.arun)
            await waits.wait()
            migration.stop()

    with anyio.from_thread.start_blocking_portal() as portal:
        portal.call(run)
    assert stage.sandbox.uaekyc.calls["status"] == 1


@pytest.mark.parametrize("name", ["jobs", "rate", "limit", "poll_every"])
@pytest.mark.parametrize(
    ("number", "refusal"), [(0, ValueError), (inf, (ValueError, TypeError)), ("8", TypeError)]
)
def test_numbers_that_are_refused(
    stage: Stage, name: str, number: object, refusal: type[Exception]
) -> None:
    """A number that makes no sense is refused before the run; a journal is not begun."""
    with pytest.raises(refusal):
        stage.migration(**{name: number})


@pytest.mark.parametrize("name", ["jobs", "limit"])
def test_customers_are_counted_in_whole_numbers(stage: Stage, name: str) -> None:
    """A part of a job or of a customer is refused by its name."""
    with pytest.raises(TypeError, match=name):
        stage.migration(**{name: 1.5})


def test_a_journal_that_fails_posts_nothing(stage: Stage, monkeypatch: Any) -> None:
    """If an intent cannot be committed, nothing leaves, and the error has no frame with values."""

    def fail(*_: object) -> None:
        raise JournalError("the disk is full")

    monkeypatch.setattr(Journal, "write", fail)
    with pytest.raises(JournalError, match="full") as caught:
        stage.run()
    assert stage.sandbox.caas.calls["onboarding"] == 0
    assert module.__file__ not in {
        frame.filename
        for frame in traceback.extract_tb(caught.tb)
        if frame.name not in ("run", "arun", "<lambda>")
    }
    monkeypatch.undo()
    assert all_onboarded(stage.run())


def test_supplements_that_cannot_be_had(stage: Stage) -> None:
    """An error of the caller's own function ends the run with that error, and no frame of ours."""

    def supplements(_: str) -> dict[str, str]:
        raise LookupError("the database is down")

    with pytest.raises(LookupError, match="down") as caught:
        stage.run(supplements=supplements)
    assert "_work" not in {frame.name for frame in traceback.extract_tb(caught.tb)}
    assert counts(read_journal(stage.journal)) == {"waiting": 3}


def test_records_as_platforms_write_them(stage: Stage, monkeypatch: Any) -> None:
    """Numbers as ids, ids that are missing, other words and repeated records are read."""
    sandbox = stage.sandbox.uaekyc
    found = sandbox.handle

    def handle(request: Any) -> Any:
        answer, wire = found(request)
        if "/records" in request.url:
            page = json.loads(answer.body)
            first, second, third = page["data"]["records"]
            first["customer_id"] = int(first["customer_id"])
            del second["customer_id"]
            open_first, open_third = ({**each, "status": "PENDING"} for each in (first, third))
            page["data"]["records"] = [open_third, first, first, open_first, second]
            answer = type(answer)(answer.status, answer.headers, json.dumps(page).encode())
        return answer, wire

    monkeypatch.setattr(sandbox, "handle", handle)
    summary = stage.run()
    assert [(row.state, row.code) for row in summary.rows] == [
        ("waiting", "record.pending"),
        ("onboarded", None),
        ("refused", None),
    ]
    monkeypatch.undo()
    stage.sandbox.uaekyc.state.batches[stage.batch].failures[str(FIRST + 2)] = "EXPIRED_EID"  # type: ignore[index] # a dict
    assert stage.run().rows[0].state == "failed"


def test_an_identity_that_cannot_be_looked_up(stage: Stage) -> None:
    """Who could not be looked up is not posted."""
    other = {"id_details": [{"id_type": 4, "id_number": "784-1990-1234567-1"}]}
    summary = stage.run(
        supplements=lambda _: {**SUPPLEMENT, **other},
        policy=Policy(ignore=["emirates_id.malformed"]),
    )
    assert counts(summary) == {"refused": 3}
    assert stage.sandbox.caas.calls == {}
