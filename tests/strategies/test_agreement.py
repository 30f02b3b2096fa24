"""``assert_agreement`` for models of one's own: it passes what agrees, and names what does not."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence  # noqa: TC003 - read at run time by the models
from datetime import date  # noqa: TC003 - as above
from typing import TYPE_CHECKING, Any, ClassVar

import attrs
import pytest
from hypothesis import strategies as st

import payloadkit as pk
from payloadkit import caas, uaekyc
from payloadkit.fields import country, day, field, integer, keyed, many, part, text
from payloadkit.models.registry import model_of
from payloadkit.rules.numbers import Integer
from payloadkit.rules.rule import Across, Breaker, Draws, Rule, Schema
from payloadkit.rules.text import Text
from payloadkit.strategies.agreement import _CANARY, _Ruled
from payloadkit.strategies.draws import sample_draws
from payloadkit.violation import Fault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ODD: Mapping[type, Sequence[Any]] = {
    str: (
        "",
        " ",
        "x",
        "X" * 2_000,
        "\0",
        "\u202e",
        "\u0663",
        "1",
        "+971",
        "+97150123456",
        "2026-99-99",
        "a@b",
        "AE07",
        "784-1990",
        "2026-11-29T99:00:00Z",
    ),
    int: (-(10**30), -1, 0, 10**30),
}


@attrs.frozen(repr=False)
class Branch(Rule):
    """Two letters and three digits."""

    formatted: ClassVar[bool] = True
    codes: ClassVar[tuple[str, ...]] = ("branch.malformed",)

    def check(self, value: str, policy: pk.Policy) -> Iterator[Fault]:
        """Report another form."""
        if len(value) != 5 or not value[:2].isupper() or not value[2:].isdecimal():
            yield Fault("branch.malformed", "A branch is two capital letters and three digits.")

    def schema(self) -> Schema:
        """Return the form."""
        return {"type": "string", "pattern": "^[A-Z]{2}[0-9]{3}$"}

    def draw(self, draws: Draws) -> Any:
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
    """A model with a rule of its own passes."""
    pk.assert_agreement(visit(Branch()), examples=20)


@pytest.mark.exhaustive
def test_an_extended_payload_agrees() -> None:
    """A payload with a field of a tenant's own passes."""

    @pk.model(source="tenant")
    class Extended(caas.OnboardingRequest):
        """A person to onboard, at a branch."""

        branch: str = field(Branch(), doc="Where")

    pk.assert_agreement(Extended, examples=20)


def test_what_is_drawn_has_to_be_sound() -> None:
    """A draw that the check does not like is named."""

    class Wrong(Branch):
        def draw(self, draws: Draws) -> Any:
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
        def breakers(self, draws: Draws) -> Iterator[Breaker]:
            return iter(())

    assert "branch.malformed" in disagreement(visit(Sound()))
    assert "branch.malformed" in disagreement(visit(Idle()))


def test_what_is_read_has_to_be_written() -> None:
    """A rule whose object holds another text than the document is named."""

    class Wrong(Branch):
        def read(self, value: str) -> object:
            return value.lower()

    assert "to_dict" in disagreement(visit(Wrong()))


def test_a_code_has_to_be_declared() -> None:
    """A check that reports an undeclared code is named."""

    class Wrong(Branch):
        def check(self, value: str, policy: pk.Policy) -> Iterator[Fault]:
            if "\u00e9" in value or "0" not in value:
                yield Fault("branch.odd", "A branch must be another one.")
            else:
                yield from super().check(value, policy)

        def draw(self, draws: Draws) -> Any:
            return draws.st.just("DX000")

        def breakers(self, draws: Draws) -> Iterator[Breaker]:
            yield Breaker("branch.malformed", draws.st.just("0"))

    assert "branch.odd" in disagreement(visit(Wrong()))


def test_a_schema_that_no_breaker_tries_has_to_agree() -> None:
    """A check that refuses more or less than the schema is named."""

    class Lax(Branch):
        def schema(self) -> Schema:
            return {"type": "string", "not": {"enum": ["DX1", "dx123"]}}

    class Harsh(Branch):
        def check(self, value: str, policy: pk.Policy) -> Iterator[Fault]:
            if len(value) < 5:
                yield from super().check(value, policy)

        def breakers(self, draws: Draws) -> Iterator[Breaker]:
            yield Breaker("branch.malformed", draws.st.just("DX1"))

    assert "takes a value" in disagreement(visit(Lax()))
    assert "refuses a value" in disagreement(visit(Harsh()))


