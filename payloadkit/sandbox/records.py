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
    """Whom a stand-in took, by the numbers of the customers, in order.

    Args:
        taken: The numbers.
        duplicates: Those that it had taken before: ``()`` if nobody was posted twice.
    """

    taken: tuple[str, ...] = ()
    duplicates: tuple[str, ...] = ()

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
    """Return a plain document of a kind without personal values and names of unknown keys."""
    known = model_of(kind).by_key
    return {
        key if key in known else "?": _shown(known.get(key), value) for key, value in plain.items()
    }


def _shown(field: Field | None, value: object) -> object:
    if isinstance(value, list):
        return [_shown(field, part) for part in value]
    if field is None or field.declared.personal:
        return HIDDEN
    if field.part is not None:
        return masked(field.part, value) if isinstance(value, dict) else HIDDEN
    # A value of another type than the declared one may be anything.
    return value if isinstance(value, field.rule.json) else HIDDEN
