"""``payloadkit schema``: a kind as JSON Schema, or all of them as OpenAPI components."""

from __future__ import annotations

import click

from payloadkit.cli.options import Kind
from payloadkit.cli.streams import open_stream


@click.command("schema")
@click.option(
    "--openapi", is_flag=True, help="Print all kinds as the components of an OpenAPI 3.1 document."
)
@click.argument("kind", type=Kind(), required=False)
def command(*, kind: str | None, openapi: bool) -> None:
    """Print the JSON Schema (2020-12) of a kind."""
    if (kind is None) is not openapi:
        raise click.UsageError(
            "Either KIND or --openapi: a kind's own schema, or the components of all."
        )

    import json

    from payloadkit.models.schema import json_schema
    from payloadkit.reference.openapi import components

    schema = components() if kind is None else json_schema(kind)
    with open_stream() as stream:
        stream.write(json.dumps(schema, indent=2) + "\n")
