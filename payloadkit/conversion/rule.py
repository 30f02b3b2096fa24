"""A rule of a conversion: a function from a source's text to a value, with name and doc."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import attrs

from payloadkit.conversion.draft import ABSENT, Cell

if TYPE_CHECKING:
    from collections.abc import Callable

    from payloadkit.conversion.draft import Tree
    from payloadkit.conversion.lineage import Kind
    from payloadkit.conversion.source import Profile
    from payloadkit.models.model import Model
    from payloadkit.policy import Policy
    from payloadkit.violation import Fault


@attrs.frozen
class Read:
    """The input of a rule, beside the text.

    Args:
        profile: The source document.
        policy: The policy of the conversion, with a fixed date.
        tree: The payload so far, with all supplied values.
        model: The model of the payload.
        part: The element of a list that is being filled, or None.
        rejected: What the check refused: rows with their source's path, and whole elements.
    """

    profile: Profile
    policy: Policy
    tree: dict[str, Tree] = attrs.field(repr=False)
    model: Model
    part: dict[str, Tree] | None = attrs.field(default=None, repr=False)
    rejected: set[tuple[int, str]] = attrs.field(factory=set, repr=False)

    def made(self, key: str) -> Cell | None:
        """Return the cell of a field of the payload, or None if it has none yet."""
        return _cell(self.tree, key)

    def beside(self, key: str) -> Cell | None:
        """Return the cell of a field of the element that is being filled, or None."""
        return None if self.part is None else _cell(self.part, key)


def _cell(tree: dict[str, Tree], key: str) -> Cell | None:
    found = tree.get(key)
    return found if isinstance(found, Cell) and found.value is not ABSENT else None


@attrs.frozen
class Made:
    """The result of a rule.

    Args:
        value: The plain value; ABSENT if there are only faults.
        faults: The faults to report.
        sources: JSON Pointers of the values it was made from, if not from the row's source.
    """

    value: object = attrs.field(default=ABSENT, repr=False)
    faults: tuple[Fault, ...] = ()
    sources: tuple[str, ...] | None = None


Make: TypeAlias = "Callable[[str, Read], Made | None]"


@attrs.frozen
class Rule:
    """A rule that makes a value from a text of the source.

    Args:
        name: The stable name.
        doc: A description for the documentation.
        kind: The kind of conversion in the lineage.
        make: Makes the value. Returns None if the rule does not apply; then the next row with the
            same target is tried.
        reports: The codes that the rule may report.
    """

    name: str
    doc: str
    kind: Kind
    make: Make
    reports: tuple[str, ...] = ()


def rule(kind: Kind, *reports: str, name: str | None = None) -> Callable[[Make], Rule]:
    """Make a rule from a function, with its name and the first line of its docstring.

    Args:
        kind: The kind of conversion in the lineage.
        *reports: The codes that the rule may report.
        name: The name in the lineage, if it is not that of the function.
    """
    return lambda make: Rule(name or make.__name__, documented(make), kind, make, reports)


def constant(name: str, value: object, kind: Kind = "defaulted") -> Rule:
    """Return a rule that always gives the same value.

    Args:
        name: The stable name.
        value: The value.
        kind: The kind of conversion in the lineage.
    """
    return Rule(name, f"`{value}`", kind, lambda _text, _read: Made(value))


def documented(entry: object) -> str:
    """Return the first line of a docstring, without its full stop."""
    return (entry.__doc__ or "").strip().partition("\n")[0].removesuffix(".")
