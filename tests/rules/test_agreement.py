"""What is derived from a declaration is held to each other: the check, the schema, the strategy and the breakers."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

import payloadkit as pk
from payloadkit.declaration import model_of
from payloadkit.rules.rule import Draws
from payloadkit.strategies import breaks, changed, faults, payloads
from payloadkit.violation import pointer

if TYPE_CHECKING:
    from payloadkit.strategies import Break
    from payloadkit.strict_json import Path

TODAY = date(2026, 11, 21)
POLICY = pk.Policy(today=TODAY)
JSON_KINDS = pk.kinds()
THOROUGH = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.data_too_large, HealthCheck.too_slow, HealthCheck.large_base_example])

VALIDATORS = {kind: Draft202012Validator(pk.json_schema(kind)) for kind in JSON_KINDS}


def found(kind: str, document: dict[str, Any]) -> list[tuple[str, str, str]]:
    """Return code, path and severity of every violation."""
    return [(violation.code, violation.path, violation.severity) for violation in pk.check(kind, document, POLICY).violations]


@pytest.mark.parametrize("kind", JSON_KINDS)
def test_schema_is_a_schema(kind: str) -> None:
    """Every kind's schema is valid JSON Schema 2020-12 and plain JSON."""
    Draft202012Validator.check_schema(pk.json_schema(kind))
    assert json.loads(json.dumps(pk.json_schema(kind))) == pk.json_schema(kind)


@pytest.mark.parametrize("kind", JSON_KINDS)
@given(data=st.data())
@THOROUGH
def test_drawn_documents_are_sound(kind: str, data: st.DataObject) -> None:
    """What the strategy draws has no violation, passes the schema, and survives load and dump."""
    document = data.draw(payloads(kind, full=data.draw(st.booleans()), policy=POLICY))
    assert found(kind, document) == []
    assert VALIDATORS[kind].is_valid(document)
    loaded = pk.load(kind, document, POLICY)
    assert pk.to_dict(loaded) == document
    assert pk.load(kind, pk.dump(loaded), POLICY) == loaded


@pytest.mark.parametrize("kind", JSON_KINDS)
@given(data=st.data())
@THOROUGH
def test_one_fault_is_one_violation(kind: str, data: st.DataObject) -> None:
    """What a breaker makes has exactly its one violation at its path, and the schema refuses it where the breaker says so."""
    chosen, document = data.draw(faults(kind, policy=POLICY))
    agree(kind, chosen, document)


@pytest.mark.parametrize("kind", JSON_KINDS)
@given(data=st.data())
@settings(
    max_examples=1, deadline=None, suppress_health_check=[HealthCheck.data_too_large, HealthCheck.too_slow, HealthCheck.large_base_example], database=None
)
def test_every_breaker_breaks(kind: str, data: st.DataObject) -> None:
    """Every declared rule of every field can fail: each breaker of a whole document draws its violation."""
    draws = Draws(TODAY, st)
    model = model_of(kind)
    document = data.draw(payloads(kind, full=True, policy=POLICY))
    for chosen in {(pattern(chosen.at), chosen.breaker.code, chosen.breaker.schema_sees): chosen for chosen in breaks(model, document, draws)}.values():
        agree(kind, chosen, changed(document, chosen.path, data.draw(chosen.breaker.values)))


def pattern(path: Path) -> tuple[str, ...]:
    """Return path tokens with ``*`` for any element of a list."""
    return tuple("*" if isinstance(token, int) else token for token in path)


def agree(kind: str, chosen: Break, document: dict[str, Any]) -> None:
    """Hold a broken document to what its breaker promises."""
    expected = (chosen.breaker.code, pointer(chosen.at, model_of(kind).keys), chosen.breaker.severity)
    assert found(kind, document) == [expected]
    assert VALIDATORS[kind].is_valid(document) is not chosen.breaker.schema_sees
