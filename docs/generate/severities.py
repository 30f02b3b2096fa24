"""Writes `docs/severities.md`: what the conversions report of the people of the corpus."""

from __future__ import annotations

import json
from collections import Counter
from statistics import median
from typing import TYPE_CHECKING, Any

from docs.generate.files import HEAD

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

FOLDER = "fixtures/profiles"
_SEVERITIES = ("error", "warning", "info")

_INTRODUCTION = f"""\
{HEAD}

# Severities

What the conversions report of many invented people, from `{FOLDER}/expected/`.

The people of `{FOLDER}/` are invented: ordinary residents, citizens, families, refugees, and
everybody whose profile is odd in one way. A well-supplemented profile of an ordinary resident (a
*flawless* one) draws no warning, so that `--strict` builds it too.

## Violations a profile

| profiles | number | with a payload | warnings: median | most | errors: median | most |
|---|---|---|---|---|---|---|"""

_PEOPLE = """\
## Everybody

The codes are those of the onboarding payload, or of the CSV; a number in front of a code says how
often.

| who | what is special | payload | errors | warnings | infos |
|---|---|---|---|---|---|"""


def page(root: Path) -> str:
    """Return the page.

    Args:
        root: The checkout.
    """
    folder = root / FOLDER
    people = {path.stem: json.loads(path.read_bytes()) for path in sorted(folder.glob("*.json"))}
    results = {
        name: json.loads((folder / "expected" / f"{name}.json").read_bytes()) for name in people
    }
    flawless = [result for name, result in results.items() if people[name].get("flawless")]
    targets = dict.fromkeys(target for result in results.values() for target in result)
    summary = [
        _summary("flawless, to every target", [one for each in flawless for one in each.values()]),
        *(
            _summary(
                f"all, to `{target}`", [each[target] for each in results.values() if target in each]
            )
            for target in targets
        ),
    ]
    rows = (
        _row(name, people[name]["about"], next(iter(results[name].values()))) for name in people
    )
    return "\n".join([_INTRODUCTION, *summary, "", _PEOPLE, *rows]) + "\n"


def _summary(title: str, results: Sequence[Mapping[str, Any]]) -> str:
    """Return the row of a group of results."""
    counts = {
        severity: [sum(_codes(result, severity).values()) for result in results]
        for severity in _SEVERITIES
    }
    numbers = (
        f"{median(counts[severity]):g} | {max(counts[severity])}"
        for severity in ("warning", "error")
    )
    payloads = sum(result["payload"] for result in results)
    return f"| {title} | {len(results)} | {payloads} | {' | '.join(numbers)} |"


def _row(name: str, about: str, result: Mapping[str, Any]) -> str:
    codes = (
        ", ".join(
            f"`{code}`" if count == 1 else f"{count} `{code}`"
            for code, count in _codes(result, severity).items()
        )
        for severity in _SEVERITIES
    )
    cells = (f"`{name}`", about, "yes" if result["payload"] else "no", *codes)
    return "|" + "".join(f" {cell} |" if cell else " |" for cell in cells)


def _codes(result: Mapping[str, Any], severity: str) -> Counter[str]:
    """Return how often each code of a severity is reported."""
    return Counter(
        entry.split(" ")[1] for entry in result["violations"] if entry.startswith(f"{severity} ")
    )
