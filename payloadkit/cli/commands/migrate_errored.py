"""``payloadkit migrate errored``: write the failed rows of a batch for a spreadsheet."""

from __future__ import annotations

import click

from payloadkit.cli.clients import connected
from payloadkit.cli.files import write_output
from payloadkit.cli.options import FILE, configured_options, quiet_option
from payloadkit.cli.streams import InputError, print_note


@click.command("errored")
@click.option("--batch", required=True, help="The batch.")
@click.option(
    "--out", type=FILE, help="File for the CSV, readable only for you.  [default: standard output]"
)
@quiet_option
@configured_options
def command(*, batch: str, out: str | None, quiet: bool) -> None:
    """Write the rows that failed, with their errors and what can be done.

    Correct the rows in a spreadsheet; `migrate correct --corrections` makes the next batch of them.
    """
    from payloadkit.cli.result import counted
    from payloadkit.uaekyc import Batch, errored_sheet

    pages = []
    with connected("uaekyc", quiet=quiet) as platform:
        try:
            outcomes = list(platform.errored(batch))
        except ValueError as error:
            raise click.UsageError(str(error)) from None
    for outcome in outcomes:
        if outcome.state != "accepted":
            raise InputError(f"the platform's answer is {outcome.state}; nothing was written")
        pages.append(outcome.answer)
    records = list(Batch(errored_pages=pages).errored)
    write_output(errored_sheet(records), out)
    print_note(counted(len(records), "failed row"))
