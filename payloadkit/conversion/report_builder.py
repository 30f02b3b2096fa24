"""The report of a conversion: what its rules and the check of its payload found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from payloadkit.messages import Series, phrase
from payloadkit.models.findings import Findings
from payloadkit.policy import split
from payloadkit.violation import Report, Severity
from payloadkit.wire.reading import check

if TYPE_CHECKING:
    from collections.abc import Iterable

    from payloadkit.conversion.draft import Draft
    from payloadkit.conversion.rule import Read
    from payloadkit.conversion.table import Table
    from payloadkit.models.model import Model
    from payloadkit.policy import Policy
    from payloadkit.rules.values import Path
    from payloadkit.violation import Fault, Violation


def refused(fault: Fault, model: Model, policy: Policy) -> Report[Any]:
    """Return the report of a source that cannot be converted. No code is ignored.

    Args:
        fault: The reason.
        model: The model of the payload.
        policy: The policy of the conversion.
    """
    return Report(
        tuple(_violations(_findings([((), fault)], model, attrs.evolve(policy, ignore=()))))
    )


def report_of(
    table: Table,
    read: Read,
    draft: Draft,
    faults: Iterable[tuple[Path, Fault]],
    checked: Report[Any],
) -> Report[Any]:
    """Return the report of the finished payload.

    Args:
        table: The table of the conversion.
        read: The input of its rules.
        draft: The payload.
        faults: The faults of the source and of values that are not in the payload, with the paths.
        checked: The report of the check, with warnings as warnings.
    """
    of_cells = [(path, fault) for path, cell in draft.cells for fault in cell.reported]
    findings = _findings([*faults, *of_cells], read.model, read.policy)
    found = _violations(findings)
    refused = {violation.path for violation in found if _errs(violation)}
    told = {(violation.path, violation.code, _errs(violation)) for violation in found}
    if read.policy.strict:
        checked = check(read.model.cls, draft.plain, read.policy)
    for v in checked.violations:
        if (v.path, v.code, _errs(v)) in told:
            continue
        if v.code != "field.missing":
            found.append(v)
        elif not table.excuses(v.path, refused):
            found.append(attrs.evolve(v, hint=_hint(v, table, read, draft)))
    found.sort(key=_errs, reverse=True)
    kept = sorted(
        found[: read.policy.max_violations], key=lambda violation: draft.order(violation.path)
    )
    value = None if any(map(_errs, kept)) else checked.value
    truncated = checked.truncated or findings.truncated or len(found) > len(kept)
    return Report(tuple(kept), value, truncated)


def _findings(faults: Iterable[tuple[Path, Fault]], model: Model, policy: Policy) -> Findings:
    findings = Findings(model, policy, tolerant=False)
    for path, fault in faults:
        findings.add(path, fault, model.field_at(path))
    return findings


def _violations(findings: Findings) -> list[Violation]:
    return [finding.violation(findings.model.keys) for finding in findings.all()]


def _hint(missing: Violation, table: Table, read: Read, draft: Draft) -> str:
    """Return where a missing value usually comes from."""
    paths = table.origins(split(missing.path), draft.plain, read.policy)
    origins = phrase("origins", paths=Series(paths, "comma")) if paths else phrase("supplement")
    clue = read.profile.first(table.clues.get(missing.path, ()))
    return origins if clue is None else phrase("origins_arabic", origins=origins, clue=clue[0])


def _errs(violation: Violation) -> bool:
    return violation.severity is Severity.ERROR
