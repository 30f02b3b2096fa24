"""What the answers of the platform mean."""

from __future__ import annotations

import json
from itertools import product
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payloadkit import uaekyc
from payloadkit.uaekyc import read_answer

FIXTURES = Path(__file__).parents[2] / "fixtures" / "uaekyc"
SAMPLES: dict[uaekyc.Endpoint, tuple[str, type]] = {
    "status": ("batch-status", uaekyc.BatchStatus),
    "records": ("batch-records", uaekyc.BatchRecords),
    "errored": ("errored-records", uaekyc.ErroredRecords),
    "customer-data": ("customer-data", uaekyc.CustomerData),
}
ENDPOINTS = tuple(SAMPLES)
EXPIRED = {"error": "EXPIRED_EID", "message": "EmiratesID is Expired"}


def sample(endpoint: uaekyc.Endpoint) -> bytes:
    """Return the sample of an answer."""
    return (FIXTURES / f"{SAMPLES[endpoint][0]}-sample.json").read_bytes()


def failed(errors: object, status: str = "failure", **record: object) -> bytes:
    """Return the answer about a customer without data."""
    data = {"status": status, "errors": errors, **record}
    return json.dumps({"success": False, "message": "no", "data": data}).encode()


def meant(outcome: uaekyc.Outcome[Any]) -> tuple[str, str]:
    """Return state and retry."""
    return outcome.state, outcome.retry


@pytest.mark.parametrize("endpoint", ENDPOINTS)
def test_a_sample_is_accepted(endpoint: uaekyc.Endpoint) -> None:
    """An answer that holds what was asked for is accepted, with its object."""
    outcome = read_answer(endpoint, 200, sample(endpoint))

    assert meant(outcome) == ("accepted", "never")
    assert type(outcome.answer) is SAMPLES[endpoint][1]
    assert (outcome.errors, outcome.violations) == ((), ())
    assert (outcome.message is None) is (endpoint == "records")


def test_what_was_lost_or_refused_for_a_moment_is_read_later(subtests: pytest.Subtests) -> None:
    """Every call only reads, so it may be sent again; the header says when."""
    status_cases: list[int | None] = [None, 408, 425, 429, 500, 502, 503, 504, 599]
    for endpoint, status in product(ENDPOINTS, status_cases):
        with subtests.test(endpoint=endpoint, status=status):
            for body in (b"", b"<html>", sample(endpoint)):
                assert meant(read_answer(endpoint, status, body)) == ("unavailable", "later")
            waiting = read_answer(endpoint, 503, b"", {"Retry-After": "30"})
            assert waiting.retry_after == 30


def test_failures_of_http(subtests: pytest.Subtests) -> None:
    """Without a table of the platform's own, a status means what HTTP says."""
    status_cases: list[tuple[int, str, str]] = [
        (400, "invalid", "after_mending"),
        (422, "invalid", "after_mending"),
        (401, "unauthorized", "never"),
        (403, "forbidden", "never"),
        (404, "not_found", "never"),
        (302, "unknown", "never"),
        (418, "unknown", "never"),
    ]
    for endpoint, (status, state, retry) in product(ENDPOINTS, status_cases):
        with subtests.test(status=status, state=state, retry=retry):
            outcome = read_answer(endpoint, status, b'{"success": false, "message": "no"}')

            assert meant(outcome) == (state, retry)


def test_a_success_without_content_is_unknown(subtests: pytest.Subtests) -> None:
    """What is cut off or holds nothing says nothing."""
    for endpoint, body in product(
        ENDPOINTS,
        (
            b"",
            b"{",
            b"[]",
            b"{}",
            b'{"success": true, "data": []}',
            b'{"success": true, "data": {}}',
            b'{"success": true, "data": null}',
            b'{"success": true, "data": {"records": null, "data": "", "status": 5}}',
        ),
    ):
        with subtests.test(endpoint=endpoint, body=body):
            assert meant(read_answer(endpoint, 200, body)) == ("unknown", "never")


def test_a_refused_request_is_no_success(subtests: pytest.Subtests) -> None:
    """An answer that says that it failed is not accepted, whatever it holds."""
    success_cases: list[object] = [False, "false"]
    for endpoint, success in product(ENDPOINTS, success_cases):
        with subtests.test(endpoint=endpoint, success=success):
            body = json.dumps({**json.loads(sample(endpoint)), "success": success})

            assert meant(read_answer(endpoint, 200, body)) == ("unknown", "never")


def test_a_customer_that_failed_is_refused(subtests: pytest.Subtests) -> None:
    """The reasons are told, under either key and any status."""
    for http, key, word in product(
        (200, 400, 404, 409),
        ("business_error", "business_errors"),
        ("failure", "FAILURE", "pending"),
    ):
        with subtests.test(http=http, key=key, word=word):
            outcome = read_answer("customer-data", http, failed({key: [EXPIRED]}, word))

            assert meant(outcome) == ("refused", "never")
            assert [error.error for error in outcome.errors] == [
                uaekyc.BusinessErrorCode.EXPIRED_EID
            ]
            assert outcome.message == "no"


@pytest.mark.parametrize(
    "errors", [{}, [], None, "", {"business_error": []}, {"business_error": {}}]
)
def test_a_failure_without_reasons(errors: object) -> None:
    """A failed record is refused, also if it does not say why or has data."""
    for body in (failed(errors), failed(errors, data={"uaeKycId": "1"})):
        outcome = read_answer("customer-data", 200, body)

        assert meant(outcome) == ("refused", "never")
        assert outcome.errors == ()


def test_nothing_personal_is_shown() -> None:
    """The repr holds no value of the answer."""
    shown = repr([read_answer(endpoint, 200, sample(endpoint)) for endpoint in ENDPOINTS])

    assert not any(text in shown for text in ("20000", "7843", "LAYTH", "OMAR", "fetched"))


def test_the_endpoint() -> None:
    """A customer's call has two spellings; another one is a mistake."""
    call: Any = "customer_data"
    assert read_answer(call, 200, sample("customer-data")).state == "accepted"
    for wrong in ("token", "", None, 5):
        call = wrong
        with pytest.raises(ValueError, match="status, records, errored, customer-data"):
            read_answer(call, 200, b"")
    text: Any = "200"
    with pytest.raises(TypeError, match="status"):
        read_answer("status", text, b"")


@given(
    st.sampled_from(ENDPOINTS),
    st.none() | st.integers(100, 599),
    st.binary(max_size=40) | st.sampled_from([sample(endpoint) for endpoint in ENDPOINTS]),
)
def test_any_answer_has_an_outcome(
    endpoint: uaekyc.Endpoint, status: int | None, body: bytes
) -> None:
    """Whatever arrives has a state and a retry of the lists, and is accepted with its content."""
    outcome = read_answer(endpoint, status, body)

    assert outcome.state in get_args(uaekyc.State)
    assert outcome.retry in ("never", "after_mending", "later")
    assert outcome.state != "accepted" or outcome.answer is not None
