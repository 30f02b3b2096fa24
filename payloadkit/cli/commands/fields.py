"""``payloadkit fields``: the fields of a kind, as a table."""

from __future__ import annotations

import click

from payloadkit.cli.options import Kind, format_option


@click.command("fields")
@format_option
@click.argument("kind", type=Kind())
def command(*, kind: str, form: str) -> None:
    """Show the fields of a kind: types, limits and rules, their certainty, and gateway answers.

    M is mandatory, O optional. The marks show how certain a fact is: A, the vendor says so; B, two
    sources agree; C, one integration does so; D, a guess that only warns. The mark behind a slash
    is for whether the field is mandatory. Through a pipe, the table is Markdown.
    """
    from payloadkit.cli.formats import reporter

    with reporter(form) as report:
        report.fields(kind)
