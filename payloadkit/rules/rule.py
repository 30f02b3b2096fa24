"""What a rule is: one declaration that checks, describes, draws and breaks a value."""

from __future__ import annotations

from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, Final, Protocol, TypeAlias

import attrs

from payloadkit.rules.characters import screen
from payloadkit.rules.draws import Breaker, Draws

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from payloadkit.policy import Policy
    from payloadkit.violation import Fault

__all__ = [
    "LARGEST_EFFORT",
    "MISS",
    "Across",
    "Breaker",
    "Costly",
    "Draws",
    "Expression",
    "Miss",
    "Probe",
    "Rule",
    "Schema",
    "Slow",
    "listed_text",
]

Schema = dict[str, Any]


class Miss(Enum):
    """The type of ``MISS``, which a probe returns for a value that the check has to judge."""

    MISS = "miss"


MISS: Final = Miss.MISS


class Expression:
    """A quick test that is an expression over ``x``: where it is true, the value is x itself.

    Compiled code takes the expression in, which saves a call for every value.

    Args:
        source: The expression, with names in braces.
        **names: What the names stand for.
    """

    def __init__(self, source: str, **names: object) -> None:
        self.source = source
        self.names = names

    @cached_property
    def _holds(self) -> Callable[[object], bool]:
        source = self.source.format_map({name: name for name in self.names})
        test = f"lambda x: {source}"
        holds: Callable[[object], bool] = eval(test, dict(self.names))  # noqa: S307 - declarations
        return holds

    def __call__(self, value: object) -> object:
        """Return the value, or ``MISS``."""
        return value if self._holds(value) else MISS


Probe: TypeAlias = "Callable[[object], object]"


def listed_text(words: Mapping[str, object]) -> Probe:
    """Return a quick test of texts that are on a list.

    Args:
        words: The object's value of each text; one that is blank, or that has characters of
            doubt, is left to the check.
    """
    known = {
        str.__str__(word): value
        for word, value in words.items()
        if word.strip() and screen(word, lines=False) is None
    }

    def probe(value: object) -> object:
        return known.get(value, MISS) if type(value) is str else MISS

    return probe


@attrs.frozen(eq=False)
class Rule:
    """One field's rule over its plain JSON value.

    ``json`` are the exact types that a plain value may have, ``noun`` names them in a message,
    ``wording`` says what the rule demands of them; ``python`` is the type of the value in an
    object. A ``formatted`` text is never empty; a ``screened`` one is searched for control and
    invisible characters before its own check. ``below`` are the path tokens between a list and what
    it holds. ``codes`` are those that the check may report; of these, the ``advisory`` ones only
    warn here, though elsewhere they err.
    """

    json: ClassVar[tuple[type, ...]] = (str,)
    python: ClassVar[type] = str
    noun: ClassVar[str] = "a text"
    wording: ClassVar[str] = ""
    formatted: ClassVar[bool] = False
    screened: ClassVar[bool] = True
    below: ClassVar[tuple[str, ...]] = ()
    codes: ClassVar[tuple[str, ...]] = ()
    advisory: ClassVar[tuple[str, ...]] = ()

    @property
    def multiline(self) -> bool:
        """Whether tab, line feed and carriage return are welcome in a screened text."""
        return False

    @property
    def contract(self) -> str:
        """What the rule demands, in a few words for a table and for ``repr``."""
        return self.wording or self.noun

    def __repr__(self) -> str:
        """Print the contract."""
        return f"<{self.contract}>"

    def __eq__(self, other: object) -> bool:
        """Return whether another rule demands the same: it has the same class and settings."""
        return isinstance(other, Rule) and self._declared() == other._declared()

    def __hash__(self) -> int:
        """Return the same number for equal rules."""
        return hash(self._declared())

    def _declared(self) -> tuple[object, ...]:
        # Once for all rules: to make it for each one takes a process longer than to use it.
        return (type(self), *(getattr(self, one.name) for one in attrs.fields(type(self))))

    def check(self, value: Any, policy: Policy) -> Iterator[Fault]:
        """Report what is wrong with a value of the right type: one error, then all warnings."""
        return iter(())

    def bears(self, value: object) -> bool:
        """Return whether an answer may hold this value of another type, which then only warns.

        It may hold another scalar for a scalar, and an empty list for an object: PHP writes it so.
        """
        if dict in self.json:
            return value == []
        return list not in self.json and not isinstance(value, dict | list)

    def read(self, value: Any) -> object:
        """Return the object's value of a sound plain value."""
        return value

    def write(self, value: Any) -> object:
        """Return the plain value of an object's value."""
        return value

    def probe(self, policy: Policy) -> Probe | None:
        """Return a quick test for values without faults, or None where only the check can judge.

        The test returns the object's value of a plain JSON value in which ``check`` finds nothing,
        and ``MISS`` for every other one. A subclass that changes ``check``, ``read`` or ``json``
        must also change ``probe``; otherwise its inherited test is not used.

        Args:
            policy: The day, ``phones``, ``images`` and whether there are master data; the test is
                kept for all policies that agree in these.
        """
        return None

    def limited(self, maximum: int) -> Rule:
        """Return the same rule with a tenant's maximum length.

        Raises:
            ValueError: The rule has no maximum length that a tenant may set.
        """
        msg = f"{self.contract} has no maximum length of its own: {maximum} cannot be set"
        raise ValueError(msg)

    def schema(self) -> Schema:
        """Return the JSON Schema keywords that refuse what the check calls an error."""
        raise NotImplementedError

    def draw(self, draws: Draws) -> Any:
        """Return a strategy of plain values that draw no violation."""
        raise NotImplementedError

    def edges(self, draws: Draws) -> Iterator[Any]:
        """Yield strategies of plain values that are exactly at a limit, and sound."""
        return iter(())

    def breakers(self, draws: Draws) -> Iterator[Breaker]:
        """Yield every way to break the rule, each by its code."""
        return iter(())


