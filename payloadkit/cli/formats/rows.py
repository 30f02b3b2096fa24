"""Violations in rows: those that differ only in their place, and missing fields of one object."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from payloadkit.cli.result import sentences
from payloadkit.cli.streams import printable
from payloadkit.messages.report_forms import rank

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from payloadkit.violation import Severity, Violation


@attrs.frozen
class Row:
    """Violations of one code that say the same.

    Args:
        severity: Their severity.
        code: Their code.
        text: The rule and its mend; of several missing fields their names.
        places: Line and column of each, or ``""``, and its path.
    """

    severity: Severity
    code: str
    text: str
    places: list[tuple[str, str]] = attrs.field(factory=list)


def rows_of(violations: Iterable[Violation]) -> list[Row]:
    """Return violations in rows, errors first and else in their order.

    Args:
        violations: Violations of one document.
    """
    rows: dict[tuple[Severity, str, str], Row] = {}
    for alike in _missing_together(violations):
        first = alike[0]
        place = "" if first.line is None else f"{first.line}:{first.column}"
        above, text = first.path, sentences(first)
        if len(alike) > 1:
            above = above.rpartition("/")[0] or "/"
            text = ", ".join(violation.path.rpartition("/")[2] for violation in alike)
        row = Row(first.severity, first.code, printable(text))
        rows.setdefault((row.severity, row.code, row.text), row).places.append(
            (place, printable(above) or "document")
        )
    return sorted(rows.values(), key=lambda row: rank(row.severity))


def _missing_together(violations: Iterable[Violation]) -> Iterator[list[Violation]]:
    """Yield violations one by one, but all missing fields of an object together."""
    groups: dict[object, list[Violation]] = {}
    for number, violation in enumerate(violations):
        above = violation.path.rpartition("/")[0]
        missing = violation.code == "field.missing"
        key = (violation.severity, above) if missing else number
        groups.setdefault(key, []).append(violation)
    yield from groups.values()
