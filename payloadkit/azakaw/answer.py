"""Read an answer of Azakaw: what became of the call, and may it be sent again?"""

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
    """What an answer means.

    Args:
        state: What became of the call. ``forbidden``: the account lacks the permission;
            ``unknown``: the answer does not say.
        retry: Whether to call again, and when. ``after_lookup``: the user may be registered
            already, so look before posting again.
        user_id: The new user's UUID where one was added.
        messages: What the answer says to people.
        violations: What is wrong with the answer itself.
    """

    state: State
    retry: Retry
    user_id: str | None = attrs.field(default=None, repr=False)
    messages: tuple[str, ...] = attrs.field(default=(), repr=False)
    violations: tuple[Violation, ...] = ()


@model(source="azakaw", tolerant=True)
class Envelope(Record):
    """What every answer is wrapped in, whatever it holds."""

    version: str | None = text(sample="version", default=None, doc="Version of the API")
    statusCode: int | str | None = integer(default=None, doc="Status of HTTP")
    messages: tuple[str, ...] | None = many(
        Words(), default=None, personal=True, doc="Messages for people"
    )
    result: object | None = anything(default=None, personal=True, doc="What was asked for")


@sealed
def read_answer(
    endpoint: Endpoint,
    status: int | None,
    body: bytes | bytearray | memoryview | str,
    headers: Mapping[str, str] | None = None,
) -> Outcome:
    """Return what an answer means; never an exception for what it holds.

    Args:
        endpoint: The call that it answers.
        status: Status of HTTP; None where no answer came.
        body: What came.
        headers: The header fields that came with it; none of them changes what an answer means.

    Raises:
        TypeError: An argument is of another type.
        ValueError: There is no such call.
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
    """Return the status that counts: the envelope's own, unless HTTP's is already a failure."""
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
    """Return when to repeat a call whose fate is unknown; only add-user adds something."""
    return "after_lookup" if endpoint == "add-user" else "later"
