"""Strategies for users' own suites; that what they draw is sound is held in tests/rules/test_agreement.py."""

from __future__ import annotations

from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import payloadkit as pk
from payloadkit.strategies import GONE, changed, one_fault, payloads

POLICY = pk.Policy(today=date(2030, 1, 1))
FEW = settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example])


@given(st.data())
@FEW
def test_one_fault_promises_its_violation(data: st.DataObject) -> None:
    """A document with one fault comes with the code and the path of its only violation, on whichever day it is judged."""
    document, code, path = data.draw(one_fault("caas.onboarding", policy=POLICY))

    assert [(violation.code, violation.path) for violation in pk.check("caas.onboarding", document, POLICY).violations] == [(code, path)]


@given(payloads("caas.token"))
@FEW
def test_payloads_are_sound_today(document: dict[str, object]) -> None:
    """Without a policy, documents are sound on the day they are drawn."""
    assert pk.check("caas.token", document).violations == ()


def test_changed_leaves_the_document_as_it_is() -> None:
    """Another value at a path, or nothing there, makes another document."""
    document = {"a": [{"b": 1}, 2], "c": 3}

    assert changed(document, ("a", 0, "b"), 5) == {"a": [{"b": 5}, 2], "c": 3}
    assert changed(document, ("c",), GONE) == {"a": [{"b": 1}, 2]}
    assert changed(document, (), 7) == 7
    assert document == {"a": [{"b": 1}, 2], "c": 3}
