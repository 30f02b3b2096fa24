"""What the rules say in JSON Schema is what stands in the documentation, kind by kind."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import payloadkit as pk

if TYPE_CHECKING:
    import pytest

SCHEMAS = Path(__file__).parents[2] / "docs" / "schemas"


def test_a_schema_is_the_committed_one(subtests: pytest.Subtests) -> None:
    """No keyword of a kind's schema changes unless the page of it does."""
    for kind in pk.kinds():
        with subtests.test(kind=kind):
            assert pk.json_schema(kind) == json.loads((SCHEMAS / f"{kind}.json").read_bytes())
