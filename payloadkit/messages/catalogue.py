"""Reads the entries of ``en.toml``: one a code."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import attrs


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


class _Catalogue(Mapping[str, Entry]):
    """The entries of a file in its order. Each is parsed when it is first asked for."""

    def __init__(self, text: str) -> None:
        """Find where the tables of each code stand: all of them would take milliseconds."""
        self._sources: dict[str, str] = {}
        for table in re.split(r"(?m)^(?=\[)", text)[1:]:
            code = ".".join(table[1 : table.index("]")].split(".")[:2])
            self._sources[code] = self._sources.get(code, "") + table
        self._entries: dict[str, Entry] = {}

    def __getitem__(self, code: str) -> Entry:
        if code not in self._entries:
            from tomllib import loads

            family, _, name = code.partition(".")
            self._entries[code] = _entry(loads(self._sources[code])[family][name])
        return self._entries[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self._sources)

    def __len__(self) -> int:
        return len(self._sources)


@cache
def catalogue() -> Mapping[str, Entry]:
    """Return the entry of every code of payloadkit, in the order of the file."""
    from pathlib import Path

    return _Catalogue(Path(__file__).with_name("en.toml").read_text(encoding="utf-8"))


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
