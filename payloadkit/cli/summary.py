"""The end of a report for people: how many documents there were, and what was found in them."""

from __future__ import annotations

from collections import Counter
from typing import IO, TYPE_CHECKING

from payloadkit.messages import phrase
from payloadkit.messages.report_forms import numbers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from payloadkit.cli.result import Totals

_LEAST = 20  # columns of a meaning


def width_of(stream: IO[str]) -> int | None:
    """Return the width of a terminal, or None for a stream that is none."""
    if not stream.isatty():
        return None
    from shutil import get_terminal_size

    return get_terminal_size().columns


def summary(totals: Totals, width: int | None = None) -> str:
    """Return what all documents came to, in lines.

    Args:
        totals: The totals.
        width: The width to which the meanings of codes are broken, if it has room for them.
    """
    language = totals.language
    lines: list[str] = []
    if totals.documents:
        lines.append(f"{head(totals)}: {_severities(totals)}{_kinds(totals)}")
    else:
        lines.append(phrase("unchecked", language))
    if totals.documents > 1:
        lines += _codes(totals, width)
    lines += incomplete(totals)
    return "".join(f"{line}\n" for line in (*lines, *totals.notes))


def head(totals: Totals) -> str:
    """Return how many documents there were; of several, how many failed."""
    checked = phrase("checked", totals.language, count=totals.documents)
    if totals.documents == 1:
        return checked
    failed = phrase("failed", totals.language, count=totals.failed)
    return f"{checked}{phrase('comma', totals.language)}{failed}"


def incomplete(totals: Totals) -> list[str]:
    """Return what was not checked, in lines."""
    lines: list[str] = []
    if totals.unread:
        lines.append(phrase("unread", totals.language, count=totals.unread))
    if totals.interrupted:
        number, all_of_them = totals.documents, totals.expected
        name = "interrupted" if all_of_them is None else "interrupted_of"
        lines.append(phrase(name, totals.language, count=number, all=all_of_them))
    return lines


def _severities(totals: Totals) -> str:
    found: Counter[str] = Counter()
    for (severity, _), number in totals.codes.items():
        found[severity] += number
    return numbers(found, totals.language)


def _kinds(totals: Totals) -> str:
    """Return the kinds in brackets; of several, how many documents each has."""
    no_json = phrase("no_json", totals.language)
    kinds = {kind or no_json: number for kind, number in totals.kinds.items()}
    if len(kinds) == 1:
        return f" ({next(iter(kinds))})"
    comma = phrase("comma", totals.language)
    return f" ({comma.join(f'{number:,} {kind}' for kind, number in kinds.items())})"


def _codes(totals: Totals, most: int | None) -> Iterator[str]:
    """Yield a line for each code: the worst first, then the most frequent."""
    from textwrap import wrap

    from payloadkit.messages.catalogue import catalogue_in

    rows = totals.worst()
    known = catalogue_in(totals.language)
    digits = max((len(f"{number:,}") for _, number in rows), default=0)
    width = max((len(code) for (_, code), _ in rows), default=0)
    for (severity, code), number in rows:
        line = f"{number:>{digits + 2},}  {severity:7}  {code:{width}}  "
        meaning = known[code].meaning if code in known else ""
        pieces = [meaning] if most is None else wrap(meaning, max(most - len(line), _LEAST))
        yield f"{line}{''.join(pieces[:1])}".rstrip()
        yield from (" " * len(line) + piece for piece in pieces[1:])
