"""Objects inside objects: one, many, lists by name, or any value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

import attrs

from payloadkit.rules.numbers import out_of_range
from payloadkit.rules.rule import Breaker, Draws, Rule, Schema
from payloadkit.rules.values import copy_value, out_of_range_paths
from payloadkit.violation import Fault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from payloadkit.policy import Policy
    from payloadkit.rules.values import Path


class Opened(NamedTuple):
    """A list that a value of another type held.

    Args:
        values: The plain elements, or None where there is no list.
        faults: What is wrong with the value, each with path tokens below it.
        pack: Makes the object's value of the elements.
    """

    values: list[Any] | None
    faults: tuple[tuple[Path, Fault], ...]
    pack: Callable[[tuple[Any, ...]], tuple[Any, ...]]


class Part(Rule):
    """An object of another model."""

    __slots__ = ()

    json: ClassVar[tuple[type, ...]] = (dict,)
    python: ClassVar[type] = object
    noun: ClassVar[str] = "an object"


@attrs.frozen(eq=False, repr=False)
class Many(Rule):
    """A list whose elements all obey one rule.

    Args:
        item: The rule of an element; ``Part`` where elements are objects of a model.
        least: Least number of elements.
        most: Most elements, or None.
    """

    json: ClassVar[tuple[type, ...]] = (list,)
    python: ClassVar[type] = tuple
    noun: ClassVar[str] = "a list"
    below: ClassVar[tuple[str, ...]] = ("*",)
    item: Rule = attrs.field(factory=Part)
    least: int = 0
    most: int | None = None

    @property
    def contract(self) -> str:
        """What the rule demands, in a few words."""
        bounds = (f" of at least {self.least}" if self.least else "") + (
            f" of at most {self.most}" if self.most is not None else ""
        )
        return f"list{bounds}" + ("" if isinstance(self.item, Part) else f": {self.item.contract}")

    @property
    def codes(self) -> tuple[str, ...]:  # type: ignore[override] # it depends on the instance
        """The codes that the check may report."""
        bounds = (("list.too_short", self.least > 0), ("list.too_long", self.most is not None))
        return tuple(code for code, there in bounds if there)

    def check(self, value: list[object], policy: Policy) -> Iterator[Fault]:
        """Report a list that is too short or too long; its elements are judged apart."""
        if len(value) < self.least:
            yield Fault("list.too_short", least=self.least)
        elif self.most is not None and len(value) > self.most:
            yield Fault("list.too_long", most=self.most)

    def opened(self, value: object) -> Opened | None:
        """Return the list that a value of another type holds, or None where it holds none."""
        return None

    def schema(self) -> Schema:
        """Return the bounds; the schema of an element is put in by the model."""
        found: Schema = {"type": "array"}
        if self.least:
            found["minItems"] = self.least
        if self.most is not None:
            found["maxItems"] = self.most
        return found


class Keyed(Rule):
    """An object of any keys, whose values are lists of one model's objects."""

    __slots__ = ()

    json: ClassVar[tuple[type, ...]] = (dict,)
    python: ClassVar[type] = dict
    noun: ClassVar[str] = "an object"
    below: ClassVar[tuple[str, ...]] = ("*", "*")

    @property
    def contract(self) -> str:
        """What the rule demands, in a few words."""
        return "object of lists"


class Anything(Rule):
    """Any value: its shape is not published, so it is kept as it is."""

    __slots__ = ()

    json: ClassVar[tuple[type, ...]] = ()
    python: ClassVar[type] = object
    noun: ClassVar[str] = "anything"
    codes: ClassVar[tuple[str, ...]] = ("number.range",)

    def check(self, value: object, policy: Policy) -> Iterator[Fault]:
        """Report numbers that 64 bits cannot hold, wherever they stand."""
        yield from (attrs.evolve(out_of_range(), at=at) for at in out_of_range_paths(value))

    def write(self, value: object) -> object:
        """Return the value in lists and objects of its own."""
        return copy_value(value)

    def schema(self) -> Schema:
        """Return no keyword at all."""
        return {}

    def draw(self, draws: Draws) -> Any:
        """Draw an empty object."""
        return draws.st.just({})

    def breakers(self, draws: Draws) -> Iterator[Breaker]:
        """Yield a number that 64 bits cannot hold."""
        yield Breaker(
            "number.range", draws.st.just(2**63), unseen="it says nothing of what may stand there"
        )
