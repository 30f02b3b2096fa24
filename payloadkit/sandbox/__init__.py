"""Stand-ins of the four systems for tests: in process, and on a port of this machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from payloadkit import lazy_names

if TYPE_CHECKING:
    from payloadkit.sandbox.faults import Fault
    from payloadkit.sandbox.records import Ledger, RecordedCall
    from payloadkit.sandbox.sandbox import Sandbox

__all__ = ["Fault", "Ledger", "RecordedCall", "Sandbox"]

__getattr__, __dir__ = lazy_names(
    __name__,
    {
        "sandbox.faults": "Fault",
        "sandbox.records": "Ledger RecordedCall",
        "sandbox.sandbox": "Sandbox",
    },
)
