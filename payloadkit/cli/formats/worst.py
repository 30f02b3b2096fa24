"""The worst of many things, for formats whose readers take no more than so many."""

from __future__ import annotations

from collections import defaultdict
from typing import Generic, TypeVar

import attrs

from payloadkit.violation import Severity

T = TypeVar("T")


@attrs.define
class Worst(Generic[T]):
    """Keeps things by their severity, in bounded memory.

    Args:
        most: How many are kept.
        number: How many there were.
    """

    most: int
    number: int = 0
    _kept: defaultdict[Severity, list[tuple[int, T]]] = attrs.field(
        init=False, factory=lambda: defaultdict(list)
    )

    def add(self, severity: Severity, thing: T) -> None:
        """Add a thing. It is forgotten if there are enough of its severity."""
        self.number += 1
        if len(self._kept[severity]) < self.most:
            self._kept[severity].append((self.number, thing))

    def kept(self) -> list[T]:
        """Return what is kept, errors first."""
        return [thing for _, thing in self._worst()]

    def kept_in_order(self) -> list[T]:
        """Return what is kept, in the order in which it came."""
        return [thing for _, thing in sorted(self._worst(), key=lambda pair: pair[0])]

    def _worst(self) -> list[tuple[int, T]]:
        return [pair for severity in Severity for pair in self._kept[severity]][: self.most]

    @property
    def left_out(self) -> int:
        """How many are not kept."""
        return max(self.number - self.most, 0)
