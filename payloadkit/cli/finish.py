"""The end of a command: report, result and exit status."""

from __future__ import annotations

from contextlib import contextmanager
from io import TextIOWrapper
from typing import TYPE_CHECKING, NoReturn

import click
from attrs import evolve

from payloadkit.cli.files import STDIN, replacing, write_output
from payloadkit.cli.streams import (
    InputError,
    json_text,
    open_stream,
    print_error,
    printable,
    status,
)
from payloadkit.messages.report_forms import rank

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from payloadkit.cli.built import Built
    from payloadkit.cli.checking import Result
    from payloadkit.cli.formats import Format
    from payloadkit.cli.progress import Bar
    from payloadkit.cli.result import Document, Totals


def print_report(documents: Iterable[Document], form: str, *, error: bool = False) -> None:
    """Print the report of documents.

    Args:
        documents: The documents.
        form: The report format.
        error: Whether it goes to standard error, because the result goes to standard output.

    Raises:
        InputError: Standard output cannot be written to.
    """
    from payloadkit.cli.formats import format_of

    with open_stream(error=error) as stream:
        _report(documents, format_of(form, stream))


def _report(documents: Iterable[Document], report: Format) -> None:
    from payloadkit.cli.result import Totals

    totals = Totals()
    for document in documents:
        totals.add(document)
        report.document(document)
    report.end(totals)


@contextmanager
def open_report(
    form: str, file: str | None, *, silent: bool = False, **options: object
) -> Iterator[Format]:
    """Open a report of many documents.

    Args:
        form: The report format.
        file: The file to write it to, or None for standard output.
        silent: Whether nothing is written.
        **options: What only this format takes.

    Raises:
        InputError: The report cannot be written.
    """
    from payloadkit.cli.formats import format_of

    if silent:
        yield _Silent()
    elif file is None:
        with open_stream() as stream:
            yield format_of(form, stream, **options)
    else:
        with replacing(file) as data:
            text = TextIOWrapper(data, "utf-8", errors="backslashreplace", newline="")
            yield format_of(form, text, **options)
            text.detach()


class _Silent:
    """A report that is not wanted. It writes nothing."""

    def document(self, document: Document) -> None:
        """Do nothing."""

    def end(self, totals: Totals) -> None:
        """Do nothing."""


def report_results(
    results: Iterable[Result],
    report: Format,
    totals: Totals,
    bar: Bar | None,
    *,
    only_failed: bool = False,
) -> None:
    """Report documents as they are checked, and print on standard error what cannot be checked.

    Args:
        results: The documents, and what cannot be checked.
        report: The report.
        totals: Where they are counted.
        bar: The bar that shows how far the check is, or None.
        only_failed: Whether documents without an error are counted only.
    """
    for result, size in results:
        if isinstance(result, InputError):
            totals.unread += 1
            if bar is not None:
                bar.hide()
            print_error(result)
        else:
            totals.add(result)
            if bar is not None and result.report.violations:
                bar.hide()
            if not (only_failed and result.report.ok):
                report.document(result)
        if bar is not None:
            bar.advance(size)


def _print_built(built: Built, form: str, verdict: str, *, lineage: bool, error: bool) -> None:
    """Print the verdict, the report and the sources of each value."""
    if form == "json":
        from payloadkit.cli.formats.json import document_json

        documents = [document_json(document) for document in built.documents]
        with open_stream(error=error) as stream:
            stream.write(json_text({"documents": documents, **built.lineage.to_dict()}))
        return
    if form == "html":
        from payloadkit.cli.formats.html import HtmlFormat

        with open_stream(error=error) as stream:
            _report(built.documents, HtmlFormat(stream, built.lineage))
        return
    with open_stream(error=error) as stream:
        from payloadkit.cli.summary import width_of

        width = width_of(stream) or len(verdict) + 1
        stream.write(click.wrap_text(verdict, width) + "\n")
    least = "info" if lineage else "warning"
    print_report(_worst_first(built.documents, least), form, error=error)
    if lineage:
        from payloadkit.cli.origins import print_origins

        with open_stream(error=error) as stream:
            print_origins(built.lineage, stream)


def _worst_first(documents: Iterable[Document], least: str) -> Iterator[Document]:
    """Yield documents with their errors before their warnings, down to a severity."""
    for document in documents:
        worst = sorted(document.report.violations, key=lambda each: rank(each.severity))
        found = [each for each in worst if rank(each.severity) <= rank(least)]
        yield evolve(document, report=evolve(document.report, violations=tuple(found)))


def _verdict(built: Built, noun: str, out: str | None) -> str:
    """Return whether there is a result, where it is, and what it is made of, in one line."""
    from payloadkit.cli.result import counted, tally

    if built.payload is None:
        return f"no {noun}: {tally(built.documents)}"
    supplied = sum(row.kind == "supplied" for row in built.lineage)
    default = sum(row.kind == "defaulted" for row in built.lineage)
    parts = [
        f"{counted(len(built.lineage) - supplied - default, 'field')} from the {built.source}",
        f"{supplied} from the supplement",
        *([f"{default} by default"] if default else []),
        tally(built.documents),
    ]
    where = "" if out is None else f" to {printable(out)}"
    return f"{noun} written{where}: {', '.join(parts)}"


def end(  # noqa: PLR0913 - the options of the report
    built: Built,
    noun: str,
    *,
    out: str | None,
    form: str,
    lineage: bool = True,
    quiet: bool = False,
) -> NoReturn:
    """Write the result and the report, and end the command.

    Args:
        built: The result.
        noun: A word for the result.
        out: The file for the result. For None and ``-`` the result goes to standard output, and the
            report to standard error.
        form: The report format.
        lineage: Whether a text tells the source of each value.
        quiet: Whether only errors are printed.

    Raises:
        InputError: The result cannot be written.
    """
    piped = out in (None, STDIN)
    if built.payload is not None:
        write_output(built.payload, out)
    if quiet:
        errors = _worst_first(built.documents, "error")
        print_report((each for each in errors if each.report.violations), "text", error=piped)
    else:
        verdict = _verdict(built, noun, None if piped else out)
        _print_built(built, form, verdict, lineage=lineage, error=piped)
    raise click.exceptions.Exit(status(complete=True, sound=built.payload is not None))
