"""The table of a conversion: one row for each target field.

It drives the conversion, the lineage and the documentation.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import attrs

from payloadkit.conversion.element import Element
from payloadkit.conversion.row import Row
from payloadkit.conversion.source import Profile

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

    from payloadkit.conversion.draft import Tree
    from payloadkit.conversion.rule import Read
    from payloadkit.policy import Policy
    from payloadkit.violation import Fault


@attrs.frozen(kw_only=True)
class Table:
    """One conversion, as data.

    Args:
        title: A title for the documentation.
        target: Kind of the payload, or its class where it has none.
        root: Keys in the source document that the rows' paths are relative to.
        entries: Rows and elements. A row that reads the payload comes after the rows it reads.
        refusal: Returns the fault of a source that cannot be converted.
        state: Yields further faults of the source.
        view: The class that resolves the rows' paths in the source document.
        words: Yields a pointer for each word of a name that is not used.
        keep: Dotted paths of values that the caller is to keep.
        clues: Dotted paths by target that are not read, but tell a person what is missing.
    """

    title: str
    target: str | type
    root: tuple[str, ...]
    entries: tuple[Row | Element, ...]
    refusal: Callable[[Profile], Fault | None]
    state: Callable[[Read], Iterator[Fault]]
    view: type[Profile] = Profile
    words: Callable[[Read], Iterator[str]] | None = None
    keep: tuple[str, ...] = ()
    clues: Mapping[str, tuple[str, ...]] = attrs.field(factory=dict)

    def fill(self, read: Read) -> None:
        """Fill the fields of the payload that are not supplied."""
        for entry in self.entries:
            entry.fill(read.tree, read)
        elements = (entry for entry in self.entries if isinstance(entry, Element))
        for listing in {element.listing for element in elements}:
            parts = read.tree.get(listing)
            if isinstance(parts, list):
                parts.sort(key=partial(self._rank, listing, read.policy))

    def element(self, listing: str, part: object, policy: Policy) -> Element | None:
        """Return the entry that makes an element, or None.

        Args:
            listing: The key of the list.
            part: The element, of cells or of plain values.
            policy: The policy with the master data.
        """
        found = (
            entry
            for entry in self.entries
            if isinstance(entry, Element)
            and entry.listing == listing
            and entry.is_type_of(part, policy)
        )
        return next(found, None)

    def origins(
        self, tokens: tuple[str, ...], payload: Mapping[str, object], policy: Policy
    ) -> tuple[str, ...]:
        """Return the dotted paths that a target usually comes from.

        Args:
            tokens: Path tokens of the target.
            payload: The payload, which holds the type of an element.
            policy: The policy with the master data.
        """
        found: list[str] = []
        for entry in self.entries:
            if isinstance(entry, Row):
                found += entry.sources if entry.makes(tokens) else ()
            elif tokens == (entry.listing,):
                found += entry.needs
        if len(tokens) > 1:
            parts = payload[tokens[0]]
            part = parts[int(tokens[1])] if isinstance(parts, list) else None
            element = self.element(tokens[0], part, policy)
            for row in () if element is None else element.rows:
                found += row.sources if row.makes(tokens[2:]) else ()
        return tuple(dict.fromkeys(found))

    def excuses(self, path: str, refused: Collection[str]) -> bool:
        """Return whether a missing field needs no report, since the conversion reported its cause.

        Args:
            path: JSON Pointer of the field.
            refused: JSON Pointers of the conversion's own errors.
        """
        return path in refused

    def _rank(self, listing: str, policy: Policy, part: Tree) -> int:
        element = self.element(listing, part, policy)
        return len(self.entries) if element is None else self.entries.index(element)
