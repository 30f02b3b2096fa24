"""What a stand-in remembers: whom it took, and the calls with personal values masked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from payloadkit.models.registry import model_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from payloadkit.models.model import Field
    from payloadkit.sandbox.faults import Fault

HIDDEN = "<hidden>"


@attrs.frozen
class Ledger:
    """Whom a stand-in took, by the numbers of the customers, in order."""

    taken: tuple[str, ...] = ()
    duplicates: tuple[str, ...] = ()  # those that it had taken before

    def take(self, number: str) -> Ledger:
        """Return the ledger with one more customer."""
        again = (number,) if number in self.taken else ()
        return Ledger((*self.taken, number), (*self.duplicates, *again))


@attrs.frozen
class RecordedCall:
    """A call that came, with the status of the answer, also of one that a fault kept back."""

    endpoint: str  # empty for a call that the system does not have
    at: datetime
    status: int
    fault: Fault | None
    body: Mapping[str, Any]  # personal values are masked


def masked(kind: type, plain: Mapping[str, Any]) -> dict[str, Any]:
    """Return a plain document of a kind with its plain values that are not personal."""
    known = model_of(kind).by_key
    return {
        key if key in known else "?": value if _is_shown(known.get(key), value) else HIDDEN
        for key, value in plain.items()
    }


def _is_shown(field: Field | None, value: object) -> bool:
    if field is None or field.declared.personal or isinstance(value, list | dict):
        return False
    return isinstance(value, field.rule.json)  # one of another type may be anything
