"""``payloadkit image inspect``: what pictures are, and what is wrong with them."""

from __future__ import annotations

import click

from payloadkit.cli.files import each
from payloadkit.cli.options import FILE, format_option
from payloadkit.cli.streams import status


@click.command("inspect")
@format_option
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=FILE)
def command(*, form: str, files: tuple[str, ...]) -> None:
    """Report the facts and the violations of pictures.

    FILE is a picture, `-` standard input.
    """
    from payloadkit.cli.formats import reporter
    from payloadkit.cli.result import Picture

    pictures = each(files, Picture.read)
    with reporter(form) as report:
        report.pictures(pictures)
    raise click.exceptions.Exit(
        status(
            complete=len(pictures) == len(files),
            sound=all(picture.facts.ok for picture in pictures),
        )
    )
