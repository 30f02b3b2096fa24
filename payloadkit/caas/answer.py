"""Read an answer of CAAS: the result of the call, and whether to send it again.

Both spellings of the keys are read. An answer that is no JSON has an outcome too.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeAlias, TypeVar, overload

import attrs

from payloadkit.caas.customer import Customer
from payloadkit.caas.error_table import ENDPOINTS, Endpoint, State, find_row
from payloadkit.caas.lookup import LookupAnswer, LookupRequest
from payloadkit.caas.onboarding import OnboardingRequest
from payloadkit.caas.onboarding_answer import OnboardingAnswer
from payloadkit.caas.refused_fields import refused_fields, refused_master_field
from payloadkit.caas.token import TokenAnswer
from payloadkit.http.answer import Body, Headers, check_answer, seconds_to_wait
from payloadkit.http.answer import Outcome as SharedOutcome
from payloadkit.violation import sealed
from payloadkit.wire.reading import check, read_object

if TYPE_CHECKING:
    from collections.abc import Mapping

    from payloadkit.violation import Violation

Answer: TypeAlias = TokenAnswer | LookupAnswer | Customer | OnboardingAnswer
A_co = TypeVar("A_co", covariant=True)

_REQUESTS: dict[Endpoint, type] = {"lookup": LookupRequest, "onboarding": OnboardingRequest}
_ANSWERS: dict[Endpoint, type] = {
    "token": TokenAnswer,
    "lookup": LookupAnswer,
    "customer": Customer,
    "onboarding": OnboardingAnswer,
}

_NAMES_ECRN = frozenset({45013, 45051})
_UNKNOWN_MASTER = 45053

_CODE = re.compile(r"[0-9]{1,9}")
_ECRN = re.compile(r"\bcustomer\s+(?=[a-z]{0,19}[0-9])([a-z0-9]{1,20})\b", re.IGNORECASE | re.ASCII)
_REQUEST_ID = re.compile(r"[0-9A-Fa-f]{32}")


@attrs.frozen(kw_only=True)
class Outcome(SharedOutcome[State, A_co], Generic[A_co]):
    """The meaning of an answer of CAAS. Its ``repr`` shows no personal value.

    Its ``violations`` are the fields of the request that the gateway refuses. The gateway's words
    are left out, since they may quote values. Its ``answer`` is there for a token or a customer
    only if the call succeeded.

    Args:
        error_code: The gateway's error code.
        ecrn: The customer's number. It may come from the message of 45013 or 45051; then the
            customer exists.
        request_id: The gateway's number of the call, for questions to its support.
    """

    error_code: int | None = None
    ecrn: str | None = attrs.field(default=None, repr=False)
    request_id: str | None = None


@overload
def read_answer(
    endpoint: Literal["token"],
    status: int | None,
    body: Body,
    headers: Headers | None = None,
) -> Outcome[TokenAnswer]: ...


@overload
def read_answer(
    endpoint: Literal["lookup"],
    status: int | None,
    body: Body,
    headers: Headers | None = None,
) -> Outcome[LookupAnswer]: ...


@overload
def read_answer(
    endpoint: Literal["customer"],
    status: int | None,
    body: Body,
    headers: Headers | None = None,
) -> Outcome[Customer]: ...


@overload
def read_answer(
    endpoint: Literal["onboarding"],
    status: int | None,
    body: Body,
    headers: Headers | None = None,
) -> Outcome[OnboardingAnswer]: ...


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
    if endpoint not in ENDPOINTS:
        raise ValueError("endpoint is " + ", ".join(ENDPOINTS))
    check_answer(status, body, headers)
    found = {} if status is None else read_object(body)
    code = _code(found)
    row = find_row(endpoint, status, code, success=_is_success(endpoint, found))
    data = found.get("data")
    inner: dict[str, Any] = (
        data if isinstance(data, dict) else found if endpoint == "customer" else {}
    )
    message = _text(found.get("message")) or ""
    named = _ECRN.search(message) if code in _NAMES_ECRN else None
    return Outcome(
        state=row.state,
        retry=row.retry,
        error_code=code,
        ecrn=_text(inner.get("ecrn")) or (named[1] if named else None),
        violations=()
        if row.state != "invalid" or code is None
        else _violations(_REQUESTS[endpoint], code, found.get("details"), message),
        request_id=_matching(_REQUEST_ID, found.get("request_id")),
        retry_after=seconds_to_wait(headers),
        answer=_answer(endpoint, found, inner, accepted=row.state == "accepted"),
    )


def _code(found: Mapping[str, Any]) -> int | None:
    """Return the error code: a number or a text, under either spelling of the key."""
    codes = (
        _matching(_CODE, str(found[key]))
        for key in ("error_code", "errorCode")
        if type(found.get(key)) in (int, str)
    )
    return next((int(code) for code in codes if code is not None), None)


def _is_success(endpoint: Endpoint, found: Mapping[str, Any]) -> bool:
    """Return whether a body reports success.

    The shape of a customer's answer is not published. It counts as success unless its ``status``
    is another word.
    """
    if endpoint == "token":
        return bool(_text(found.get("access_token")))
    inner = found.get("status_code", found.get("statusCode"))
    word = found.get("status", "success" if found and endpoint == "customer" else None)
    return word == "success" and inner in (None, 200, "200")


def _violations(request: type, code: int, details: object, message: str) -> tuple[Violation, ...]:
    found = refused_fields(request, code, details) if isinstance(details, dict) else ()
    return found or (
        refused_master_field(request, code, message) if code == _UNKNOWN_MASTER else ()
    )


def _answer(
    endpoint: Endpoint, found: dict[str, Any], inner: dict[str, Any], *, accepted: bool
) -> Answer | None:
    if not found or (endpoint in ("token", "customer") and not accepted):
        return None
    answer: Answer | None = check(
        _ANSWERS[endpoint], inner if endpoint == "customer" else found
    ).value
    return answer


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None


def _matching(pattern: re.Pattern[str], value: object) -> str | None:
    return value if isinstance(value, str) and pattern.fullmatch(value) else None
