"""Fields that have to be there: always, or where another field says so."""

from __future__ import annotations

from typing import Any

import pytest

import payloadkit as pk
from payloadkit.fields import text
from payloadkit.models.registry import model_of
from payloadkit.rules.required import Needs
from payloadkit.violation import Severity
from tests.rules.judging import told


@pk.model(
    across=(
        Needs(("name",)),
        Needs(("mail", "phone"), when=("way", "both")),
        Needs(("nick",), severity=Severity.WARNING),
    )
)
class Person:
    """A person with some ways to be reached."""

    name: str | None = text(default=None)
    way: str | None = text(default=None)
    mail: str | None = text(default=None)
    phone: str | None = text(default=None)
    nick: str | None = text(default=None)


def found(document: dict[str, object]) -> list[tuple[str, str]]:
    """Return path and severity of every field that is missing."""
    return [
        (violation.path, violation.severity)
        for violation in pk.check(Person, document).violations
        if violation.code == "field.missing"
    ]


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
    contracts = [
        "name must be there",
        "mail and phone must be there where way is both",
        "nick should be there",
    ]

    assert [rule.contract for rule in needs()] == contracts
    assert pk.json_schema(Person)["allOf"][0] == {
        "required": ["name"],
        "properties": {"name": {"type": "string", "pattern": r"\S"}},
    }


def needs() -> tuple[Needs, ...]:
    """Return the rules of the model above."""
    return tuple(rule for rule in model_of(Person).across if isinstance(rule, Needs))


@pytest.mark.parametrize(
    ("rule", "fields", "missed"),
    [
        (Needs(("by_mail", "by_phone")), {"by_mail": None, "by_phone": "p"}, ["by_mail"]),
        (
            Needs(("by_mail", "by_phone")),
            {"by_mail": " ", "by_phone": pk.NULL},
            ["by_mail", "by_phone"],
        ),
        (Needs(("by_mail",)), {"by_mail": 0}, []),
        (Needs(("by_mail",), when=("way", "both")), {"by_mail": None, "way": "both"}, ["by_mail"]),
        (Needs(("by_mail",), when=("way", "both")), {"by_mail": None, "way": "none"}, []),
        (Needs(("by_mail",), when=("way", "both")), {"by_mail": None, "way": None}, []),
    ],
)
def test_where_it_is_missed(rule: Needs, fields: dict[str, Any], missed: list[str]) -> None:
    """Each absent, null or blank field is reported at its place."""
    assert told(rule, **fields) == [("field.missing", "error", (name,)) for name in missed]


def test_schemas() -> None:
    """The schema asks under the rule's condition, and not for what only warns."""
    needed = {"required": ["mail"], "properties": {"mail": {"type": "string", "pattern": r"\S"}}}

    assert Needs(("mail",)).schema() == needed
    assert Needs(("mail",), severity=Severity.WARNING).schema() == {}
    asked = {"properties": {"way": {"const": "both"}}, "required": ["way"]}
    assert Needs(("mail",), when=("way", "both")).schema() == {"if": asked, "then": needed}
