"""What there is to say of a converted payload: the check's violations, and those of the conversion itself, as one report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from payloadkit.document import check
from payloadkit.findings import Findings
from payloadkit.policy import split
from payloadkit.violation import Report, Severity

if TYPE_CHECKING:
    from payloadkit.conversion.draft import Draft
    from payloadkit.conversion.table import Table
    from payloadkit.policy import Policy
    from payloadkit.violation import Fault, Violation

SUPPLEMENT = "supplement"


@attrs.define
class Judgement:
    """What there is to say of one conversion.

    Args:
        draft: The payload in the making.
        policy: How it is judged.
    """

    draft: Draft
    policy: Policy
    findings: Findings = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        """Start with nothing found."""
        self.findings = Findings(self.draft.model, self.policy, tolerant=False)

    def say(self, fault: Fault) -> None:
        """Report a fault of the source, which has no place in the payload."""
        self.findings.add((), fault, None)

    def refused(self, fault: Fault) -> Report[Any]:
        """Return the report of a source that nothing can be made of, whatever the policy ignores.

        Args:
            fault: Why it is no source.
        """
        self.findings.policy = attrs.evolve(self.policy, ignore=())
        self.say(fault)
        return Report(tuple(self._found()))

    def report(self, table: Table) -> Report[Any]:
        """Check the finished payload, and return all there is to say of it, with the payload where it has no error.

        Args:
            table: The table that it was converted by.
        """
        for path, cell in self.draft.cells:
            for fault in cell.faults:
                self.findings.add((*path, *fault.at), fault, self.draft.model.field_at(path))
        found = self._found()
        refused = {violation.path for violation in found if violation.severity is Severity.ERROR}
        checked: Report[Any] = check(self.draft.model.cls, self.draft.plain, self.policy)
        missing = [self._hinted(v, table) for v in checked.violations if v.code != "field.missing" or not table.excuses(v.path, refused)]
        return self._bounded([*found, *missing], checked.value, truncated=checked.truncated or self.findings.truncated)

    def _found(self) -> list[Violation]:
        return [finding.violation(self.draft.model.keys) for finding in self.findings.all()]

    def _hinted(self, violation: Violation, table: Table) -> Violation:
        if violation.code != "field.missing":
            return violation
        origins = table.origins(split(violation.path), self.draft.plain)
        return attrs.evolve(violation, hint=f"{', '.join(origins)} or {SUPPLEMENT}" if origins else SUPPLEMENT)

    def _bounded(self, violations: list[Violation], value: object, *, truncated: bool) -> Report[Any]:
        worst = sorted(violations, key=lambda violation: violation.severity is not Severity.ERROR)
        kept = sorted(worst[: self.policy.max_violations], key=lambda violation: self._order(violation.path))
        errors = any(violation.severity is Severity.ERROR for violation in kept)
        return Report(tuple(kept), None if errors else value, truncated or len(worst) > len(kept))

    def _order(self, path: str) -> tuple[int, bool]:
        """Return the number of a place, or that of what it would stand in, which comes first."""
        place = path
        while place not in self.draft.places:
            place = place.rpartition("/")[0]
        return self.draft.places[place], place != path
