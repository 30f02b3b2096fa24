"""The stand-in of the UAE KYC platform: batches that advance, records, errors, profiles."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, get_args

import pytest

import payloadkit as pk
from payloadkit import caas, uaekyc
from payloadkit.sandbox import Sandbox
from tests.sandbox.calls import CSV, NOW, platform_calls, sent

UNKNOWN = "00000000-0000-4000-8000-000000000009"


def outcome(sandbox: Sandbox, batch: str, call: Any, **changes: Any) -> Any:
    """Return the outcome of a call, whose answer has no violation if it is a success."""
    request = platform_calls(sandbox, batch)[call]
    request = pk.Request(
        request.method,
        changes.get("url", request.url),
        changes.get("headers", request.headers),
        changes.get("body", request.body),
    )
    found = sent(sandbox, request)
    read = uaekyc.read_answer(call, found.status_code, found.content, found.headers)
    unexpected = {entry.code for entry in read.violations} - {"choice.unknown"}
    assert found.status_code != 200 or not unexpected
    return read


@pytest.fixture
def box() -> Sandbox:
    """Return a sandbox on a fixed day."""
    return Sandbox(clock=lambda: NOW)


@pytest.mark.parametrize("batch_id", [None, UNKNOWN, "june-2026"])
def test_a_batch_is_read_to_its_end(box: Sandbox, batch_id: str | None) -> None:
    """Status, records, errored rows and profiles are those of the CSV."""
    failures = {"200002": "RESIDENT_NOT_FOUND", "200003": "SOMETHING_NEW"}
    batch = box.uaekyc.add_batch(CSV, failures=failures, batch_id=batch_id)
    status = outcome(box, batch, "status").answer.data
    first = outcome(box, batch, "records").answer.data
    errored = outcome(box, batch, "errored").answer.data

    assert (status.status, status.total_records, status.processed_records) == ("COMPLETED", 12, 12)
    assert status.errored_records == 2
    assert status.csv_header[0] == "customer_id"
    assert (first.page, first.total_pages, len(first.records)) == (1, 2, 10)
    assert [record.status for record in first.records[:3]] == ["success", "failure", "failure"]
    assert first.records[1].errors.reasons[0].message == "Resident not found in ICP"
    assert first.records[2].errors.reasons[0].error == "SOMETHING_NEW"
    assert [row.input_data.customer_id for row in errored.data] == ["200002", "200003"]
    assert errored.hasNext is False
    read = uaekyc.Batch(
        status=outcome(box, batch, "status").answer,
        pages=[outcome(box, batch, "records").answer],
    )
    assert read.completed
    assert read.pages_left == (2,)


def test_pages_of_errored_rows(box: Sandbox) -> None:
    """Ten rows are a page, and the first says that there is a next one."""
    rows = [row.customer_id for row in pk.load(uaekyc.MigrationCsv, CSV).rows]
    batch = box.uaekyc.add_batch(CSV, failures=dict.fromkeys(rows, "EXPIRED_EID"))
    url = platform_calls(box, batch)["errored"].url
    second = outcome(box, batch, "errored", url=url.replace("page_no=1", "page_no=2")).answer

    assert outcome(box, batch, "errored").answer.data.hasNext is True
    assert [row.input_data.customer_id for row in second.data.data] == ["200011", "200012"]


def test_an_invented_profile_converts(box: Sandbox) -> None:
    """With the name, the card and the days of the row, and nothing that a supplement cannot add."""
    batch = box.uaekyc.add_batch(CSV)
    profile = outcome(box, batch, "customer-data").answer
    supplement = {
        "country_of_birth": "IN",
        "email_id": "nadira@example.com",
        "address_list": [{"address_type_id": "2", "country": "IN"}],
    }
    policy = pk.Policy(today=pk.Policy().effective_date().replace(2026, 6, 1))
    result = pk.convert(profile, caas.OnboardingRequest, supplement, policy)

    assert result.payload is not None
    assert {entry.id_number for entry in result.payload.id_details} >= {"784300000000001"}
    assert profile.data.data.personalInfo.fullNameEn == "NADIRA FIXTURAN"


def test_a_profile_of_the_test_and_one_that_failed(box: Sandbox) -> None:
    """The test may give profiles; a row that failed has its reasons in place of one."""
    own = {"personalInfo": {"fullNameEn": "OMAR SPECIMEN"}}
    batch = box.uaekyc.add_batch(CSV, profiles={"200001": own})
    failed = box.uaekyc.add_batch(CSV, failures={"200001": "MARITAL_STATUS_DEAD"})
    profile = outcome(box, batch, "customer-data").answer.data.data
    refused = outcome(box, failed, "customer-data")

    assert profile.personalInfo.fullNameEn == "OMAR SPECIMEN"
    assert refused.state == "refused"
    assert [error.error for error in refused.errors] == ["MARITAL_STATUS_DEAD"]


def test_an_expired_card_fails() -> None:
    """By the clock, without the test's saying so."""
    box = Sandbox(clock=lambda: NOW + 10 * 366 * 86_400)
    batch = box.uaekyc.add_batch(CSV)
    assert outcome(box, batch, "status").answer.data.errored_records == 12


