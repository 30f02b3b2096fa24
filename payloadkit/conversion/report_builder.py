"""Collects what a conversion and the check of its payload report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from payloadkit.models.findings import Findings
from payloadkit.policy import split
from payloadkit.violation import Report, Severity
from payloadkit.wire.reading import check

if TYPE_CHECKING:
    from payloadkit.conversion.draft import Draft
    from payloadkit.conversion.rule import Read
    from payloadkit.conversion.table import Table
    from payloadkit.policy import Policy
    from payloadkit.rules.values import Path
    from payloadkit.violation import Fault, Violation

SUPPLEMENT = "supplement"


@attrs.define
class ReportBuilder:
    """Collects the violations of one conversion.

    Args:
        draft: The unfinished payload.
        policy: The policy of the conversion.
    """

    draft: Draft
    policy: Policy
    findings: Findings = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        """Start without findings."""
        self.findings = Findings(self.draft.model, self.policy, tolerant=False)

    def add(self, path: Path, fault: Fault) -> None:
        """Report a fault of the source, or of a value that is not in the payload.

        Args:
            path: The path of the value, or the empty path.
            fault: The fault.
        """
        self.findings.add(path, fault, self.draft.model.field_at(path))

    def refuse(self, fault: Fault) -> Report[Any]:
        """Return the report of a source that cannot be converted. No code is ignored.

        Args:
            fault: The reason.
        """
        self.findings.policy = attrs.evolve(self.policy, ignore=())
        self.add((), fault)
        return Report(tuple(self._found()))

    def build(self, table: Table, read: Read, checked: Report[Any]) -> Report[Any]:
        """Return the report of the finished payload.

        Args:
            table: The table of the conversion.
            read: The input of its rules.
            checked: The report of the check, with warnings as warnings.
        """
        for path, cell in self.draft.cells:
            for fault in cell.reported:
                self.findings.add((*path, *fault.at), fault, self.draft.model.field_at(path))
        found = self._found()
        refused = {violation.path for violation in found if violation.severity is Severity.ERROR}
        told = {(violation.path, violation.code, _errs(violation)) for violation in found}
        if self.policy.strict:
            checked = check(self.draft.model.cls, self.draft.plain, self.policy)
        others = [
            self._hinted(v, table, read)
            for v in checked.violations
            if (v.path, v.code, _errs(v)) not in told
            and (v.code != "field.missing" or not table.excuses(v.path, refused))
        ]
        return self._bounded(
            [*found, *others],
            checked.value,
            truncated=checked.truncated or self.findings.truncated,
        )

    def _found(self) -> list[Violation]:
        return [finding.violation(self.draft.model.keys) for finding in self.findings.all()]

    def _hinted(self, violation: Violation, table: Table, read: Read) -> Violation:
        if violation.code != "field.missing":
            return violation
        origins = table.origins(split(violation.path), self.draft.plain, read.policy)
        hint = " or ".join(filter(None, (", ".join(origins), SUPPLEMENT)))
        clue = read.profile.first(table.clues.get(violation.path, ()))
        return attrs.evolve(
            violation, hint=hint if clue is None else f"{hint}; {clue[0]} holds one in Arabic"
        )

    def _bounded(
        self, violations: list[Violation], value: object, *, truncated: bool
    ) -> Report[Any]:
        worst = sorted(violations, key=lambda violation: violation.severity is not Severity.ERROR)
        kept = sorted(
            worst[: self.policy.max_violations], key=lambda violation: self._order(violation.path)
        )
        errors = any(violation.severity is Severity.ERROR for violation in kept)
        return Report(tuple(kept), None if errors else value, truncated or len(worst) > len(kept))

    def _order(self, path: str) -> tuple[int, bool]:
        """Return the number of a place, or of the nearest place above it, which comes first."""
        place = path
        while place not in self.draft.places:
            place = place.rpartition("/")[0]
        return self.draft.places[place], place != path


def _errs(violation: Violation) -> bool:
    return violation.severity is Severity.ERROR
