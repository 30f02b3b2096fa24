"""The meaning of each answer of CAAS, by call and error code.

An error code depends on the call: 40001 has another meaning in a lookup than in an onboarding.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias, get_args

from payloadkit.caas.words import AmlScanStatus, CustomerStatus

if TYPE_CHECKING:
    from collections.abc import Collection

    from payloadkit.http.answer import Retry


Endpoint: TypeAlias = Literal["token", "refresh", "lookup", "customer", "masters", "onboarding"]
State: TypeAlias = Literal[
    "accepted",
    "inactive",
    "under_investigation",
    "refused",
    "not_found",
    "not_subscribed",
    "update_failed",
    "invalid",
    "unauthorized",
    "unavailable",
    "unknown",
]
ENDPOINTS: tuple[Endpoint, ...] = get_args(Endpoint)
STATES: dict[State, str] = {
    "accepted": "The call succeeded.",
    "inactive": "The customer exists, and is not active.",
    "under_investigation": "The customer exists, and the compliance department investigates.",
    "refused": "The customer cannot be accepted.",
    "not_found": "There is no such customer.",
    "not_subscribed": "The customer exists, but is not subscribed with you.",
    "update_failed": "The customer was not updated.",
    "invalid": "Something in the request is missing, malformed or unknown.",
    "unauthorized": "The token or the credentials are missing, wrong or expired.",
    "unavailable": "The gateway failed, or refused the call for a moment. It may work later.",
    "unknown": "The answer is not in the table.",
}
LOST = "lost"
MOMENTARY = "lost, 408, 425, 429, 5xx"


class AnswerRow(NamedTuple):
    """The meaning of one answer.

    Args:
        endpoint: The call; None for every call.
        status: The HTTP status, or the words for several. It does not count beside a code.
        code: The error code in the body; None for no code.
        state: The result of the call.
        retry: Whether to send the call again, and when.
        message: The gateway's message.
        word: The status word in the body, beside a code.
        inner: The status code in the body, beside a code; None for the HTTP status.
    """

    endpoint: Endpoint | None
    status: int | str
    code: int | None
    state: State
    retry: Retry
    message: str
    word: str = "failure"
    inner: int | None = None


_READS: tuple[Endpoint, ...] = ("token", "refresh", "lookup", "customer", "masters")
_WITH_TOKEN: tuple[Endpoint, ...] = ("lookup", "customer", "masters", "onboarding")
ERROR_TABLE: tuple[AnswerRow, ...] = (
    AnswerRow("token", 200, None, "accepted", "never", "access_token"),
    AnswerRow("token", 400, None, "unauthorized", "never", "invalid_grant"),
    AnswerRow("token", 401, None, "unauthorized", "never", "invalid_grant"),
    AnswerRow("refresh", 200, None, "accepted", "never", "access_token"),
    AnswerRow("refresh", 400, None, "unauthorized", "after_login", "invalid_grant"),
    AnswerRow("refresh", 401, None, "unauthorized", "after_login", "invalid_grant"),
    AnswerRow("lookup", 200, None, "accepted", "never", "success"),
    AnswerRow("lookup", 200, 45001, "not_found", "never", "Customer not found", inner=404),
    AnswerRow(
        "lookup", 200, 45003, "not_subscribed", "never", "Customer not Subscribed", inner=404
    ),
    AnswerRow("lookup", 200, 40001, "invalid", "after_mending", "Invalid format input", inner=400),
    AnswerRow(
        "lookup", 200, 45006, "unavailable", "later", "Error while searching customer!", inner=500
    ),
    AnswerRow(
        "lookup",
        200,
        45013,
        "under_investigation",
        "later",
        "Customer under Compliance investigation!",
        inner=500,
    ),
    AnswerRow("lookup", 200, 45051, "refused", "never", "Customer can not be Accepted", inner=404),
    AnswerRow("customer", 200, None, "accepted", "never", "success"),
    AnswerRow(
        "customer", 200, 45003, "not_subscribed", "never", "Customer Not Subscribed", inner=404
    ),
    AnswerRow("masters", 200, None, "accepted", "never", "success"),
    AnswerRow("onboarding", 200, None, "accepted", "never", "success"),
    AnswerRow(
        "onboarding",
        406,
        45013,
        "under_investigation",
        "never",
        "Customer <ecrn> Under Compliance Investigation",
        "failed",
    ),
    AnswerRow(
        "onboarding",
        406,
        45051,
        "refused",
        "never",
        "Customer <ecrn> Cannot be Accepted",
        "failed",
    ),
    AnswerRow(
        "onboarding",
        400,
        45053,
        "invalid",
        "after_mending",
        "Invalid <Master> <value>!",
        "failed",
        406,
    ),
    AnswerRow(
        "onboarding",
        400,
        40002,
        "invalid",
        "after_mending",
        "Invalid format or missing mandatory request",
    ),
    AnswerRow(
        "onboarding",
        404,
        45032,
        "update_failed",
        "after_lookup",
        "Customer update failed",
        "failed",
    ),
    AnswerRow(
        "onboarding",
        502,
        40001,
        "unavailable",
        "after_lookup",
        "Backend Technical Problem",
        "failed",
    ),
    AnswerRow("onboarding", 502, None, "unavailable", "after_lookup", "Bad Gateway"),
    AnswerRow("onboarding", LOST, None, "unavailable", "after_lookup", "no answer"),
    AnswerRow("onboarding", 429, None, "unavailable", "later", "Too Many Requests"),
    *(
        AnswerRow(call, 401, None, "unauthorized", "after_login", "Unauthorized")
        for call in _WITH_TOKEN
    ),
    *(AnswerRow(call, MOMENTARY, None, "unavailable", "later", "not now") for call in _READS),
)
ONBOARDING_UNKNOWN = AnswerRow(
    "onboarding", "any", None, "unknown", "after_lookup", "anything else"
)
UNKNOWN = AnswerRow(None, "any", None, "unknown", "never", "anything else")

# The first word that an answer has counts.
STATUS_WORDS: tuple[tuple[CustomerStatus | AmlScanStatus, State], ...] = (
    (CustomerStatus.REJECTED, "refused"),
    (CustomerStatus.BLOCKED, "refused"),
    (AmlScanStatus.REJECTED, "refused"),
    (CustomerStatus.KYC_PENDING, "under_investigation"),
    (AmlScanStatus.UNDER_INVESTIGATION, "under_investigation"),
    (AmlScanStatus.FAILED, "under_investigation"),
    (CustomerStatus.INACTIVE, "inactive"),
)
_OK, _UNAUTHORIZED = 200, 401
_BY_CODE = {(row.endpoint, row.code): row for row in ERROR_TABLE if row.code is not None}
_BY_STATUS = {(row.endpoint, row.status): row for row in ERROR_TABLE if row.code is None}


def find_row(
    endpoint: Endpoint, status: int | None, code: int | None, *, success: bool
) -> AnswerRow:
    """Return the row of an answer.

    Args:
        endpoint: The call.
        status: The HTTP status; None if no answer arrived.
        code: The error code in the body, or None.
        success: Whether the body reports success, with all that belongs to it.
    """
    from payloadkit.http.answer import is_unavailable  # the models need only the table

    by_code = None if code is None else _BY_CODE.get((endpoint, code))
    if by_code is not None and status != _UNAUTHORIZED:
        return by_code
    by_status = _BY_STATUS.get((endpoint, LOST if status is None else status))
    if status == _OK and (code is not None or not success):
        by_status = None
    elif by_status is None and is_unavailable(status):
        by_status = _BY_STATUS.get((endpoint, MOMENTARY))
    return by_status or (ONBOARDING_UNKNOWN if endpoint == "onboarding" else UNKNOWN)


def state_of_customer(endpoint: Endpoint, words: Collection[str | None]) -> tuple[State, Retry]:
    """Return state and retry by the words that a success has for the customer.

    Args:
        endpoint: The call.
        words: The status of the customer and that of the screening.
    """
    states: list[State] = [state for word, state in STATUS_WORDS if word in words]
    found: State = states[0] if states else "accepted"
    # An investigation ends. A lookup tells it then, an onboarding is not sent again.
    waits = found == "under_investigation" and endpoint != "onboarding"
    return found, "later" if waits else "never"
