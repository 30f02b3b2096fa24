"""Move customers to the gateways: from a finished batch to onboarded customers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from payloadkit import lazy_names

if TYPE_CHECKING:
    from payloadkit.workflows.journal import JournalError, read_journal
    from payloadkit.workflows.migration import Migration, Progress
    from payloadkit.workflows.posting import onboard
    from payloadkit.workflows.rows import Row, State, Summary

__all__ = [
    "JournalError",
    "Migration",
    "Progress",
    "Row",
    "State",
    "Summary",
    "onboard",
    "read_journal",
]

__getattr__, __dir__ = lazy_names(
    __name__,
    {
        "workflows.journal": "JournalError read_journal",
        "workflows.migration": "Migration Progress",
        "workflows.posting": "onboard",
        "workflows.rows": "Row State Summary",
    },
    dict.fromkeys(("workflows.migration", "workflows.posting"), ("anyio", "client")),
)
