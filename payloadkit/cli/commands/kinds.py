"""``payloadkit kinds``: list the kinds of documents."""

from __future__ import annotations

import click

from payloadkit.cli.options import format_option


@click.command("kinds")
@format_option
def command(*, form: str) -> None:
    """List the kinds of documents."""
    from payloadkit.cli.formats import reporter
    from payloadkit.models.registry import kinds, model_of

    listed = {kind: (model_of(kind).cls.__doc__ or "").partition("\n")[0] for kind in kinds()}
    with reporter(form) as report:
        report.kinds(listed)
