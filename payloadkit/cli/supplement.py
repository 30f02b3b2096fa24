"""The places of supplied values in the file of a supplement."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from payloadkit.cli.streams import printable
from payloadkit.conversion.supplement import DATA, FILE
from payloadkit.messages import followed, phrase
from payloadkit.wire.places import locate
from payloadkit.wire.text import decode, line_columns

if TYPE_CHECKING:
    from collections.abc import Mapping

    from payloadkit.rules.values import Path
    from payloadkit.violation import Report, Violation


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
        spot = phrase("given_in", report.language, file=printable(file), line=line)
        hint = followed(found.hint, spot)
        return attrs.evolve(found, line=line, column=column, hint=hint)

    moved = tuple(at(found) for found in report.violations)
    return attrs.evolve(report, violations=moved), dict.fromkeys(chosen, file)
