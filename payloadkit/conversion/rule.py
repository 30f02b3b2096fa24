"""A rule of a conversion: a function from a source's text to a value, with name and doc."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import attrs

from payloadkit.conversion.draft import ABSENT, Cell

if TYPE_CHECKING:
    from collections.abc import Callable

    from payloadkit.conversion.draft import Tree
    from payloadkit.conversion.source import Profile
    from payloadkit.policy import Policy
    from payloadkit.violation import Fault


@attrs.frozen
class Read:
    """What a rule may look at.

    Args:
        profile: The source document.
        policy: How it is judged; its date is fixed.
        tree: The payload so far, with all that is supplied.
    """

    profile: Profile
    policy: Policy
    tree: dict[str, Tree] = attrs.field(repr=False)

    def made(self, key: str) -> Cell | None:
        """Return the cell of a field of the payload, if it has one by now."""
        found = self.tree.get(key)
        return found if isinstance(found, Cell) else None


@attrs.frozen
class Made:
    """What a rule made of a source's text.

    Args:
        value: The plain value; ABSENT where there is only something to report.
        faults: What there is to report.
        sources: JSON Pointers of what it was made from, where that is not the row's source.
    """

    value: object = attrs.field(default=ABSENT, repr=False)
    faults: tuple[Fault, ...] = ()
    sources: tuple[str, ...] | None = None


Make: TypeAlias = "Callable[[str, Read], Made | None]"


@attrs.frozen
class Rule:
    """How a value is made of a source's text.

    Args:
        name: Its stable name.
        doc: What it does, for the documentation.
        make: Makes the value; None where it does not apply, so that the next row of the same target
            has its turn.
        reports: Codes that it may report.
    """

    name: str
    doc: str
    make: Make
    reports: tuple[str, ...] = ()


def rule(*reports: str) -> Callable[[Make], Rule]:
    """Make a function a rule with its name, documented by the first line of its docstring.

    Args:
        *reports: Codes that it may report.
    """
    return lambda make: Rule(make.__name__, documented(make), make, reports)


def constant(name: str, value: object, doc: str | None = None) -> Rule:
    """Return a rule that always gives the same value.

    Args:
        name: Its stable name.
        value: The value.
        doc: What it means, if the value does not say it.
    """
    return Rule(name, doc or f"`{value}`", lambda _text, _read: Made(value))


def documented(entry: object) -> str:
    """Return the first line of a docstring, as half a sentence."""
    return (entry.__doc__ or "").strip().partition("\n")[0].removesuffix(".")
