"""``payloadkit fields``: the fields of a kind, as a table."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

import click

from payloadkit.cli.options import Kind, format_option
from payloadkit.cli.streams import json_text, open_stream

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.text import Text

    from payloadkit.reference.field_table import FieldRow

_WIDEST = 140


@click.command("fields")
@format_option
@click.argument("kind", type=Kind())
def command(*, kind: str, form: str) -> None:
    """Show the fields of a kind: types, limits and rules, their certainty, and gateway answers.

    M is mandatory, O optional. The marks show how certain a fact is: A, the vendor says so; B, two
    sources agree; C, one integration does so; D, a guess that only warns. The mark behind a slash
    is for whether the field is mandatory. Through a pipe, the table is Markdown.
    """
    from payloadkit.reference.field_table import markdown, rows

    with open_stream() as stream:
        if form == "json":
            import attrs

            fields = [attrs.asdict(row) for row in rows(kind)]
            stream.write(json_text({"kind": kind, "fields": fields}))
        elif stream.isatty():
            _print_table(rows(kind), stream)
        else:
            stream.write(markdown(kind))


def _print_table(rows: Iterable[FieldRow], stream: IO[str]) -> None:
    """Print place, rule, certainty and meaning of each field."""
    from rich import box
    from rich.table import Table

    from payloadkit.cli.grid import broken, console

    screen = console(stream)
    width = min(screen.width, _WIDEST)
    table = Table(box=box.ROUNDED, show_lines=True, width=width)
    for head, ratio in (("Field", 4), ("Rule", 3), ("Sure", None), ("What it is", 4)):
        table.add_column(head, ratio=ratio, overflow="fold")
    for row in rows:
        mandatory = "M" if row.mandatory else "O"
        path = broken(row.path, width // 3)
        table.add_row(path, _demand(row), f"{mandatory} {row.sure}", _meaning(row))
    screen.print(table)


def _demand(row: FieldRow) -> Text:
    from rich.text import Text

    shape = ", ".join(filter(None, (row.type, row.limit)))
    return Text.assemble(
        "\n".join((row.rule, *row.across)),
        (f"\n{shape}", "dim"),
        (f"\ngateway: {row.gateway}" if row.gateway else "", "dim"),
    )


def _meaning(row: FieldRow) -> Text:
    from rich.text import Text

    return Text.assemble(row.doc, (f"\n{row.source}", "dim"))
