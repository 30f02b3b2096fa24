"""Words of a list: a closed one, or an open one whose unknown words are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import attrs

from payloadkit.messages import Series
from payloadkit.rules.rule import Breaker, Draws, Probe, Rule, Schema, listed_text
from payloadkit.rules.text import severity, too_long, visible
from payloadkit.violation import Fault, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator
    from enum import StrEnum

    from payloadkit.policy import Policy


@attrs.frozen(eq=False, repr=False)
class Choice(Rule):
    """One of the words of a closed list.

    Args:
        words: The words, exact case.
    """

    formatted: ClassVar[bool] = True
    codes: ClassVar[tuple[str, ...]] = ("choice.unknown",)
    words: tuple[str, ...]

    @property
    def contract(self) -> str:
        """What the rule demands, in a few words."""
        return "one of " + ", ".join(self.words)

    def check(self, value: str, policy: Policy) -> Iterator[Fault]:
        """Report a word that is not on the list."""
        if value not in self.words:
            yield Fault("choice.unknown", words=Series(tuple(self.words), "comma"))

    def probe(self, policy: Policy) -> Probe | None:
        """Return the quick test: the word is on the list."""
        return listed_text({word: word for word in self.words})

    def schema(self) -> Schema:
        """Return the words as an enumeration."""
        return {"type": "string", "enum": list(self.words)}

    def draw(self, draws: Draws) -> Any:
        """Draw a word of the list."""
        return draws.st.sampled_from(self.words)

    def breakers(self, draws: Draws) -> Iterator[Breaker]:
        """Yield words that no list holds."""
        yield Breaker("choice.unknown", self.draw(draws).map(lambda word: word + "?"))


@attrs.frozen(eq=False, repr=False)
class OpenChoice(Rule):
    """One of the known words of a list that may grow: an unknown word warns and is kept as it came.

    Args:
        words: The known words as a StrEnum; reading gives its members, by its ``_missing_`` also
            those that are spelt otherwise.
        maximum: Most code points of any word, or None.
        sure: Mark of the length.
    """

    words: type[StrEnum]
    maximum: int | None = None
    sure: str = "A"

    @property
    def contract(self) -> str:
        """What the rule demands, in a few words."""
        return "known words " + ", ".join(self.words)

    @property
    def codes(self) -> tuple[str, ...]:  # type: ignore[override] # it depends on the instance
        """The codes that the check may report."""
        return ("choice.unknown",) if self.maximum is None else ("text.too_long", "choice.unknown")

    @property
    def advisory(self) -> tuple[str, ...]:  # type: ignore[override] # it depends on the instance
        """Those of the codes that only warn here, though elsewhere they err."""
        return (
            ("choice.unknown", "text.too_long")
            if severity(self.sure) is Severity.WARNING
            else ("choice.unknown",)
        )

    def check(self, value: str, policy: Policy) -> Iterator[Fault]:
        """Report a word that is too long, or else unknown."""
        if self.maximum is not None and len(value) > self.maximum:
            yield too_long(self.maximum, self.sure)
        elif self._member(value) is None:
            yield Fault(
                "choice.unknown",
                severity=Severity.WARNING,
                variant="open",
                words=Series(tuple(self.words), "comma"),
            )

    def read(self, value: str) -> str:
        """Return the enum's member, or an unknown word as it is."""
        return self._member(value) or value

    def write(self, value: str) -> str:
        """Return the word as plain text."""
        return str(value)

    def probe(self, policy: Policy) -> Probe | None:
        """Return the quick test: the word is on the list, and short enough."""
        return listed_text(
            {
                word.value: word
                for word in self.words
                if self.maximum is None or len(word) <= self.maximum
            }
        )

    def limited(self, maximum: int) -> Rule:
        """Return the rule with a tenant's maximum, which errs."""
        return attrs.evolve(self, maximum=maximum, sure="A")

    def schema(self) -> Schema:
        """Return the length, and the known words as examples only."""
        found: Schema = {"type": "string", "examples": [str(word) for word in self.words]}
        if self.maximum is not None:
            found["maxLength" if severity(self.sure) is Severity.ERROR else "x-max-length"] = (
                self.maximum
            )
        return found

    def draw(self, draws: Draws) -> Any:
        """Draw a known word."""
        return draws.st.sampled_from([str(word) for word in self.words])

    def edges(self, draws: Draws) -> Iterator[Any]:
        """Yield the known words that are as long as any may be."""
        longest = [str(word) for word in self.words if len(word) == self.maximum]
        if longest:
            yield draws.st.sampled_from(longest)

    def breakers(self, draws: Draws) -> Iterator[Breaker]:
        """Yield an unknown word and, where there is a limit, a long one."""
        yield Breaker("choice.unknown", draws.st.just("?"), Severity.WARNING)
        if self.maximum is not None:
            yield Breaker(
                "text.too_long",
                visible(draws, self.maximum + 1, self.maximum + 3),
                severity(self.sure),
            )

    def _member(self, value: str) -> StrEnum | None:
        try:
            return self.words(value)
        except ValueError:
            return None
