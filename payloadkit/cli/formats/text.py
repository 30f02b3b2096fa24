"""Text with one violation on each line, for pipes, editors and logs."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from payloadkit.cli.result import MORE
from payloadkit.cli.streams import printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from payloadkit.cli.result import Document, Totals
    from payloadkit.violation import Violation


class TextFormat:
    """Violations as ``file:line:column: severity code path: message (hint)``.

    Args:
        stream: The stream to write to.
    """

    def __init__(self, stream: IO[str]) -> None:
        self.stream = stream

    def document(self, document: Document) -> None:
        """Print a line for each violation."""
        self.stream.writelines(f"{line}\n" for line in document_lines(document))

    def end(self, totals: Totals) -> None:
        """Print nothing: the result holds violations only."""


def document_lines(document: Document) -> Iterator[str]:
    """Yield the violations of a document as lines."""
    for violation in document.report.violations:
        yield violation_line(document.place(violation), violation)
    if document.report.truncated:
        yield f"{document.key}: {MORE}"


def violation_line(place: str, violation: Violation) -> str:
    """Return a violation as one line behind its place."""
    return printable(f"{place}: {violation}")
