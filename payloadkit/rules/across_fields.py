"""Rules across the fields of one object: codes that differ or suit, both sides of a document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import attrs

from payloadkit.messages import Series
from payloadkit.rules.rule import Across, Breaker, Draws
from payloadkit.violation import Fault, Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from payloadkit.policy import Policy


@attrs.frozen(eq=False, repr=False)
class Differs(Across):
    """Two fields should not hold the same code; the violation stands at the second.

    Args:
        first: Name of the first field.
        second: Name of the second field.
    """

    codes: ClassVar[tuple[str, ...]] = ("country.same",)
    first: str
    second: str

    @property
    def contract(self) -> str:
        """What the rule demands, in one sentence."""
        return f"{self.second} should differ from {self.first}"

    @property
    def places(self) -> tuple[tuple[str, ...], ...]:
        """Names that lead to where it reports, without list indexes."""
        return ((self.second,),)

    def check(
        self, holder: object, sound: Callable[[object, str], Any], policy: Policy
    ) -> Iterator[Fault]:
        """Report the second field where both say the same."""
        value = sound(holder, self.second)
        if isinstance(value, str) and value and value == sound(holder, self.first):
            yield Fault(
                "country.same",
                severity=Severity.WARNING,
                at=(self.second,),
                first=self.first,
                second=self.second,
            )

    def repair(self, document: dict[str, Any], draws: Draws, kept: str | None = None) -> None:
        """Give the second field another country where it repeats the first."""
        if document.get(self.second) and document[self.second] == document.get(self.first):
            document[self.second] = "AE" if document[self.first] == "IN" else "IN"

    def breaks(
        self, document: Mapping[str, Any], draws: Draws
    ) -> Iterator[tuple[Breaker, tuple[str | int, ...]]]:
        """Yield the object with both fields the same."""
        same = {**document, self.second: document[self.first]}
        yield Breaker("country.same", draws.st.just(same), Severity.WARNING), (self.second,)


@attrs.frozen(eq=False, repr=False)
class Suits(Across):
    """A field should suit what another one says.

    Args:
        code: The code of what does not suit.
        when: Name of the other field, and its value that asks.
        other: A value of the other field that asks for nothing.
        name: Name of the field that should suit.
        good: A word that suits.
        bad: A word that does not.
        only_bad: Whether every word but ``bad`` suits; else none but ``good`` does.
    """

    code: str
    when: tuple[str, int | str]
    other: int | str
    name: str
    good: str
    bad: str
    only_bad: bool = False

    @property
    def codes(self) -> tuple[str, ...]:  # type: ignore[override] # it depends on the instance
        """The code that the check may report."""
        return (self.code,)

    @property
    def contract(self) -> str:
        """What the rule demands, in one sentence."""
        kind, value = self.when
        word = f"not be {self.bad}" if self.only_bad else f"be {self.good}"
        return f"{self.name} should {word} where {kind} is {value}"

    @property
    def places(self) -> tuple[tuple[str, ...], ...]:
        """Names that lead to where it reports, without list indexes."""
        return ((self.name,),)

    def check(
        self, holder: object, sound: Callable[[object, str], Any], policy: Policy
    ) -> Iterator[Fault]:
        """Report the field where it does not suit."""
        kind, value = self.when
        if sound(holder, kind) == value and self._clashes(sound(holder, self.name)):
            yield Fault(self.code, severity=Severity.WARNING, at=(self.name,))

    def repair(self, document: dict[str, Any], draws: Draws, kept: str | None = None) -> None:
        """Give a drawn object the word that suits, or the other field a value that asks nothing."""
        kind, value = self.when
        if document.get(kind) == value and self._clashes(document.get(self.name)):
            name, word = (kind, self.other) if kept == self.name else (self.name, self.good)
            document[name] = word

    def breaks(
        self, document: Mapping[str, Any], draws: Draws
    ) -> Iterator[tuple[Breaker, tuple[str | int, ...]]]:
        """Yield the object with the word that does not suit."""
        kind, value = self.when
        broken = draws.st.just({**document, kind: value, self.name: self.bad})
        yield Breaker(self.code, broken, Severity.WARNING), (self.name,)

    def _clashes(self, word: object) -> bool:
        if not word:
            return False
        return word == self.bad if self.only_bad else word != self.good


@attrs.frozen(eq=False, repr=False)
class Sides(Across):
    """A document of one type should come with both of its sides.

    Each missing one is a warning at its place.

    Args:
        kind: Name of the field that tells the type of document.
        value: The type that has two sides.
        names: Names of the fields of the sides.
    """

    codes: ClassVar[tuple[str, ...]] = ("id.missing_side",)
    kind: str
    value: int
    names: tuple[str, ...]

    @property
    def contract(self) -> str:
        """What the rule demands, in one sentence."""
        return f"{self.kind} {self.value} should come with {' and '.join(self.names)}"

    @property
    def places(self) -> tuple[tuple[str, ...], ...]:
        """Names that lead to where it reports, without list indexes."""
        return tuple((name,) for name in self.names)

    def check(
        self, holder: object, sound: Callable[[object, str], Any], policy: Policy
    ) -> Iterator[Fault]:
        """Report every side that is absent.

        A broken one, or a null that is reported itself, is not absent.
        """
        if sound(holder, self.kind) == self.value:
            nulls: frozenset[str] = holder.nulls  # type: ignore[attr-defined] # every model has it
            for name in self.names:
                if getattr(holder, name) is None and name not in nulls:
                    yield Fault(
                        "id.missing_side",
                        severity=Severity.WARNING,
                        at=(name,),
                        kind=self.kind,
                        value=self.value,
                        names=Series(self.names),
                    )

    def repair(self, document: dict[str, Any], draws: Draws, kept: str | None = None) -> None:
        """Make a drawn document without both sides one of another type."""
        if document.get(self.kind) == self.value and not set(self.names) <= set(document):
            document[self.kind] = self.value + 1

    def breaks(
        self, document: Mapping[str, Any], draws: Draws
    ) -> Iterator[tuple[Breaker, tuple[str | int, ...]]]:
        """Yield an object of that type without one of the sides."""
        for name in self.names:
            less = {key: value for key, value in document.items() if key != name}
            broken = draws.st.just({**less, self.kind: self.value})
            yield Breaker("id.missing_side", broken, Severity.WARNING), (name,)
