"""``payloadkit migration correct``: write the CSV of corrected rows."""

from __future__ import annotations

from codecs import BOM_UTF8
from typing import TYPE_CHECKING, Any

import click

from payloadkit.cli.files import STDIN, read
from payloadkit.cli.options import FILE, format_option, policy_options

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from payloadkit.cli.result import Built
    from payloadkit.policy import Policy
    from payloadkit.violation import Report


@click.group("migration")
def command() -> None:
    """Commands for a population migration."""


@command.command("correct")
@click.option(
    "--corrections",
    type=FILE,
    required=True,
    help='The corrections: a CSV with customer_id and the corrected columns, or {"rows": […]}.',
)
@click.option(
    "--out",
    type=FILE,
    help="File for the CSV, readable only for you.  [default: standard output]",
)
@format_option
@policy_options
@click.argument("pages", metavar="ERRORED...", nargs=-1, required=True, type=FILE)
def correct_rows(
    *, pages: tuple[str, ...], corrections: str, out: str | None, form: str, policy: Policy
) -> None:
    """Write the CSV of the next batch: only the corrected rows.

    ERRORED are the pages of the rows that failed; `-` is standard input. With --out, the report
    goes to standard output; without it, the CSV goes there, and the report to standard error.
    """
    from payloadkit.cli.finish import end

    if (*pages, corrections).count(STDIN) > 1:
        raise click.UsageError("Standard input can be read only once.")
    end(correct(pages, corrections, policy), "CSV", out=out, form=form)


SOURCE, TARGET = "uaekyc.errored-records", "uaekyc.migration-csv"


def correct(pages: Sequence[str], corrections: str, policy: Policy) -> Built:
    """Make the CSV of the corrected rows.

    Args:
        pages: Names of the files with the rows that failed.
        corrections: Name of the file with the corrections, CSV or JSON.
        policy: The policy of all checks.

    Raises:
        InputError: A file cannot be read.
    """
    from payloadkit.cli.result import Built, Document
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
        return Built(tuple(documents))
    result = convert([report.value for report in known], TARGET, added.value, policy)
    documents.append(Document.of(None, TARGET, result.report))
    payload = None if result.payload is None else dump(result.payload)
    return Built(tuple(documents), payload, result.lineage)


def _corrections(raw: bytes, policy: Policy) -> Report[Mapping[str, Any]]:
    """Return the report of the corrections: of JSON if the file begins as JSON does."""
    from payloadkit.cli.supplement import supplied
    from payloadkit.models.registry import model_of
    from payloadkit.uaekyc import read_corrections

    if raw.removeprefix(BOM_UTF8).lstrip()[:1] in (b"{", b"["):
        return supplied(raw, policy, model_of(TARGET).keys)
    return read_corrections(raw, policy)
