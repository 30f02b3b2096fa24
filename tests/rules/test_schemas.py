"""What the rules say in JSON Schema is what stands in the documentation, kind by kind."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import payloadkit as pk

SCHEMAS = Path(__file__).parents[2] / "docs" / "schemas"


@pytest.mark.parametrize("kind", pk.kinds())
def test_a_schema_is_the_committed_one(kind: str) -> None:
    """No keyword of a kind's schema changes unless the page of it does."""
    assert pk.json_schema(kind) == json.loads((SCHEMAS / f"{kind}.json").read_bytes())
