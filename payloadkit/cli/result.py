"""What report formats show: documents, and what all of them came to."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import attrs

from payloadkit.cli.streams import named
from payloadkit.messages.plurals import ENGLISH
from payloadkit.messages.report_forms import counts, rank

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from payloadkit.cli.baseline import Covered
    from payloadkit.violation import Report, Severity, Violation

MORE = "there is more; --max-violations bounds the report."
"""What each format says of a truncated report."""


@attrs.frozen(repr=False)
class Document:
    """A document and its report.

    Args:
        file: The file's name from the command line, ``-`` for standard input, or None for a
            document that is no file.
        kind: The name of its kind, or None if it is unknown.
        report: The report.
        origins: The names of other files that values of the document come from, by JSON Pointer.
            Line and column of their violations are those of these files.
        entry: Which document of the file it is, where the file holds several: its number from 1, or
            the key that a table has for it.
        suppressed: The numbers of the configuration's suppressions that matched.
        is_row: Whether it is a row of a table. Its lines and columns are its own.
    """

    file: str | None
    kind: str | None
    report: Report[Any]
    origins: Mapping[str, str] = attrs.field(factory=dict)
    entry: str | None = None
    suppressed: frozenset[int] = frozenset()
    is_row: bool = False

    @property
    def name(self) -> str:
        """The name of its file for people, or its kind. Lines and columns are of the file."""
        return self.kind or "" if self.file is None else named(self.file)

    @property
    def key(self) -> str:
        """The name of the document among all of a run: of the file, and of the entry in it."""
        return self.name if self.entry is None else f"{self.name}#{self.entry}"

    def file_of(self, violation: Violation) -> str | None:
        """Return the file whose lines and columns a violation has, or None."""
        return self.origins.get(violation.path, self.file)

    def place(self, violation: Violation) -> str:
        """Return where a violation stands for people: file, line and column where these are known.

        A line is one of the file. Without it, the entry says which document of the file it is.
        """
        file = self.file_of(violation)
        if violation.line is None:
            return self.key if file is None or file == self.file else named(file)
        name = self.key if self.is_row else self.name if file is None else named(file)
        return f"{name}:{violation.line}:{violation.column}"

    @classmethod
    def of(
        cls,
        file: str | None,
        kind: str | None,
        report: Report[Any],
        origins: Mapping[str, str] | None = None,
        *,
        entry: str | None = None,
    ) -> Document:
        """Return a document without its value, since no report format shows it."""
        return cls(file, kind, attrs.evolve(report, value=None), origins or {}, entry)


@attrs.define(eq=False, repr=False)
class Totals:
    """What all documents of a run came to.

    Args:
        documents: How many were checked.
        failed: How many of them have an error.
        codes: How many violations there are, by severity and code.
        kinds: How many documents there are, by kind; None is no JSON.
        unread: How many inputs could not be read, or have no clear kind.
        interrupted: Whether the run ended before the last document.
        expected: How many documents there are, or None if this is known only at the end.
        suppressed: The numbers of the configuration's suppressions that matched.
        baseline: What the baseline did, if there is one.
        language: The language of the reports.
        notes: What else there is to say of the run, in lines.
    """

    documents: int = 0
    failed: int = 0
    codes: Counter[tuple[Severity, str]] = attrs.field(factory=Counter)
    kinds: Counter[str | None] = attrs.field(factory=Counter)
    unread: int = 0
    interrupted: bool = False
    expected: int | None = None
    suppressed: set[int] = attrs.field(factory=set)
    baseline: Covered | None = None
    language: str = ENGLISH
    notes: list[str] = attrs.field(factory=list)

    @property
    def complete(self) -> bool:
        """Whether every document was checked."""
        return not self.unread and not self.interrupted

    def add(self, document: Document) -> None:
        """Count a document."""
        self.documents += 1
        self.language = document.report.language
        self.failed += not document.report.ok
        self.kinds[document.kind] += 1
        self.suppressed |= document.suppressed
        self.codes.update((found.severity, found.code) for found in document.report.violations)

    def worst(self) -> list[tuple[tuple[Severity, str], int]]:
        """Return the codes with their numbers: errors first, then the most frequent."""
        return sorted(
            self.codes.items(),
            key=lambda item: (rank(item[0][0]), -item[1], item[0][1]),
        )


def tally(documents: Iterable[Document]) -> str:
    """Return how many violations of each severity documents have, in words."""
    return counts(violation for document in documents for violation in document.report.violations)


def sentences(violation: Violation) -> str:
    """Return what a violation demands, and how to satisfy it."""
    return " ".join(filter(None, (violation.message, violation.hint)))


def counted(number: int, noun: str) -> str:
    """Return a number with its noun."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
