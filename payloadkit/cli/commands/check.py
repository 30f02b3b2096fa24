"""``payloadkit check``: check documents by their kinds."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import click

from payloadkit.cli.files import STDIN, refuse_loss
from payloadkit.cli.formats import FORMATS
from payloadkit.cli.options import FILE, Jobs, Kind, configuration, policy_options
from payloadkit.cli.streams import InputError, interruptible, open_stream, print_note, status

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from payloadkit.cli.baseline import Baseline
    from payloadkit.cli.baseline_writer import BaselineWriter
    from payloadkit.cli.checking import Result
    from payloadkit.cli.inputs import Input
    from payloadkit.cli.result import Totals
    from payloadkit.cli.tables import Table
    from payloadkit.policy import Policy


@click.command("check")
@click.option(
    "--kind",
    type=Kind(),
    help="The kind of the documents."
    "  [default: that of the configuration, else recognised by the keys of the root, the first "
    "line or the name]",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(list(FORMATS)),
    default="text",
    show_default=True,
    help="The format of the report.",
)
@click.option("--out", type=FILE, help="Write the report to a file, and print the summary.")
@click.option(
    "--jobs",
    type=Jobs(),
    default="1",
    show_default=True,
    help="Processes that check documents; `auto` is one for each core.",
)
@click.option("--column", help="The column of the documents, where PATH is a table.")
@click.option("--key", help="The column of a table that tells its documents apart.")
@click.option("--summary", "brief", is_flag=True, help="Print only the summary.")
@click.option("--quiet", is_flag=True, help="Report only documents with errors; no summary.")
@click.option(
    "--baseline",
    type=FILE,
    help="Report only what this file, written by --write-baseline, does not cover.",
)
@click.option(
    "--write-baseline",
    type=FILE,
    metavar="FILE",
    help="Write all violations to a file for --baseline, and report none.",
)
@click.option(
    "--with-images",
    is_flag=True,
    help="Show the pictures of documents with violations in the HTML report, made small.",
)
@policy_options
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=FILE)
def command(  # noqa: PLR0913 - the options
    *,
    kind: str | None,
    form: str,
    out: str | None,
    jobs: int,
    column: str | None,
    key: str | None,
    brief: bool,
    quiet: bool,
    baseline: str | None,
    write_baseline: str | None,
    with_images: bool,
    policy: Policy,
    paths: tuple[str, ...],
) -> None:
    """Report all violations of documents.

    PATH is a JSON document or a migration CSV, a file with one document in each line (*.ndjson,
    *.jsonl), one of these compressed by gzip (*.gz), a folder with such files, a glob in quotes, or
    `-` for standard input, which holds what any of these files may hold. With --column and --key it
    is a table with a document in each row: Parquet, Arrow or CSV.
    """
    from payloadkit.cli.finish import open_report, report_results
    from payloadkit.cli.inputs import Input
    from payloadkit.cli.progress import bar_of
    from payloadkit.cli.result import Totals

    if brief and quiet:
        raise click.UsageError("--summary and --quiet exclude each other.")
    if with_images and form != "html":
        raise click.UsageError("--with-images needs --format html.")
    ledger = _ledger(baseline, write_baseline, policy.max_violations)
    policy = _with_most(policy, ledger)
    found = _found(paths, kind, _table(column, key), (out, baseline, write_baseline))
    inputs = [source for source in found if isinstance(source, Input)]
    refuse_loss([source.file for source in inputs], out=out, write_baseline=write_baseline)
    totals = Totals(expected=_number(inputs), baseline=ledger.covered if ledger else None)
    file = None if out == STDIN else out
    options = {"with_images": True} if with_images else {}
    complete = False
    with interruptible() as interruption:
        with (
            closing(_results(found, policy.fixed(policy.masters), jobs)) as results,
            open_report(form, file, silent=brief and file is None, **options) as report,
        ):
            before = interruption.before(results)
            reported = before if ledger is None else ledger.applied(before)
            with bar_of(inputs, shown=not quiet) as bar:
                report_results(reported, report, totals, bar, only_failed=quiet)
            totals.interrupted = bool(interruption.received)
            report.end(totals)
            complete = True  # the reader of a pipe may be gone
        if complete and ledger is not None:
            totals.notes.append(ledger.end(complete=totals.complete))
        if complete and not quiet:
            _print_notes(policy, totals)
            _print_summary(totals, form, asked=brief or file is not None)
    raise click.exceptions.Exit(status(complete=not totals.unread, sound=not totals.failed))


def _with_most(policy: Policy, ledger: Baseline | BaselineWriter | None) -> Policy:
    """Return a policy whose reports have as many violations as a ledger needs."""
    if ledger is None:
        return policy
    from attrs import evolve

    return evolve(policy, max_violations=ledger.most)


def _table(column: str | None, key: str | None) -> Table | None:
    """Return where the documents of tables stand, or None."""
    from payloadkit.cli.tables import Table

    if (column is None) != (key is None):
        raise click.UsageError("--column and --key go together.")
    return None if column is None or key is None else Table(column, key)


def _found(
    paths: Sequence[str], kind: str | None, table: Table | None, own: Sequence[str | None]
) -> list[Input | InputError]:
    """Return the inputs, without reports and baselines of this command's own in folders."""
    from payloadkit.cli.inputs import Input
    from payloadkit.cli.paths import find

    kind_of = configuration().kind_of
    found = (
        path if isinstance(path, InputError) else Input(path, kind or kind_of(path), table=table)
        for path in find(paths, tables=table is not None)
    )
    names = [name for name in own if name is not None]
    return [
        source
        for source in found
        if isinstance(source, InputError) or source.file in paths or not _is_own(source, names)
    ]


