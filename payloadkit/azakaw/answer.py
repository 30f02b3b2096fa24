"""Read an answer of Azakaw: the result of the call, and whether to send it again."""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import Generic, Literal, TypeAlias, TypeVar, overload

import attrs

from payloadkit.azakaw.customer import Customer, MonitoredCustomer
from payloadkit.azakaw.onboarding_pending import OnboardingPending, PendingPage
from payloadkit.azakaw.user import UserAdded
from payloadkit.http.answer import (
    Body,
    Headers,
    Retry,
    check_answer,
    is_success,
    is_unavailable,
    seconds_to_wait,
)
from payloadkit.http.answer import Outcome as SharedOutcome
from payloadkit.policy import Policy
from payloadkit.rules.identifiers import Uuid
from payloadkit.violation import sealed
from payloadkit.wire.reading import check, read_object

Endpoint: TypeAlias = Literal["customer", "onboarding-pending", "add-user"]
State: TypeAlias = Literal[
    "accepted", "invalid", "unauthorized", "forbidden", "not_found", "unavailable", "unknown"
]
Answer: TypeAlias = Customer | OnboardingPending | UserAdded
A_co = TypeVar("A_co", covariant=True)

_ANSWERS: dict[Endpoint, type[Answer]] = {
    "customer": Customer,
    "onboarding-pending": OnboardingPending,
    "add-user": UserAdded,
}
_REFUSED: dict[int, tuple[State, Retry]] = {
    HTTPStatus.BAD_REQUEST: ("invalid", "after_mending"),
    HTTPStatus.UNAUTHORIZED: ("unauthorized", "after_login"),
    HTTPStatus.FORBIDDEN: ("forbidden", "never"),
    HTTPStatus.NOT_FOUND: ("not_found", "never"),
    # It was not taken, so even add-user may be sent again.
    HTTPStatus.TOO_MANY_REQUESTS: ("unavailable", "later"),
}
_STATUS = re.compile(r"[0-9]{3}")


@attrs.frozen(kw_only=True)
class Outcome(SharedOutcome[State, A_co], Generic[A_co]):
    """The meaning of an answer of Azakaw. Its ``repr`` shows no personal value.

    ``state`` is ``forbidden`` if the account lacks the permission. ``violations`` are those of the
    answer itself.

    Args:
        user_id: The UUID of the new user, if one was added.
        messages: The messages for people.
    """

    user_id: str | None = attrs.field(default=None, repr=False)
    messages: tuple[str, ...] = attrs.field(default=(), repr=False)


@overload
def read_answer(
    endpoint: Literal["customer"], status: int | None, body: Body, headers: Headers | None = None
) -> Outcome[Customer]: ...


@overload
def read_answer(
    endpoint: Literal["onboarding-pending"],
    status: int | None,
    body: Body,
    headers: Headers | None = None,
) -> Outcome[OnboardingPending]: ...


@overload
def read_answer(
    endpoint: Literal["add-user"], status: int | None, body: Body, headers: Headers | None = None
) -> Outcome[UserAdded]: ...


@overload
def read_answer(
    endpoint: Endpoint, status: int | None, body: Body, headers: Headers | None = None
) -> Outcome[Answer]: ...


@sealed
def read_answer(
    endpoint: Endpoint, status: int | None, body: Body, headers: Headers | None = None
) -> Outcome[Answer]:
    """Return the meaning of an answer. Its content never raises an exception.

    Args:
        endpoint: The call that it answers.
        status: The HTTP status; None if no answer arrived.
        body: The body of the answer.
        headers: The header fields of the answer.

    Raises:
        TypeError: An argument has another type.
        ValueError: The endpoint is unknown.
    """
    check_answer(endpoint, _ANSWERS, status, body, headers)
    if status is None:
        return Outcome(state="unavailable", retry=_retry_of_unknown(endpoint))
    envelope = read_object(body)
    report = check(_ANSWERS[endpoint], body, Policy())
    answer = report.value
    state, retry = _state(endpoint, _effective_status(status, envelope.get("statusCode")))
    if state == "accepted" and not _is_whole(answer):
        state, retry = "unknown", _retry_of_unknown(endpoint)
    return Outcome(
        state=state,
        retry=retry,
        violations=report.violations,
        retry_after=seconds_to_wait(headers),
        answer=answer,
        user_id=answer.result if isinstance(answer, UserAdded) and state == "accepted" else None,
        messages=_messages(envelope.get("messages")),
    )


def _is_whole(answer: Answer | None) -> bool:
    """Return whether an answer holds what was asked for."""
    result: object = None if answer is None else answer.result
    if isinstance(result, str):
        return not any(Uuid().check(result, Policy()))
    return isinstance(result, MonitoredCustomer | PendingPage)


def _messages(messages: object) -> tuple[str, ...]:
    found = messages if isinstance(messages, list) else []
    return tuple(text for text in found if isinstance(text, str))


def _effective_status(status: int, inner: object) -> int:
    """Return the status of the envelope or, if HTTP reports a failure, the HTTP status."""
    if not is_success(status) or type(inner) not in (int, str):
        return status
    return int(str(inner)) if _STATUS.fullmatch(str(inner)) else status


def _state(endpoint: Endpoint, status: int) -> tuple[State, Retry]:
    if is_success(status):
        return "accepted", "never"
    otherwise: State = "unavailable" if is_unavailable(status) else "unknown"
    return _REFUSED.get(status, (otherwise, _retry_of_unknown(endpoint)))


def _retry_of_unknown(endpoint: Endpoint) -> Retry:
    """Return when to repeat a call with unknown result. Only add-user changes data."""
    return "after_lookup" if endpoint == "add-user" else "later"
