"""The meaning of each answer of CAAS, by call and error code.

An error code depends on the call: 40001 has another meaning in a lookup than in an onboarding.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from payloadkit.http.answer import Retry
    from payloadkit.models.model import Field


Endpoint: TypeAlias = Literal["token", "lookup", "customer", "onboarding"]
State: TypeAlias = Literal[
    "accepted",
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
ENDPOINTS: tuple[Endpoint, ...] = ("token", "lookup", "customer", "onboarding")
STATES: dict[State, str] = {
    "accepted": "The call succeeded.",
    "under_investigation": "The customer exists, and the compliance department investigates.",
    "refused": "The customer cannot be accepted.",
    "not_found": "There is no such customer.",
    "not_subscribed": "The customer exists, but is not subscribed with you.",
    "update_failed": "The customer was not updated.",
    "invalid": "Something in the request is missing, malformed or unknown.",
    "unauthorized": "The token is missing, wrong or expired.",
    "unavailable": "The gateway failed. It may work later.",
    "unknown": "The answer is not in the table.",
}


class AnswerRow(NamedTuple):
    """The meaning of one answer.

    Args:
        endpoint: The call; None for every call.
        status: The HTTP status; None if no answer arrived.
        code: The error code in the body. It counts with any status. None for no code.
        state: The result of the call.
        retry: Whether to send the call again, and when.
        message: The gateway's message.
    """

    endpoint: Endpoint | None
    status: int | None
    code: int | None
    state: State
    retry: Retry
    message: str


ERROR_TABLE: tuple[AnswerRow, ...] = (
    AnswerRow("token", 200, None, "accepted", "never", "access_token"),
    AnswerRow("lookup", 200, None, "accepted", "never", "success"),
    AnswerRow("lookup", 200, 45001, "not_found", "never", "Customer not found"),
    AnswerRow("lookup", 200, 45003, "not_subscribed", "never", "Customer not Subscribed"),
    AnswerRow("lookup", 200, 40001, "invalid", "after_mending", "Invalid format input"),
    AnswerRow("lookup", 200, 45006, "unavailable", "later", "Error while searching customer!"),
    AnswerRow(
        "lookup",
        200,
        45013,
        "under_investigation",
        "later",
        "Customer under Compliance investigation!",
    ),
    AnswerRow("lookup", 200, 45051, "refused", "never", "Customer can not be Accepted"),
    AnswerRow("customer", 200, None, "accepted", "never", "success"),
    AnswerRow("customer", 200, 45003, "not_subscribed", "never", "Customer Not Subscribed"),
    AnswerRow("onboarding", 200, None, "accepted", "never", "success"),
    AnswerRow(
        "onboarding",
        406,
        45013,
        "under_investigation",
        "never",
        "Customer <ecrn> Under Compliance Investigation",
    ),
    AnswerRow("onboarding", 406, 45051, "refused", "never", "Customer <ecrn> Cannot be Accepted"),
    AnswerRow("onboarding", 400, 45053, "invalid", "after_mending", "Invalid <Master> <value>!"),
    AnswerRow(
        "onboarding",
        400,
        40002,
        "invalid",
        "after_mending",
        "Invalid format or missing mandatory request",
    ),
    AnswerRow("onboarding", 404, 45032, "update_failed", "after_lookup", "Customer update failed"),
    AnswerRow("onboarding", 502, 40001, "unavailable", "after_lookup", "Backend Technical Problem"),
    AnswerRow("onboarding", 502, None, "unavailable", "after_lookup", "Bad Gateway"),
    AnswerRow("onboarding", None, None, "unavailable", "after_lookup", "no answer"),
)
UNAUTHORIZED = AnswerRow(None, 401, None, "unauthorized", "after_login", "Unauthorized")
UNKNOWN = AnswerRow(None, None, None, "unknown", "never", "anything else")
ONBOARDING_UNKNOWN = AnswerRow("onboarding", None, None, "unknown", "after_lookup", "anything else")
_OK = 200
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
        success: Whether the body reports success.
    """
    otherwise = ONBOARDING_UNKNOWN if endpoint == "onboarding" else UNKNOWN
    if status == UNAUTHORIZED.status:
        return UNAUTHORIZED
    if code is not None:
        return _BY_CODE.get((endpoint, code), otherwise)
    if status == _OK and not success:
        return otherwise
    return _BY_STATUS.get((endpoint, status), otherwise)


INVALID_FORMAT = "40002"
INVALID_LOOKUP = "40001"
INVALID_MASTER = "45053"


def gateway(code: str, field: Field | None) -> str | None:
    """Return the gateway's error code for an error in an onboarding, or None if it is not known.

    Args:
        code: The violation's code.
        field: The field with the error.
    """
    if code in {"country.unknown", "master.unknown"}:
        return INVALID_MASTER
    return INVALID_FORMAT if field is not None and not field.optional else None


def lookup_gateway(
    code: str,  # noqa: ARG001 - the signature of every gateway function
    field: Field | None,
) -> str | None:
    """Return the gateway's error code for an error in a lookup. All fields have the same.

    Args:
        code: The violation's code.
        field: The field with the error.
    """
    return None if field is None else INVALID_LOOKUP
