"""The summary in Markdown: what it shows, what it escapes and how long it is."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import attrs
import pytest

import payloadkit as pk
from payloadkit.cli.result import Document, Totals
from payloadkit.messages import phrase
from payloadkit.messages.catalogue import catalogue_in
from payloadkit.violation import Fault
from tests.cli.formats.drawn import drawn, localized, written
from tests.cli.formats.readers import MARKDOWN

TAGS = {
    "h3", "p", "table", "thead", "tbody", "tr", "th", "td", "code", "details", "summary", "ul", "li"
}  # fmt: skip


class Page(HTMLParser):
    """What a reader sees of a page of HTML."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.prose: list[str] = []
        self.feed(MARKDOWN.render(text))

    def handle_starttag(self, tag: str, attrs: object) -> None:
        """Note a tag."""
        assert not attrs or tag in ("th", "td")
        self.tags.add(tag)
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Leave a tag."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Note a text that is no code."""
        if "code" not in self.open:
            self.prose.append(data)


def odd(number: int, text: str = "") -> Document:
    """Return a document with so many errors whose sentences are full of marks."""
    fault = Fault("odd.marks", f"@team #1 |`*_~[a](b)![c](d)<img src=x>&amp;\\ {text}")
    violations = tuple(fault.violation(f"/{index}") for index in range(number))
    return Document("a.json", None, pk.Report(violations))


def test_nothing_is_read_as_a_mark() -> None:
    """Names, paths and sentences bring no tag, no mention and no reference of their own."""
    page = Page(written("markdown", (odd(1), *drawn())))

    assert page.tags <= TAGS
    assert page.open == []
    assert not any(re.search(r"[@#]\w", text) for text in page.prose)
    assert "|`*_~[a](b)![c](d)<img src=x>&amp;\\" in "".join(page.prose)


def test_codes_stand_in_a_table() -> None:
    """Each code has a row with its number: errors first, and the frequent ones."""
    totals = Totals()
    for document in drawn():
        totals.add(document)
    rows = [
        tuple(cell.strip(" `") for cell in line.split("|")[1:4])
        for line in written("markdown", drawn()).splitlines()
        if line.startswith("| `")
    ]

    assert rows == [(code, str(kind), str(number)) for (kind, code), number in totals.worst()]


def test_the_verdict_is_first() -> None:
    """The head says how many documents failed; without violations there is nothing else."""
    clean = written("markdown", drawn()[:1])
    failed = written("markdown", drawn())

    assert clean == "### payloadkit: 1 document\n"
    assert failed.startswith(
        f"### payloadkit: {len(drawn())} documents, {len(drawn()) - 1} failed\n"
    )


def test_what_ended_early_is_told() -> None:
    """Inputs that were not checked and an interruption stand under the verdict."""
    text = written("markdown", (), Totals(unread=2, interrupted=True))

    assert "2 inputs" in text
    assert "interrupted" in text


@pytest.mark.parametrize("language", ["en", "ar"])
def test_meanings_are_in_the_language_of_the_reports(language: str) -> None:
    """So are the severities and the numbers; codes stay."""
    page = Page(written("markdown", localized(language)))
    prose = "".join(page.prose)
    codes = {found.code for document in drawn() for found in document.report.violations}

    assert all(catalogue_in(language)[code].meaning in prose for code in codes)
    assert phrase("checked", language, count=len(drawn())) in prose
    assert ("error" in page.prose) == (language == "en")


@pytest.mark.parametrize("length", [0, 10, 1000, 40_000, 70_000])
def test_it_is_bounded_and_says_so(length: int) -> None:
    """A comment on GitHub has at most 65,536 characters, and says how many violations it shows."""
    text = written("markdown", [odd(150, "x" * length), attrs.evolve(odd(7), kind="b")])
    items = text.count("\n- ")

    assert len(text) <= 65_536
    assert items == {0: 100, 10: 100}.get(length, items) < 157
    assert f"The worst {items} of 157 violations" in text


def test_many_codes_are_bounded_too() -> None:
    """A table of very many codes says how many it leaves out."""
    faults = [Fault(f"odd.code_{number}", "No.").violation("") for number in range(3000)]
    text = written("markdown", [Document("a.json", None, pk.Report(tuple(faults)))])
    rows = text.count("\n| `")

    assert len(text) <= 65_536
    assert f"and {3000 - rows:,} other codes" in text
