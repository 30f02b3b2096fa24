"""Reads the HTML report: its list of documents as (document, path, code)."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from payloadkit.cli.result import Document
    from payloadkit.violation import Violation
    from tests.cli.formats.readers import Found


class _Page(HTMLParser):
    """Reads the list of documents of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: Found = set()
        self.open: list[str] = []
        self.texts: dict[str, str] = dict.fromkeys(("h3", "a", "bdi", "p"), "")
        self.in_lines = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin an element."""
        if tag == "details":
            self.open = []
        elif tag in ("li", "div") and "p" in self.open:  # ends a paragraph without its end tag
            self.end_line()
            del self.open[self.open.index("p") :]
        elif tag == "ul":
            self.in_lines = ("class", "lines") in attrs
        self.open.append(tag)
        if tag in self.texts:
            self.texts[tag] = ""

    def handle_endtag(self, tag: str) -> None:
        """End an element; a path ends a violation."""
        if tag == "ul" and "p" in self.open:
            self.end_line()
        if tag in self.open:
            while self.open.pop() != tag:
                pass
        if tag == "bdi" and "p" in self.open and "details" in self.open:
            self.add("bdi")

    def end_line(self) -> None:
        """End the paragraph of a document in one line."""
        if self.in_lines:
            self.add("p")

    def add(self, tag: str) -> None:
        """Add a violation, whose path is the text of an element."""
        path = self.texts[tag].strip()
        whole = "the whole document"
        self.found.add((self.texts["h3"], "" if path == whole else path, self.texts["a"]))

    def handle_data(self, data: str) -> None:
        """Keep the text of names, codes and paths, without positions."""
        for tag in self.texts:
            if tag in self.open and not {"i", "small"}.intersection(self.open):
                self.texts[tag] += data


def in_html(text: str) -> Found:
    """Read a page."""
    page = _Page()
    page.feed(text)
    return page.found


def of_html(document: Document, _: Violation) -> str:
    """Return the heading that a page gives a document."""
    return document.key
