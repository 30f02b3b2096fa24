"""What a rule says of one value, in a form that a table of expectations can hold."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

from hypothesis import strategies as st

from tests.documents import POLICY

if TYPE_CHECKING:
    from types import ModuleType

    import payloadkit as pk
    from payloadkit.rules.rule import Rule

Said = list[tuple[str, str]]


def said(rule: Rule, value: object, policy: pk.Policy = POLICY) -> Said:
    """Return code and severity of every fault of a plain value."""
    return [(fault.code, fault.severity) for fault in rule.check(value, policy)]


def err(code: str) -> Said:
    """Return what an error of this code looks like."""
    return [(code, "error")]


def warn(code: str) -> Said:
    """Return what a warning of this code looks like."""
    return [(code, "warning")]


def choices() -> ModuleType:
    """Return the module that rules draw with, but with a list of all that it would choose from for a choice."""
    return cast("ModuleType", SimpleNamespace(text=st.text, tuples=st.tuples, one_of=list, sampled_from=list))
