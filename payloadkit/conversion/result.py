"""The result of a conversion: payload, report and lineage."""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003 - attrs resolves it
from typing import Any, Generic, TypeVar

import attrs

from payloadkit.conversion.lineage import Lineage  # noqa: TC001 - attrs resolves it
from payloadkit.violation import Report  # noqa: TC001 - attrs resolves it

T = TypeVar("T")


@attrs.frozen(repr=False)
class Result(Generic[T]):
    """The result of a conversion.

    Args:
        payload: The object, or None if there is an error.
        report: The violations of the payload, and the values that the conversion inferred, split,
            defaulted or could not convert.
        lineage: The sources of each value, and the values of the source that were not used.
        supplied: The path tokens in the supplement by the JSON Pointer in the payload, of each
            value that comes from the supplement.
    """

    payload: T | None
    report: Report[T]
    lineage: Lineage
    supplied: Mapping[str, tuple[str | int, ...]] = attrs.field(factory=dict, eq=False)

    def __repr__(self) -> str:
        """Return whether there is a payload, and the counts, as one short line."""
        made = "no payload" if self.payload is None else "payload"
        return f"<Result: {made}, {self.report!r}>"

    def __str__(self) -> str:
        """Return the report as text for people."""
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
