"""Markdown for a comment on a pull request: the verdict, the codes and the worst violations."""

from __future__ import annotations

import re
from typing import IO, TYPE_CHECKING

import attrs

from payloadkit.cli.formats.page import words
from payloadkit.cli.formats.worst import Worst
from payloadkit.cli.result import sentences
from payloadkit.cli.streams import printable
from payloadkit.cli.summary import head, incomplete
from payloadkit.messages import phrase
from payloadkit.messages.catalogue import catalogue_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from payloadkit.cli.result import Document, Totals
    from payloadkit.violation import Violation

_LONGEST = 65_536  # characters of a comment on GitHub
_LONGEST_TABLE = 30_000
_FRAME = 500  # characters around the violations
_MOST = 100  # violations


@attrs.define
class MarkdownFormat:
    """Documents as a summary. It is written at the end.

    Args:
        stream: The stream to write to.
    """

    stream: IO[str]
    _items: Worst[str] = attrs.field(init=False, factory=lambda: Worst(_MOST))
    _truncated: int = attrs.field(init=False, default=0)

    def document(self, document: Document) -> None:
        """Keep the worst violations."""
        self._truncated += document.report.truncated
        for violation in document.report.violations:
            self._items.add(violation.severity, _item(document, violation))

    def end(self, totals: Totals) -> None:
        """Write the summary."""
        begin = "\n".join((*self._head(totals), *_table(totals)))
        self.stream.write(f"{begin}\n")
        number = self._items.number
        items = list(_fitting(self._items.kept(), _LONGEST - _FRAME - len(begin)))
        listed = phrase("violations", totals.language, count=number)
        if len(items) < number:
            listed = phrase("worst", totals.language, shown=len(items), violations=listed)
        summary = f"<summary>{listed}</summary>"
        lines = ["", "<details>", summary, "", *items, "", "</details>"] if number else []
        self.stream.writelines(f"{line}\n" for line in lines)

    def _head(self, totals: Totals) -> Iterator[str]:
        yield f"### payloadkit: {head(totals)}"
        for line in incomplete(totals):
            yield f"\n{line}"
        if self._truncated:
            documents = phrase("checked", totals.language, count=self._truncated)
            yield f"\n{documents}: {words(totals.language)['truncated']}"


def _table(totals: Totals) -> Iterator[str]:
    """Yield a table of the codes, the worst and the most frequent first."""
    known, word = catalogue_in(totals.language), words(totals.language)
    rows = [
        f"| {_code(code).replace('|', chr(92) + '|')} | {word[severity]} | {number:,} "
        f"| {_text(known[code].meaning) if code in known else ''} |"
        for (severity, code), number in totals.worst()
    ]
    if rows:
        heads = [word[name] for name in ("code", "severity", "count", "meaning")]
        yield f"\n| {' | '.join(heads)} |\n|---|---|--:|---|"
        shown = list(_fitting(rows, _LONGEST_TABLE))
        yield from shown
        if len(shown) < len(rows):
            yield f"\n{phrase('other_codes', totals.language, count=len(rows) - len(shown))}"


def _fitting(lines: Iterable[str], room: int) -> Iterator[str]:
    """Yield as many of the first lines as there is room for."""
    for line in lines:
        room -= len(line) + 1
        if room < 0:
            return
        yield line


def _item(document: Document, violation: Violation) -> str:
    place = _code(document.place(violation))
    path = _code(printable(violation.path) or "document")
    rule = _text(sentences(violation))
    severity = words(document.report.language)[violation.severity]
    return f"- {severity} {_code(violation.code)} {place} {path}: {rule}"


def _code(text: str) -> str:
    """Return a text as a code span, in which nothing has a meaning: no HTML and no @mention."""
    longest = max(map(len, re.findall("`+", text)), default=0)
    fence = "`" * (longest + 1)
    blank = " " if longest else ""
    return f"{fence}{blank}{text}{blank}{fence}"


def _text(text: str) -> str:
    """Return a text in which no character has a meaning in Markdown, in HTML or on GitHub."""
    escaped = re.sub(r"([\\`*_{}\[\]!~|<&])", r"\\\1", printable(text))
    return re.sub("[@#]", r"\g<0><!-- -->", escaped)
