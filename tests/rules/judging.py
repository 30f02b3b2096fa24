"""What a rule says of one value, in a form that a table of expectations can hold."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

from hypothesis import strategies as st

from payloadkit.rules.values import NULL
from tests.documents import POLICY

if TYPE_CHECKING:
    from types import ModuleType

    import payloadkit as pk
    from payloadkit.rules.rule import Across, Rule
    from payloadkit.violation import Fault

Said = list[tuple[str, str]]
Told = list[tuple[str, str, tuple[str | int, ...]]]

# What a message alone says how to mend.
UNHINTED = {
    "bic.malformed",
    "currency.unknown",
    "date.future",
    "date.impossible",
    "date.order",
    "datetime.malformed",
    "email.malformed",
    "language.unknown",
    "list.too_short",
    "number.range",
    "text.too_short",
    "uuid.malformed",
}


def said(rule: Rule, value: object, policy: pk.Policy = POLICY) -> Said:
    """Return code and severity of every fault of a plain value."""
    return [(fault.code, fault.severity) for fault in rule.check(value, policy) if speaks(fault)]


def told(rule: Across, policy: pk.Policy = POLICY, **fields: object) -> Told:
    """Return code, severity and place of every fault of an object whose fields are valid."""
    nulls = frozenset(name for name, value in fields.items() if value is NULL)
    plain = {name: None if name in nulls else value for name, value in fields.items()}
    holder = SimpleNamespace(nulls=nulls, **plain)
    return [
        (fault.code, fault.severity, fault.at)
        for fault in rule.check(holder, getattr, policy)
        if speaks(fault)
    ]


def speaks(fault: Fault) -> bool:
    """Return whether message and hint are whole sentences."""
    assert (fault.hint is None) == (fault.code in UNHINTED)
    for sentence in (fault.message, fault.hint or fault.message):
        assert sentence[0].isupper() or "_" in sentence.split()[0]
        assert sentence.endswith(".")
        assert not sentence.isupper()
        assert "None" not in sentence
    return True


def err(code: str) -> Said:
    """Return what an error of this code looks like."""
    return [(code, "error")]


def warn(code: str) -> Said:
    """Return what a warning of this code looks like."""
    return [(code, "warning")]


def choices() -> ModuleType:
    """Return strategies in which a choice is the list of all that it chooses from."""
    return cast(
        "ModuleType",
        SimpleNamespace(text=st.text, tuples=st.tuples, one_of=list, sampled_from=list),
    )
