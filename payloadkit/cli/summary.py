"""The end of a report for people: how many documents there were, and what was found in them."""

from __future__ import annotations

from collections import Counter
from shutil import get_terminal_size
from textwrap import wrap
from typing import IO, TYPE_CHECKING

from payloadkit.cli.result import counted
from payloadkit.messages.report_forms import numbers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from payloadkit.cli.result import Totals

_LEAST = 20  # columns of a meaning


def width_of(stream: IO[str]) -> int | None:
    """Return the width of a terminal, or None for a stream that is none."""
    return get_terminal_size().columns if stream.isatty() else None


def summary(totals: Totals, width: int | None = None) -> str:
    """Return what all documents came to, in lines.

    Args:
        totals: The totals.
        width: The width to which the meanings of codes are broken, if it has room for them.
    """
    if not totals.documents:
        return _ended(totals, ["no document was checked"])
    several = totals.documents > 1
    failed = f", {totals.failed:,} failed" if several else ""
    lines = [
        f"{counted(totals.documents, 'document')}{failed}: {_severities(totals)}{_kinds(totals)}"
    ]
    if several:
        lines += _codes(totals, width)
    return _ended(totals, lines)


def _ended(totals: Totals, lines: list[str]) -> str:
    """Return lines of a summary, and what was not checked."""
    if totals.unread:
        lines.append(f"{counted(totals.unread, 'input')} not checked")
    if totals.interrupted:
        of = "" if totals.expected is None else f" of {totals.expected:,}"
        lines.append(f"interrupted after {totals.documents:,}{of} documents")
    return "".join(f"{line}\n" for line in (*lines, *totals.notes))


def _severities(totals: Totals) -> str:
    found: Counter[str] = Counter()
    for (severity, _), number in totals.codes.items():
        found[severity] += number
    return numbers(found)


def _kinds(totals: Totals) -> str:
    """Return the kinds in brackets; of several, how many documents each has."""
    kinds = {kind or "no JSON": number for kind, number in totals.kinds.items()}
    if len(kinds) == 1:
        return f" ({next(iter(kinds))})"
    return f" ({', '.join(f'{number:,} {kind}' for kind, number in kinds.items())})"


def _codes(totals: Totals, most: int | None) -> Iterator[str]:
    """Yield a line for each code: the worst first, then the most frequent."""
    from payloadkit.messages.catalogue import catalogue

    rows = totals.worst()
    known = catalogue()
    digits = max((len(f"{number:,}") for _, number in rows), default=0)
    width = max((len(code) for (_, code), _ in rows), default=0)
    for (severity, code), number in rows:
        line = f"{number:>{digits + 2},}  {severity:7}  {code:{width}}  "
        meaning = known[code].meaning if code in known else ""
        pieces = [meaning] if most is None else wrap(meaning, max(most - len(line), _LEAST))
        yield f"{line}{''.join(pieces[:1])}".rstrip()
        yield from (" " * len(line) + piece for piece in pieces[1:])
