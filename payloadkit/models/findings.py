"""What a reading has found so far, within the policy's bound; errors go before warnings."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from payloadkit.violation import Severity, pointer

if TYPE_CHECKING:
    from collections.abc import Callable

    from payloadkit.models.model import Field, Model
    from payloadkit.policy import Policy
    from payloadkit.rules.values import Path
    from payloadkit.violation import Fault, Violation


class Finding(NamedTuple):
    """One fault at its place, before lines and columns are known.

    Args:
        path: Raw path tokens; a stranger's key is masked only when it is shown.
        fault: What is wrong.
        severity: The severity after tolerance and policy.
        gateway: The answer it would draw.
        key: Whether it stands at the key instead of the value.
        offset: Where it stands in the text, if that is known already.
    """

    path: Path
    fault: Fault
    severity: Severity
    gateway: str | None
    key: bool = False
    offset: int | None = None

    def violation(
        self, declared: frozenset[str], line: int | None = None, column: int | None = None
    ) -> Violation:
        """Return the violation to show, with a stranger's keys masked.

        Args:
            declared: Keys that may be shown as they are.
            line: Line of the place, if the document is a text.
            column: Column of the place, if the document is a text.
        """
        return self.fault.violation(
            pointer(self.path, declared),
            severity=self.severity,
            gateway=self.gateway,
            line=line,
            column=column,
        )


class Findings:
    """The findings of one document, without those that the policy ignores, and bounded.

    Args:
        model: The model of the document.
        policy: How it is judged.
        tolerant: Whether it is read as an answer.
    """

    def __init__(self, model: Model, policy: Policy, *, tolerant: bool) -> None:
        self.model, self.policy, self.tolerant = model, policy, tolerant
        self.errors: list[Finding] = []
        self.others: list[Finding] = []
        self.truncated = False

    @property
    def any(self) -> bool:
        """Whether there is anything to report."""
        return bool(self.errors or self.others)

    @property
    def full(self) -> bool:
        """Whether nothing that is found from now on can be reported."""
        return self.truncated and len(self.errors) == self.policy.max_violations

    def add(
        self,
        path: Path,
        fault: Fault,
        field: Field | None,
        *,
        key: bool = False,
        offset: int | None = None,
    ) -> None:
        """Keep a fault at its place, with the severity that tolerance and policy give it.

        Args:
            path: Path tokens of the place.
            fault: What is wrong.
            field: The field that it is wrong with, if there is one.
            key: Whether it stands at the key.
            offset: Where it stands in the text, if that is known already.
        """
        if self.policy.ignores(fault.code, path):
            return
        severity = fault.severity
        if severity is Severity.ERROR and self.tolerant and not _always_errs(fault.code):
            severity = Severity.WARNING
        gateway = (
            self.model.gateway(fault.code, field)
            if severity is Severity.ERROR and self.model.gateway is not None
            else None
        )
        if severity is Severity.WARNING and self.policy.strict:
            severity = Severity.ERROR
        kept = self.errors if severity is Severity.ERROR else self.others
        if len(kept) < self.policy.max_violations:
            kept.append(Finding(path, fault, severity, gateway, key, offset))
        else:
            self.truncated = True

    def kept(self) -> list[Finding]:
        """Return as many findings as the policy allows. No warning takes the place of an error."""
        room = self.policy.max_violations - len(self.errors)
        self.truncated = self.truncated or len(self.others) > room
        return [*self.errors, *self.others[:room]]

    def all(self) -> list[Finding]:
        """Return the findings that are kept, in the order of declaration."""
        return [finding for _, finding in self.ordered(lambda _: 0)]

    def ordered(self, place: Callable[[Finding], int]) -> list[tuple[int, Finding]]:
        """Return the findings that are kept by their places, those of one in declared order.

        Args:
            place: Returns the number of a finding's place.
        """
        found = [(place(finding), finding) for finding in self.kept()]
        if len({at for at, _ in found}) == len(found):
            return sorted(found, key=itemgetter(0))
        return sorted(found, key=lambda entry: (entry[0], self.model.rank(entry[1].path)))


def _always_errs(code: str) -> bool:
    return code == "field.type" or code.startswith("json.")
