"""``payloadkit redact``: write a document without its values, to show what is wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from payloadkit.cli.files import STDIN, read_bounded, refuse_loss, write_output
from payloadkit.cli.options import FILE, Kind, policy_options
from payloadkit.cli.streams import InputError, named, open_stream, printable

if TYPE_CHECKING:
    from payloadkit.policy import Policy


@click.command("redact")
@click.option(
    "--kind",
    type=Kind(),
    help="The kind of the document."
    "  [default: recognised by the keys of the root, the first line or the name]",
)
@click.option(
    "--out",
    type=FILE,
    help="File for the redacted document, readable only for you.  [default: standard output]",
)
@policy_options
@click.argument("file", type=FILE)
def command(*, kind: str | None, out: str | None, policy: Policy, file: str) -> None:
    """Write a document with the same violations at the same paths, but with other values.

    FILE is a JSON document or a migration CSV; `-` is standard input. Show the result to a
    colleague, a vendor or an issue tracker. Without such a document nothing is written, nor for a
    file that is no text, such as a workbook or a PDF. With --out, the summary goes to standard
    output, else to standard error.
    """
    from payloadkit.cli.checking import ANY, kind_of
    from payloadkit.messages.report_forms import counts
    from payloadkit.strategies.redaction import redact
    from payloadkit.wire.reading import check

    refuse_loss([file], out=out)
    raw = read_bounded(file, policy.max_bytes)
    kind = kind or kind_of(named(file), raw, policy, file)
    try:
        redacted = redact(kind or ANY, raw, policy)
    except ValueError as error:
        raise InputError(f"{named(file)}: {error}.") from error
    report = check(kind or ANY, redacted, policy)
    write_output(redacted, out)
    piped = out in (None, STDIN)
    where = "written" if piped or out is None else f"in {printable(out)}"
    with open_stream(error=piped) as stream:
        kept = counts(report.violations)
        stream.write(f"redacted document {where}: {kept} ({kind or 'no JSON'})\n")
