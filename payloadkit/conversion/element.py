"""An element of a list in a conversion's table: an address or a document, by its type."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from payloadkit.conversion.draft import Cell
from payloadkit.conversion.masters import only_id

if TYPE_CHECKING:
    from payloadkit.conversion.draft import Tree
    from payloadkit.conversion.row import Row
    from payloadkit.conversion.rule import Read
    from payloadkit.policy import Policy
    from payloadkit.violation import Fault


def _sources(element: Element) -> tuple[str, ...]:
    return tuple(dict.fromkeys(path for row in element.rows for path in row.sources))


@attrs.frozen(kw_only=True)
class Element:
    """An element of a list, made where one of its sources has a text.

    An element of the supplement with the same key is completed instead.

    Args:
        listing: Key of the list.
        key: Field that tells the element's type.
        value: The type.
        rows: Rows of its other fields.
        needs: Dotted paths. The element is made if one of them has a text; by default those of
            the rows.
        doc: A description for the documentation.
        ids: The masters' list of types, which may have another id for it.
        names: Names of the type in that list, in lower case without blanks and signs.
        incomplete: The fault of an element that cannot be made. It is then left out, as long as the
            list has another one; None for an element that is never left out.
    """

    listing: str
    key: str
    value: object
    rows: tuple[Row, ...]
    needs: tuple[str, ...] = attrs.field(default=attrs.Factory(_sources, takes_self=True))
    doc: str
    ids: str = ""
    names: tuple[str, ...] = ()
    incomplete: Fault | None = None

    def fill(self, tree: dict[str, Tree], read: Read) -> None:
        """Add the element to the payload's list, or complete the supplied one."""
        found = read.profile.first(self.needs)
        listing = tree.get(self.listing, [])
        rejected = (id(self), "") in read.rejected
        if found is None or rejected or not isinstance(listing, list):
            return
        tree[self.listing] = listing
        part = next((part for part in listing if self.is_type_of(part, read.policy)), None)
        if not isinstance(part, dict):
            part = {}
            part[self.key] = Cell(
                value=self.type_id(read.policy),
                kind="derived",
                rule="element",
                sources=(read.profile.pointer(found[0]),),
                origin=(id(self), ""),
            )
            listing.append(part)
        read = attrs.evolve(read, part=part)
        for row in self.rows:
            row.fill(part, read, (self.listing, 0))

    def type_id(self, policy: Policy) -> object:
        """Return the type, which a tenant's master data may name otherwise.

        Args:
            policy: The policy with the master data.
        """
        found = only_id(self.ids, self.names, policy) if self.ids else None
        return self.value if found is None else found

    def is_type_of(self, part: object, policy: Policy) -> bool:
        """Return whether an element, of cells or of plain values, is of this type."""
        found = part.get(self.key) if isinstance(part, dict) else None
        value = found.value if isinstance(found, Cell) else found
        wanted = self.type_id(policy)
        return type(value) is type(wanted) and value == wanted
