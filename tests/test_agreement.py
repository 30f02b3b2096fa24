"""``assert_agreement`` for models of one's own: it passes what agrees, and names what does not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import attrs
import pytest

import payloadkit as pk
from payloadkit import caas
from payloadkit.fields import field, text
from payloadkit.rules.rule import Breaker, Draws, Rule, Schema
from payloadkit.violation import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator


@attrs.frozen(repr=False)
class Branch(Rule):
    """Two letters and three digits."""

    formatted: ClassVar[bool] = True

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes that the check may report."""
        return ("branch.malformed",)

    def check(self, value: str, policy: pk.Policy) -> Iterator[Fault]:  # noqa: ARG002 - every rule's signature
        """Report another form."""
        if len(value) != 5 or not value[:2].isupper() or not value[2:].isdecimal():
            yield Fault("branch.malformed", "A branch is two capital letters and three digits.")

    def schema(self) -> Schema:
        """Return the form."""
        return {"type": "string", "pattern": "^[A-Z]{2}[0-9]{3}$"}

    def draw(self, draws: Draws) -> Any:  # noqa: ANN401 - a strategy
        """Draw branches."""
        return draws.st.integers(0, 999).map("DX{:03}".format)

    def breakers(self, draws: Draws) -> Iterator[Breaker]:
        """Yield other forms."""
        yield Breaker("branch.malformed", draws.st.sampled_from(("DX1", "dx123")))


def visit(rule: Rule, doc: str = "Where") -> type:
    """Return a model with a branch that a rule judges."""

    @pk.model(source="tenant")
    class Visit:
        """A customer at a counter."""

        name: str = text(100, personal=True, doc="Name as on the ID")
        branch: str = field(rule, doc=doc)

    return Visit


def disagreement(cls: type) -> str:
    """Return what is said of a model that does not agree with itself."""
    with pytest.raises(AssertionError) as caught:
        pk.assert_agreement(cls, examples=10)
    return str(caught.value)


def test_a_model_of_ones_own_agrees() -> None:
    """A model with a rule of its own passes, and one that extends a payload by such a field too."""
    pk.assert_agreement(visit(Branch()), examples=20)

    @pk.model(source="tenant")
    class Extended(caas.OnboardingRequest):
        """A person to onboard, at a branch."""

        branch: str = field(Branch(), doc="Where")

    pk.assert_agreement(Extended, examples=20)


def test_what_is_drawn_has_to_be_sound() -> None:
    """A draw that the check does not like is named."""

    class Wrong(Branch):
        def draw(self, draws: Draws) -> Any:  # noqa: ANN401 - a strategy
            return draws.st.just("D1")

    assert "branch.malformed" in disagreement(visit(Wrong()))


def test_the_schema_has_to_accept_what_is_sound() -> None:
    """A schema that refuses a sound document is named, with the place."""

    class Wrong(Branch):
        def schema(self) -> Schema:
            return {"type": "string", "maxLength": 4}

    assert "branch" in disagreement(visit(Wrong()))


def test_the_schema_has_to_refuse_what_is_broken() -> None:
    """A schema that accepts a broken document is named, unless the breaker says why it must."""

    class Wrong(Branch):
        def schema(self) -> Schema:
            return {"type": "string"}

    class Excused(Wrong):
        def breakers(self, draws: Draws) -> Iterator[Breaker]:
            yield Breaker("branch.malformed", draws.st.just("DX1"), unseen="it knows no branches")

    assert "accepts" in disagreement(visit(Wrong()))
    pk.assert_agreement(visit(Excused()), examples=10)


def test_a_breaker_has_to_break() -> None:
    """A breaker whose values are sound is named, and so is a code that nothing draws."""

    class Sound(Branch):
        def breakers(self, draws: Draws) -> Iterator[Breaker]:
            yield Breaker("branch.malformed", draws.st.just("DX123"))

    class Idle(Branch):
        def breakers(self, draws: Draws) -> Iterator[Breaker]:  # noqa: ARG002 - every rule's signature
            return iter(())

    assert "branch.malformed" in disagreement(visit(Sound()))
    assert "branch.malformed" in disagreement(visit(Idle()))


def test_what_is_read_has_to_be_written() -> None:
    """A rule whose object holds another text than the document is named."""

    class Wrong(Branch):
        def read(self, value: str) -> object:
            return value.lower()

    assert "to_dict" in disagreement(visit(Wrong()))


def test_a_line_has_to_say_what_it_is_and_where_that_is_said() -> None:
    """A field without a word, and a model without a source, are named."""

    @pk.model()
    class Unsourced:
        """Nobody knows."""

        name: str = text(100, doc="Name")

    assert "/branch" in disagreement(visit(Branch(), doc=""))
    assert "/name" in disagreement(Unsourced)


def test_an_answer_agrees_too() -> None:
    """Of an answer, in which all but structure warns, the same is held."""

    @pk.model(tolerant=True, source="tenant")
    class Answer:
        """What came back."""

        branch: str | None = field(Branch(), default=None, doc="Where")

    pk.assert_agreement(Answer, examples=20)
