"""Tables for a person at a terminal."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

import attrs
from rich import box
from rich.table import Table
from rich.text import Text

from payloadkit.cli.grid import broken, console
from payloadkit.violation import Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from payloadkit.cli.result import Document, Totals
    from payloadkit.violation import Violation

_COLOURS = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}
_WIDEST = 140
_FRAME = 10  # columns that the lines of a grid of three take


def _console(table: TerminalFormat) -> Console:
    return console(table.stream)


@attrs.frozen
class TerminalFormat:
    """Documents as tables.

    Args:
        stream: The terminal.
    """

    stream: IO[str]
    console: Console = attrs.field(init=False, default=attrs.Factory(_console, takes_self=True))

    def document(self, document: Document) -> None:
        """Report what was found in a document: the place, the rule and the mend."""
        self.console.print(
            Text.assemble((document.name, "bold"), "  ", (document.kind or "kind unknown", "dim"))
        )
        self._violations(document.report.violations)
        if document.report.truncated:
            self.console.print("  There is more; --max-violations bounds the report.")

    def end(self, totals: Totals) -> None:
        """Print nothing."""

    def _violations(self, violations: Sequence[Violation]) -> None:
        """Draw violations, those that differ only in their place as one row."""
        if not violations:
            self.console.print(Text("  nothing to mend", "green"))
            return
        alike: dict[Violation, list[Violation]] = {}
        for violation in violations:
            alike.setdefault(attrs.evolve(violation, path="", line=None, column=None), []).append(
                violation
            )
        table = Table(box=box.ROUNDED, show_lines=True, width=min(self.console.width, _WIDEST))
        for head in ("Place", "Rule", "Mend"):
            table.add_column(head, ratio=1, overflow="fold")
        for placeless, places in alike.items():
            table.add_row(
                Text("\n").join(map(self._place, places)), _rule(placeless), _mend(placeless)
            )
        self.console.print(table)

    def _place(self, violation: Violation) -> Text:
        where = (
            "" if violation.line is None else f"\nline {violation.line}, column {violation.column}"
        )
        path = broken(violation.path, (min(self.console.width, _WIDEST) - _FRAME) // 3)
        return Text.assemble(path or "the document", (where, "dim"))


def _rule(violation: Violation) -> Text:
    return Text.assemble(
        (f"{violation.severity} {violation.code}", _COLOURS[violation.severity]),
        "\n",
        violation.message,
    )


def _mend(violation: Violation) -> Text:
    answer = f"gateway: {violation.gateway}" if violation.gateway else ""
    return Text.assemble(
        violation.hint or "", "\n" if violation.hint and answer else "", (answer, "dim")
    )
