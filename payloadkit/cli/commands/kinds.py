"""``payloadkit kinds``: list the kinds of documents."""

from __future__ import annotations

import click

from payloadkit.cli.options import format_option
from payloadkit.cli.streams import json_text, open_stream


@click.command("kinds")
@format_option
def command(*, form: str) -> None:
    """List the kinds of documents."""
    from payloadkit.models.registry import kinds, model_of

    listed = {kind: (model_of(kind).cls.__doc__ or "").partition("\n")[0] for kind in kinds()}
    with open_stream() as stream:
        if form == "json":
            pairs = [{"kind": kind, "description": text} for kind, text in listed.items()]
            stream.write(json_text({"kinds": pairs}))
        elif stream.isatty():
            from payloadkit.cli.grid import console, grid

            console(stream).print(grid(("Kind", "What it is"), listed.items()))
        else:
            width = max(map(len, listed))
            stream.writelines(f"{kind:{width}}  {text}\n" for kind, text in listed.items())
