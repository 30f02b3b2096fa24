"""How far a migration has come, as text and as JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from payloadkit.cli.files import read_bounded
from payloadkit.cli.streams import InputError, named, open_stream, print_note, printable
from payloadkit.policy import LARGEST

if TYPE_CHECKING:
    from collections.abc import Mapping

    from payloadkit.workflows import Summary

_PROBLEMS = {
    "platform.unauthorized": "The platform refuses the transaction key.",
    "platform.forbidden": "The platform refuses the transaction key for this batch.",
    "platform.not_found": "The platform does not know the batch.",
    "platform.unavailable": "The platform did not answer.",
    "gateway.unauthorized": "The gateway refuses the credentials.",
    "batch.failed": "The batch has failed as a whole.",
    "batch.unfinished": "The batch is not finished yet.",
}


def read(journal: str, customers: str | None = None) -> tuple[Summary, Mapping[bytes, str]]:
    """Return the summary of a journal, and the customers' numbers by their hashes.

    Args:
        journal: The file.
        customers: A CSV with the customers' numbers, or None.

    Raises:
        InputError: A file cannot be read.
    """
    from payloadkit.uaekyc import read_corrections
    from payloadkit.workflows.journal import Journal, JournalError

    names: dict[bytes, str] = {}
    try:
        with Journal.reading(journal) as book:
            if customers is not None:
                found = read_corrections(read_bounded(customers, LARGEST)).value
                if found is None:
                    raise InputError(f"{named(customers)}: no CSV with customer_id")
                numbers = [row.get("customer_id", "") for row in found["rows"]]
                names = {book.hash("customer", number): number for number in numbers}
            return book.summary(), names
    except JournalError as error:
        raise InputError(str(error)) from None


def print_summary(
    summary: Summary,
    *,
    form: str,
    everybody: bool = False,
    names: Mapping[bytes, str] | None = None,
) -> None:
    """Print how far a migration has come.

    Args:
        summary: The summary.
        form: ``text`` or ``json``.
        everybody: Whether to print each customer too; in text only those that are not onboarded.
        names: The customers' numbers by their hashes.

    Raises:
        InputError: Standard output cannot be written to.
    """
    found = summary.to_dict()
    customers = [
        {**row.to_dict(), "customer_id": (names or {}).get(row.key)} for row in summary.rows
    ]
    found["customers"] = customers
    if not everybody:
        del found["customers"]
    with open_stream() as stream:
        if form == "json":
            stream.write(json.dumps({**found, "problem": summary.problem}, indent=2) + "\n")
        else:
            stream.write(_line(summary) + "\n")
            for customer in customers if everybody else ():
                stream.writelines(f"{line}\n" for line in _lines(customer))
    if summary.problem is not None:
        print_note(_PROBLEMS.get(summary.problem, f"The run ended early: {summary.problem}."))


def _line(summary: Summary) -> str:
    from payloadkit.cli.result import counted

    counts = [f"{number:,} {state}" for state, number in summary.counts.items() if number]
    return f"{counted(len(summary.rows), 'customer')}: {', '.join(counts) or 'none'}"


def _lines(customer: Mapping[str, object]) -> list[str]:
    if customer["state"] == "onboarded":
        return []
    name = customer["customer_id"] or customer["customer"]
    head = f"{customer['number']} {printable(str(name))} {customer['state']}"
    details = customer["details"]
    return [
        f"{head} {customer['code'] or ''}".rstrip(),
        *(
            f"    {each['code']} {each['path']}".rstrip()
            for each in (details if isinstance(details, list) else ())
        ),
    ]
