"""What the CAAS gateway would answer to a violation."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from payloadkit.declaration import Field

INVALID_FORMAT = "40002"
INVALID_LOOKUP = "40001"
INVALID_MASTER = "45053"


def gateway(code: str, field: Field | None) -> str | None:
    """Return the error code that an error in an onboarding would draw, or None where nothing is known.

    Args:
        code: The violation's code.
        field: The field that it is wrong with.
    """
    if code in {"country.unknown", "master.unknown"}:
        return INVALID_MASTER
    return INVALID_FORMAT if field is not None and not field.optional else None


def lookup_gateway(code: str, field: Field | None) -> str | None:  # noqa: ARG001 - every system's function is asked both
    """Return the error code that an error in a lookup would draw, which is the same for all of its fields.

    Args:
        code: The violation's code.
        field: The field that it is wrong with.
    """
    return None if field is None else INVALID_LOOKUP
