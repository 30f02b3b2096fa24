"""Checks the documents of inputs: recognises the kind of each, and reports it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import attrs

from payloadkit.cli.inputs import documents
from payloadkit.cli.result import Document
from payloadkit.cli.streams import InputError
from payloadkit.cli.tables import ONLY_TABLES, rows
from payloadkit.wire.reading import check

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator
    from typing import Any

    from payloadkit.cli.inputs import Input
    from payloadkit.cli.tables import Table
    from payloadkit.policy import Policy
    from payloadkit.violation import Report

ANY = "caas.onboarding"  # the report of a text that is no JSON is the same for every kind

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
        if source.table is not None:
            yield from _check_rows(source, source.table, policy)
        elif source.file.lower().endswith(ONLY_TABLES):
            yield InputError(f"{source.name}: name the columns of a table by --column, --key"), 0
        else:
            yield from _check_documents(source, policy)
    except InputError as failure:
        yield failure, 0
    except MemoryError:
        yield InputError(f"{source.name}: there is not enough memory to check it"), 0


def _check_documents(source: Input, policy: Policy) -> Iterator[Result]:
    for found, raw in documents(source, policy.max_bytes):
        try:
            yield _checked(found, raw, policy), found.size
        except InputError as failure:
            yield failure, found.size


def _check_rows(source: Input, table: Table, policy: Policy) -> Iterator[Result]:
    """Check the documents of a table. One that is null is missing."""
    for key, raw in rows(source.file, table):
        from payloadkit.arrow.checking import report_of  # `rows` tells if pyarrow is missing

        try:
            data = b"" if raw is None else raw
            kind = source.kind or kind_of(f"{source.name}#{key}", data, policy)
            report = report_of(kind or ANY, raw, policy)
            found = Document.of(source.file, kind, report, entry=key)
            yield attrs.evolve(found, is_row=True, suppressed=_matched(policy)), 1
        except InputError as failure:
            yield failure, 1


def kind_of(name: str, raw: bytes | memoryview, policy: Policy, file: str = "") -> str | None:
    """Return the kind of a document, or None if it is no JSON.

    Args:
        name: The name of the document for people.
        raw: Its bytes.
        policy: The policy with the largest size.
        file: The name of its file.

    Raises:
        InputError: The kind is not clear.
    """
    from payloadkit.cli.recognition import recognise

    found = recognise(bytes(raw), policy.max_bytes, file)
    if found.kind is None and not found.ended:
        unclear = "its kind is not clear from the keys of its root; name it with --kind."
        raise InputError(" ".join(filter(None, (f"{name}: {unclear}", found.hint))))
    return found.kind


def _checked(source: Input, raw: bytes, policy: Policy) -> Document:
    kind = source.kind or kind_of(source.name, raw, policy, source.plain)
    report = check(kind or ANY, raw, policy)
    if source.entry is None:
        document = Document.of(source.file, kind, report)
    else:
        moved = _moved(report, source.line)
        document = Document.of(source.file, kind, moved, entry=str(source.entry))
    matched = _matched(policy)
    return attrs.evolve(document, suppressed=matched) if matched else document


def _matched(policy: Policy) -> frozenset[int]:
    """Return the numbers of the configuration's suppressions that matched the last document."""
    if not policy.ignore:
        return frozenset()
    from payloadkit.cli.suppressions import take

    return take(policy)


def _moved(report: Report[Any], line: int) -> Report[Any]:
    """Return the report of a document that stands in a line, with the places of its file."""
    return attrs.evolve(
        report,
        violations=tuple(
            attrs.evolve(violation, line=line, column=violation.column or 1)
            for violation in report.violations
        ),
    )