def test_a_batch_advances_by_polls(box: Sandbox) -> None:
    """Each poll of the status processes its share of the rows; records show only those."""
    batch = box.uaekyc.add_batch(CSV, advance="polls", after=4)
    before = outcome(box, batch, "customer-data")
    seen = [outcome(box, batch, "status").answer.data for _ in range(5)]

    assert before.state == "not_found"
    assert [progress.processed_records for progress in seen] == [3, 6, 9, 12, 12]
    assert [progress.status for progress in seen] == ["PROCESSING"] * 3 + ["COMPLETED"] * 2


def test_a_batch_advances_by_time() -> None:
    """By the test's clock; one that fails does so in the end."""
    now = [NOW]
    box = Sandbox(clock=lambda: now[0])
    batch = box.uaekyc.add_batch(CSV, advance="time", after=60, failed=True, batch_id=UNKNOWN)
    seen = []
    for _ in range(3):
        seen.append(outcome(box, UNKNOWN, "status").answer.data.status)
        now[0] += 30

    assert batch == UNKNOWN
    assert seen == ["PENDING", "PROCESSING", "FAILED"]


def test_a_csv_with_an_error_makes_no_batch(box: Sandbox) -> None:
    """As at the platform, whose check it does not pass; the number comes from the state."""
    with pytest.raises(pk.PayloadError):
        box.uaekyc.add_batch(CSV.replace(b"28/07/1990", b"1990-07-28"))
    wrong: Any
    for wrong, message in (({"advance": "poll"}, "did you mean polls"), ({"after": 0}, "above 0")):
        with pytest.raises(ValueError, match=message):
            box.uaekyc.add_batch(CSV, **wrong)
    rows = pk.load(uaekyc.MigrationCsv, CSV)
    assert len({box.uaekyc.add_batch(rows), box.uaekyc.add_batch(rows)}) == 2


@pytest.mark.parametrize("call", get_args(uaekyc.Endpoint))
@pytest.mark.parametrize(
    ("status", "state"),
    [
        (400, "invalid"),
        (401, "unauthorized"),
        (403, "forbidden"),
        (404, "not_found"),
        (422, "invalid"),
        (429, "unavailable"),
        (503, "unavailable"),
    ],
)
def test_every_status_is_reached_by_name(box: Sandbox, call: str, status: int, state: str) -> None:
    """Each means what the reader of answers says."""
    batch = box.uaekyc.add_batch(CSV)
    box.uaekyc.answer_next(call, status)
    found = outcome(box, batch, call)

    assert found.state == state
    assert (found.retry_after == 1) is (status in (429, 503))
    assert box.uaekyc.requests[-1].status == HTTPStatus(status)


@pytest.mark.parametrize(
    ("call", "changes", "state"),
    [
        ("status", {"headers": {}}, "unauthorized"),
        ("records", {"headers": {"X-Transaction-Key": "other"}}, "unauthorized"),
        ("customer-data", {"body": b'{"customer_id": 5}'}, "invalid"),
        ("customer-data", {"body": b'{"customer_id": "9"}'}, "not_found"),
    ],
)
def test_every_refusal_is_reached_by_data(
    box: Sandbox, call: str, changes: dict[str, Any], state: str
) -> None:
    """A wrong key, an unknown customer, a body that is none."""
    batch = box.uaekyc.add_batch(CSV)
    assert outcome(box, batch, call, **changes).state == state
    assert outcome(box, UNKNOWN, "status").state == "not_found"
    for page, query in (("records", "page=0"), ("records", "limit=x"), ("errored", "page_no=0")):
        url = platform_calls(box, batch)[page].url.partition("?")[0]
        assert outcome(box, batch, page, url=f"{url}?{query}").state == "invalid"
