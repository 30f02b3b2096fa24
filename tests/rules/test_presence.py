"""Fields that have to be there: always, or where another field says so."""

from __future__ import annotations

import payloadkit as pk
from payloadkit.declaration import model_of
from payloadkit.fields import text
from payloadkit.rules.presence import Needs
from payloadkit.violation import Severity


@pk.model(across=(Needs(("name",)), Needs(("mail", "phone"), when=("way", "both")), Needs(("nick",), severity=Severity.WARNING)))
class Person:
    """A person with some ways to be reached."""

    name: str | None = text(default=None)
    way: str | None = text(default=None)
    mail: str | None = text(default=None)
    phone: str | None = text(default=None)
    nick: str | None = text(default=None)


def found(document: dict[str, object]) -> list[tuple[str, str]]:
    """Return path and severity of every field that is missing."""
    return [(violation.path, violation.severity) for violation in pk.check(Person, document).violations if violation.code == "field.missing"]


def test_what_is_always_needed_is_missed() -> None:
    """Without a condition, a field is asked for in every object."""
    assert found({"nick": "n"}) == [("/name", "error")]
    assert found({"name": "n"}) == [("/nick", "warning")]


def test_what_a_word_asks_for_is_missed_with_the_word_only() -> None:
    """With a condition, the fields are asked for where the word stands."""
    assert found({"name": "n", "nick": "n", "way": "both", "mail": "m"}) == [("/phone", "error")]
    assert found({"name": "n", "nick": "n", "way": "none"}) == []


def test_the_rule_says_what_it_demands() -> None:
    """The contract tells the fields, the condition and whether it is a must."""
    contracts = ["name must be there", "mail and phone must be there where way is both", "nick should be there"]

    assert [rule.contract for rule in needs()] == contracts
    assert pk.json_schema(Person)["allOf"][0] == {"required": ["name"], "properties": {"name": {"type": "string", "pattern": r"\S"}}}


def needs() -> tuple[Needs, ...]:
    """Return the rules of the model above."""
    return tuple(rule for rule in model_of(Person).across if isinstance(rule, Needs))
