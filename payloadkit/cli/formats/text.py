"""Text with one fact on each line, for pipes, editors and logs."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

import attrs

from payloadkit.cli.result import counted
from payloadkit.cli.streams import named, printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from payloadkit.cli.result import Built, Document, Picture
    from payloadkit.images import Facts, Fitted
    from payloadkit.violation import Violation


@attrs.frozen
class TextFormat:
    """Reports as lines.

    Args:
        stream: The stream to write to.
    """

    stream: IO[str]

    def documents(self, documents: Sequence[Document]) -> None:
        """Print violations as ``file:line:column: severity code path: message (hint)``."""
        for document in documents:
            self._write(document_lines(document))

    def built(self, built: Built) -> None:
        """Report the sources of values, and the violations."""
        self._write(
            f"{printable(row.target)}: {origin(row.kind, row.rule, row.sources)}"
            for row in built.lineage
        )
        kept = built.lineage.keep
        self._write(f"{printable(path)}: save this" for path in kept)
        self._write(
            f"{printable(path)}: not used" for path in built.lineage.unused if path not in kept
        )
        self.documents(built.documents)

    def pictures(self, pictures: Sequence[Picture]) -> None:
        """Report the facts and the violations of pictures."""
        for picture in pictures:
            self._write([f"{named(picture.file)}: {facts_line(picture.facts)}"])
            self._write(
                violation_line(named(picture.file), violation)
                for violation in picture.facts.violations
            )

    def fitted(self, file: str, fitted: Fitted) -> None:
        """Report the changes to a picture."""
        self._write([f"{named(file)}: {fitted_line(fitted)}"])

    def kinds(self, kinds: Mapping[str, str]) -> None:
        """List kinds with their descriptions."""
        width = max(map(len, kinds))
        self._write(f"{kind:{width}}  {description}" for kind, description in kinds.items())

    def fields(self, kind: str) -> None:
        """Show the fields of a kind, as Markdown."""
        from payloadkit.reference.field_table import markdown

        self.stream.write(markdown(kind))

    def _write(self, lines: Iterator[str] | list[str]) -> None:
        self.stream.writelines(f"{line}\n" for line in lines)


def document_lines(document: Document) -> Iterator[str]:
    """Yield the violations of a document as lines."""
    name = document.kind or "" if document.file is None else named(document.file)
    for violation in document.report.violations:
        origin_file = document.origins.get(violation.path)
        yield violation_line(name if origin_file is None else named(origin_file), violation)
    if document.report.truncated:
        yield f"{name}: there is more; --max-violations bounds the report."


def violation_line(name: str, violation: Violation) -> str:
    """Return a violation as one line."""
    place = name if violation.line is None else f"{name}:{violation.line}:{violation.column}"
    return printable(f"{place}: {violation}")


def origin(kind: str, rule: str, sources: Sequence[str]) -> str:
    """Return the sources of a value, in words."""
    return printable(
        f"{kind} from {', '.join(sources)} ({rule})" if sources else f"{kind} ({rule})"
    )


def facts_line(facts: Facts) -> str:
    """Return the facts of a picture, in words."""
    size = "" if facts.width is None else f"{facts.width} x {facts.height} pixels, "
    turned = "" if facts.orientation in {1, None} else f", orientation {facts.orientation}"
    place = ", tells where it was taken" if facts.has_location else ""
    moving = ", animated" if facts.animated else ""
    name = facts.format or "no picture"
    return f"{name}, {size}{counted(facts.size_bytes, 'byte')}{turned}{place}{moving}"


def fitted_line(fitted: Fitted) -> str:
    """Return the changes to a picture, in words."""
    quality = "" if fitted.quality is None else f", quality {fitted.quality}"
    done = ", ".join(fitted.steps) or "as it was"
    size = f"{fitted.width} x {fitted.height} pixels, {counted(len(fitted.data), 'byte')}"
    return f"{fitted.content_type}, {size}{quality}; {done}"
