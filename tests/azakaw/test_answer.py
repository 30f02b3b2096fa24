"""What the answers mean."""

from __future__ import annotations

import json
from itertools import product
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payloadkit import azakaw
from payloadkit.azakaw import Outcome, read_answer

UUID = "5e0c7a11-0000-4000-8000-0000000000a1"
RESULTS: dict[azakaw.Endpoint, object] = {
    "customer": {"id": UUID},
    "onboarding-pending": {"data": []},
    "add-user": UUID,
}
ENDPOINTS = tuple(RESULTS)


def body(result: object = UUID, **fields: object) -> bytes:
    """Return an answer's envelope."""
    return json.dumps(
        {
            "version": None,
            "statusCode": 200,
            "messages": ["Processed successfully"],
            "result": result,
            **fields,
        }
    ).encode()


def meant(outcome: Outcome[azakaw.Answer]) -> tuple[str, str, str | None]:
    """Return state, retry and the new user."""
    return outcome.state, outcome.retry, outcome.user_id


def test_an_added_user() -> None:
    """The new user's number is the result, and shows nowhere."""
    outcome = read_answer("add-user", 200, body())

    assert meant(outcome) == ("accepted", "never", UUID)
    assert outcome.messages == ("Processed successfully",)
    assert outcome.violations == ()
    assert UUID not in repr(outcome)
    assert "Processed" not in repr(outcome)


def test_errors(subtests: pytest.Subtests) -> None:
    """Every documented status has a state; where the user may exist, look before posting again."""
    cases: list[tuple[int | None, str, str]] = [
        (400, "invalid", "after_mending"),
        (401, "unauthorized", "after_login"),
        (403, "forbidden", "never"),
        (404, "not_found", "never"),
        (500, "unavailable", "after_lookup"),
        (503, "unavailable", "after_lookup"),
        (418, "unknown", "after_lookup"),
        (302, "unknown", "after_lookup"),
        (None, "unavailable", "after_lookup"),
    ]
    for status, state, retry in cases:
        with subtests.test(status=status, state=state):
            outcome = read_answer(
                "add-user", status, body(None, statusCode=status, messages=["no"])
            )

            assert meant(outcome) == (state, retry, None)
            assert outcome.messages == (() if status is None else ("no",))


@pytest.mark.parametrize("endpoint", ["customer", "onboarding-pending"])
def test_reading_may_be_repeated(endpoint: azakaw.Endpoint) -> None:
    """What only reads is read again later, and its result is no user."""
    assert meant(read_answer(endpoint, 200, body(RESULTS[endpoint]))) == ("accepted", "never", None)
    for status in (None, 408, 425, 429, 500, 503, 599):
        assert meant(read_answer(endpoint, status, b"")) == ("unavailable", "later", None)


@pytest.mark.parametrize("endpoint", ENDPOINTS)
def test_too_many_calls(endpoint: azakaw.Endpoint) -> None:
    """A call that was not taken is sent again when the answer says so."""
    outcome = read_answer(endpoint, 429, b"", {"Retry-After": "30"})

    assert (outcome.state, outcome.retry, outcome.retry_after) == ("unavailable", "later", 30)


@pytest.mark.parametrize(
    ("endpoint", "kind"),
    [
        ("customer", azakaw.Customer),
        ("onboarding-pending", azakaw.OnboardingPending),
        ("add-user", azakaw.UserAdded),
    ],
)
def test_the_answer_of_each_call(endpoint: azakaw.Endpoint, kind: type) -> None:
    """The object of the answer is of the call's type, also for an explained failure."""
    for status in (200, 400):
        answer = read_answer(endpoint, status, body(RESULTS[endpoint])).answer
        assert type(answer) is kind


def test_a_success_without_what_was_asked_for(subtests: pytest.Subtests) -> None:
    """A success without its result, or cut off, does not show what happened."""
    result_cases: list[object] = [None, "", [], 5, "no uuid", [UUID]]
    for endpoint, result in product(ENDPOINTS, result_cases):
        with subtests.test(endpoint=endpoint, result=result):
            wanted = "after_lookup" if endpoint == "add-user" else "later"

            for raw in (body(result), body(RESULTS[endpoint])[:-2]):
                assert meant(read_answer(endpoint, 200, raw)) == ("unknown", wanted, None)


@pytest.mark.parametrize("inner", [404, "404"])
@pytest.mark.parametrize("result", [None, "", []])
def test_the_envelope_tells_of_an_error_too(inner: object, result: object) -> None:
    """A status of the envelope counts where HTTP says that all is well, and only there."""
    failed = body(result, statusCode=inner, messages=["no"])

    for endpoint in ENDPOINTS:
        outcome = read_answer(endpoint, 200, failed)
        assert (outcome.state, outcome.messages) == ("not_found", ("no",))
    assert read_answer("add-user", 403, body(statusCode=200)).state == "forbidden"
    for odd in (None, "", -1):
        assert read_answer("add-user", 201, body(statusCode=odd)).state == "accepted"


@pytest.mark.parametrize("result", [None, "", "no uuid", {"id": UUID}, 5, [UUID]])
def test_no_user_in_the_answer(result: object) -> None:
    """Without a UUID it is not known whether there is a new user."""
    assert meant(read_answer("add-user", 200, body(result))) == ("unknown", "after_lookup", None)


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"<html>", "json.invalid"),
        (b"", "json.invalid"),
        (b"[]", "field.type"),
        (b"\xff", "json.encoding"),
        (body({"id": UUID}, messages="a"), "field.type"),
    ],
)
def test_what_is_no_envelope(raw: bytes, code: str) -> None:
    """Any other body is told as violations, beside what the status says."""
    fine, bad = read_answer("customer", 200, raw), read_answer("customer", 401, raw)

    assert (
        [violation.code for violation in fine.violations]
        == [violation.code for violation in bad.violations]
        == [code]
    )
    assert meant(fine) == ("unknown", "later", None)
    assert meant(bad) == ("unauthorized", "after_login", None)


def test_messages_of_another_shape() -> None:
    """What is no message is none."""
    assert read_answer("add-user", 400, body(messages=None)).messages == ()
    assert read_answer("add-user", 400, body(messages=[None, "a"])).messages == ("a",)


def test_an_unknown_call() -> None:
    """A call that there is not is refused."""
    call: Any = "delete-user"
    with pytest.raises(ValueError, match="endpoint"):
        read_answer(call, 200, body())


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
ENVELOPE = st.fixed_dictionaries(
    {}, optional=dict.fromkeys(["version", "statusCode", "messages", "result", "extra"], JSON)
).map(lambda answer: json.dumps(answer).encode())


@given(
    st.sampled_from(ENDPOINTS),
    st.none() | st.integers(0, 999),
    st.binary() | JSON.map(lambda value: json.dumps(value).encode()) | ENVELOPE,
)
def test_any_answer_is_survived(endpoint: Any, status: int | None, raw: bytes) -> None:
    """No body and no status makes an exception, and only what is accepted has a user."""
    outcome = read_answer(endpoint, status, raw)

    assert outcome.state in get_args(azakaw.State)
    assert outcome.user_id is None or outcome.state == "accepted"
    assert all(isinstance(text, str) for text in outcome.messages)
