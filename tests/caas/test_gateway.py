"""The answer that the gateway would give."""

from __future__ import annotations

import pytest

from payloadkit.caas.gateway import gateway
from payloadkit.models.registry import model_of

FIELDS = model_of("caas.onboarding").by_key


@pytest.mark.parametrize(
    ("code", "name", "answer"),
    [
        ("field.missing", "first_name", "40002"),
        ("date.malformed", "date_of_birth", "40002"),
        ("date.malformed", "middle_name", None),
        ("country.unknown", "nationality", "45053"),
        ("country.unknown", "second_nationality", "45053"),
        ("master.unknown", "occupation_id", "45053"),
        ("field.unknown", None, None),
    ],
)
def test_answers(code: str, name: str | None, answer: str | None) -> None:
    """Missing or malformed where mandatory is 40002, an unknown country or id 45053."""
    assert gateway(code, None if name is None else FIELDS[name]) == answer
