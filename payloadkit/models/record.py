"""What every object of a model has beside its fields."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class Record:
    """The base of payloadkit's models, which shows type checkers what the decorator adds.

    Attributes:
        nulls: The names of the fields that were, or are to be, an explicit ``null``.
        extra: The keys that no field declares, with their plain values.
    """

    __slots__ = ()

    if TYPE_CHECKING:
        nulls: frozenset[str]
        extra: Mapping[str, object]
