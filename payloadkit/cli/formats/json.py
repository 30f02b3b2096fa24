"""JSON for machines, in ASCII: documents and a summary, in the schema ``payloadkit.report/1``."""

from __future__ import annotations

import json
from typing import IO, TYPE_CHECKING, Any

import attrs

from payloadkit.cli.streams import unicode_name

if TYPE_CHECKING:
    from payloadkit.cli.result import Document, Totals


@attrs.define
class JsonFormat:
    """Documents as one JSON object. Each is written as soon as it is there.

    Args:
        stream: The stream to write to.
    """

    stream: IO[str]
    _begun: bool = attrs.field(init=False, default=False)

    def document(self, document: Document) -> None:
        """Write a document."""
        before = "," if self._begun else '{\n  "documents": ['
        self.stream.write(f"{before}\n    {_indented(document_json(document), 4)}")
        self._begun = True

    def end(self, totals: Totals) -> None:
        """Write what all documents came to."""
        self.stream.write("\n  ]" if self._begun else '{\n  "documents": []')
        self.stream.write(f',\n  "summary": {_indented(totals_json(totals), 2)}\n}}\n')


def _indented(output: dict[str, Any], columns: int) -> str:
    return json.dumps(output, indent=2).replace("\n", "\n" + " " * columns)


def document_json(document: Document) -> dict[str, Any]:
    """Return a document as JSON values. Only a document that is one of several has an entry."""
    file = None if document.file is None else unicode_name(document.file)
    entry = {} if document.entry is None else {"entry": document.entry}
    return {"file": file, **entry, "kind": document.kind, **document.report.to_dict()}


def totals_json(totals: Totals) -> dict[str, Any]:
    """Return what all documents came to as JSON values."""
    return {
        "documents": totals.documents,
        "failed": totals.failed,
        "unread": totals.unread,
        "interrupted": totals.interrupted,
        "codes": [
            {"code": code, "severity": severity.value, "violations": number}
            for (severity, code), number in totals.worst()
        ],
        **({} if totals.baseline is None else {"baseline": attrs.asdict(totals.baseline)}),
    }
