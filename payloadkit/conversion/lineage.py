"""Where each value of a converted payload comes from: paths and rules, never a value."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, overload

import attrs

if TYPE_CHECKING:
    from collections.abc import Iterator

Kind: TypeAlias = Literal["copied", "normalised", "mapped", "derived", "defaulted", "supplied"]


@attrs.frozen(kw_only=True)
class LineageRow:
    """Where one value of a payload comes from.

    Args:
        target: JSON Pointer of the value in the payload.
        sources: JSON Pointers of what was read for it in the source document; empty where it is
            supplied or a default.
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
        rows: One row a value.
        unused: JSON Pointers of everything that the source says and that went into no value.
    """

    rows: tuple[LineageRow, ...] = ()
    unused: tuple[str, ...] = ()

    @overload
    def __getitem__(self, index: int) -> LineageRow: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[LineageRow, ...]: ...
    def __getitem__(self, index: int | slice) -> LineageRow | tuple[LineageRow, ...]:
        """Return a row, or several."""
        return self.rows[index]

    def to_dict(self) -> dict[str, Any]:
        """Return the rows and the unused places as JSON values."""
        rows = [{**attrs.asdict(row), "sources": list(row.sources)} for row in self.rows]
        return {"lineage": rows, "unused": list(self.unused)}

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.rows)

    def __iter__(self) -> Iterator[LineageRow]:
        """Yield the rows."""
        return iter(self.rows)
