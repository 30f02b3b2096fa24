"""``payloadkit migrate``: take a finished batch to onboarded customers."""

from __future__ import annotations

import click

from payloadkit.cli.program import LazyGroup


@click.group(
    "migrate",
    cls=LazyGroup,
    prefix="migrate_",
    names=("run", "status", "report", "errored", "correct"),
    epilog="Exit status: 0 all ended well, 1 some were refused or failed, 3 some wait or are "
    "unresolved, 2 usage or unreadable input, 130 interrupted.",
)
def command() -> None:
    """Take a finished batch to onboarded customers."""