class Across:
    """A rule over several fields of one object; it runs where the fields it looks at are valid.

    ``codes`` are those that the check may report; of these, the ``advisory`` ones only warn here,
    though elsewhere they err, and the ``undrawn`` ones have no example small enough to be drawn.
    """

    __slots__ = ()

    codes: ClassVar[tuple[str, ...]] = ()
    advisory: ClassVar[tuple[str, ...]] = ()
    undrawn: ClassVar[tuple[str, ...]] = ()

    @property
    def contract(self) -> str:
        """What the rule demands, in one sentence for the docs."""
        raise NotImplementedError

    def __repr__(self) -> str:
        """Print the contract."""
        return f"<{self.contract}>"

    @property
    def places(self) -> tuple[tuple[str, ...], ...]:
        """Names that lead to where it reports, without list indexes."""
        raise NotImplementedError

    def idle(self, policy: Policy) -> bool:
        """Return whether there is nothing to look at under a policy."""
        return False

    def check(
        self, holder: object, sound: Callable[[object, str], Any], policy: Policy
    ) -> Iterator[Fault]:
        """Report what is wrong.

        Args:
            holder: The object.
            sound: Function of an object and a name that returns the field's value, None where it is
                absent or broken.
            policy: The policy of the document.
        """
        raise NotImplementedError

    def schema(self) -> Schema:
        """Return what JSON Schema can say of it."""
        return {}

    def repair(self, document: dict[str, Any], draws: Draws, kept: str | None = None) -> None:
        """Change a drawn plain object so that the rule holds.

        Args:
            document: The object.
            draws: What rules draw with.
            kept: Name of a field whose value stays as it is.
        """

    def breaks(
        self, document: Mapping[str, Any], draws: Draws
    ) -> Iterator[tuple[Breaker, tuple[str | int, ...]]]:
        """Yield the ways to break the rule in a drawn object in which every field is there.

        Each is a breaker of the whole object, with the path tokens of the violation.
        """
        return iter(())


class Costly(Protocol):
    """What a slow rule has seen at a first look, and what it reports after a second one."""

    @property
    def effort(self) -> int:
        """About how many nanoseconds the second look takes."""
        ...

    def faults(self, *, affordable: bool = True) -> Iterator[Fault]:
        """Report what is wrong; what is not affordable is reported as too much."""
        ...


class Slow(Across):
    """A rule across fields that waits for the end of a reading.

    There several may run side by side, and what they do together is bounded.
    """

    __slots__ = ()

    def look(self, holder: object, sound: Callable[[object, str], Any], policy: Policy) -> Costly:
        """Return what is seen at a first look, which is quick."""
        raise NotImplementedError

    def check(
        self, holder: object, sound: Callable[[object, str], Any], policy: Policy
    ) -> Iterator[Fault]:
        """Report what is wrong, without waiting."""
        yield from self.look(holder, sound, policy).faults()


# What judging the pixels of all pictures of a document may take, in about nanoseconds.
LARGEST_EFFORT: Final = 2_000_000_000
