"""JSON with one document on each line, in ASCII, for programs that read documents one at a time."""

from __future__ import annotations

import json
from typing import IO, TYPE_CHECKING

import attrs

from payloadkit.cli.formats.json import document_json

if TYPE_CHECKING:
    from payloadkit.cli.result import Document, Totals


@attrs.frozen
class NdjsonFormat:
    """Documents as lines, those without violations too.

    Args:
        stream: The stream to write to.
    """

    stream: IO[str]

    def document(self, document: Document) -> None:
        """Write a document."""
        self.stream.write(f"{json.dumps(document_json(document))}\n")

    def end(self, totals: Totals) -> None:
        """Write nothing: each line is a document. Standard error says what was not checked."""