def test_a_message_has_to_keep_the_value_to_itself() -> None:
    """A message that says the value is named, without it."""

    class Telling(Branch):
        def check(self, value: str, policy: pk.Policy) -> Iterator[Fault]:
            yield from (
                attrs.evolve(fault, message=f"{value} is no branch.")
                for fault in super().check(value, policy)
            )

    class Hinting(Branch):
        def check(self, value: str, policy: pk.Policy) -> Iterator[Fault]:
            yield from (
                attrs.evolve(fault, hint=f"Take another one than {value!r}.")
                for fault in super().check(value, policy)
            )

    class Counting(Integer):
        def check(self, value: int, policy: pk.Policy) -> Iterator[Fault]:
            yield from (
                attrs.evolve(fault, message=f"{value} is too much.")
                for fault in super().check(value, policy)
            )

    @pk.model(source="tenant")
    class Counted:
        """A number."""

        number: int = field(Counting(1, 9), doc="Number")

    assert "message" in disagreement(visit(Telling()))
    assert "message" in disagreement(visit(Hinting()))
    assert "message" in disagreement(Counted)


def test_a_value_may_be_a_word_of_a_message(subtests: pytest.Subtests) -> None:
    """No rule is blamed for a value that is a word of its own messages."""
    for kind in pk.kinds():
        with subtests.test(kind=kind):
            for path, rule in model_of(kind).rules():
                given = [value for form in (str, int) if form in rule.json for value in ODD[form]]
                if not given:
                    continue  # what has parts is no value
                draws = sample_draws(pk.Policy(), st)
                ruled = _Ruled("/".join(path), rule, draws)
                told = {
                    said
                    for value in given
                    for fault in rule.check(value, draws.policy)
                    for said in (fault.message, fault.hint or "")
                }
                assert not any(_CANARY in said for said in told)
                words = {
                    value
                    for said in told
                    for word in said.split()
                    for value in (said, word, word.strip(",.:;"))
                }
                for value in words if str in rule.json else ():
                    ruled.hold(value)
                for number in (
                    {int(number) for said in told for number in re.findall("[0-9]+", said)}
                    if int in rule.json
                    else ()
                ):
                    ruled.hold(number)
                    ruled.hold(-number)


def test_what_a_message_quotes_may_be_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """A rule may show the form that it demands in its message."""

    class Shown(Branch):
        def check(self, value: str, policy: pk.Policy) -> Iterator[Fault]:
            yield from (
                attrs.evolve(fault, message="A branch must be like LLDDDDDD.")
                for fault in super().check(value, policy)
            )

    @pk.model(source="tenant")
    class Visited:
        """A counter."""

        branch: str = field(Shown(), doc="Where")

    monkeypatch.setattr(st, "text", lambda *_, **__: st.just("LLDDDDDD"))
    pk.assert_agreement(Visited, examples=10)


@attrs.frozen
class Idle(Across):
    """A rule across fields that breaks nothing."""

    named: tuple[str, ...] = ("visit.idle",)

    @property
    def contract(self) -> str:
        """What it demands."""
        return "name and branch go together"

    @property
    def codes(self) -> tuple[str, ...]:  # type: ignore[override] # it depends on the instance
        """The codes that the check may report."""
        return self.named

    @property
    def places(self) -> tuple[tuple[str, ...], ...]:
        """Names that lead to where it reports."""
        return (("branch",),)

    def check(
        self, holder: object, sound: Callable[[object, str], Any], policy: pk.Policy
    ) -> Iterator[Fault]:
        """Report nothing."""
        return iter(())


@pytest.mark.parametrize("named", [(), ("visit.idle",)])
def test_a_rule_across_fields_has_to_fail(named: tuple[str, ...]) -> None:
    """A rule across fields that declares no code, or that nothing breaks, is named."""

    @pk.model(source="tenant", across=(Idle(named),))
    class Visit:
        """A customer at a counter."""

        branch: str = field(Branch(), doc="Where")

    assert (
        "declares no code" in disagreement(Visit)
        if not named
        else "visit.idle" in disagreement(Visit)
    )


