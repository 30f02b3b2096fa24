"""Tables for a person at a terminal."""

from __future__ import annotations

import os
from posixpath import commonpath
from typing import IO, TYPE_CHECKING

import attrs
from rich import box
from rich.console import Console
from rich.table import Table as Grid
from rich.text import Text

from payloadkit.cli.formats.text import facts_line, fitted_line
from payloadkit.cli.streams import named, printable
from payloadkit.violation import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from payloadkit.cli.result import Built, Document, Picture
    from payloadkit.images import Fitted
    from payloadkit.reference.field_table import FieldRow
    from payloadkit.violation import Violation

_COLOURS = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}
_MISSING = "field.missing"
_OTHERWISE = {"supplied": "From the supplement", "defaulted": "By default"}
_WIDEST = 140
_FRAME = 10  # columns that the lines of a grid of three take
_HOW = 16  # columns that the last one and the gaps of the table of origins take


def _console(table: TerminalFormat) -> Console:
    return Console(
        file=table.stream,
        markup=False,
        emoji=False,
        highlight=False,
        color_system=None if os.environ.get("NO_COLOR") else "auto",
    )


@attrs.frozen
class TerminalFormat:
    """Reports as tables.

    Args:
        stream: The terminal.
    """

    stream: IO[str]
    console: Console = attrs.field(init=False, default=attrs.Factory(_console, takes_self=True))

    def documents(self, documents: Sequence[Document]) -> None:
        """Report what was found in documents: the place, the rule and the mend."""
        for document in documents:
            self._title(_name(document), document.kind or "kind unknown")
            self._violations(document.report.violations)
            self._more(document)

    def built(self, built: Built) -> None:
        """Report the sources of values, and the violations."""
        self._origins(built)
        for document in built.documents:
            found = document.report.violations
            missing = [violation for violation in found if violation.code == _MISSING]
            self._title(_name(document), document.kind or "supplement")
            self._violations(
                [violation for violation in found if violation.code != _MISSING], alone=not missing
            )
            self._missing(missing)
            self._more(document)

    def pictures(self, pictures: Sequence[Picture]) -> None:
        """Report the facts and the violations of pictures."""
        for picture in pictures:
            self._title(named(picture.file), facts_line(picture.facts))
            self._violations(picture.facts.violations)

    def fitted(self, file: str, fitted: Fitted) -> None:
        """Report the changes to a picture."""
        self._title(named(file), fitted_line(fitted))

    def kinds(self, kinds: Mapping[str, str]) -> None:
        """List kinds with their descriptions."""
        grid = Grid.grid(padding=(0, 2, 0, 0))
        for kind, description in kinds.items():
            grid.add_row(Text(kind, "bold"), Text(description))
        self.console.print(grid)

    def fields(self, kind: str) -> None:
        """Show the fields of a kind: place, rule, whether it is mandatory, and what it is."""
        from payloadkit.reference.field_table import rows

        grid = Grid(box=box.ROUNDED, show_lines=True, width=self._width)
        for head, ratio in (("Field", 4), ("Rule", 3), ("Sure", None), ("What it is", 4)):
            grid.add_column(head, ratio=ratio, overflow="fold")
        for row in rows(kind):
            grid.add_row(
                _broken(row.path, self._width // 3),
                _demand(row),
                f"{'M' if row.mandatory else 'O'} {row.sure}",
                _meaning(row),
            )
        self.console.print(grid)

    def _title(self, name: str, what: str) -> None:
        self.console.print(Text.assemble((name, "bold"), "  ", (what, "dim")))

    def _violations(self, violations: Sequence[Violation], *, alone: bool = True) -> None:
        """Draw violations, those that differ only in their place as one row."""
        if not violations:
            if alone:
                self.console.print(Text("  nothing to mend", "green"))
            return
        alike: dict[Violation, list[Violation]] = {}
        for violation in violations:
            alike.setdefault(attrs.evolve(violation, path="", line=None, column=None), []).append(
                violation
            )
        grid = Grid(box=box.ROUNDED, show_lines=True, width=self._width)
        for head in ("Place", "Rule", "Mend"):
            grid.add_column(head, ratio=1, overflow="fold")
        for placeless, places in alike.items():
            grid.add_row(
                Text("\n").join(map(self._place, places)), _rule(placeless), _mend(placeless)
            )
        self.console.print(grid)

    def _more(self, document: Document) -> None:
        if document.report.truncated:
            self.console.print("  There is more; --max-violations bounds the report.")

    def _missing(self, missing: Sequence[Violation]) -> None:
        if missing:
            self.console.print(
                _grid(
                    ("Missing", "Where it comes from"),
                    [
                        (self._half(violation.path), violation.hint or violation.message)
                        for violation in missing
                    ],
                )
            )

    def _origins(self, built: Built) -> None:
        """Draw the source of each value, for those without one grouped by their object."""
        read = [row for row in built.lineage if row.sources]
        above = _above([source for row in read for source in row.sources])
        rows = [
            (
                self._half(row.target),
                "\n".join(self._half(source.removeprefix(above)) for source in row.sources),
                row.kind,
            )
            for row in read
        ]
        if rows:
            self.console.print(_grid(("In the payload", f"From the profile {above}", "How"), rows))
        for kind, head in _OTHERWISE.items():
            self._grouped(
                head, [row.target for row in built.lineage if row.kind == kind and not row.sources]
            )
        kept = built.lineage.keep
        self._grouped("In the profile, to be saved", kept)
        self._grouped(
            "In the profile and not used",
            [path for path in built.lineage.unused if path not in kept],
        )

    def _grouped(self, head: str, paths: Sequence[str]) -> None:
        groups: dict[str, list[str]] = {}
        for path in paths:
            above, _, name = path.rpartition("/")
            groups.setdefault(above, []).append(name)
        if groups:
            self.console.print(
                _grid(
                    (head, ""),
                    [
                        (self._half(above) or "/", printable(", ".join(names)))
                        for above, names in groups.items()
                    ],
                )
            )

    @property
    def _width(self) -> int:
        return min(self.console.width, _WIDEST)

    def _place(self, violation: Violation) -> Text:
        where = (
            "" if violation.line is None else f"\nline {violation.line}, column {violation.column}"
        )
        path = _broken(violation.path, (self._width - _FRAME) // 3)
        return Text.assemble(path or "the document", (where, "dim"))

    def _half(self, path: str) -> str:
        return _broken(path, (self._width - _HOW) // 2)


def _broken(path: str, width: int) -> str:
    """Return a path on as many lines as a column needs, broken before slashes."""
    lines = [""]
    for part in printable(path).split("/")[1:]:
        if lines[-1] and len(lines[-1]) + 1 + len(part) > width:
            lines.append("")
        lines[-1] += f"/{part}"
    return "\n".join(lines)


def _grid(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Grid:
    grid = Grid(box=box.SIMPLE_HEAD, show_edge=False, padding=(0, 1))
    for head in heads:
        grid.add_column(head, overflow="fold")
    for row in rows:
        grid.add_row(*row)
    grid.add_row()
    return grid


def _above(paths: Sequence[str]) -> str:
    """Return the place that paths have in common above their own names."""
    return (
        commonpath([path.rpartition("/")[0] + "/" for path in paths]).rstrip("/") if paths else ""
    )


def _name(document: Document) -> str:
    return "the payload" if document.file is None else named(document.file)


def _rule(violation: Violation) -> Text:
    return Text.assemble(
        (f"{violation.severity} {violation.code}", _COLOURS[violation.severity]),
        "\n",
        violation.message,
    )


def _demand(row: FieldRow) -> Text:
    shape = ", ".join(filter(None, (row.type, row.limit)))
    return Text.assemble(
        "\n".join((row.rule, *row.across)),
        (f"\n{shape}", "dim"),
        (f"\ngateway: {row.gateway}" if row.gateway else "", "dim"),
    )


def _meaning(row: FieldRow) -> Text:
    return Text.assemble(row.doc, (f"\n{row.source}", "dim"))


def _mend(violation: Violation) -> Text:
    answer = f"gateway: {violation.gateway}" if violation.gateway else ""
    return Text.assemble(
        violation.hint or "", "\n" if violation.hint and answer else "", (answer, "dim")
    )
