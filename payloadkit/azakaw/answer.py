"""Read an answer of Azakaw: the result of the call, and whether to send it again."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Literal, TypeAlias

import attrs

from payloadkit.fields import anything, integer, many, text
from payloadkit.http.request import check_answer
from payloadkit.models.decorator import model
from payloadkit.models.record import Record
from payloadkit.policy import Policy
from payloadkit.rules.identifiers import Uuid
from payloadkit.rules.text import Text as Words
from payloadkit.violation import sealed
from payloadkit.wire.reading import check

if TYPE_CHECKING:
    from collections.abc import Mapping

    from payloadkit.violation import Violation

Endpoint: TypeAlias = Literal["customer", "onboarding-pending", "add-user"]
State: TypeAlias = Literal[
    "accepted", "invalid", "unauthorized", "forbidden", "not_found", "unavailable", "unknown"
]
Retry: TypeAlias = Literal["never", "after_mending", "after_login", "later", "after_lookup"]

_REFUSED: dict[int, tuple[State, Retry]] = {
    HTTPStatus.BAD_REQUEST: ("invalid", "after_mending"),
    HTTPStatus.UNAUTHORIZED: ("unauthorized", "after_login"),
    HTTPStatus.FORBIDDEN: ("forbidden", "never"),
    HTTPStatus.NOT_FOUND: ("not_found", "never"),
}


@attrs.frozen(kw_only=True)
class Outcome:
    """The meaning of an answer.

    Args:
        state: The result of the call. ``forbidden``: the account lacks the permission;
            ``unknown``: the answer does not show the result.
        retry: Whether to send the call again, and when. ``after_lookup``: the user may exist
            already, so look the user up before you post again.
        user_id: The UUID of the new user, if one was added.
        messages: The messages for people.
        violations: The violations of the answer itself.
    """

    state: State
    retry: Retry
    user_id: str | None = attrs.field(default=None, repr=False)
    messages: tuple[str, ...] = attrs.field(default=(), repr=False)
    violations: tuple[Violation, ...] = ()


@model(source="azakaw", tolerant=True)
class Envelope(Record):
    """The envelope of every answer."""

    version: str | None = text(sample="version", default=None, doc="Version of the API")
    statusCode: int | str | None = integer(default=None, doc="HTTP status")
    messages: tuple[str, ...] | None = many(
        Words(), default=None, personal=True, doc="Messages for people"
    )
    result: object | None = anything(default=None, personal=True, doc="The requested data")


@sealed
def read_answer(
    endpoint: Endpoint,
    status: int | None,
    body: bytes | bytearray | memoryview | str,
    headers: Mapping[str, str] | None = None,
) -> Outcome:
    """Return the meaning of an answer. Its content never raises an exception.

    Args:
        endpoint: The call that it answers.
        status: The HTTP status; None if no answer arrived.
        body: The body of the answer.
        headers: The header fields of the answer. They are not used.

    Raises:
        TypeError: An argument has another type.
        ValueError: The endpoint is unknown.
    """
    if endpoint not in ("customer", "onboarding-pending", "add-user"):
        raise ValueError("endpoint is customer, onboarding-pending or add-user")
    check_answer(status, body, headers)
    if status is None:
        return Outcome(state="unavailable", retry=_retry_of_unknown(endpoint))
    report = check(Envelope, body, Policy())
    envelope = report.value or Envelope()
    state, retry = _state(endpoint, _effective_status(status, envelope))
    user_id = _user_id(envelope) if endpoint == "add-user" and state == "accepted" else None
    if state == "accepted" and (
        report.value is None or (endpoint == "add-user" and user_id is None)
    ):
        state, retry = "unknown", _retry_of_unknown(endpoint)
    return Outcome(
        state=state,
        retry=retry,
        user_id=user_id,
        messages=_messages(envelope),
        violations=report.violations,
    )


def _user_id(envelope: Envelope) -> str | None:
    result = envelope.result
    return result if isinstance(result, str) and not any(Uuid().check(result, Policy())) else None


def _messages(envelope: Envelope) -> tuple[str, ...]:
    return (
        tuple(text for text in envelope.messages if isinstance(text, str))
        if isinstance(envelope.messages, tuple)
        else ()
    )


def _effective_status(status: int, envelope: Envelope) -> int:
    """Return the status of the envelope or, if HTTP reports a failure, the HTTP status."""
    inner = envelope.statusCode
    return inner if isinstance(inner, int) and _is_success(status) else status


def _is_success(status: int) -> bool:
    return HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES


def _state(endpoint: Endpoint, status: int) -> tuple[State, Retry]:
    if _is_success(status):
        return "accepted", "never"
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return "unavailable", _retry_of_unknown(endpoint)
    return _REFUSED.get(status, ("unknown", _retry_of_unknown(endpoint)))


def _retry_of_unknown(endpoint: Endpoint) -> Retry:
    """Return when to repeat a call with unknown result. Only add-user changes data."""
    return "after_lookup" if endpoint == "add-user" else "later"