def test_a_line_has_to_say_what_it_is_and_where_that_is_said() -> None:
    """A field without a word, and a model without a source, are named."""

    @pk.model()
    class Unsourced:
        """Nobody knows."""

        name: str = text(100, doc="Name")

    @pk.model(source="tenant")
    class Mute:
        name: str = text(100, doc="Name")

    assert pk.json_schema(Mute)["title"] == "Mute"
    assert "what it is" in disagreement(Mute)
    assert "/branch" in disagreement(visit(Branch(), doc=""))
    assert "/name" in disagreement(Unsourced)


def test_an_answer_agrees_too() -> None:
    """Of an answer, in which all but structure warns, the same is held."""

    @pk.model(tolerant=True, source="tenant")
    class Answer:
        """What came back."""

        branch: str | None = field(Branch(), default=None, doc="Where")

    pk.assert_agreement(Answer, examples=20)


class Optional_(caas.OnboardingRequest):  # noqa: N801 - not the word of typing
    """A person of whom little is known."""

    nationality: str | None = country(default=None, doc="ISO 3166-1 alpha-2")  # type: ignore[assignment] # looser than what it extends
    address_list: tuple[caas.Address, ...] | None = many(default=None, doc="Addresses")  # type: ignore[assignment] # looser than what it extends
    id_details: tuple[caas.IdDetail, ...] | None = many(default=None, at_least=1, doc="Documents")  # type: ignore[assignment] # looser than what it extends
    date_of_birth: date | None = day("birth", default=None, doc="Birth")  # type: ignore[assignment] # looser than what it extends


class Mandatory(caas.OnboardingRequest):
    """A person of two nations."""

    second_nationality: str = country(doc="ISO 3166-1 alpha-2")


class Card(caas.IdDetail):
    """A document of which little is known."""

    id_type: int | None = integer(1, 999, default=None, doc="Type")  # type: ignore[assignment] # as above
    id_number: str | None = text(30, default=None, doc="Number")  # type: ignore[assignment] # as above


class Loose:
    """A strict document with a tolerant part, and a field with a strange name."""

    passport: uaekyc.Passport | None = part(default=None, doc="As it was read")
    unknown_key: str | None = text(5, default=None, doc="A field like all others")
    lists: Mapping[str, tuple[caas.SocialLink, ...]] | None = keyed(
        default=None, doc="Links by name"
    )


@pytest.mark.exhaustive
@pytest.mark.parametrize("cls", [Optional_, Mandatory, Card, Loose])
def test_rules_across_fields_live_with_any_presence(cls: type) -> None:
    """Rules across fields work with optional and mandatory fields alike."""
    pk.assert_agreement(pk.model(source="tenant")(cls), examples=40)


@pytest.mark.parametrize(("least", "most"), [(0, 1), (2, 2), (4, 5)])
def test_lists_keep_their_bounds(least: int, most: int) -> None:
    """Drawn lists of few elements have no more of them."""

    @pk.model(source="tenant")
    class Several:
        """Lists."""

        words: tuple[str, ...] = many(Text(5), at_least=least, at_most=most, doc="Words")
        others: tuple[str, ...] = many(Text(5), at_least=least, at_most=most, doc="The same rule")
        links: tuple[caas.SocialLink, ...] | None = many(
            at_least=least, at_most=most, default=None, doc="Links"
        )

    pk.assert_agreement(Several, examples=5)


@pytest.mark.exhaustive
@pytest.mark.parametrize(
    "policy",
    [
        pk.Policy(images="off"),
        pk.Policy(phones="shape"),
        pk.Policy(
            ignore=[
                "text.invisible_characters",
                pk.Ignore(code="date.expired", path="/id_details/*"),
                "field.missing",
            ]
        ),
        pk.Policy(strict=True),
    ],
    ids=["images", "phones", "ignore", "strict"],
)
def test_a_policy_is_obeyed(policy: pk.Policy) -> None:
    """What a policy switches off is not promised as a fault."""
    pk.assert_agreement("caas.onboarding", examples=20, policy=policy)
