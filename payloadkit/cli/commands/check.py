"""``payloadkit check``: check documents by their kinds."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import click

from payloadkit.cli.files import each, read
from payloadkit.cli.options import FILE, Kind, format_option, policy_options
from payloadkit.cli.streams import InputError, named, print_note, status

if TYPE_CHECKING:
    from payloadkit.cli.result import Document
    from payloadkit.policy import Policy


@click.command("check")
@click.option(
    "--kind",
    type=Kind(),
    help="The kind of the documents."
    "  [default: recognised by the keys of the root, the first line or the name]",
)
@format_option
@policy_options
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=FILE)
def command(*, kind: str | None, form: str, policy: Policy, files: tuple[str, ...]) -> None:
    """Report all violations of documents.

    FILE is a JSON document or a migration CSV; `-` is standard input.
    """
    from payloadkit.cli.finish import print_report
    from payloadkit.cli.result import counted, tally

    documents = each(files, lambda file: _checked(file, kind, policy))
    print_report(documents, form)
    if form == "text" and documents:
        print_note(f"{counted(len(documents), 'document')}: {tally(documents)}{_kinds(documents)}")
    raise click.exceptions.Exit(
        status(
            complete=len(documents) == len(files),
            sound=all(document.report.ok for document in documents),
        )
    )


def _kinds(documents: list[Document]) -> str:
    """Return the kinds of documents in brackets; of several, how many documents each has."""
    found = Counter(document.kind or "no JSON" for document in documents)
    if len(found) == 1:
        return f" ({next(iter(found))})"
    return f" ({', '.join(f'{number} {kind}' for kind, number in found.items())})"


def _checked(file: str, kind: str | None, policy: Policy) -> Document:
    from payloadkit.cli.result import Document
    from payloadkit.wire.reading import check

    raw = read(file, policy.max_bytes)
    if kind is None:
        from payloadkit.cli.recognition import recognise

        found = recognise(raw, policy.max_bytes, file)
        if found.ended:  # the report of a text that is no JSON is the same for every kind
            return Document.of(file, None, check("caas.onboarding", raw, policy))
        if found.kind is None:
            unclear = "its kind is not clear from the keys of its root; name it with --kind."
            raise InputError(" ".join(filter(None, (f"{named(file)}: {unclear}", found.hint))))
        kind = found.kind
    return Document.of(file, kind, check(kind, raw, policy))
