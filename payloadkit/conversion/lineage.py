"""The sources of each value of a converted payload: paths and rules, never values."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, overload

import attrs

if TYPE_CHECKING:
    from collections.abc import Iterator

Kind: TypeAlias = Literal["copied", "normalised", "mapped", "derived", "defaulted", "supplied"]


@attrs.frozen(kw_only=True)
class LineageRow:
    """The sources of one value of a payload.

    Args:
        target: JSON Pointer of the value in the payload.
        sources: JSON Pointers of its values in the source document; empty for a supplied or
            default value.
        kind: ``copied``, ``normalised``, ``mapped``, ``derived``, ``defaulted`` or ``supplied``.
        rule: The stable name of the rule that made it.
    """

    target: str
    sources: tuple[str, ...]
    kind: Kind
    rule: str


@attrs.frozen
class Lineage(Sequence[LineageRow]):
    """The rows of a conversion in the payload's order.

    Args:
        rows: One row for each value.
        unused: JSON Pointers of the values of the source that were not used, and of the words of a
            name that went nowhere: ``/data/data/personalInfo/fullNameEn/2`` is its third word.
        keep: JSON Pointers of the values of the source that the caller is to save.
    """

    rows: tuple[LineageRow, ...] = ()
    unused: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()

    @overload
    def __getitem__(self, index: int) -> LineageRow: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[LineageRow, ...]: ...
    def __getitem__(self, index: int | slice) -> LineageRow | tuple[LineageRow, ...]:
        """Return a row, or several."""
        return self.rows[index]

    def to_dict(self) -> dict[str, Any]:
        """Return the rows, the unused pointers and those to keep as JSON values."""
        rows = [{**attrs.asdict(row), "sources": list(row.sources)} for row in self.rows]
        return {"lineage": rows, "unused": list(self.unused), "keep": list(self.keep)}

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.rows)

    def __iter__(self) -> Iterator[LineageRow]:
        """Yield the rows."""
        return iter(self.rows)
