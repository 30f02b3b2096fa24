"""Baselines: the violations that documents had on a day, so that a check reports new ones only.

A violation is covered if its fingerprint stands in the baseline. Severities are not in it: a
warning that ``--strict`` makes an error stays covered.
Every violation can be, those of ``json.*`` too: a document that is no JSON stays covered, and what
is wrong in it once it is JSON again is new. An input that cannot be read has no violation to cover.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
import msgspec

from payloadkit.cli.files import read_bounded
from payloadkit.cli.fingerprint import fingerprints
from payloadkit.cli.locations import location
from payloadkit.cli.result import counted
from payloadkit.cli.streams import InputError, named, unicode_name
from payloadkit.policy import LARGEST
from payloadkit.violation import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from payloadkit.cli.checking import Result
    from payloadkit.cli.result import Document
    from payloadkit.violation import Violation

SCHEMA = "payloadkit.baseline/2"


@attrs.frozen
class Entry:
    """A violation of a document."""

    document: str
    path: str
    code: str
    fingerprint: str


@attrs.frozen
class _Head:
    schema: str


@attrs.frozen
class _Body:
    violations: list[Entry]


@attrs.define
class Covered:
    """What a baseline did in a run.

    Args:
        covered: How many violations it covers.
        new: How many it does not.
        gone: How many of its entries match nothing in their documents.
        unchecked: How many of its entries are of documents that were not checked.
    """

    covered: int = 0
    new: int = 0
    gone: int = 0
    unchecked: int = 0


@attrs.define
class Baseline:
    """A baseline on the way through the documents of a run.

    Args:
        entries: The fingerprints of each document that is still to come.
        reported: The most violations of a document to report.
    """

    _entries: dict[str, set[str]]
    _reported: int
    covered: Covered = attrs.field(init=False)
    """What it has done so far."""

    def __attrs_post_init__(self) -> None:
        """Begin with all entries unchecked."""
        self.covered = Covered(unchecked=sum(map(len, self._entries.values())))

    @property
    def most(self) -> int:
        """The most violations of a document to find, so that those covered hide no other."""
        return self._reported + max(map(len, self._entries.values()), default=0)

    def applied(self, results: Iterator[Result]) -> Iterator[Result]:
        """Yield the results of a check without the violations that are covered.

        Args:
            results: The results.
        """
        for result, size in results:
            yield result if isinstance(result, InputError) else self._uncovered(result), size

    def end(self, *, complete: bool) -> str:
        """Return a line for the summary: what is covered, and what need not be any more.

        Args:
            complete: Whether no document was left out.
        """
        line = f"baseline: {counted(self.covered.covered, 'violation')} covered"
        if self.covered.gone:
            line += f", {self.covered.gone:,} gone (write it anew)"
        if self.covered.unchecked and complete:
            line += f", {self.covered.unchecked:,} in documents that were not checked"
        return line

    def _uncovered(self, document: Document) -> Document:
        covers = self._entries.pop(name_of(document), set())
        marks = fingerprints(document)
        found = [
            violation
            for violation, mark in zip(document.report.violations, marks, strict=True)
            if mark not in covers
        ]
        self.covered.covered += len(marks) - len(found)
        self.covered.new += len(found)
        self.covered.gone += len(covers.difference(marks))
        self.covered.unchecked -= len(covers)
        return with_violations(document, found, self._reported)


def with_violations(document: Document, found: Sequence[Violation], most: int) -> Document:
    """Return a document with other violations, errors before others where there are too many.

    Args:
        document: The document.
        found: The violations.
        most: The most of them.
    """
    report = document.report
    first = sorted(range(len(found)), key=lambda at: found[at].severity is not Severity.ERROR)
    kept = tuple(found[at] for at in sorted(first[:most]))
    return attrs.evolve(
        document,
        report=attrs.evolve(
            report, violations=kept, truncated=report.truncated or len(kept) < len(found)
        ),
    )


def name_of(document: Document) -> str:
    """Return the name of a document in a baseline, the same from every way to write its path."""
    file = unicode_name(location(document.file or ""))
    return file if document.entry is None else f"{file}#{document.entry}"


def read_baseline(file: str, reported: int) -> Baseline:
    """Return the baseline of a file.

    Args:
        file: The file's name from the command line.
        reported: The most violations of a document to report.

    Raises:
        InputError: It cannot be read, or is none.
    """
    data = read_bounded(file, LARGEST)
    try:
        entries = _entries(data)
    except msgspec.ValidationError as error:  # it names types and places, and no value
        problem = f"no baseline: {error}"
    except (ValueError, RecursionError):
        problem = "no baseline: it is no JSON"
    else:
        covers: dict[str, set[str]] = {}
        for entry in entries:
            covers.setdefault(entry.document, set()).add(entry.fingerprint)
        return Baseline(covers, reported)
    raise InputError(f"{named(file)}: {problem}")


def _entries(data: bytes) -> list[Entry]:
    if msgspec.json.decode(data, type=_Head).schema != SCHEMA:
        raise msgspec.ValidationError(f"its schema is not {SCHEMA}; write it anew")
    return msgspec.json.decode(data, type=_Body).violations