def _is_own(source: Input, names: Sequence[str]) -> bool:
    """Return whether an input is one of this command's own files, and holds no document."""
    if not names:
        return False
    from payloadkit.cli.locations import location

    return location(source.file) in map(location, names) and not _holds_document(source)


def _holds_document(source: Input) -> bool:
    """Return whether a file is a table, or its first text a document of a kind."""
    from payloadkit.cli.inputs import documents
    from payloadkit.cli.recognition import recognise
    from payloadkit.cli.tables import SUFFIXES
    from payloadkit.policy import LARGEST

    if source.table is not None:
        return source.file.lower().endswith(SUFFIXES)
    try:
        _, raw = next(documents(source, LARGEST))
    except InputError:
        return False
    found = recognise(raw, LARGEST, source.plain)
    return found.kind is not None or found.alike


def _number(inputs: Sequence[Input]) -> int | None:
    """Return how many documents there are, or None if only reading the files can tell."""
    return None if any(source.may_hold_several for source in inputs) else len(inputs)


def _ledger(
    baseline: str | None, write_baseline: str | None, most: int
) -> Baseline | BaselineWriter | None:
    """Return what takes out violations before they are reported, or None."""
    if baseline is not None and write_baseline is not None:
        raise click.UsageError("--baseline and --write-baseline exclude each other.")
    if baseline is not None:
        from payloadkit.cli.baseline import read_baseline

        return read_baseline(baseline, most)
    if write_baseline is not None:
        from payloadkit.cli.baseline_writer import BaselineWriter

        return BaselineWriter(write_baseline)
    return None


def _results(found: Sequence[Input | InputError], policy: Policy, jobs: int) -> Generator[Result]:
    """Check documents in this process, or in several processes."""
    if jobs > 1:
        from payloadkit.cli.processes import check_in_processes

        return check_in_processes(found, policy, jobs)
    from payloadkit.cli.checking import check_all

    return check_all(found, policy)


def _print_notes(policy: Policy, totals: Totals) -> None:
    """Print which suppressions of the configuration have ended, or match nothing any more."""
    if policy.ignore:
        from payloadkit.cli.suppressions import print_notes

        print_notes(policy, totals, configuration().file)


def _print_summary(totals: Totals, form: str, *, asked: bool) -> None:
    """Print the summary: as the result if it is asked for, else beside a text for people.

    Beside another format, print what was not checked: not every one can say it.
    """
    from payloadkit.cli.summary import incomplete, summary, width_of

    for_people = form in ("text", "terminal")
    if asked or (for_people and totals.documents):
        with open_stream(error=not asked) as stream:
            stream.write(summary(totals, width_of(stream)))
    elif not for_people:
        for line in incomplete(totals):
            print_note(line)
