"""Optional values that the check refuses: they are left out, and never cost the payload.

The check is the only judge. What it refuses becomes a warning at the same path, and the next source
of the value is tried.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import attrs

from payloadkit.conversion.draft import ABSENT, Cell, cells, copied, inside
from payloadkit.conversion.row import beside
from payloadkit.policy import split
from payloadkit.violation import Fault, Severity, pointer
from payloadkit.wire.reading import check

if TYPE_CHECKING:
    from collections.abc import Mapping

    from payloadkit.conversion.draft import Draft, Tree
    from payloadkit.conversion.element import Element
    from payloadkit.conversion.rule import Read
    from payloadkit.conversion.table import Table
    from payloadkit.rules.values import Path
    from payloadkit.violation import Report, Violation

# The date that is left out if it does not fit to a mandatory one.
_EARLIER = {"date_of_expiry": "issued_on"}
_SEVERAL = 2


@attrs.define
class Judge:
    """Checks an unfinished payload, and leaves out optional values that the check refuses.

    Args:
        table: The table of the conversion.
        draft: The payload.
        read: The input of the rules.
        told: The faults of elements that were left out, with their paths, by path and code.
        refused: The first path of a value that the check refuses, by code, and sources or text.
    """

    table: Table
    draft: Draft
    read: Read
    told: dict[tuple[Path, str], tuple[Path, Fault]] = attrs.field(factory=dict, init=False)
    refused: dict[tuple[str, str | tuple[str, ...]], str] = attrs.field(factory=dict, init=False)

    def settle(self) -> Report[Any]:
        """Return the report of the payload without what can be left out, warnings as warnings."""
        policy = attrs.evolve(self.read.policy, strict=False)
        while True:
            self.draft.finish()
            report: Report[Any] = check(self.read.model.cls, self.draft.plain, policy)
            if not self._leave_out(report.errors):
                return report
            self.table.fill(self.read)

    def _leave_out(self, errors: tuple[Violation, ...]) -> bool:
        """Take out what the errors refuse, and return whether there was anything."""
        places = {pointer(path, self.read.model.keys): path for path, _ in self.draft.cells}
        others = [error for error in errors if not self._reject(error, places)]
        elements: dict[int, list[Violation]] = {}
        for error in others:
            if self._element(split(error.path)) is not None:
                elements.setdefault(int(split(error.path)[1]), []).append(error)
        for number in sorted(elements, reverse=True):
            self._drop(elements[number])
        return len(others) < len(errors) or bool(elements)

    def _reject(self, error: Violation, places: Mapping[str, Path]) -> bool:
        """Take out the value of an error, unless it is supplied or mandatory without other source.

        Returns:
            Whether the payload has changed.
        """
        above, _, name = error.path.rpartition("/")
        earlier = f"{above}/{_EARLIER[name]}" if name in _EARLIER else ""
        blamed = [error.path, *([earlier] if error.code == "date.order" else ())]
        for path in (places[place] for place in blamed if place in places):
            field, cell = self.read.model.field_at(path), inside(self.read.tree, path)
            if field is None or not isinstance(cell, Cell) or cell.value is ABSENT:
                continue
            text = isinstance(cell.value, str) and not cell.sources
            source = str(cell.value) if text else cell.sources
            first = self.refused.setdefault((error.code, source), error.path)
            if cell.origin is None:
                continue
            holder = cast("dict[str, Tree]", inside(self.read.tree, path[:-1]))
            self.read.rejected.add(cell.origin)
            if field.optional:
                faults = (_warning(error),) if first == error.path else ()
                holder[str(path[-1])] = attrs.evolve(cell, value=ABSENT, faults=faults)
                return True
            sources = self.table.origins(split(error.path), self.draft.plain, self.read.policy)
            if len(sources) > 1 and self._replaced(holder, str(path[-1]), error):
                return True
        return False

    def _replaced(self, holder: dict[str, Tree], key: str, error: Violation) -> bool:
        """Take a mandatory value from its next source, or put it back if there is none."""
        tree = cast("dict[str, Tree]", copied(self.read.tree))
        before = cast("Cell", holder.pop(key))
        self.table.fill(self.read)
        after = holder.get(key)
        if not isinstance(after, Cell) or after.value in (ABSENT, before.value):
            # Without this value the rows after it made others.
            self.read.tree.clear()
            self.read.tree.update(tree)
            return False
        holder[key] = attrs.evolve(after, tried=(*before.tried, _warning(error)))
        return True

    def _element(self, tokens: tuple[str, ...]) -> Element | None:
        """Return the entry of the table that made the element of a path, if it may be left out."""
        if len(tokens) < 2:  # noqa: PLR2004 - a list and a number
            return None
        listing, number, *_ = tokens
        parts = self.read.tree.get(listing)
        if not isinstance(parts, list) or len(parts) < _SEVERAL:
            return None
        part = parts[int(number)]
        element = self.table.element(listing, part, self.read.policy)
        supplied = any(cell.kind == "supplied" for cell in cells(part))
        return None if supplied or element is None or element.incomplete is None else element

    def _drop(self, errors: list[Violation]) -> None:
        """Take out the element of some errors, and keep what was wrong with it."""
        tokens = split(errors[0].path)
        listing, number = tokens[0], int(tokens[1])
        element = cast("Element", self._element(tokens))
        part = cast("list[dict[str, Tree]]", self.read.tree[listing]).pop(number)
        self.read.rejected.add((id(element), ""))
        at: Path = (listing, number)
        whole: Path = (listing,)
        told: list[tuple[Path, Fault]] = [(whole, cast("Fault", element.incomplete))]
        told += [
            ((*at, *split(error.path)[2:]), _warning(error))
            for error in errors
            if error.code != "field.missing"
        ]
        told += [
            ((*at, key), fault)
            for key, cell in part.items()
            if isinstance(cell, Cell)
            for fault in (beside(None, cell).reported if cell.value is ABSENT else cell.tried)
        ]
        self.told.update({(path, fault.code): (path, fault) for path, fault in told})


def _warning(error: Violation) -> Fault:
    return Fault(error.code, error.message, error.hint, Severity.WARNING)
