"""JSON for machines, in ASCII."""

from __future__ import annotations

import json
import os
from typing import IO, TYPE_CHECKING, Any

import attrs

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from payloadkit.cli.result import Built, Document, Picture
    from payloadkit.images import Fitted
    from payloadkit.violation import Violation


@attrs.frozen
class JsonFormat:
    """Reports as JSON.

    Args:
        stream: The stream to write to.
    """

    stream: IO[str]

    def documents(self, documents: Sequence[Document]) -> None:
        """Report the violations of documents."""
        self._write({"documents": [_document(document) for document in documents]})

    def built(self, built: Built) -> None:
        """Report the sources of values, and the violations."""
        documents = [_document(document) for document in built.documents]
        self._write({"documents": documents, **built.lineage.to_dict()})

    def pictures(self, pictures: Sequence[Picture]) -> None:
        """Report the facts and the violations of pictures."""
        self._write({"pictures": [_picture(picture) for picture in pictures]})

    def fitted(self, file: str, fitted: Fitted) -> None:
        """Report the changes to a picture."""
        facts = {
            name: getattr(fitted, name)
            for name in ("content_type", "width", "height", "quality", "steps")
        }
        self._write({"file": _file(file), "size_bytes": len(fitted.data), **facts})

    def kinds(self, kinds: Mapping[str, str]) -> None:
        """List kinds with their descriptions."""
        self._write(
            {
                "kinds": [
                    {"kind": kind, "description": description}
                    for kind, description in kinds.items()
                ]
            }
        )

    def fields(self, kind: str) -> None:
        """Show the fields of a kind."""
        from payloadkit.reference.field_table import rows

        self._write({"kind": kind, "fields": [attrs.asdict(row) for row in rows(kind)]})

    def _write(self, output: dict[str, Any]) -> None:
        self.stream.write(json.dumps(output, indent=2) + "\n")


def _file(file: str) -> str:
    """Return a file's name as Unicode. Bytes that are no UTF-8 become escapes."""
    return os.fsencode(file).decode("utf-8", "backslashreplace")


def _document(document: Document) -> dict[str, Any]:
    file = None if document.file is None else _file(document.file)
    return {"file": file, "kind": document.kind, **document.report.to_dict()}


def _picture(picture: Picture) -> dict[str, Any]:
    facts = {
        name: getattr(picture.facts, name)
        for name in (
            "format",
            "width",
            "height",
            "size_bytes",
            "orientation",
            "has_location",
            "animated",
            "ok",
        )
    }
    return {
        "file": _file(picture.file),
        **facts,
        "violations": _violations(picture.facts.violations),
    }


def _violations(violations: Sequence[Violation]) -> list[dict[str, Any]]:
    return [attrs.asdict(violation) for violation in violations]
