"""JSON for machines, in ASCII: the documents in the schema ``payloadkit.report/1``."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING, Any

import attrs

from payloadkit.cli.streams import json_text, unicode_name

if TYPE_CHECKING:
    from payloadkit.cli.result import Document, Totals


@attrs.frozen
class JsonFormat:
    """Documents as one JSON object.

    Args:
        stream: The stream to write to.
    """

    stream: IO[str]
    _documents: list[dict[str, Any]] = attrs.field(init=False, factory=list)

    def document(self, document: Document) -> None:
        """Keep a document for the end."""
        self._documents.append(document_json(document))

    def end(self, totals: Totals) -> None:  # noqa: ARG002 - as all formats
        """Write the documents."""
        self.stream.write(json_text({"documents": self._documents}))


def document_json(document: Document) -> dict[str, Any]:
    """Return a document as JSON values."""
    file = None if document.file is None else unicode_name(document.file)
    return {"file": file, "kind": document.kind, **document.report.to_dict()}
