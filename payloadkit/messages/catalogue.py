"""Reads the entries of ``en.toml``: one a code."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import attrs

if TYPE_CHECKING:
    from collections.abc import Mapping


@attrs.frozen
class Entry:
    """What there is to know of a code.

    Args:
        severity: How much it matters in a request; in an answer only ``json.*`` and a wrong
            structure are errors, all else warns.
        meaning: What is wrong.
        example: What draws it.
        mend: What to do.
        texts: ``message`` and ``hint`` of its violations, by the name of the variant; ``""`` is the
            usual one.
    """

    severity: str
    meaning: str
    example: str
    mend: str
    texts: Mapping[str, Mapping[str, Any]]


@cache
def catalogue() -> Mapping[str, Entry]:
    """Return the entry of every code of payloadkit, in the order of the file.

    It takes milliseconds, so a process asks for it with its first violation, not before.
    """
    import tomllib
    from pathlib import Path

    text = Path(__file__).with_name("en.toml").read_text(encoding="utf-8")
    return {
        f"{family}.{name}": _entry(table)
        for family, tables in tomllib.loads(text).items()
        for name, table in tables.items()
    }


def _entry(table: Mapping[str, Any]) -> Entry:
    variants = {
        name: value
        for name, value in table.items()
        if isinstance(value, dict) and name != "message"
    }
    return Entry(
        severity=table["severity"],
        meaning=table["meaning"],
        example=table["example"],
        mend=table.get("mend") or table["hint"],
        texts={"": table, **variants},
    )
