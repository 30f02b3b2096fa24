"""What a rule is: one declaration that checks a value, says so in JSON Schema, and can both draw and break it."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Any, ClassVar, Final, NamedTuple, Protocol, TypeAlias

import attrs

from payloadkit.violation import Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import date
    from types import ModuleType

    from payloadkit.policy import Policy
    from payloadkit.violation import Fault


Schema = dict[str, Any]


class Draws(NamedTuple):
    """What a rule draws with; it is handed in, so that no rule imports Hypothesis or looks up the floors.

    Args:
        policy: By whose day and master data the values are sound.
        st: The module ``hypothesis.strategies``.
        realistic: Whether values look like those of people, rather than like anything that is
            allowed.
    """

    policy: Policy
    st: ModuleType
    realistic: bool = False

    @property
    def today(self) -> date:
        """The day that dates are drawn around."""
        return self.policy.effective_date()


@attrs.frozen
class Breaker:
    """One way to break a rule and nothing else.

    Args:
        code: The one violation that a broken value draws.
        values: Hypothesis strategy of plain values that draw it.
        severity: The severity of that violation in a strict kind.
        unseen: Why no JSON Schema can refuse these values; empty where it does.
    """

    code: str
    values: Any = attrs.field(repr=False)
    severity: Severity = Severity.ERROR
    unseen: str = ""

    @property
    def schema_sees(self) -> bool:
        """Whether the JSON Schema refuses the value too; it never refuses what only warns."""
        return self.severity is Severity.ERROR and not self.unseen


class Miss(Enum):
    """The type of ``MISS``, which a probe returns for a value that the check has to judge."""

    MISS = "miss"


MISS: Final = Miss.MISS
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
        if word.isprintable() and word.strip()
    }

    def probe(value: object) -> object:
        return known.get(value, MISS) if type(value) is str else MISS

    return probe


@attrs.frozen
class Rule:
    """One field's rule over its plain JSON value.

    ``json`` are the exact types that a plain value may have, ``noun`` names them in a message,
    ``wording`` says what the rule demands of them; ``python`` is the type of the value in an
    object. A ``formatted`` text is never empty; a ``screened`` one is searched for control and
    invisible characters before its own check. An ``embedded`` text is a file, and passes its check
    only if it has base64's letters alone. ``below`` are the path tokens between a list and what it
    holds.
    """

    json: ClassVar[tuple[type, ...]] = (str,)
    python: ClassVar[type] = str
    noun: ClassVar[str] = "a text"
    wording: ClassVar[str] = ""
    formatted: ClassVar[bool] = False
    screened: ClassVar[bool] = True
    embedded: ClassVar[bool] = False
    below: ClassVar[tuple[str, ...]] = ()

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

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes that the check may report."""
        return ()

    @property
    def advisory(self) -> tuple[str, ...]:
        """Those of the codes that only warn here, though elsewhere they err."""
        return ()

    def check(self, value: Any, policy: Policy) -> Iterator[Fault]:
        """Report what is wrong with a plain value of the right type: at most one error, then every warning."""
        return iter(())

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


class Costly(Protocol):
    """What a slow rule has seen at a first look, and what it has to say after a second one."""

    @property
    def effort(self) -> int:
        """About how many nanoseconds the second look takes."""
        ...

    @property
    def readable(self) -> bool:
        """Whether what the rule vouches for passes its own check."""
        ...

    def faults(self, *, affordable: bool = True) -> Iterator[Fault]:
        """Report what is wrong; what is not affordable is not looked at again, and said to be too much."""
        ...


@attrs.frozen
class Across:
    """A rule over several fields of one object; it runs where the fields it looks at are sound.

    A ``slow`` one is put off to the end of a reading, where several may run side by side, and what
    they do together is bounded.
    """

    slow: ClassVar[bool] = False

    @property
    def contract(self) -> str:
        """What the rule demands, in one sentence for the docs."""
        raise NotImplementedError

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes that the check may report."""
        raise NotImplementedError

    @property
    def advisory(self) -> tuple[str, ...]:
        """Those of the codes that only warn here, though elsewhere they err."""
        return ()

    @property
    def places(self) -> tuple[tuple[str, ...], ...]:
        """Names that lead to where it reports, without list indexes."""
        raise NotImplementedError

    @property
    def reads(self) -> tuple[tuple[str, ...], ...]:
        """Names that lead to every field it looks at, without list indexes."""
        return self.places

    def check(
        self, holder: object, sound: Callable[[object, str], Any], policy: Policy
    ) -> Iterator[Fault]:
        """Report what is wrong; ``sound(object, name)`` is a field's value, None where it is absent or broken."""
        raise NotImplementedError

    def idle(self, policy: Policy) -> bool:
        """Tell whether there is nothing to look at under a policy."""
        return False

    def vouches(self) -> tuple[str, ...]:
        """Return the names of fields of which a slow rule's first look says whether they are readable, so that the fast reading need not."""
        return ()

    def look(self, holder: object, sound: Callable[[object, str], Any], policy: Policy) -> Costly:
        """Return what a slow rule sees at a first look."""
        raise NotImplementedError

    def schema(self) -> Schema:
        """Return what JSON Schema can say of it."""
        return {}

    def breakable(self, policy: Policy) -> tuple[str, ...]:
        """Return those of the codes that a drawn object can be made to draw under a policy."""
        return self.codes

    def least(self, name: str, pinned: tuple[str, ...]) -> int:
        """Return how many elements a drawn list of this name has at least, where a value stays as it is."""
        return 0

    def bars(self, names: tuple[str, ...], code: str) -> bool:
        """Tell whether a field whose value draws this warning always breaks this rule as well."""
        return False

    def arrange(self, document: dict[str, Any]) -> None:
        """Change a drawn plain object so that the rule has something to look at."""

    def settle(self, document: dict[str, Any], pinned: tuple[str, ...] = ()) -> None:
        """Change a drawn plain object so that it keeps the rule.

        Args:
            document: The object.
            pinned: Names that lead to a value that stays as it is; through a list, to its first
                element.
        """

    def breaks(
        self, document: Mapping[str, Any], draws: Draws
    ) -> Iterator[tuple[Breaker, tuple[str | int, ...]]]:
        """Yield the ways to break the rule in a drawn object: whole changed objects, and the path tokens of the violation."""
        return iter(())


# What judging the pixels of all pictures of a document may take, in about nanoseconds.
LARGEST_EFFORT: Final = 2_000_000_000
