"""The failed rows of a batch, corrected → the CSV of the next batch.

The CSV holds only the corrected rows.

The supplement is ``{"rows": [...]}``. Each row names its customer and holds the corrected values.
All other values are copied from the failed row, and so is what a correction leaves out, null or
blank. Corrected values may be those of a table: dates, whole numbers, an Emirates ID with dashes.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, cast

import attrs

from payloadkit.conversion.draft import ABSENT, Cell, supplied
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
    from payloadkit.rules.values import Path

LISTING, KEY = "rows", "customer_id"

_COLUMNS = {column.key: column.rule for column in model_of(MigrationRow).fields}
_FAILED = Fault("records.failed")
_UNKNOWN = Fault("customer.unknown")
_UNCHANGED = Fault("customer.unchanged", severity=Severity.WARNING)
_UNNAMED = Fault("field.missing", variant="customer", field=KEY)


@attrs.frozen
class FailedRow(Profile):
    """A row that failed.

    Args:
        number: Its number in the answer.
    """

    number: int = 0

    def tokens(self, path: str) -> Path:
        """Return the path tokens of a dotted path, from the document on."""
        return (*self.root, self.number, *path.split("."))

    def says_nothing(self, text: str, path: str) -> bool:  # noqa: ARG002 - for every path
        """Return whether a text is blank. A row is copied as it was uploaded, placeholders too."""
        return not text.strip()


@attrs.frozen(kw_only=True)
class Correction(Table):
    """The table that completes every corrected row."""

    def fill(self, read: Read) -> None:
        """Complete the rows of the supplement with the values of the failed rows."""
        failed = failed_rows(read.profile)
        for tree in _corrections(read):
            _write_cells(tree)
            customer = _text(tree, KEY)
            if customer in failed:
                del tree[KEY]  # copied from the failed row, as all that is not corrected
                row = failed[customer]
                changed = any(
                    (text := _text(tree, key)) is None or text != row.get(f"input_data.{key}")
                    for key in tree
                )
                for entry in self.entries:
                    entry.fill({LISTING: {"*": tree}}, attrs.evolve(read, profile=row))
                if not changed:
                    tree[KEY] = attrs.evolve(cast("Cell", tree[KEY]), faults=(_UNCHANGED,))
            elif customer is not None:
                tree[KEY] = supplied(customer, "supplement", _UNKNOWN)
            elif KEY not in tree:
                tree[KEY] = supplied(ABSENT, "supplement", _UNNAMED)

    def excuses(self, path: str, refused: Collection[str]) -> bool:
        """Return whether a field is missing only because the customer is unknown."""
        return "/".join((*path.split("/")[:3], KEY)) in refused


def refusal(profile: Profile) -> Fault | None:
    """Return the fault of an answer that holds no rows.

    Args:
        profile: The answer.
    """
    page = profile.document.get("data")
    rows = page.get("data") if isinstance(page, dict) else None
    success = profile.document.get("success") is not False and isinstance(rows, list)
    return None if success else _FAILED


def uncorrected(read: Read) -> Iterator[Fault]:
    """Report how many failed rows have no correction and are left out."""
    corrected = {_text(tree, KEY) for tree in _corrections(read)}
    number = len(failed_rows(read.profile).keys() - corrected)
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
    parts = [page.data.data if isinstance(page.data, ErroredPage) else None for page in answers]
    lists = [rows for rows in parts if isinstance(rows, tuple)]
    success = all(page.success is not False for page in answers) and len(lists) == len(parts)
    # An empty row takes the place of one that is none, so that the others keep their numbers.
    rows = (row if isinstance(row, ErroredRecord) else ErroredRecord() for row in chain(*lists))
    return ErroredRecords(success=success, data=ErroredPage(data=tuple(rows)))


def failed_rows(profile: Profile) -> dict[str | None, FailedRow]:
    """Return each failed row by its customer; of several rows of a customer, the last.

    Args:
        profile: The answer with the rows.
    """
    rows = [
        FailedRow(profile.document, profile.root, profile.keys, number)
        for number in range(len(profile.document["data"]["data"]))
    ]
    return {customer: row for row in rows if (customer := row.get(f"input_data.{KEY}")) is not None}


def _corrections(read: Read) -> Iterator[dict[str, Tree]]:
    rows = read.tree.get(LISTING)
    return (tree for tree in (rows if isinstance(rows, list) else ()) if isinstance(tree, dict))


def _write_cells(tree: dict[str, Tree]) -> None:
    """Write the values of a correction as the CSV has them, and take out those that say nothing."""
    cells = {key: cell for key, cell in tree.items() if isinstance(cell, Cell) and key in _COLUMNS}
    texts = row_texts({key: cell.value for key, cell in cells.items()}, _COLUMNS)
    for key, cell in cells.items():
        value = texts.get(key, ABSENT)
        if value is ABSENT or (isinstance(value, str) and not value.strip()):
            del tree[key]
        else:
            tree[key] = attrs.evolve(cell, value=value)


def _text(tree: Mapping[str, Tree], key: str) -> str | None:
    cell = tree.get(key)
    return cell.value if isinstance(cell, Cell) and isinstance(cell.value, str) else None


CORRECTION = Correction(
    title="Failed rows of a batch, corrected → migration CSV",
    target="uaekyc.migration-csv",
    root=("data", "data"),
    refusal=refusal,
    state=uncorrected,
    view=FailedRow,
    entries=tuple(Row(f"/{LISTING}/*/{key}", (f"input_data.{key}",), copied) for key in _COLUMNS),
)
