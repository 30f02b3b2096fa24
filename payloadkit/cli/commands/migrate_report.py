"""``payloadkit migrate report``: say what became of each customer."""

from __future__ import annotations

import click

from payloadkit.cli.options import FILE, format_option


@click.command("report")
@click.option(
    "--customers",
    type=FILE,
    help="The migration CSV: the report then has the number of each customer that is in it.",
)
@format_option
@click.argument("journal", metavar="FILE", type=FILE)
def command(*, journal: str, customers: str | None, form: str) -> None:
    """Print what became of each customer, from the journal alone.

    FILE is the journal. It holds no customer's number, so without --customers a customer is the
    position in the batch and the beginning of a hash.
    """
    from payloadkit.cli.migration_report import print_summary, read

    summary, names = read(journal, customers)
    print_summary(summary, form=form, everybody=True, names=names)
    raise click.exceptions.Exit(summary.exit_status)
