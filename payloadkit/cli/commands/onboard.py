"""``payloadkit onboard``: onboard the person of one payload."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from payloadkit.cli.clients import connected
from payloadkit.cli.files import read
from payloadkit.cli.options import FILE, format_option, policy_options, quiet_option
from payloadkit.cli.streams import (
    FINE,
    VIOLATIONS,
    InputError,
    json_text,
    open_stream,
    print_note,
    stopping,
)

if TYPE_CHECKING:
    from payloadkit.policy import Policy

KIND, INCOMPLETE = "caas.onboarding", 3
_STOPPING = (
    "The gateway's answer is awaited first, for a minute at most. A second Ctrl-C ends at once; "
    "then run the command again: it looks the person up."
)
_WELL = ("accepted", "inactive", "under_investigation")


@click.command("onboard")
@click.option("--journal", type=FILE, help="A journal, such as that of a migration.")
@click.option(
    "--keep-ecrn", is_flag=True, help="Keep the gateway's number in the journal, in plain."
)
@quiet_option
@format_option
@policy_options
@click.argument("file", type=FILE)
def command(  # noqa: PLR0913 - one argument for each option
    *,
    file: str,
    journal: str | None,
    keep_ecrn: bool,
    quiet: bool,
    form: str,
    policy: Policy,
) -> None:
    """Onboard a person: look up, post if no one is found, and look up again if the answer is lost.

    FILE is the payload; `-` is standard input. The state and the customer's number are printed.
    Exit status: 0 the customer is known, 1 refused, 3 open: run the command again. Ctrl-C ends it
    with the answer that it waits for, a second one at once.
    """
    from payloadkit.cli.finish import print_report
    from payloadkit.cli.result import Document
    from payloadkit.violation import PayloadError, Report
    from payloadkit.wire.reading import check

    report = check(KIND, read(file, policy.max_bytes), policy)
    if report.value is None:
        print_report([Document.of(file, KIND, report)], form)
        raise click.exceptions.Exit(VIOLATIONS)
    with connected("caas", quiet=quiet) as gateway:
        from payloadkit.workflows import JournalError, onboard

        try:
            with stopping(gateway.run.stop, None if quiet else _STOPPING) as signals:
                outcome = onboard(
                    report.value, gateway=gateway, journal=journal, keep_ecrn=keep_ecrn
                )
        except JournalError as error:
            raise InputError(str(error)) from None
        except PayloadError as error:  # an identity cannot be looked up
            raise InputError(str(error)) from None
    if outcome.violations:
        refused = Document.of(file, KIND, Report(outcome.violations))
        print_report([refused], form, error=True)
    names = ("state", "error_code", "ecrn", "retry")
    found = {name: getattr(outcome, name) for name in names}
    with open_stream() as stream:
        if form == "json":
            stream.write(json_text(found))
        else:
            stream.write(" ".join(filter(None, [*found.values()][:-1])) + "\n")
    if keep_ecrn and journal is not None:
        print_note("The journal holds the gateway's number in plain.")
    is_open = outcome.retry in ("after_lookup", "later", "after_login")
    well = FINE if outcome.state in _WELL else VIOLATIONS
    if is_open and well:
        print_note(f"{gateway.run.last}.")
        well = INCOMPLETE
    raise click.exceptions.Exit(128 + signals[0] if signals else well)
