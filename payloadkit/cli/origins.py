"""Where each value of a built payload comes from, for people."""

from __future__ import annotations

from posixpath import commonpath
from typing import IO, TYPE_CHECKING

from payloadkit.cli.streams import printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from payloadkit.conversion.lineage import Lineage

_OTHERWISE = {"supplied": "From the supplement", "defaulted": "By default"}
_HOW = 16  # columns that the last one and the gaps take


def print_origins(lineage: Lineage, stream: IO[str]) -> None:
    """Print the sources of each value: columns on a terminal, lines elsewhere.

    Args:
        lineage: The lineage.
        stream: The stream to write to.
    """
    if stream.isatty():
        _columns(lineage, stream)
    else:
        stream.writelines(f"{line}\n" for line in _lines(lineage))


def _lines(lineage: Lineage) -> Iterator[str]:
    for row in lineage:
        sources = f" from {', '.join(row.sources)}" if row.sources else ""
        yield printable(f"{row.target}: {row.kind}{sources} ({row.rule})")
    yield from (printable(f"{path}: save this") for path in lineage.keep)
    yield from (printable(f"{path}: not used") for path in _unused(lineage))


def _columns(lineage: Lineage, stream: IO[str]) -> None:
    from payloadkit.cli.grid import broken, console, grid

    screen = console(stream)
    half = (screen.width - _HOW) // 2
    read = [row for row in lineage if row.sources]
    above = _above([source for row in read for source in row.sources])
    rows = [
        (
            broken(row.target, half),
            "\n".join(broken(source.removeprefix(above), half) for source in row.sources),
            row.kind,
        )
        for row in read
    ]
    if rows:
        screen.print(grid(("In the payload", f"From the profile {above}", "How"), rows))
    groups = {
        head: [row.target for row in lineage if row.kind == kind and not row.sources]
        for kind, head in _OTHERWISE.items()
    }
    groups["In the profile, to be saved"] = list(lineage.keep)
    groups["In the profile and not used"] = _unused(lineage)
    for head, paths in groups.items():
        if paths:
            named = [(broken(at, half) or "/", printable(name)) for at, name in _grouped(paths)]
            screen.print(grid((head, ""), named))


def _unused(lineage: Lineage) -> list[str]:
    kept = lineage.keep
    return [path for path in lineage.unused if path not in kept]


def _grouped(paths: Sequence[str]) -> list[tuple[str, str]]:
    """Return the objects that paths stand in, each with the names in it."""
    groups: dict[str, list[str]] = {}
    for path in paths:
        above, _, name = path.rpartition("/")
        groups.setdefault(above, []).append(name)
    return [(above, ", ".join(names)) for above, names in groups.items()]


def _above(paths: Sequence[str]) -> str:
    """Return the place that paths have in common above their own names."""
    return (
        commonpath([path.rpartition("/")[0] + "/" for path in paths]).rstrip("/") if paths else ""
    )
