"""The published schema of reports, for the tests that hold real output against it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

_FILE = Path(__file__).parent.parent / "docs" / "schemas" / "report-1.json"
_SCHEMA = Draft202012Validator(json.loads(_FILE.read_text(encoding="utf-8")))


def problems_of(output: Any) -> list[str]:
    """Return what is wrong with JSON output under the schema ``payloadkit.report/1``."""
    return [error.message for error in _SCHEMA.iter_errors(output)]
