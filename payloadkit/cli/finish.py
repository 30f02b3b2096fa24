"""The end of a command: report, result and exit status."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

import click

from payloadkit.cli.files import STDIN, write_output
from payloadkit.cli.streams import json_text, open_stream, print_note, printable, status

if TYPE_CHECKING:
    from collections.abc import Iterable

    from payloadkit.cli.result import Built, Document


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
    from payloadkit.cli.result import Totals

    totals = Totals()
    with open_stream(error=error) as stream:
        report = format_of(form, stream)
        for document in documents:
            totals.add(document)
            report.document(document)
        report.end(totals)


def _print_built(built: Built, form: str, *, error: bool) -> None:
    """Print the sources of each value, and the report."""
    if form == "json":
        from payloadkit.cli.formats.json import document_json

        documents = [document_json(document) for document in built.documents]
        with open_stream(error=error) as stream:
            stream.write(json_text({"documents": documents, **built.lineage.to_dict()}))
        return
    from payloadkit.cli.origins import print_origins

    with open_stream(error=error) as stream:
        print_origins(built.lineage, stream)
    print_report(built.documents, form, error=error)


def end(built: Built, noun: str, *, out: str | None, form: str) -> NoReturn:
    """Write the result and the report, and end the command.

    Args:
        built: The result.
        noun: A word for the result.
        out: The file for the result. For None and ``-`` the result goes to standard output, and the
            report to standard error.
        form: The report format.

    Raises:
        InputError: The result cannot be written.
    """
    from payloadkit.cli.result import tally

    piped = out in (None, STDIN)
    if built.payload is not None:
        write_output(built.payload, out)
    _print_built(built, form, error=piped)
    if form == "text":
        where = (
            f"no {noun}"
            if built.payload is None
            else f"{noun} written"
            if piped
            else f"{noun} in {printable(out or '')}"
        )
        print_note(f"{where}: {tally(built.documents)}")
    raise click.exceptions.Exit(status(complete=True, sound=built.payload is not None))
