"""``payloadkit image``: the commands for single pictures, one a module."""

from __future__ import annotations

import click

from payloadkit.cli.program import LazyGroup


@click.group("image", cls=LazyGroup, package="payloadkit.cli.commands.image", names=("inspect", "fit"))
def command() -> None:
    """Look at pictures, and make them fit to send."""
