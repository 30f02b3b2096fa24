"""The table of a conversion: one row for each target field.

It drives the conversion, the lineage and the documentation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from payloadkit.conversion.draft import ABSENT, Cell, is_filled, set_cell
from payloadkit.conversion.rule import documented
from payloadkit.conversion.source import Profile
from payloadkit.policy import split

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

    from payloadkit.conversion.draft import Tree
    from payloadkit.conversion.lineage import Kind
    from payloadkit.conversion.rule import Read, Rule
    from payloadkit.violation import Fault


@attrs.frozen(kw_only=True)
class Row:
    """One way to a target field; of several rows with one target, the first that applies counts.

    Args:
        target: JSON Pointer of the field, from the document or from the element of the row.
        sources: Dotted paths. The first one with a text is read. Empty for a value that does not
            come from the source.
        rule: The rule that makes the value.
        kind: The kind of conversion in the lineage.
        warns: A fault that is reported whenever the row makes a value.
        when: Whether the row applies. Its docstring is the condition in the documentation.
    """

    target: str
    sources: tuple[str, ...] = ()
    rule: Rule
    kind: Kind
    warns: Fault | None = None
    when: Callable[[Profile], bool] | None = None

    @property
    def tokens(self) -> tuple[str, ...]:
        """The path tokens of the target."""
        return split(self.target)

    @property
    def condition(self) -> str:
        """When the row applies, for the documentation."""
        return "" if self.when is None else documented(self.when)

    @property
    def reports(self) -> tuple[str, ...]:
        """Every code that the row may report."""
        return (*(() if self.warns is None else (self.warns.code,)), *self.rule.reports)

    def cell(self, read: Read) -> Cell | None:
        """Return the cell that the row makes, or None if the row does not apply."""
        found = read.profile.first(self.sources)
        if (self.sources and found is None) or not (self.when is None or self.when(read.profile)):
            return None
        path, text = found or ("", "")
        made = self.rule.make(text, read)
        if made is None:
            return None
        warned = (self.warns,) if self.warns is not None and made.value is not ABSENT else ()
        sources = (read.profile.pointer(path),) if found else ()
        return Cell(
            value=made.value,
            kind=self.kind,
            rule=self.rule.name,
            sources=sources if made.sources is None else made.sources,
            faults=(*warned, *made.faults),
        )


@attrs.frozen(kw_only=True)
class Element:
    """An element of a list, made where one of its sources has a text.

    An element of the supplement with the same key is completed instead.

    Args:
        listing: Key of the list.
        key: Field that tells the element's type.
        value: The type.
        needs: Dotted paths. The element is made if one of them has a text.
        rows: Rows of its other fields.
        doc: A description for the documentation.
    """

    listing: str
    key: str
    value: object
    needs: tuple[str, ...]
    rows: tuple[Row, ...]
    doc: str

    def fill(self, read: Read) -> None:
        """Add the element to the payload's list, or complete the supplied one."""
        found = read.profile.first(self.needs)
        listing = read.tree.get(self.listing, [])
        if found is None or not isinstance(listing, list):
            return
        read.tree[self.listing] = listing
        part = next(
            (part for part in listing if isinstance(part, dict) and self.is_type_of(part)), None
        )
        if part is None:
            part = {}
            set_cell(
                part,
                (self.key,),
                Cell(
                    value=self.value,
                    kind="derived",
                    rule="element",
                    sources=(read.profile.pointer(found[0]),),
                ),
            )
            listing.append(part)
        fill(self.rows, part, read)

    def is_type_of(self, part: Mapping[str, object]) -> bool:
        """Return whether an element, of cells or of plain values, is of this type."""
        found = part.get(self.key)
        value = found.value if isinstance(found, Cell) else found
        return type(value) is type(self.value) and value == self.value


def fill(rows: tuple[Row, ...], tree: dict[str, Tree], read: Read) -> None:
    """Set the cells that rows make, unless their targets are filled.

    Args:
        rows: The rows.
        tree: The tree in which the targets begin.
        read: The input of the rules.
    """
    for row in rows:
        cell = None if is_filled(tree, row.tokens) else row.cell(read)
        if cell is not None:
            set_cell(tree, row.tokens, cell)


@attrs.frozen(kw_only=True)
class Table:
    """One conversion, as data.

    Args:
        title: A title for the documentation.
        source: Kind of the source document.
        target: Kind of the payload, or its class where it has none.
        root: Keys in the source document that the rows' paths are relative to.
        entries: Rows and elements. A row that reads the payload comes after the rows it reads.
        refusal: Returns the fault of a source that cannot be converted.
        state: Yields further faults of the source.
        view: The class that resolves the rows' paths in the source document.
    """

    title: str
    source: str
    target: str | type
    root: tuple[str, ...]
    entries: tuple[Row | Element, ...]
    refusal: Callable[[Mapping[str, object]], Fault | None]
    state: Callable[[Read], Iterator[Fault]]
    view: type[Profile] = Profile

    def fill(self, read: Read) -> None:
        """Fill the fields of the payload that are not supplied."""
        for entry in self.entries:
            if isinstance(entry, Row):
                fill((entry,), read.tree, read)
            else:
                entry.fill(read)
        for listing in {
            entry.listing: None for entry in self.entries if isinstance(entry, Element)
        }:
            parts = read.tree.get(listing)
            if isinstance(parts, list):
                parts.sort(key=lambda part, listing=listing: self._rank(listing, part))  # type: ignore[misc] # bound early

    def origins(self, tokens: tuple[str, ...], payload: Mapping[str, object]) -> tuple[str, ...]:
        """Return the dotted paths that a target usually comes from.

        Args:
            tokens: Path tokens of the target.
            payload: The payload, which holds the type of an element.
        """
        found = (path for entry in self.entries for path in _origins(entry, tokens, payload))
        return tuple(dict.fromkeys(found))

    def excuses(self, path: str, refused: Collection[str]) -> bool:
        """Return whether a missing field needs no report, since the conversion reported its cause.

        Args:
            path: JSON Pointer of the field.
            refused: JSON Pointers of the conversion's own errors.
        """
        return path in refused

    def _rank(self, listing: str, part: Tree) -> int:
        elements = [
            entry
            for entry in self.entries
            if isinstance(entry, Element) and entry.listing == listing
        ]
        return next(
            (
                number
                for number, entry in enumerate(elements)
                if isinstance(part, dict) and entry.is_type_of(part)
            ),
            len(elements),
        )


def _origins(
    entry: Row | Element, tokens: tuple[str, ...], payload: Mapping[str, object]
) -> Iterator[str]:
    if isinstance(entry, Row):
        yield from entry.sources if entry.tokens == tokens else ()
    elif tokens == (entry.listing,):
        yield from entry.needs
    elif tokens[:1] == (entry.listing,):
        parts = payload[entry.listing]
        part = parts[int(tokens[1])] if isinstance(parts, list) else None
        if isinstance(part, dict) and entry.is_type_of(part):
            yield from (
                path for row in entry.rows if row.tokens == tokens[2:] for path in row.sources
            )
