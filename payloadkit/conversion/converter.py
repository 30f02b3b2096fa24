"""Convert one document to another by their table, and report the result."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, overload

import attrs

from payloadkit.conversion.draft import ABSENT, Draft, placed
from payloadkit.conversion.files import Store
from payloadkit.conversion.left_out import Judge
from payloadkit.conversion.lineage import Lineage, LineageRow
from payloadkit.conversion.report_builder import refused, report_of
from payloadkit.conversion.result import Result
from payloadkit.conversion.rule import Read
from payloadkit.conversion.supplement import supplement_cells
from payloadkit.conversion.tables import TABLES, load_table
from payloadkit.messages.plurals import ENGLISH
from payloadkit.models.limits import limited
from payloadkit.models.registry import ATTRIBUTE, model_of
from payloadkit.policy import Policy, policy_of
from payloadkit.violation import pointer, sealed
from payloadkit.wire.writing import to_dict

if TYPE_CHECKING:
    from os import PathLike

    from payloadkit.conversion.table import Table


T = TypeVar("T")


@overload
def convert(
    source: object,
    target: type[T],
    supplement: Mapping[str, Any] | None = None,
    policy: Policy | None = None,
    *,
    files: str | PathLike[str] | Store | None = None,
) -> Result[T]: ...


@overload
def convert(
    source: object,
    target: str,
    supplement: Mapping[str, Any] | None = None,
    policy: Policy | None = None,
    *,
    files: str | PathLike[str] | Store | None = None,
) -> Result[Any]: ...


@sealed
def convert(
    source: object,
    target: type[T] | str,
    supplement: Mapping[str, Any] | None = None,
    policy: Policy | None = None,
    *,
    files: str | PathLike[str] | Store | None = None,
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
            inside the folder. Without a folder, every file is refused. Or an object with a method
            ``fetch(path, most)``, which returns at most so many bytes of a file.

    Raises:
        TypeError: The source is no object of a model, the target no model or kind, the supplement
            no Mapping, or the folder no path.
        ValueError: The target is no known kind, there is no such conversion, or the policy sets a
            limit for an unknown field.
    """
    policy = policy_of(policy)
    if isinstance(source, list | tuple):
        from payloadkit.conversion.errored_to_csv import merge_pages

        source = merge_pages(source)
    if not hasattr(type(source), ATTRIBUTE):
        raise TypeError(f"the source is an object that load() returns, not {type(source).__name__}")
    if supplement is not None and not isinstance(supplement, Mapping):
        raise TypeError(f"the supplement is a Mapping, not {type(supplement).__name__}")
    table = _table(type(source), target, policy)
    folder = files if files is None or isinstance(files, Store) else Path(files)
    fixed = attrs.evolve(policy, today=policy.effective_date(), language=ENGLISH)
    result = _converted(table, source, supplement or {}, folder, fixed)
    return attrs.evolve(result, report=result.report.localized(policy.language))


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
    files: Path | Store | None,
    policy: Policy,
) -> Result[Any]:
    target = model_of(table.target)
    profile = table.view(to_dict(source), table.root, model_of(type(source)).keys)
    keep = tuple(profile.pointer(path) for path in table.keep if profile.get(path) is not None)
    fault = table.refusal(profile)
    if fault is not None:
        lineage = Lineage(unused=tuple(profile.pointers()), keep=keep)
        return Result(None, refused(fault, target, policy), lineage)
    draft = Draft(target, supplement_cells(supplement, target.cls, files))
    given = list(placed(draft.tree))
    read = Read(profile, policy, draft.tree, target)
    table.fill(read)
    judge = Judge(table, draft, read)
    checked = judge.settle()
    faults = [*((fault.at, fault) for fault in table.state(read)), *judge.told.values()]
    report = report_of(table, read, draft, faults, checked)
    places = {id(cell): path for path, cell in given}
    supplied = {
        pointer(path, target.keys): places[id(cell)]
        for path, cell in draft.cells
        if id(cell) in places
    }
    rows = tuple(
        LineageRow(
            target=pointer(path, target.keys), sources=cell.sources, kind=cell.kind, rule=cell.rule
        )
        for path, cell in draft.cells
        if cell.value is not ABSENT
    )
    used = {source for row in rows for source in row.sources}
    unused = [path for path in profile.pointers() if path not in used]
    words = () if table.words is None else table.words(read)
    return Result(report.value, report, Lineage(rows, (*unused, *words), keep), supplied)
