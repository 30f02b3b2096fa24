"""Names of persons: text that is more than punctuation and digits."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import TYPE_CHECKING, Any

import attrs

from payloadkit.rules.characters import invisible
from payloadkit.rules.rule import Breaker, Draws, Expression, Probe
from payloadkit.rules.text import Text
from payloadkit.violation import Fault, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

    from payloadkit.policy import Policy

# What people type into a field that must be filled.
_FILLERS = ("-", ".", "--", "...", "?", "0", "123", "1.", "_")


@attrs.frozen(eq=False, repr=False)
class Name(Text):
    """A person's name: text without blanks at its ends, and not of punctuation and digits alone.

    People type such a name where a field must be filled.
    """

    trimmed: bool = True

    @property
    def contract(self) -> str:
        """What the rule demands, in a few words."""
        return f"name, {super().contract}"

    @property
    def codes(self) -> tuple[str, ...]:  # type: ignore[override] # it depends on the instance
        """The codes that the check may report."""
        return (*super().codes, "name.implausible")

    def check(self, value: str, policy: Policy) -> Iterator[Fault]:
        """Report what is wrong with the text, and one that is no name."""
        yield from super().check(value, policy)
        if value.strip() and not is_name(value):
            yield Fault("name.implausible", severity=Severity.WARNING)

    def probe(self, policy: Policy) -> Probe | None:
        """Return the quick test: that of the text, and whether it is a name."""
        of_text = super().probe(policy)
        if not isinstance(of_text, Expression):
            return None
        source = f"{of_text.source} and (x[0].isalpha() or {{is_name}}(x))"
        return Expression(source, is_name=is_name, **of_text.names)

    def breakers(self, draws: Draws) -> Iterator[Breaker]:
        """Yield what breaks the text, and names of punctuation and digits."""
        yield from super().breakers(draws)
        fillers = [word for word in _FILLERS if len(word) <= (self.maximum or len(word))]
        yield Breaker("name.implausible", draws.st.sampled_from(fillers), Severity.WARNING)

    def _first(self, draws: Draws) -> Any:
        return _letters(draws.st)


@cache
def _letters(st: ModuleType) -> Any:
    """Return a strategy of letters; it takes long to make, since many are left out."""
    return st.characters(categories=("L",), exclude_characters=invisible())


def is_name(text: str) -> bool:
    """Return whether a text has more than white space, punctuation and digits.

    Args:
        text: The text; it is not empty.
    """
    return text[0].isalpha() or not all(map(_is_filler, text))


def _is_filler(letter: str) -> bool:
    if letter.isascii():
        return not letter.isalpha()
    return letter.isspace() or unicodedata.category(letter)[0] in "PN"
