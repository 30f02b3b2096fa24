"""Writes the baseline of a run: every violation that there is, and none of its values.

The text is the same for the same violations, and has one line for each entry, so that a change of
it can be reviewed.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import attrs

from payloadkit.cli.baseline import SCHEMA, Entry, name_of, with_violations
from payloadkit.cli.files import write_output
from payloadkit.cli.fingerprint import fingerprints
from payloadkit.cli.result import counted
from payloadkit.cli.streams import InputError, print_error, printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from payloadkit.cli.checking import Result
    from payloadkit.cli.result import Document


@attrs.define
class BaselineWriter:
    """Keeps the violations of documents for a baseline, and leaves none to report.

    Args:
        file: The name of the file to write.
    """

    _file: str
    most: int = 100_000
    """The most violations of a document to find."""
    covered: None = attrs.field(default=None, init=False)
    """As that of ``Baseline``: nothing is covered."""
    _entries: list[Entry] = attrs.field(factory=list, init=False)
    _truncated: int = attrs.field(default=0, init=False)

    def applied(self, results: Iterator[Result]) -> Iterator[Result]:
        """Keep the violations of results, and yield these without them.

        Args:
            results: The results.
        """
        for result, size in results:
            if not isinstance(result, InputError):
                self._keep(result)
                yield with_violations(result, (), self.most), size
            else:
                yield result, size

    def end(self, *, complete: bool) -> str:
        """Write the file, and return a line for the summary.

        Args:
            complete: Whether every document was checked; else nothing is written.

        Raises:
            InputError: The file cannot be written.
        """
        if not complete:
            print_error(InputError(f"{printable(self._file)}: not written, as not all was checked"))
            return "baseline: not written"
        write_output(self._text().encode(), self._file)
        number = counted(len(self._entries), "violation")
        line = f"baseline: {number} written to {printable(self._file)}"
        if self._truncated:
            line += f"; {counted(self._truncated, 'document')} with more than {self.most:,} each"
        return line

    def _text(self) -> str:
        self._entries.sort(key=attrs.astuple)
        lines = [f"\n    {json.dumps(attrs.asdict(entry))}" for entry in self._entries]
        listed = f"[{','.join(lines)}\n  ]" if lines else "[]"
        return f'{{\n  "schema": "{SCHEMA}",\n  "violations": {listed}\n}}\n'

    def _keep(self, document: Document) -> None:
        name = name_of(document)
        self._entries += [
            Entry(name, violation.path, violation.code, mark)
            for violation, mark in zip(
                document.report.violations, fingerprints(document), strict=True
            )
        ]
        self._truncated += document.report.truncated
