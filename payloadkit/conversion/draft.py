"""An unfinished payload: a tree of cells, each with its value and its sources."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

import attrs

from payloadkit.models.registry import model_of
from payloadkit.violation import pointer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from payloadkit.conversion.lineage import Kind
    from payloadkit.models.model import Model
    from payloadkit.rules.values import Path
    from payloadkit.violation import Fault

ABSENT: Final = object()
"""The value of a cell without value."""

Tree: TypeAlias = "Cell | list[Tree] | dict[str, Tree]"


@attrs.frozen(kw_only=True)
class Cell:
    """One value of an unfinished payload.

    Args:
        value: The plain value; ABSENT if the cell has only faults.
        kind: The kind of conversion, as in the lineage.
        rule: The name of the rule that made it.
        sources: JSON Pointers of the values in the source that it was made from.
        faults: The faults to report at its path.
        tried: The faults of sources of an optional value that could not be used.
        origin: The row that made it and the dotted path that the row read, or None.
    """

    value: object = attrs.field(default=ABSENT, repr=False)
    kind: Kind
    rule: str
    sources: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()
    tried: tuple[Fault, ...] = ()
    origin: tuple[int, str] | None = None

    @property
    def is_left_out(self) -> bool:
        """Whether no source gave a value that could be used."""
        return self.value is ABSENT and self.kind != "supplied"

    @property
    def reported(self) -> tuple[Fault, ...]:
        """What is reported at its path, each code of a source that failed once."""
        tried = {fault.code: fault for fault in self.tried}
        return (*tried.values(), *(fault for fault in self.faults if fault.code not in tried))


def supplied(value: object, rule: str = "supplement", *faults: Fault) -> Cell:
    """Return the cell of a supplied value.

    Args:
        value: The value.
        rule: The name of the rule that made it.
        *faults: The faults to report at its path.
    """
    return Cell(value=value, kind="supplied", rule=rule, faults=faults)


@attrs.define
class Draft:
    """An unfinished payload, and its plain values once it is finished.

    Args:
        model: The model of the payload.
        tree: Its cells in their nesting.
        plain: The payload as plain values in declaration order, after ``finish``.
        cells: Every cell in that order with its path tokens, after ``finish``.
        places: The number of every place in that order by JSON Pointer, after ``finish``.
    """

    model: Model
    tree: dict[str, Tree] = attrs.field(repr=False)
    plain: dict[str, object] = attrs.field(init=False, repr=False)
    cells: list[tuple[Path, Cell]] = attrs.field(init=False, repr=False)
    places: dict[str, int] = attrs.field(init=False, repr=False)

    def finish(self) -> None:
        """Write the cells as plain values, and list and number them by their final places."""
        self.cells, self.places = [], {"": 0}
        self.plain = dict(self._members(self.tree, self.model, ()))

    def order(self, path: str) -> tuple[int, bool]:
        """Return the number of a place, or of the nearest place above it, which comes first.

        Args:
            path: JSON Pointer of the place.
        """
        place = path
        while place not in self.places:
            place = place.rpartition("/")[0]
        return self.places[place], place != path

    def _members(
        self, tree: dict[str, Tree], model: Model | None, path: Path
    ) -> Iterator[tuple[str, object]]:
        order = {} if model is None else {key: number for number, key in enumerate(model.by_key)}
        for key in sorted(tree, key=lambda key: order.get(key, len(order))):
            field = None if model is None else model.by_key.get(key)
            inner = None if field is None or field.part is None else model_of(field.part)
            value = self._value(tree[key], inner, (*path, key))
            if value is not ABSENT:
                yield key, value

    def _value(self, tree: Tree, model: Model | None, path: Path) -> object:
        self.places.setdefault(pointer(path, self.model.keys), len(self.places))
        if isinstance(tree, Cell):
            self.cells.append((path, tree))
            return tree.value
        if isinstance(tree, list):
            parts = (self._value(part, model, (*path, number)) for number, part in enumerate(tree))
            # An element whose values are all withheld keeps its place, and lacks every field.
            return [{} if part is ABSENT else part for part in parts]
        members = dict(self._members(tree, model, path))
        return members if members or not tree else ABSENT


def placed(tree: Tree, path: Path = ()) -> Iterator[tuple[Path, Cell]]:
    """Yield every cell of a tree with its path.

    Args:
        tree: The tree.
        path: The path of the tree.
    """
    if isinstance(tree, Cell):
        yield path, tree
        return
    parts = tree.items() if isinstance(tree, dict) else enumerate(tree)
    for token, part in parts:
        yield from placed(part, (*path, token))


def cells(tree: Tree) -> Iterator[Cell]:
    """Yield every cell of a tree that has a value."""
    return (cell for _, cell in placed(tree) if cell.value is not ABSENT)


def inside(tree: Tree, path: Path) -> Tree:
    """Return what stands at a path of the tree.

    Args:
        tree: The tree.
        path: The path, which exists.
    """
    for token in path:
        tree = tree[token]  # type: ignore[index] # a path of the tree
    return tree


def copied(tree: Tree) -> Tree:
    """Return a copy of a tree that shares only its cells.

    Args:
        tree: The tree.
    """
    if isinstance(tree, list):
        return [copied(part) for part in tree]
    return tree if isinstance(tree, Cell) else {key: copied(part) for key, part in tree.items()}


def reached(tree: Tree, tokens: tuple[str, ...]) -> Tree | None:
    """Return what stands at a path, or the cell or list above it, which fills the path too.

    Args:
        tree: The tree in which the path begins.
        tokens: The path.
    """
    for token in tokens:
        if not isinstance(tree, dict):
            break
        if token not in tree:
            return None
        tree = tree[token]
    return tree
