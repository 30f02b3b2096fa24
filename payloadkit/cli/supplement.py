"""The supplement of a build: a JSON object, or the faults of its text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from payloadkit.cli.streams import printable
from payloadkit.conversion.supplement import DATA, FILE
from payloadkit.models.codec import Unreadable
from payloadkit.violation import Fault, Report, pointer
from payloadkit.wire.json_text import Scanned, scan
from payloadkit.wire.other_forms import explain_form
from payloadkit.wire.places import locate
from payloadkit.wire.text import decode, line_column, line_columns

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from payloadkit.policy import Policy
    from payloadkit.rules.values import Path
    from payloadkit.violation import Violation


def supplied(raw: bytes, policy: Policy, declared: frozenset[str]) -> Report[Mapping[str, Any]]:
    """Return a supplement's report; its value is the supplement.

    Args:
        raw: The bytes of the file.
        policy: The largest size, and the most violations to report.
        declared: Keys that may always be shown.
    """
    if len(raw) > policy.max_bytes:
        return Report((Fault("json.too_large", most=policy.max_bytes).violation(""),))
    text = decode(raw)
    found = (
        text if isinstance(text, Unreadable) else scan(text, duplicates=policy.max_violations + 1)
    )
    if isinstance(found, Unreadable):
        found = explain_form(raw, found)
        return Report((found.fault.violation("", line=found.line, column=found.column),))
    if not isinstance(found.value, dict):
        return Report((Fault("field.type", variant="supplement").violation(""),))
    repeated = tuple(_repeated(str(text), found, declared))
    return Report(
        repeated[: policy.max_violations],
        None if repeated else found.value,
        len(repeated) > policy.max_violations,
    )


def located(
    report: Report[Any], given: Mapping[str, Path], file: str, raw: bytes
) -> tuple[Report[Any], dict[str, str]]:
    """Return a report whose faults of supplied values name the supplement, and their files.

    Args:
        report: The report of a conversion.
        given: The path tokens in the supplement by the JSON Pointer in the payload.
        file: The name of the supplement's file.
        raw: The bytes of the file, which are sound.

    Returns:
        The report with line and column of the supplement, and the file's name by JSON Pointer.
    """
    wanted = {found.path: given[found.path] for found in report.violations if found.path in given}
    if not wanted:
        return report, {}
    # What is made of a file stands at the name of the file.
    named = {path: (*tokens[:-1], FILE) for path, tokens in wanted.items() if tokens[-1] == DATA}
    text = str(decode(raw))
    places = locate(text, {*wanted.values(), *named.values()})
    chosen = {
        path: named[path] if path in named and places[named[path]].exact else tokens
        for path, tokens in wanted.items()
    }
    lines = line_columns(text, (places[tokens].value for tokens in chosen.values()))

    def at(found: Violation) -> Violation:
        if found.path not in chosen:
            return found
        line, column = lines[places[chosen[found.path]].value]
        spot = f"It is given in {printable(file)}, line {line}."
        hint = " ".join(filter(None, (found.hint, spot)))
        return attrs.evolve(found, line=line, column=column, hint=hint)

    moved = tuple(at(found) for found in report.violations)
    return attrs.evolve(report, violations=moved), dict.fromkeys(chosen, file)


def _repeated(text: str, found: Scanned, declared: frozenset[str]) -> Iterator[Violation]:
    for path, offset in found.duplicates:
        line, column = line_column(text, offset)
        yield Fault("json.duplicate_key").violation(
            pointer(path, declared), line=line, column=column
        )
