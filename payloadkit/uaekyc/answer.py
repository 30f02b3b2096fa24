"""Read an answer of the UAE KYC platform: the result of the call, and whether to send it again.

Every call only reads, so an answer that was lost or refused for a moment is asked for again later.
The platform publishes no table of failures: HTTP's own meaning of a status counts.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import Generic, Literal, TypeAlias, TypeVar, overload

import attrs

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
from payloadkit.uaekyc.batch_records import BatchRecords, RecordErrors, RecordsPage
from payloadkit.uaekyc.batch_status import BatchProgress, BatchStatus
from payloadkit.uaekyc.business_errors import BusinessError  # noqa: TC001 - attrs resolves it
from payloadkit.uaekyc.customer_data import CustomerData, DigitizedRecord, Profile
from payloadkit.uaekyc.errored_records import ErroredPage, ErroredRecords
from payloadkit.uaekyc.words import RecordStatus
from payloadkit.violation import sealed
from payloadkit.wire.reading import check

Endpoint: TypeAlias = Literal["status", "records", "errored", "customer-data"]
State: TypeAlias = Literal[
    "accepted",
    "refused",
    "invalid",
    "unauthorized",
    "forbidden",
    "not_found",
    "unavailable",
    "unknown",
]
PlatformAnswer: TypeAlias = BatchStatus | BatchRecords | ErroredRecords | CustomerData
A_co = TypeVar("A_co", covariant=True)

_ANSWERS: dict[str, type[PlatformAnswer]] = {
    "status": BatchStatus,
    "records": BatchRecords,
    "errored": ErroredRecords,
    "customer-data": CustomerData,
}
_REFUSED: dict[int, tuple[State, Retry]] = {
    HTTPStatus.BAD_REQUEST: ("invalid", "after_mending"),
    HTTPStatus.UNPROCESSABLE_ENTITY: ("invalid", "after_mending"),
    # The key stands for itself: there is no token to get anew.
    HTTPStatus.UNAUTHORIZED: ("unauthorized", "never"),
    HTTPStatus.FORBIDDEN: ("forbidden", "never"),
    HTTPStatus.NOT_FOUND: ("not_found", "never"),
}


@attrs.frozen(kw_only=True)
class Outcome(SharedOutcome[State, A_co], Generic[A_co]):
    """The meaning of an answer of the platform. Its ``repr`` shows no personal value.

    ``state`` is ``refused`` if the platform could not digitize the customer; ``errors`` say why.
    ``violations`` are those of the answer itself.

    Args:
        errors: The reasons why the customer has no data.
        message: The message for people.
    """

    errors: tuple[BusinessError, ...] = ()
    message: str | None = attrs.field(default=None, repr=False)


@overload
def read_answer(
    endpoint: Literal["status"], status: int | None, body: Body, headers: Headers | None = None
) -> Outcome[BatchStatus]: ...


@overload
def read_answer(
    endpoint: Literal["records"], status: int | None, body: Body, headers: Headers | None = None
) -> Outcome[BatchRecords]: ...


@overload
def read_answer(
    endpoint: Literal["errored"], status: int | None, body: Body, headers: Headers | None = None
) -> Outcome[ErroredRecords]: ...


@overload
def read_answer(
    endpoint: Literal["customer-data"],
    status: int | None,
    body: Body,
    headers: Headers | None = None,
) -> Outcome[CustomerData]: ...


@overload
def read_answer(
    endpoint: Endpoint, status: int | None, body: Body, headers: Headers | None = None
) -> Outcome[PlatformAnswer]: ...


@sealed
def read_answer(
    endpoint: str, status: int | None, body: Body, headers: Headers | None = None
) -> Outcome[PlatformAnswer]:
    """Return the meaning of an answer. Its content never raises an exception.

    Args:
        endpoint: The call that it answers: ``status``, ``records``, ``errored`` or
            ``customer-data`` (``customer_data`` is the same).
        status: The HTTP status; None if no answer arrived.
        body: The body of the answer.
        headers: The header fields of the answer.

    Raises:
        TypeError: An argument has another type.
        ValueError: The endpoint is unknown.
    """
    word = str(endpoint).replace("_", "-")
    check_answer(word, _ANSWERS, status, body, headers)
    kind = _ANSWERS[word]
    if status is None:
        return Outcome(state="unavailable", retry="later")
    report = check(kind, body)
    answer: PlatformAnswer | None = report.value
    errors = _errors(answer)
    state, retry = _state(status, answer, failed=bool(errors))
    message = None if answer is None or isinstance(answer, BatchRecords) else answer.message
    return Outcome(
        state=state,
        retry=retry,
        violations=report.violations,
        retry_after=seconds_to_wait(headers),
        answer=answer,
        errors=errors,
        message=message if isinstance(message, str) else None,
    )


def _state(status: int, answer: PlatformAnswer | None, *, failed: bool) -> tuple[State, Retry]:
    """Return state and retry of an answer that arrived.

    Args:
        status: The HTTP status.
        answer: The object of the answer.
        failed: Whether the answer holds reasons for a failure.
    """
    if is_unavailable(status):
        return "unavailable", "later"
    whole = is_success(status) and answer is not None and _is_whole(answer)
    if _is_failure(answer) or (failed and not whole):
        return "refused", "never"
    if is_success(status):
        return ("accepted" if whole else "unknown"), "never"
    return _REFUSED.get(status, ("unknown", "never"))


def _is_failure(answer: PlatformAnswer | None) -> bool:
    """Return whether a customer's record failed."""
    record = answer.data if isinstance(answer, CustomerData) else None
    word: object = record.status if isinstance(record, DigitizedRecord) else None
    return isinstance(word, str) and word.strip().lower() == RecordStatus.FAILURE


def _is_whole(answer: PlatformAnswer) -> bool:
    """Return whether an answer holds what was asked for."""
    if answer.success in (False, "false"):
        return False
    match answer.data:
        case BatchProgress() as progress:
            return isinstance(progress.status, str)
        case RecordsPage() as page:
            return isinstance(page.records, tuple)
        case ErroredPage() as page:
            return isinstance(page.data, tuple)
        case DigitizedRecord() as record:
            return isinstance(record.data, Profile)
        case _:
            return False


def _errors(answer: PlatformAnswer | None) -> tuple[BusinessError, ...]:
    """Return the reasons in a customer's answer. Their shape is that of a record's errors."""
    record = answer.data if isinstance(answer, CustomerData) else None
    found = record.errors if isinstance(record, DigitizedRecord) else None
    errors = check(RecordErrors, found).value if isinstance(found, dict) else None
    return () if errors is None else errors.reasons
