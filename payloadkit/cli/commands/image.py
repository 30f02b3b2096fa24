"""``payloadkit image``: look at pictures, and make them fit to send."""

from __future__ import annotations

import click

from payloadkit.cli.program import LazyGroup


@click.group("image", cls=LazyGroup, prefix="image_", names=("fit", "inspect"))
def command() -> None:
    """Look at pictures, and make them fit to send."""
