"""The formats of a report of documents, one in each module, and the choice of one."""

from __future__ import annotations

from importlib import import_module
from typing import IO, TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from payloadkit.cli.result import Document, Totals

FORMATS = {
    "text": "TextFormat",
    "terminal": "TerminalFormat",
    "json": "JsonFormat",
    "ndjson": "NdjsonFormat",
    "junit": "JunitFormat",
    "sarif": "SarifFormat",
    "github": "GithubFormat",
    "gitlab": "GitlabFormat",
    "markdown": "MarkdownFormat",
    "html": "HtmlFormat",
}
"""The class of each format, in the module of the same name."""


class Format(Protocol):
    """A format of a report. It writes documents one at a time, in the order of the input."""

    def document(self, document: Document) -> None:
        """Report a document as soon as it is checked."""

    def end(self, totals: Totals) -> None:
        """End the report with what all documents came to."""


def format_of(name: str, stream: IO[str], **options: object) -> Format:
    """Return a format that writes to a stream.

    Args:
        name: A name of ``FORMATS``. ``text`` is ``terminal`` where the stream is a terminal.
        stream: The stream.
        **options: What only this format takes.
    """
    if name == "text" and stream.isatty():
        name = "terminal"
    module = import_module(f"payloadkit.cli.formats.{name}")
    made: Format = getattr(module, FORMATS[name])(stream, **options)
    return made
