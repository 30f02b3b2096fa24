"""``payloadkit migration correct``: the CSV of the rows that failed, corrected."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from payloadkit.cli.files import STDIN
from payloadkit.cli.options import FILE, format_option, policy_options

if TYPE_CHECKING:
    from payloadkit.policy import Policy


@click.command("correct")
@click.option("--corrections", type=FILE, required=True, help='What is corrected: {"rows": [{"customer_id": …, …}]}.')
@click.option("--out", type=FILE, help="Where the CSV goes, readable for you alone.  [default: standard output]")
@format_option
@policy_options
@click.argument("pages", metavar="ERRORED...", nargs=-1, required=True, type=FILE)
def command(*, pages: tuple[str, ...], corrections: str, out: str | None, form: str, policy: Policy) -> None:
    """Write the CSV of the next batch: the corrected rows, and only those.

    ERRORED are the pages of the rows that failed, `-` standard input. With --out, standard output tells what came from where; without, it is the CSV, and
    standard error tells.
    """
    from payloadkit.cli.correcting import correct
    from payloadkit.cli.ending import end

    if (*pages, corrections).count(STDIN) > 1:
        raise click.UsageError("Standard input can be read only once.")
    end(correct(pages, corrections, policy), "CSV", out=out, form=form)
