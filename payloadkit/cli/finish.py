"""The end of a command that makes a file: result, report and exit status."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

import click

from payloadkit.cli.files import STDIN, write_output
from payloadkit.cli.streams import print_note, printable, status

if TYPE_CHECKING:
    from payloadkit.cli.result import Built


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
    from payloadkit.cli.formats import reporter
    from payloadkit.cli.result import tally

    piped = out in (None, STDIN)
    if built.payload is not None:
        write_output(built.payload, out)
    with reporter(form, error=piped) as report:
        report.built(built)
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
