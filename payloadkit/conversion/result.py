"""What a conversion returns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar

import attrs

if TYPE_CHECKING:
    from payloadkit.conversion.lineage import Lineage
    from payloadkit.violation import Report

T = TypeVar("T")


@attrs.frozen(repr=False)
class Result(Generic[T]):
    """What came of a conversion.

    Args:
        payload: The object, or None while there is an error.
        report: Everything there is to say: violations of the payload, and what the conversion
            inferred, split, defaulted or could not do.
        lineage: Where each value comes from, and what of the source went into no value.
    """

    payload: T | None
    report: Report[T]
    lineage: Lineage

    def __repr__(self) -> str:
        """Return whether there is a payload, and the counts, as one short line."""
        made = "no payload" if self.payload is None else "payload"
        return f"<Result: {made}, {self.report!r}>"

    def __str__(self) -> str:
        """Return the report as a person reads it."""
        return str(self.report)

    def to_dict(self) -> dict[str, Any]:
        """Return the report and the lineage as JSON values."""
        return {**self.report.to_dict(), **self.lineage.to_dict()}

    def problem(self, status: int = 422) -> dict[str, Any]:
        """Return the report as a problem document (RFC 9457).

        Args:
            status: The HTTP status that it is sent with.
        """
        return self.report.problem(status)
