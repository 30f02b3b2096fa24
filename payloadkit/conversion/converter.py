"""Convert one document to another by their table, and report the result."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, overload

import attrs

from payloadkit.conversion.draft import ABSENT, Draft, placed
from payloadkit.conversion.left_out import Judge
from payloadkit.conversion.lineage import Lineage, LineageRow
from payloadkit.conversion.result import Result
from payloadkit.conversion.rule import Read
from payloadkit.conversion.supplement import supplement_cells
from payloadkit.conversion.tables import TABLES, load_table
from payloadkit.models.findings import Findings
from payloadkit.models.limits import limited
from payloadkit.models.registry import ATTRIBUTE, model_of
from payloadkit.policy import Policy, split
from payloadkit.violation import Report, Severity, pointer, sealed
from payloadkit.wire.reading import check
from payloadkit.wire.writing import to_dict

if TYPE_CHECKING:
    from os import PathLike

    from payloadkit.conversion.source import Profile
    from payloadkit.conversion.table import Table
    from payloadkit.rules import values
    from payloadkit.violation import Fault, Violation


T = TypeVar("T")


@overload
def convert(
    source: object,
    target: type[T],
    supplement: Mapping[str, Any] | None = None,
    policy: Policy | None = None,
    *,
    files: str | PathLike[str] | None = None,
) -> Result[T]: ...


@overload
def convert(
    source: object,
    target: str,
    supplement: Mapping[str, Any] | None = None,
    policy: Policy | None = None,
    *,
    files: str | PathLike[str] | None = None,
) -> Result[Any]: ...


@sealed
def convert(
    source: object,
    target: type[T] | str,
    supplement: Mapping[str, Any] | None = None,
    policy: Policy | None = None,
    *,
    files: str | PathLike[str] | None = None,
) -> Result[Any]:
    """Make a payload from another system's document. Its content never raises an exception.

    Args:
        source: The document's object, a ``uaekyc.CustomerData`` for example, or a list of
            ``uaekyc.ErroredRecords``, one for each page.
        target: The payload's class or the name of its kind, ``"caas.onboarding"``.
        supplement: A partial payload. Its values come before those of the source.
            Elements of lists are matched by ``address_type_id``, ``id_type``, ``document_id`` and
            ``customer_id``; a picture is ``{"file": path}``, bytes, a ``Path``, base64 or an
            ``Image``.
        policy: The policy of the check, and the master data with the ids; by default
            ``Policy()``. A source that cannot be converted is an error even if its code is
            ignored.
        files: The folder of the files of ``{"file": path}``. The path is relative and must stay
            inside the folder. Without a folder, every file is refused.

    Raises:
        TypeError: The source is no object of a model, the target no model or kind, the supplement
            no Mapping, or the folder no path.
        ValueError: The target is no known kind, there is no such conversion, or the policy sets a
            limit for an unknown field.
    """
    policy = policy or Policy()
    if isinstance(source, list | tuple):
        from payloadkit.conversion.errored_to_csv import merge_pages

        source = merge_pages(source)
    if not hasattr(type(source), ATTRIBUTE):
        raise TypeError(f"the source is an object that load() returns, not {type(source).__name__}")
    if supplement is not None and not isinstance(supplement, Mapping):
        raise TypeError(f"the supplement is a Mapping, not {type(supplement).__name__}")
    table = _table(type(source), target, policy)
    folder = None if files is None else Path(files)
    policy = attrs.evolve(policy, today=policy.effective_date())
    return _converted(table, source, supplement or {}, folder, policy)


def _table(source: type, target: object, policy: Policy) -> Table:
    """Return the table for two models."""
    if not isinstance(target, type | str):
        raise TypeError("the target is a model's class or the name of its kind")
    made = model_of(target)
    limited(made, policy)
    for one in _names(source):
        for other in _names(made.cls):
            if (one, other) in TABLES:
                return attrs.evolve(load_table(one, other), target=made.cls)
    known = ", ".join(f"{one} → {other}" for one, other in TABLES)
    raise ValueError(f"there is no conversion between the two; these are: {known}")


def _names(cls: type) -> list[str]:
    """Return the names of a model and of those that it extends, nearest first."""
    models = (vars(one).get(ATTRIBUTE) for one in cls.__mro__)
    return [model.kind or model.cls.__name__ for model in models if model is not None]


def _converted(
    table: Table,
    source: object,
    supplement: Mapping[str, Any],
    files: Path | None,
    policy: Policy,
) -> Result[Any]:
    target = model_of(table.target)
    profile = table.view(to_dict(source), table.root, model_of(type(source)).keys)
    draft = Draft(target, {})
    reports = ReportBuilder(draft, policy)
    fault = table.refusal(profile.document)
    if fault is not None:
        unused = tuple(dict.fromkeys(profile.pointers()))
        return Result(None, reports.refuse(fault), Lineage((), unused, _kept(table, profile)))
    draft.tree = supplement_cells(supplement, target.cls, files)
    given = list(placed(draft.tree))
    read = Read(profile, policy, draft.tree, target)
    table.fill(read)
    judge = Judge(table, draft, read)
    checked = judge.settle()
    for fault in table.state(read):
        reports.add(fault.at, fault)
    for path, fault in judge.told:
        reports.add(path, fault)
    report = reports.build(table, read, checked)
    places = {id(cell): path for path, cell in given}
    supplied = {
        pointer(path, target.keys): places[id(cell)]
        for path, cell in draft.cells
        if id(cell) in places
    }
    return Result(report.value, report, _lineage(table, draft, read), supplied)


def _lineage(table: Table, draft: Draft, read: Read) -> Lineage:
    keys, profile = draft.model.keys, read.profile
    rows = tuple(
        LineageRow(target=pointer(path, keys), sources=cell.sources, kind=cell.kind, rule=cell.rule)
        for path, cell in draft.cells
        if cell.value is not ABSENT
    )
    used = {source for row in rows for source in row.sources}
    unused = [path for path in dict.fromkeys(profile.pointers()) if path not in used]
    words = table.words(read) if table.words is not None else ()
    return Lineage(rows, (*unused, *words), _kept(table, profile))


def _kept(table: Table, profile: Profile) -> tuple[str, ...]:
    """Return the JSON Pointers of the values that the caller is to keep."""
    return tuple(profile.pointer(path) for path in table.keep if profile.get(path) is not None)


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

    def add(self, path: values.Path, fault: Fault) -> None:
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
        told = {(violation.path, violation.code) for violation in found}
        refused = {violation.path for violation in found if violation.severity is Severity.ERROR}
        if self.policy.strict:
            checked = check(self.draft.model.cls, self.draft.plain, self.policy)
        others = [
            self._hinted(v, table, read)
            for v in checked.violations
            if (v.path, v.code) not in told
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
