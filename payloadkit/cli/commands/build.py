"""``payloadkit build``: a payload from a profile and what the profile cannot know."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from payloadkit.cli.files import STDIN, deliver
from payloadkit.cli.options import FILE, format_option, policy_options
from payloadkit.cli.streams import note, printable, status

if TYPE_CHECKING:
    from payloadkit.policy import Policy


@click.command("build")
@click.option("--supplement", type=FILE, help="A part of the payload: what the profile lacks, or has wrong.")
@click.option("--out", type=FILE, help="Where the payload goes, readable for you alone.  [default: standard output]")
@format_option
@policy_options
@click.argument("profile", type=FILE)
def command(*, profile: str, supplement: str | None, out: str | None, form: str, policy: Policy) -> None:
    """Build the onboarding payload of a person, or say what is missing.

    PROFILE is a getCustomerData answer, `-` standard input. With --out, standard output tells what came from where; without, it is the payload, and standard
    error tells.
    """
    from payloadkit.cli.building import build
    from payloadkit.cli.documents import tally
    from payloadkit.cli.formats import told

    if profile == supplement == STDIN:
        raise click.UsageError("Standard input can be read only once.")
    built = build(profile, supplement, policy)
    if built.payload is not None:
        deliver(built.payload, out)
    with told(form, error=out in (None, STDIN)) as report:
        report.built(built)
    if form == "text":
        where = "no payload" if built.payload is None else f"payload in {printable(out)}" if out not in (None, STDIN) else "payload written"
        note(f"{where}: {tally(built.documents)}")
    raise click.exceptions.Exit(status(whole=True, sound=built.payload is not None))
