"""Columns and paths on a terminal."""

from __future__ import annotations

import os
from typing import IO, TYPE_CHECKING

from rich import box
from rich.console import Console
from rich.table import Table

from payloadkit.cli.streams import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def console(stream: IO[str]) -> Console:
    """Return a console on a terminal. It reads no markup, and NO_COLOR takes its colours."""
    return Console(
        file=stream,
        markup=False,
        emoji=False,
        highlight=False,
        color_system=None if os.environ.get("NO_COLOR") else "auto",
    )


def grid(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Table:
    """Return columns with heads and without a frame."""
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, padding=(0, 1))
    for head in heads:
        table.add_column(head, overflow="fold")
    for row in rows:
        table.add_row(*row)
    table.add_row()
    return table


def broken(path: str, width: int) -> str:
    """Return a path on as many lines as a column needs, broken before slashes."""
    lines = [""]
    for part in printable(path).split("/")[1:]:
        if lines[-1] and len(lines[-1]) + 1 + len(part) > width:
            lines.append("")
        lines[-1] += f"/{part}"
    return "\n".join(lines)
