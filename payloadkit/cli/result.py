"""What every report format is given: documents, built payloads and pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from payloadkit.cli.files import read_bounded
from payloadkit.conversion.lineage import Lineage
from payloadkit.messages.report_forms import counts
from payloadkit.policy import LARGEST

if TYPE_CHECKING:
    from collections.abc import Iterable

    from payloadkit.images import Facts
    from payloadkit.violation import Report


@attrs.frozen
class Document:
    """A document and what was found in it.

    Args:
        file: Its file's name as it was given, ``-`` for standard input, or None where it is no
            file.
        kind: The name of its kind, or None where that is unknown.
        report: What was found.
    """

    file: str | None
    kind: str | None
    report: Report[Any]

    @classmethod
    def of(cls, file: str | None, kind: str | None, report: Report[Any]) -> Document:
        """Return a document without its value, which no report format shows."""
        return cls(file, kind, attrs.evolve(report, value=None))


def tally(documents: Iterable[Document]) -> str:
    """Return how many violations of each severity documents have, in words."""
    return counts(violation for document in documents for violation in document.report.violations)


def counted(number: int, noun: str) -> str:
    """Return a number with its noun."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


@attrs.frozen
class Built:
    """What came of a build.

    Args:
        documents: The profile, the supplement and the payload, as far as it came, each with what
            was found.
        payload: The payload's bytes, or None while errors remain.
        lineage: Where each value came from.
    """

    documents: tuple[Document, ...]
    payload: bytes | None = attrs.field(default=None, repr=False)
    lineage: Lineage = attrs.field(factory=Lineage)


@attrs.frozen
class Picture:
    """A picture and what its bytes are.

    Args:
        file: Its file's name as it was given, ``-`` for standard input.
        facts: What its bytes are.
    """

    file: str
    facts: Facts

    @classmethod
    def read(cls, file: str) -> Picture:
        """Read a picture and look at it.

        Raises:
            InputError: It cannot be read, or is no size for a picture.
        """
        from payloadkit.images import inspect

        return cls(file, inspect(read_bounded(file, LARGEST)))
