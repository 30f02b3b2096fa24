"""Reads the files of the languages, such as ``en.toml``: one entry a code."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from payloadkit.messages.plurals import ENGLISH


class Entry(NamedTuple):
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


class Catalogue(Mapping[str, Entry]):
    """The entries of a file in its order. Each is parsed when it is first asked for."""

    def __init__(self, language: str) -> None:
        """Find where the tables of each code stand: all of them would take milliseconds."""
        file = f"{os.path.dirname(__file__)}/{language}.toml"  # noqa: PTH120 - pathlib is slow
        with open(file, encoding="utf-8") as source:  # noqa: PTH123 - as above
            text = source.read()
        self._language = language
        self._sources: dict[str, str] = {}
        for table in text.split("\n[")[1:]:
            code = ".".join(table[: table.index("]")].split(".")[:2])
            self._sources[code] = f"{self._sources.get(code, '')}[{table}\n"
        self._phrases, self._words = (self._sources.pop(name, "") for name in ("phrases", "words"))
        self._entries: dict[str, Entry] = {}
        self._own: dict[str, Mapping[str, Any]] = {}

    def __getitem__(self, code: str) -> Entry:
        """Return the entry of a code."""
        if code not in self._entries:
            family, _, name = code.partition(".")
            self._entries[code] = self._entry(code, _parsed(self._sources[code])[family][name])
        return self._entries[code]

    def __iter__(self) -> Iterator[str]:
        """Iterate over the codes."""
        return iter(self._sources)

    def __len__(self) -> int:
        """Return how many codes there are."""
        return len(self._sources)

    @property
    def phrases(self) -> Mapping[str, Any]:
        """The sentences and parts of sentences that belong to no code, by name."""
        return self._table("phrases", self._phrases)

    @property
    def words(self) -> Mapping[str, Mapping[str, str]]:
        """The words of English bounds in this language, by the name of the bound."""
        return self._table("words", self._words)

    def _table(self, name: str, source: str) -> Mapping[str, Any]:
        if name not in self._own:
            self._own[name] = _parsed(source).get(name, {})
        return self._own[name]

    def _entry(self, code: str, table: Mapping[str, Any]) -> Entry:
        variants = {
            name: value
            for name, value in table.items()
            if isinstance(value, dict) and name != "message"
        }
        is_english = self._language == ENGLISH
        return Entry(
            severity=table["severity"] if is_english else catalogue()[code].severity,
            meaning=table["meaning"],
            example=table["example"],
            mend=table.get("mend") or table["hint"],
            texts={"": table, **variants},
        )


@cache
def catalogue() -> Catalogue:
    """Return the entry of every code of payloadkit, in the order of the file."""
    return Catalogue(ENGLISH)


def catalogue_in(language: str) -> Catalogue:
    """Return the entries of another language.

    Args:
        language: One of ``LANGUAGES``.
    """
    return catalogue() if language == ENGLISH else _translated(language)


@cache
def _translated(language: str) -> Catalogue:
    return Catalogue(language)


def _parsed(source: str) -> dict[str, Any]:
    from tomllib import loads

    return loads(source)
