"""Checks the documents of inputs: recognises the kind of each, and reports it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import attrs

from payloadkit.cli.inputs import documents
from payloadkit.cli.result import Document
from payloadkit.cli.streams import InputError
from payloadkit.cli.suppressions import take
from payloadkit.wire.reading import check

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator
    from typing import Any

    from payloadkit.cli.inputs import Input
    from payloadkit.policy import Policy
    from payloadkit.violation import Report

_ANY = "caas.onboarding"  # the report of a text that is no JSON is the same for every kind

Result: TypeAlias = "tuple[Document | InputError, int]"
"""A document, or why one cannot be checked; and how many bytes of its file it takes."""


def check_all(sources: Iterable[Input | InputError], policy: Policy) -> Generator[Result]:
    """Check inputs one after another.

    Args:
        sources: The inputs. What is no input passes as it is.
        policy: How they are judged.
    """
    for source in sources:
        if isinstance(source, InputError):
            yield source, 0
        else:
            yield from check_input(source, policy)


def check_input(source: Input, policy: Policy) -> Iterator[Result]:
    """Check the documents of an input.

    Args:
        source: The input.
        policy: How they are judged.
    """
    try:
        for found, raw in documents(source, policy.max_bytes):
            try:
                yield _checked(found, raw, policy), found.size
            except InputError as failure:
                yield failure, found.size
    except InputError as failure:
        yield failure, 0
    except MemoryError:
        yield InputError(f"{source.name}: there is not enough memory to check it"), 0


def _checked(source: Input, raw: bytes, policy: Policy) -> Document:
    kind = source.kind
    if kind is None:
        from payloadkit.cli.recognition import recognise

        found = recognise(raw, policy.max_bytes, source.plain)
        kind = found.kind
        if kind is None and not found.ended:
            unclear = "its kind is not clear from the keys of its root; name it with --kind."
            raise InputError(" ".join(filter(None, (f"{source.name}: {unclear}", found.hint))))
    report = check(kind or _ANY, raw, policy)
    if source.entry is None:
        document = Document.of(source.file, kind, report)
    else:
        moved = _moved(report, source.line)
        document = Document.of(source.file, kind, moved, entry=str(source.entry))
    matched = take(policy)
    return attrs.evolve(document, suppressed=matched) if matched else document


def _moved(report: Report[Any], line: int) -> Report[Any]:
    """Return the report of a document that stands in a line, with the places of its file."""
    return attrs.evolve(
        report,
        violations=tuple(
            attrs.evolve(violation, line=line, column=violation.column or 1)
            for violation in report.violations
        ),
    )
