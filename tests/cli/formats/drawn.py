"""Documents for the formats: faulty ones with a canary in each, under names that are hard to write.

A report never holds a value, so no format may show the canary.
"""

from __future__ import annotations

import json
from functools import cache
from io import StringIO
from random import Random
from typing import TYPE_CHECKING, Any

import attrs

import payloadkit as pk
from payloadkit.cli.formats import format_of
from payloadkit.cli.result import Document, Totals
from tests.documents import POLICY, TODAY, full, minimal
from tests.json_layouts import Writer

if TYPE_CHECKING:
    from collections.abc import Iterable

KIND = "caas.onboarding"
CANARY = "CA-NARY"
FILES = (
    "plain.json",
    "in/a folder/a b.json",
    "/elsewhere/c.json",
    "../d.json",
    "colour\x1b[31m\nline.json",
    "bytes\udcff.json",
    "<img src=x onerror=alert(1)>&amp;]]>.json",
    "|`*_~[a](b)![c](d)`|@team #1.json",
    "::error file=x::100%0A%25,:y.json",
    "\u0646\u0627\u062f\u0631\u0629\u202e.json",
    "c:\\back\\slash.json",
    "{0}.json",
    "-",
    None,
)


def faulty(random: Random) -> dict[str, Any]:
    """Return a document with some faults: values of a wrong form or type, missing and odd keys."""
    document = random.choice((minimal, full))()
    for key in random.sample(sorted(document), random.randint(1, 6)):
        _break(document, key, random)
    for inner in random.sample(_objects(document), 1):
        _break(inner, random.choice(sorted(inner)), random)
    return {**document, f"{CANARY} {random.random()}": CANARY}


def _objects(document: dict[str, Any]) -> list[dict[str, Any]]:
    lists = [value for value in document.values() if isinstance(value, list)]
    return [inner for value in [[document], *lists] for inner in value if isinstance(inner, dict)]


def _break(document: dict[str, Any], key: str, random: Random) -> None:
    wrong = (CANARY, CANARY * 99, f"{CANARY}\x00", "", None, [CANARY], {CANARY: CANARY}, 10**30)
    document.pop(key, None)
    if random.randrange(3):
        document[key] = random.choice(wrong)


@cache
def drawn() -> tuple[Document, ...]:
    """Return documents with and without violations, the same in every process."""
    random = Random(13)  # noqa: S311 - chooses faults
    found = [Document("clean.json", KIND, pk.check(KIND, minimal(), POLICY))]
    for number, file in enumerate(FILES * 3):
        plain = faulty(random)
        layout = Writer(random)
        raw = plain if number % 7 == 0 else layout.text(plain)  # a mapping has no places
        policy = pk.Policy(today=TODAY, max_violations=2) if number % 5 == 4 else POLICY
        entry = str(number) if number >= len(FILES) else None
        found.append(Document(file, KIND, pk.check(KIND, raw, policy), entry=entry))
    report = pk.check(KIND, json.dumps({"first_name": CANARY * 99}), POLICY)
    origins = {"/first_name": "supplement|`1`.json"}
    found.append(Document(None, KIND, report, origins))
    return tuple(found)


def localized(language: str) -> tuple[Document, ...]:
    """Return the drawn documents with their reports in a language."""
    return tuple(
        attrs.evolve(document, report=document.report.localized(language)) for document in drawn()
    )


def written(name: str, documents: Iterable[Document], totals: Totals | None = None) -> str:
    """Return what a format writes of documents, which are added to totals."""
    stream, totals = StringIO(), totals or Totals()
    report = format_of(name, stream)
    for document in documents:
        totals.add(document)
        report.document(document)
    report.end(totals)
    return stream.getvalue()
