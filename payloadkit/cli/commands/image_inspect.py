"""``payloadkit image inspect``: what pictures are, and what is wrong with them."""

from __future__ import annotations

import click

from payloadkit.cli.files import each
from payloadkit.cli.options import FILE, format_option
from payloadkit.cli.streams import json_text, named, open_stream, status


@click.command("inspect")
@format_option
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=FILE)
def command(*, form: str, files: tuple[str, ...]) -> None:
    """Report the facts and the violations of pictures.

    FILE is a picture, `-` standard input.
    """
    from payloadkit.cli.formats.text import violation_line
    from payloadkit.cli.pictures import Picture, facts_line, picture_json

    pictures = each(files, Picture.read)
    with open_stream() as stream:
        if form == "json":
            stream.write(json_text({"pictures": [picture_json(picture) for picture in pictures]}))
        else:
            for picture in pictures:
                name, facts = named(picture.file), picture.facts
                stream.write(f"{name}: {facts_line(facts)}\n")
                found = (violation_line(name, violation) for violation in facts.violations)
                stream.writelines(f"{line}\n" for line in found)
    raise click.exceptions.Exit(
        status(
            complete=len(pictures) == len(files),
            sound=all(picture.facts.ok for picture in pictures),
        )
    )
