"""Stand-ins of the four systems for tests: in process, and on a port of this machine."""

from payloadkit.sandbox.faults import Fault
from payloadkit.sandbox.sandbox import Sandbox
from payloadkit.sandbox.stand_in import Ledger, RecordedCall

__all__ = ["Fault", "Ledger", "RecordedCall", "Sandbox"]
