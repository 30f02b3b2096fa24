"""The error code that CAAS would answer to an error in a request."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from payloadkit.models.model import Field

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
