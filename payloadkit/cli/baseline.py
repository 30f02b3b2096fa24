"""Baselines: the violations that documents had on a day, so that a check reports new ones only.

A violation is covered if its fingerprint stands in the baseline; one that stands there twice covers
two. Severities are not in it: a warning that ``--strict`` makes an error stays covered.
Every violation can be, those of ``json.*`` too: a document that is no JSON stays covered, and what
is wrong in it once it is JSON again is new. An input that cannot be read has no violation to cover.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import attrs
import msgspec

from payloadkit.cli.files import read_bounded
from payloadkit.cli.fingerprint import fingerprint
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

_FAMILY = "payloadkit.baseline/"
SCHEMA = f"{_FAMILY}1"


@attrs.frozen
class Entry:
    """Violations of one code at one path of a document."""

    document: str
    path: str
    code: str
    fingerprint: str
    count: Annotated[int, msgspec.Meta(ge=1)]


@attrs.frozen
class _Head:
    schema: str


@attrs.frozen
class _Body:
    violations: list[Entry]


@attrs.define
class Baseline:
    """A baseline on the way through the documents of a run.

    Args:
        entries: How many violations each fingerprint of a document covers, for the documents that
            are still to come.
        reported: The most violations of a document to report.
    """

    _entries: dict[str, dict[str, int]]
    _reported: int
    _covered: int = attrs.field(default=0, init=False)
    _gone: int = attrs.field(default=0, init=False)

    @property
    def most(self) -> int:
        """The most violations of a document to find, so that those covered hide no other."""
        return self._reported + max(
            (sum(one.values()) for one in self._entries.values()), default=0
        )

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
        line = f"baseline: {counted(self._covered, 'violation')} covered"
        if self._gone:
            line += f", {self._gone:,} gone (write it anew)"
        unseen = sum(sum(one.values()) for one in self._entries.values())
        if unseen and complete:
            line += f", {unseen:,} in documents that were not checked"
        return line

    def _uncovered(self, document: Document) -> Document:
        covers = self._entries.pop(name_of(document), {})
        found = [
            violation
            for violation in document.report.violations
            if not _takes(covers, fingerprint(document, violation))
        ]
        self._covered += len(document.report.violations) - len(found)
        self._gone += sum(covers.values())
        return with_violations(document, found, self._reported)


def _takes(covers: dict[str, int], mark: str) -> bool:
    """Return whether a fingerprint covers a violation, and count it down."""
    left = covers.pop(mark, 0)
    if left > 1:
        covers[mark] = left - 1
    return left > 0


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
        covers: dict[str, dict[str, int]] = {}
        for entry in entries:
            marks = covers.setdefault(entry.document, {})
            marks[entry.fingerprint] = marks.get(entry.fingerprint, 0) + entry.count
        return Baseline(covers, reported)
    raise InputError(f"{named(file)}: {problem}")


def _entries(data: bytes) -> list[Entry]:
    schema = msgspec.json.decode(data, type=_Head).schema
    if schema == SCHEMA:
        return msgspec.json.decode(data, type=_Body).violations
    if schema.startswith(_FAMILY):
        raise msgspec.ValidationError(f"it is newer than {SCHEMA}; write it anew")
    raise msgspec.ValidationError(f"its schema is not {SCHEMA}")
