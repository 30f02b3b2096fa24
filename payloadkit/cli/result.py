"""The results that report formats show: documents, built payloads and pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from payloadkit.cli.files import read_bounded
from payloadkit.messages.report_forms import counts
from payloadkit.policy import LARGEST

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from payloadkit.conversion.lineage import Lineage
    from payloadkit.images import Facts
    from payloadkit.violation import Report


@attrs.frozen
class Document:
    """A document and its report.

    Args:
        file: The file's name from the command line, ``-`` for standard input, or None for a
            document that is no file.
        kind: The name of its kind, or None if it is unknown.
        report: The report.
        origins: The names of other files that values of the document come from, by JSON Pointer.
            Line and column of their violations are those of these files.
    """

    file: str | None
    kind: str | None
    report: Report[Any]
    origins: Mapping[str, str] = attrs.field(factory=dict)

    @classmethod
    def of(
        cls,
        file: str | None,
        kind: str | None,
        report: Report[Any],
        origins: Mapping[str, str] | None = None,
    ) -> Document:
        """Return a document without its value, since no report format shows it."""
        return cls(file, kind, attrs.evolve(report, value=None), origins or {})


def tally(documents: Iterable[Document]) -> str:
    """Return how many violations of each severity documents have, in words."""
    return counts(violation for document in documents for violation in document.report.violations)


def counted(number: int, noun: str) -> str:
    """Return a number with its noun."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _empty_lineage() -> Lineage:
    from payloadkit.conversion.lineage import Lineage

    return Lineage()


@attrs.frozen
class Built:
    """The result of a build.

    Args:
        documents: The profile, the supplement and the payload, each with its report. The payload
            is missing if the others have errors.
        payload: The payload's bytes, or None if there are errors.
        lineage: The sources of each value.
    """

    documents: tuple[Document, ...]
    payload: bytes | None = attrs.field(default=None, repr=False)
    lineage: Lineage = attrs.field(factory=_empty_lineage)


@attrs.frozen
class Picture:
    """A picture and its facts.

    Args:
        file: The file's name from the command line, ``-`` for standard input.
        facts: The facts about its bytes.
    """

    file: str
    facts: Facts

    @classmethod
    def read(cls, file: str) -> Picture:
        """Read and inspect a picture.

        Raises:
            InputError: The file cannot be read, or is too large.
        """
        from payloadkit.images import inspect

        return cls(file, inspect(read_bounded(file, LARGEST)))
