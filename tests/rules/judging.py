"""What a rule says of one value, in a form that a table of expectations can hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.documents import POLICY

if TYPE_CHECKING:
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
