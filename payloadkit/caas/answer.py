"""Read an answer of CAAS: the result of the call, and whether to send it again.

Both spellings of the keys are read. An answer that is no JSON has an outcome too.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeAlias, TypeVar, overload

import attrs

from payloadkit.caas.customer import Customer
from payloadkit.caas.error_table import ENDPOINTS, Endpoint, State, find_row, state_of_customer
from payloadkit.caas.lookup import LookupAnswer, LookupRequest
from payloadkit.caas.masters import MasterData
from payloadkit.caas.onboarding import OnboardingRequest
from payloadkit.caas.onboarding_answer import OnboardingAnswer
from payloadkit.caas.refused_fields import refused_fields, refused_master_field
from payloadkit.caas.token import TokenAnswer
from payloadkit.caas.words import AmlScanStatus, CustomerStatus, ErrorCode, find_word
from payloadkit.http.answer import Body, Headers, check_answer, seconds_to_wait
from payloadkit.http.answer import Outcome as SharedOutcome
from payloadkit.models.registry import model_of
from payloadkit.violation import sealed
from payloadkit.wire.reading import check, read_object

if TYPE_CHECKING:
    from collections.abc import Mapping

    from payloadkit.caas.error_table import AnswerRow
    from payloadkit.violation import Violation

Answer: TypeAlias = TokenAnswer | LookupAnswer | Customer | MasterData | OnboardingAnswer
A_co = TypeVar("A_co", covariant=True)

_REQUESTS: dict[Endpoint, type] = {"lookup": LookupRequest, "onboarding": OnboardingRequest}
_ANSWERS: dict[Endpoint, type] = {
    "token": TokenAnswer,
    "refresh": TokenAnswer,
    "lookup": LookupAnswer,
    "customer": Customer,
    "masters": MasterData,
    "onboarding": OnboardingAnswer,
}

_NAMES_ECRN = frozenset({45013, 45051})
_UNKNOWN_MASTER = 45053

# Of these only a success is an object of its own; an answer to the others explains failures too.
_SUCCESSES: frozenset[Endpoint] = frozenset({"token", "refresh", "customer", "masters"})

_CODE = re.compile(r"0*[1-9][0-9]{0,8}")
_WHOLE = re.compile(r"([0-9]{1,20})(?:\.0{1,9})?")
_ECRN = re.compile(
    r"\bcustomer[\s:#`'\"<(\[]{1,9}(?=[a-z]{0,19}[0-9])([a-z0-9]{1,20})\b", re.IGNORECASE | re.ASCII
)
_REQUEST_ID = re.compile(r"[0-9A-Fa-f]{32}")


@attrs.frozen(kw_only=True)
class Outcome(SharedOutcome[State, A_co], Generic[A_co]):
    """The meaning of an answer of CAAS. Its ``repr`` shows no personal value.

    Its ``violations`` are the fields of the request that the gateway refuses. The gateway's words
    are left out, since they may quote values. Its ``answer`` is there for a token, a customer or
    master data only if the call succeeded.

    Args:
        error_code: The gateway's error code. It equals its number and its text.
        ecrn: The customer's number. It may come from the message of 45013 or 45051; then the
            customer exists.
        customer_status: The status of the customer; ``state`` follows it.
        aml_scan_status: The result of the screening; ``state`` follows it.
        request_id: The gateway's number of the call, for questions to its support.
    """

    error_code: ErrorCode | None = None
    ecrn: str | None = attrs.field(default=None, repr=False)
    customer_status: CustomerStatus | str | None = attrs.field(default=None, repr=False)
    aml_scan_status: AmlScanStatus | str | None = attrs.field(default=None, repr=False)
    request_id: str | None = None


@overload
def read_answer(
    endpoint: Literal["token", "refresh"],
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
    endpoint: Literal["masters"],
    status: int | None,
    body: Body,
    headers: Headers | None = None,
) -> Outcome[MasterData]: ...


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
    check_answer(endpoint, ENDPOINTS, status, body, headers)
    found = {} if status is None else read_object(body)
    data = _data(endpoint, found)
    code = _error_code(found)
    number = None if code is None else int(code)
    row = find_row(endpoint, status, number, success=_is_success(endpoint, found, data))
    customer_status = find_word(CustomerStatus, data.get("customer_status"))
    scan = find_word(AmlScanStatus, data.get("aml_scan_status"))
    state, retry = row.state, row.retry
    if row.state == "accepted":
        state, retry = state_of_customer(endpoint, (customer_status, scan))
    return Outcome(
        state=state,
        retry=retry,
        error_code=code,
        ecrn=_digits_or_text(data.get("ecrn")) or _named_ecrn(number, found.get("message")),
        customer_status=customer_status,
        aml_scan_status=scan,
        violations=_violations(row, found),
        request_id=_matching(_REQUEST_ID, found.get("request_id")),
        retry_after=seconds_to_wait(headers),
        answer=_answer(endpoint, found, data, accepted=row.state == "accepted"),
    )


def _data(endpoint: Endpoint, found: dict[str, Any]) -> dict[str, Any]:
    """Return the data of an answer. Those of a customer may also stand without their envelope."""
    data = found.get("data", found if endpoint == "customer" else None)
    return data if isinstance(data, dict) else {}


def _error_code(found: Mapping[str, Any]) -> ErrorCode | None:
    """Return the error code: a number or a text, under either spelling of the key."""
    codes = (
        _matching(_CODE, _digits_or_text(found.get(key))) for key in ("error_code", "errorCode")
    )
    return next((ErrorCode(code) for code in codes if code is not None), None)


def _is_success(endpoint: Endpoint, found: Mapping[str, Any], data: Mapping[str, Any]) -> bool:
    """Return whether a body reports success, with all that belongs to it.

    The shape of a customer's answer is not published. That answer and the master data count as a
    success unless their ``status`` is another word.
    """
    if endpoint in ("token", "refresh"):
        return _text(found.get("access_token")) is not None
    word = found.get("status", "success" if endpoint in _SUCCESSES else None)
    inner = found.get("status_code", found.get("statusCode"))
    if _plain(word) != "success" or _digits_or_text("200" if inner is None else inner) != "200":
        return False
    if endpoint == "masters":
        return isinstance(found.get("data"), dict)
    if endpoint == "customer":
        return not model_of(Customer).keys.isdisjoint(data)
    return _digits_or_text(data.get("ecrn")) is not None


def _named_ecrn(code: int | None, message: object) -> str | None:
    """Return the number of the customer that a message names."""
    match = _ECRN.search(_text(message) or "") if code in _NAMES_ECRN else None
    return match[1] if match else None


def _violations(row: AnswerRow, found: Mapping[str, Any]) -> tuple[Violation, ...]:
    """Return the fields of the request that an answer refuses."""
    if row.state != "invalid" or row.endpoint is None or row.code is None:
        return ()
    request, details = _REQUESTS[row.endpoint], found.get("details")
    refused = refused_fields(request, row.code, details) if isinstance(details, dict) else ()
    if refused or row.code != _UNKNOWN_MASTER:
        return refused
    return refused_master_field(request, row.code, _text(found.get("message")) or "")


def _answer(
    endpoint: Endpoint, found: dict[str, Any], data: dict[str, Any], *, accepted: bool
) -> Answer | None:
    if not found or (endpoint in _SUCCESSES and not accepted):
        return None
    answer: Answer | None = check(
        _ANSWERS[endpoint], data if endpoint == "customer" else found
    ).value
    return answer


def _digits_or_text(value: object) -> str | None:
    """Return a text, or the digits of a whole number."""
    if isinstance(value, bool | dict | list | None):
        return None
    match = _WHOLE.fullmatch(str(value))
    return match[1] if match and type(value) is not str else _text(value)


def _text(value: object) -> str | None:
    return value if type(value) is str and value.strip() else None


def _plain(word: object) -> object:
    return word.casefold() if isinstance(word, str) else None


def _matching(pattern: re.Pattern[str], value: object) -> str | None:
    return value if isinstance(value, str) and pattern.fullmatch(value) else None
