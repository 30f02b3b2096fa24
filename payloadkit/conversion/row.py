"""A row of a conversion's table: one way to make one target field."""

from __future__ import annotations

from functools import cache, cached_property
from itertools import zip_longest
from typing import TYPE_CHECKING, cast

import attrs

from payloadkit.conversion.draft import ABSENT, Cell, reached
from payloadkit.conversion.rule import documented
from payloadkit.policy import split
from payloadkit.violation import Fault, Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from payloadkit.conversion.draft import Tree
    from payloadkit.conversion.rule import Read, Rule
    from payloadkit.conversion.source import Profile
    from payloadkit.models.model import Model
    from payloadkit.rules.values import Path


@attrs.frozen
class Row:
    """One way to a target field; of several rows with one target, the first that applies counts.

    Args:
        target: JSON Pointer of the field, from the document or from the element of the row.
        sources: Dotted paths. The first one that says something is read; for an optional target,
            the first one that can be used. Empty for a value that does not come from the source.
        rule: The rule that makes the value.
        warns: A fault that is reported whenever the row makes a value.
        when: Whether the row applies. Its docstring is the condition in the documentation.
    """

    target: str
    sources: tuple[str, ...]
    rule: Rule
    warns: Fault | None = None
    when: Callable[[Profile], bool] | None = None

    @cached_property
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

    def makes(self, tokens: tuple[str, ...]) -> bool:
        """Return whether tokens are a path of the target, in which ``*`` is any element."""
        pairs = zip_longest(self.tokens, tokens)
        return all(one == other or (one == "*" and other is not None) for one, other in pairs)

    def fill(self, tree: dict[str, Tree], read: Read, above: Path = ()) -> None:
        """Set the target's cell, unless the target is filled.

        What cannot be used for an optional target only warns, and the next source is tried.

        Args:
            tree: The tree in which the target begins.
            read: The input of the rule.
            above: The path of the tree in the payload.
        """
        found = reached(tree, self.tokens)
        optional = _is_optional(read.model, (*above, *self.tokens))
        cell = found if optional and isinstance(found, Cell) and found.is_left_out else None
        if found is not cell:
            return
        for made in self._cells(read):
            cell = beside(cell, made) if optional else made
            if not optional or cell.value is not ABSENT:
                break
        if cell is not None:
            for token in self.tokens[:-1]:
                tree = cast("dict[str, Tree]", tree.setdefault(token, {}))
            tree[self.tokens[-1]] = cell

    def _cells(self, read: Read) -> Iterator[Cell]:
        """Yield the cell that each source makes, if the row applies."""
        if self.when is not None and not self.when(read.profile):
            return
        for path in self.sources or ("",):
            text = read.profile.get(path) if path else ""
            rejected = (id(self), path) in read.rejected
            made = None if text is None or rejected else self.rule.make(text, read)
            if made is None:
                continue
            warned = (self.warns,) if self.warns is not None and made.value is not ABSENT else ()
            sources = (read.profile.pointer(path),) if path else ()
            yield Cell(
                value=made.value,
                kind=self.rule.kind,
                rule=self.rule.name,
                sources=sources if made.sources is None else made.sources,
                faults=tuple(_with_source(fault, path) for fault in (*warned, *made.faults)),
                origin=(id(self), path),
            )


def _with_source(fault: Fault, path: str) -> Fault:
    """Return a fault with the dotted path that a value was inferred from in its hint."""
    if fault.code != "value.inferred" or not path:
        return fault
    return Fault("value.inferred", severity=fault.severity, variant="named", source=path)


def beside(failed: Cell | None, cell: Cell) -> Cell:
    """Return the cell of an optional target, with the warnings of what was tried before.

    Args:
        failed: The cell of the sources that could not be used, or None.
        cell: The cell of the next one.
    """
    if failed is None and cell.value is not ABSENT:
        return cell
    before = () if failed is None else (*failed.tried, *failed.faults)
    faults = cell.faults
    if cell.value is ABSENT:
        faults = tuple(attrs.evolve(fault, severity=_left_out(fault)) for fault in faults)
    return attrs.evolve(cell, tried=(*before, *cell.tried), faults=faults)


def _left_out(fault: Fault) -> Severity:
    return Severity.WARNING if fault.severity is Severity.ERROR else fault.severity


@cache
def _is_optional(model: Model, path: Path) -> bool:
    field = model.field_at(path)
    return field is not None and field.optional
