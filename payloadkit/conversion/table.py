"""The table of a conversion: one row a target field.

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
        target: JSON Pointer of the field, from the document or from the element that the row stands
            in.
        sources: Dotted paths, of which the first that says something is read; none for a value that
            is not read.
        rule: How the value is made.
        kind: How that counts in the lineage.
        warns: What is reported whenever the row gives a value.
        when: Whether the row applies; its docstring says so in the documentation.
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
        """Return the cell that the row makes, or None where it does not apply."""
        said = read.profile.first(self.sources)
        if (self.sources and said is None) or not (self.when is None or self.when(read.profile)):
            return None
        path, text = said or ("", "")
        made = self.rule.make(text, read)
        if made is None:
            return None
        warned = (self.warns,) if self.warns is not None and made.value is not ABSENT else ()
        sources = (read.profile.pointer(path),) if said else ()
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
        needs: Dotted paths, one of which has to say something.
        rows: Rows of its other fields.
        doc: What it is, for the documentation.
    """

    listing: str
    key: str
    value: object
    needs: tuple[str, ...]
    rows: tuple[Row, ...]
    doc: str

    def fill(self, read: Read) -> None:
        """Put the element, or what it lacks, into the payload's list."""
        said = read.profile.first(self.needs)
        listing = read.tree.get(self.listing, [])
        if said is None or not isinstance(listing, list):
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
                    sources=(read.profile.pointer(said[0]),),
                ),
            )
            listing.append(part)
        fill(self.rows, part, read)

    def is_type_of(self, part: Mapping[str, object]) -> bool:
        """Tell whether an element, of cells or of plain values, is of this type."""
        found = part.get(self.key)
        value = found.value if isinstance(found, Cell) else found
        return type(value) is type(self.value) and value == self.value


def fill(rows: tuple[Row, ...], tree: dict[str, Tree], read: Read) -> None:
    """Put what rows make where nothing stands yet.

    Args:
        rows: The rows.
        tree: Where their targets begin.
        read: What their rules may look at.
    """
    for row in rows:
        cell = None if is_filled(tree, row.tokens) else row.cell(read)
        if cell is not None:
            set_cell(tree, row.tokens, cell)


@attrs.frozen(kw_only=True)
class Table:
    """One conversion, as data.

    Args:
        title: What becomes what, for the documentation.
        source: Kind of the source document.
        target: Kind of the payload, or its class where it has none.
        root: Keys in the source document that lead to where the rows' paths begin.
        entries: Rows and elements, in an order in which each finds made what it looks at.
        refusal: What makes the source no source at all.
        state: What else there is to report of the source.
        view: How the rows' paths find their way in the source document.
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
        """Fill in the payload what is not supplied."""
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
                parts.sort(key=lambda part, listing=listing: self._rank(listing, part))  # type: ignore[misc] # mypy takes the default for an argument

    def origins(self, tokens: tuple[str, ...], payload: Mapping[str, object]) -> tuple[str, ...]:
        """Return the dotted paths that a target usually comes from.

        Args:
            tokens: Path tokens of the target.
            payload: The payload, which tells the type of an element.
        """
        found = (path for entry in self.entries for path in _origins(entry, tokens, payload))
        return tuple(dict.fromkeys(found))

    def excuses(self, path: str, refused: Collection[str]) -> bool:
        """Tell whether a missing field is no news, since the conversion has told already why.

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
