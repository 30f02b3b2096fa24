"""An example of each code: the lines of a document with the fault, and those that mend it."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path


@cache
def changes() -> dict[str, list[str]]:
    """Return by code the lines that change: with ``-`` before, with ``+`` when it is mended.

    ``python -m docs.generate`` writes them.
    """
    file = Path(__file__).with_suffix(".json")
    return dict(json.loads(file.read_text(encoding="utf-8")))
