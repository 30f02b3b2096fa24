"""The failed rows of a batch, corrected → the CSV of the next batch.

The CSV holds only the corrected rows.

The supplement is ``{"rows": [...]}``. Each row names its customer and holds the corrected values.
All other values are copied from the failed row, and so is what a correction leaves out, null or
blank. Corrected values may be those of a table: dates, whole numbers, an Emirates ID with dashes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from payloadkit.conversion.draft import ABSENT, Cell, is_filled, set_cell
from payloadkit.conversion.row import Row
from payloadkit.conversion.source import Profile
from payloadkit.conversion.table import Table
from payloadkit.conversion.words import copied
from payloadkit.models.registry import model_of
from payloadkit.uaekyc import ErroredPage, ErroredRecord, ErroredRecords, MigrationRow
from payloadkit.uaekyc.table_cells import row_texts
from payloadkit.violation import Fault, Severity

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from payloadkit.conversion.draft import Tree
    from payloadkit.conversion.rule import Read
    from payloadkit.policy import Policy
    from payloadkit.rules.values import Path

LISTING, KEY = "rows", "customer_id"

_COLUMNS = {column.key: column.rule for column in model_of(MigrationRow).fields}
_FAILED = Fault("records.failed")
_UNKNOWN = Fault("customer.unknown")
_UNCHANGED = Fault("customer.unchanged", severity=Severity.WARNING)
_UNNAMED = Fault("field.missing", variant="customer", field=KEY)


@attrs.frozen
class FailedRows(Profile):
    """Rows that failed, read one at a time.

    Args:
        number: The number of the current row.
    """

    number: int = 0

    def tokens(self, path: str) -> Path:
        """Return the path tokens of a dotted path, from the document on."""
        return (*self.root, self.number, *path.split("."))

    def says_nothing(self, text: str, path: str) -> bool:  # noqa: ARG002 - for every path
        """Return whether a text is blank. A row is copied as it was uploaded, placeholders too."""
        return not text.strip()

    def by_customer(self) -> dict[str, FailedRows]:
        """Return each row by its customer; of several rows of a customer, the last."""
        page = self.document["data"]["data"]
        rows = [attrs.evolve(self, number=number) for number in range(len(page))]
        return {
            customer: row for row in rows if (customer := row.get(f"input_data.{KEY}")) is not None
        }


@attrs.frozen(kw_only=True)
class Correction(Table):
    """The table that completes every corrected row."""

    def fill(self, read: Read) -> None:
        """Complete the rows of the supplement with the values of the failed rows."""
        rows = _failed(read).by_customer()
        for tree in _trees(read):
            _write_cells(tree)
            customer = _customer(tree)
            if customer in rows:
                del tree[KEY]  # copied from the failed row below
                faults = () if _changes(tree, rows[customer]) else (_UNCHANGED,)
                self._complete(tree, attrs.evolve(read, profile=rows[customer]), faults)
            elif customer is not None:
                tree[KEY] = Cell(
                    value=customer, kind="supplied", rule="supplement", faults=(_UNKNOWN,)
                )
            elif KEY not in tree:
                tree[KEY] = Cell(kind="supplied", rule="supplement", faults=(_UNNAMED,))

    def origins(
        self,
        tokens: tuple[str, ...],
        payload: Mapping[str, object],  # noqa: ARG002 - the signature of every table
        policy: Policy,  # noqa: ARG002 - the signature of every table
    ) -> tuple[str, ...]:
        """Return the dotted paths that a target comes from."""
        return tuple(
            path
            for entry in self._rows()
            for path in entry.sources
            if entry.tokens[-1:] == tokens[-1:]
        )

    def excuses(self, path: str, refused: Collection[str]) -> bool:
        """Return whether a field is missing only because the customer is unknown."""
        return "/".join((*path.split("/")[:3], KEY)) in refused

    def _complete(self, tree: dict[str, Tree], read: Read, faults: tuple[Fault, ...]) -> None:
        for entry in self._rows():
            target = entry.tokens[-1:]
            cell = None if is_filled(tree, target) else entry.cell(read)
            if cell is not None:
                set_cell(
                    tree,
                    target,
                    attrs.evolve(cell, faults=(*cell.faults, *faults))
                    if target == (KEY,)
                    else cell,
                )

    def _rows(self) -> Iterator[Row]:
        return (entry for entry in self.entries if isinstance(entry, Row))


def refusal(answer: Mapping[str, object]) -> Fault | None:
    """Return the fault of an answer that holds no rows.

    Args:
        answer: The answer as plain values.
    """
    page = answer.get("data")
    return (
        None
        if answer.get("success") is not False
        and isinstance(page, dict)
        and isinstance(page.get("data"), list)
        else _FAILED
    )


def uncorrected(read: Read) -> Iterator[Fault]:
    """Report how many failed rows have no correction and are left out."""
    corrected = {_customer(tree) for tree in _trees(read)}
    number = len(_failed(read).by_customer().keys() - corrected)
    if number:
        yield Fault("customer.uncorrected", severity=Severity.INFO, count=number)


def merge_pages(pages: Sequence[object]) -> object:
    """Return the pages of an answer as one page, with all rows in order.

    Args:
        pages: The pages. Other objects are returned unchanged.
    """
    answers = [page for page in pages if isinstance(page, ErroredRecords)]
    if not answers or len(answers) < len(pages):
        return pages
    if len(answers) == 1:
        return answers[0]
    row_lists = [
        answer.data.data if isinstance(answer.data, ErroredPage) else None for answer in answers
    ]
    complete = all(answer.success is not False for answer in answers) and all(
        isinstance(rows, tuple) for rows in row_lists
    )
    return ErroredRecords(
        success=complete,
        data=ErroredPage(
            data=tuple(
                _record(row) for rows in row_lists if isinstance(rows, tuple) for row in rows
            )
        ),
    )


def _record(row: object) -> ErroredRecord:
    """Return a row, or an empty one in its place, so that the other rows keep their numbers."""
    return row if isinstance(row, ErroredRecord) else ErroredRecord()


def _changes(tree: Mapping[str, Tree], failed: FailedRows) -> bool:
    """Return whether a correction differs from its failed row."""
    return any(
        not (
            isinstance(cell, Cell)
            and isinstance(cell.value, str)
            and cell.value == failed.get(f"input_data.{key}")
        )
        for key, cell in tree.items()
    )


def _failed(read: Read) -> FailedRows:
    profile = read.profile
    return FailedRows(profile.document, profile.root, profile.keys)


def _trees(read: Read) -> Iterator[dict[str, Tree]]:
    rows = read.tree.get(LISTING)
    return (tree for tree in (rows if isinstance(rows, list) else ()) if isinstance(tree, dict))


def _write_cells(tree: dict[str, Tree]) -> None:
    """Write the values of a correction as the CSV has them, and take out those that say nothing."""
    for key, cell in list(tree.items()):
        if isinstance(cell, Cell) and key in _COLUMNS:
            value = (
                None if cell.value is ABSENT else row_texts({key: cell.value}, _COLUMNS).get(key)
            )
            if value is None or (isinstance(value, str) and not value.strip()):
                del tree[key]
            else:
                tree[key] = attrs.evolve(cell, value=value)


def _customer(tree: Mapping[str, Tree]) -> str | None:
    cell = tree.get(KEY)
    return (
        cell.value
        if isinstance(cell, Cell) and cell.value is not ABSENT and isinstance(cell.value, str)
        else None
    )


CORRECTION = Correction(
    title="Failed rows of a batch, corrected → migration CSV",
    source="uaekyc.errored-records",
    target="uaekyc.migration-csv",
    root=("data", "data"),
    refusal=refusal,
    state=uncorrected,
    view=FailedRows,
    entries=tuple(Row(f"/{LISTING}/*/{key}", (f"input_data.{key}",), copied) for key in _COLUMNS),
)
