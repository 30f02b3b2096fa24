"""``payloadkit migration``: the commands around a population migration, one a module."""

from __future__ import annotations

import click

from payloadkit.cli.program import LazyGroup


@click.group("migration", cls=LazyGroup, package="payloadkit.cli.commands.migration", names=("correct",))
def command() -> None:
    """Help a population migration along."""
