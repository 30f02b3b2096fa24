"""``payloadkit migrate correct``: write the CSV of corrected rows."""

from __future__ import annotations

from codecs import BOM_UTF8
from typing import TYPE_CHECKING, Any

import click

from payloadkit.cli.files import STDIN, read, refuse_loss
from payloadkit.cli.options import FILE, format_option, policy_options

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from payloadkit.cli.built import Built
    from payloadkit.policy import Policy
    from payloadkit.uaekyc import ErroredRecords
    from payloadkit.violation import Report


@click.command("correct")
@click.option(
    "--corrections",
    type=FILE,
    required=True,
    help="The corrections: the sheet of `migrate errored`, a CSV with customer_id and the "
    'corrected columns, or {"rows": […]}.',
)
@click.option(
    "--out",
    type=FILE,
    help="File for the CSV, readable only for you.  [default: standard output]",
)
@format_option
@policy_options
@click.argument("pages", metavar="[ERRORED]...", nargs=-1, type=FILE)
def command(
    *, pages: tuple[str, ...], corrections: str, out: str | None, form: str, policy: Policy
) -> None:
    """Write the CSV of the next batch: only the corrected rows.

    ERRORED are the pages of the rows that failed; `-` is standard input. They complete each row.
    Without them, the rows of the corrections must be complete. With --out, the report goes to
    standard output; without it, the CSV goes there, and the report to standard error.
    """
    from payloadkit.cli.finish import end

    if (*pages, corrections).count(STDIN) > 1:
        raise click.UsageError("Standard input can be read only once.")
    refuse_loss((*pages, corrections), out=out)
    end(correct(pages, corrections, policy), "CSV", out=out, form=form)


SOURCE, TARGET = "uaekyc.errored-records", "uaekyc.migration-csv"


def correct(pages: Sequence[str], corrections: str, policy: Policy) -> Built:
    """Make the CSV of the corrected rows.

    Args:
        pages: Names of the files with the rows that failed; none if the corrections are complete.
        corrections: Name of the file with the corrections, CSV or JSON.
        policy: The policy of all checks.

    Raises:
        InputError: A file cannot be read.
    """
    from payloadkit.cli.built import Built
    from payloadkit.cli.result import Document
    from payloadkit.conversion.converter import convert
    from payloadkit.wire.reading import check
    from payloadkit.wire.writing import dump

    known = [check(SOURCE, read(page, policy.max_bytes), policy) for page in pages]
    added = _corrections(read(corrections, policy.max_bytes), policy)
    documents = [
        Document.of(page, SOURCE, report) for page, report in zip(pages, known, strict=True)
    ]
    documents.append(Document.of(corrections, None, added))
    if not all(document.report.ok for document in documents):
        return Built(tuple(documents), source="failed rows")
    failed = [report.value for report in known] or [_page_of(added.value or {})]
    result = convert(failed, TARGET, added.value, policy)
    documents.append(Document.of(None, TARGET, result.report))
    payload = None if result.payload is None else dump(result.payload)
    return Built(tuple(documents), payload, result.lineage, "failed rows")


def _corrections(raw: bytes, policy: Policy) -> Report[Mapping[str, Any]]:
    """Return the report of the corrections: of JSON if the file begins as JSON does."""
    from payloadkit.conversion.supplement_file import supplied
    from payloadkit.models.registry import model_of
    from payloadkit.uaekyc import read_corrections

    if raw.removeprefix(BOM_UTF8).lstrip()[:1] in (b"{", b"["):
        return supplied(raw, policy, model_of(TARGET).keys)
    return read_corrections(raw, policy)


def _page_of(corrections: Mapping[str, Any]) -> ErroredRecords:
    """Return a page of failed rows that says no more than whose rows the corrections are."""
    from payloadkit.uaekyc import ErroredRecords
    from payloadkit.wire.reading import load

    rows = corrections.get("rows")
    keys = [row.get("customer_id") for row in rows or () if isinstance(row, dict)]
    data = [{"input_data": {"customer_id": key}} for key in keys]
    return load(ErroredRecords, {"success": True, "data": {"data": data}})
