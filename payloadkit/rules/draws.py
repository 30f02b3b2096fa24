"""What rules are given to draw values with, and what they make to break one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from payloadkit.violation import Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date
    from types import ModuleType

    from payloadkit.policy import Policy


@attrs.frozen(eq=False, repr=False)
class Draws:
    """What a rule draws with.

    It is handed in, so that rules import neither Hypothesis nor invented people and pictures.

    Args:
        policy: The policy by which the drawn values are valid.
        st: The module ``hypothesis.strategies``.
        realistic: Whether values look like those of people, rather than like anything that is
            allowed.
        shapes: Function of a sample word that returns its invented texts, ``#`` for any digit.
        filled: Function of such texts that returns a strategy of them with their digits.
        picture: Function of a number and a content type that returns a valid picture.
        broken_pictures: Function that returns pictures with one fault each: its code, the content
            type, the bytes, and the severity.
    """

    policy: Policy
    st: ModuleType
    realistic: bool
    shapes: Callable[[str], tuple[str, ...]]
    filled: Callable[[tuple[str, ...]], Any]
    picture: Callable[[int, str], bytes]
    broken_pictures: Callable[[], Iterable[tuple[str, str, bytes, Severity]]]

    @property
    def today(self) -> date:
        """The day that dates are drawn around."""
        return self.policy.effective_date()


@attrs.frozen(eq=False)
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
