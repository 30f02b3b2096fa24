"""One page of HTML for the people who mend documents. It needs neither a network nor a script."""

from __future__ import annotations

from codecs import lookup
from collections import Counter
from functools import partial
from html import escape
from itertools import groupby
from typing import IO, TYPE_CHECKING

import attrs

from payloadkit.cli.formats.page import template, words
from payloadkit.cli.streams import named
from payloadkit.messages import phrase
from payloadkit.messages.catalogue import catalogue_in
from payloadkit.messages.report_forms import rank
from payloadkit.policy import LARGEST
from payloadkit.violation import Severity

if TYPE_CHECKING:
    from jinja2 import Template

    from payloadkit.cli.result import Document, Totals
    from payloadkit.conversion.lineage import Lineage
    from payloadkit.violation import Violation

_MOST_IN_FULL = 20_000  # rows; in a longer page they refer to their sentences, for its size
_MOST_OPEN = 100  # rows; in a longer page documents are closed at first
_PIECES = 4000  # pieces of the template that are written at once


@attrs.define(eq=False)
class Code:
    """A code of violations of one severity.

    Args:
        severity: The severity.
        code: The code.
        sentences: What its violations say.
        violations: How many violations have it.
        documents: How many documents have it.
    """

    severity: Severity
    code: str
    sentences: list[Sentence] = attrs.field(factory=list)
    violations: int = 0
    documents: int = 0

    @property
    def rank(self) -> tuple[int, int, str]:
        """Its place in the page: the worst and most frequent first."""
        return rank(self.severity), -self.violations, self.code


@attrs.frozen(eq=False)
class Sentence:
    """What violations say that differ only in their place.

    Args:
        number: Its number in the page.
        code: Their code.
        message: Their message.
        hint: Their hint.
        gateway: The code that the gateway would answer.
    """

    number: int
    code: Code
    message: str
    hint: str | None
    gateway: str | None


@attrs.frozen
class Listed:
    """A document with violations.

    Args:
        name: Its name.
        kind: Its kind.
        rows: Each sentence, the worst first, and HTML of its places.
        truncated: Whether there are more.
        photos: Path and data URI of each of its pictures, if they are to be shown.
    """

    name: str
    kind: str | None
    rows: list[tuple[Sentence, list[str]]]
    truncated: bool
    photos: list[tuple[str, str]]

    @property
    def rank(self) -> int:
        """Its place in the page: those with errors first."""
        return _worst(self.rows[0][0])

    @property
    def is_line(self) -> bool:
        """Whether one line can show all of it in a page that refers to its sentences."""
        places = self.rows[0][1]
        return len(self.rows) == len(places) == 1 and not (self.truncated or self.photos)

    @property
    def numbers(self) -> Counter[Severity]:
        """How many violations it has of each severity, the worst first."""
        found: Counter[Severity] = Counter()
        for sentence, places in self.rows:
            found[sentence.code.severity] += len(places)
        return found


@attrs.define
class HtmlFormat:
    """Documents as one page, those with errors first.

    Args:
        stream: The stream to write to.
        lineage: The sources of the values of a built payload.
        with_images: Whether the pictures of documents are shown.

    Raises:
        InputError: Jinja2 is not installed.
    """

    stream: IO[str]
    lineage: Lineage | None = None
    with_images: bool = False
    _template: Template = attrs.field(init=False, factory=template)
    _codes: dict[tuple[Severity, str], Code] = attrs.field(init=False, factory=dict)
    _sentences: dict[tuple[object, ...], Sentence] = attrs.field(init=False, factory=dict)
    _listed: list[Listed] = attrs.field(init=False, factory=list)

    def document(self, document: Document) -> None:
        """Keep the violations of a document for the end. One without any is only counted."""
        report = document.report
        whole = words(report.language)["whole"]
        groups: dict[Sentence, list[str]] = {}
        for one in report.violations:
            groups.setdefault(self._sentence(one), []).append(_place(document, one, whole))
        if not groups:
            return
        for sentence, places in groups.items():
            sentence.code.violations += len(places)
        for code in {sentence.code for sentence in groups}:
            code.documents += 1
        self._listed.append(
            Listed(
                document.key,
                document.kind,
                [(one, groups[one]) for one in sorted(groups, key=_worst)],
                report.truncated,
                self._photos(document),
            )
        )

    def end(self, totals: Totals) -> None:
        """Write the page."""
        rows = sum(len(listed.rows) for listed in self._listed)
        in_full = rows <= _MOST_IN_FULL
        self._listed.sort(key=lambda one: one.rank)
        codes = sorted(self._codes.values(), key=lambda code: code.rank)
        page = self._template.stream(
            language=totals.language,
            words=words(totals.language),
            entries=catalogue_in(totals.language),
            no_kind=phrase("no_json", totals.language),
            totals=totals,
            severities=[(one, _count(codes, one)) for one in Severity],
            codes=codes,
            listed=groupby(self._listed, lambda one: one.is_line and not in_full),
            any_listed=bool(self._listed),
            number=partial(phrase, language=totals.language),
            in_full=in_full,
            opened=rows <= _MOST_OPEN,
            lineage=self.lineage,
            with_images=self.with_images,
        )
        page.enable_buffering(_PIECES)
        encoding = _encoding(self.stream)
        for text in page:
            self.stream.write(text.encode(encoding, "xmlcharrefreplace").decode(encoding))

    def _photos(self, document: Document) -> list[tuple[str, str]]:
        if not self.with_images:
            return []
        from payloadkit.cli.photos import photos

        return list(photos(document, LARGEST))

    def _sentence(self, one: Violation) -> Sentence:
        said = (one.severity, one.code, one.message, one.hint, one.gateway)
        known = self._sentences.get(said)
        if known is not None:
            return known
        code = self._codes.setdefault(said[:2], Code(one.severity, one.code))
        made = Sentence(len(self._sentences), code, one.message, one.hint, one.gateway)
        self._sentences[said] = made
        code.sentences.append(made)
        return made


def _encoding(stream: IO[str]) -> str:
    """Return UTF-8, or ASCII with character references where a stream has another encoding."""
    name = getattr(stream, "encoding", None) or "utf-8"
    return "utf-8" if lookup(name).name == "utf-8" else "ascii"


def _worst(sentence: Sentence) -> int:
    return rank(sentence.code.severity)


def _count(codes: list[Code], severity: Severity) -> int:
    return sum(code.violations for code in codes if code.severity is severity)


def _place(document: Document, violation: Violation, whole: str) -> str:
    """Return the path of a violation and its position in the file as HTML."""
    path = escape(violation.path or whole)
    if violation.line is None:
        return f"<bdi>{path}</bdi>"
    origin = document.origins.get(violation.path)
    file = "" if origin is None else f"{escape(named(origin))}:"
    return f"<bdi>{path} <i>{file}{violation.line}:{violation.column}</i></bdi>"
