"""``payloadkit migrate status``: say how far a migration has come."""

from __future__ import annotations

import click

from payloadkit.cli.options import FILE, format_option


@click.command("status")
@format_option
@click.argument("journal", metavar="FILE", type=FILE)
def command(*, journal: str, form: str) -> None:
    """Print how many customers are in each state. FILE is the journal; a run may be using it."""
    from payloadkit.cli.migration_report import print_summary, read

    summary, _ = read(journal)
    print_summary(summary, form=form)
    raise click.exceptions.Exit(summary.exit_status)
