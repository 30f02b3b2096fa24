"""``payloadkit schema``: a kind as JSON Schema."""

from __future__ import annotations

import click

from payloadkit.cli.options import Kind
from payloadkit.cli.streams import outlet


@click.command("schema")
@click.argument("kind", type=Kind())
def command(*, kind: str) -> None:
    """Print the JSON Schema (2020-12) of a kind."""
    import json

    from payloadkit.schema import json_schema

    with outlet() as stream:
        stream.write(json.dumps(json_schema(kind), indent=2) + "\n")
