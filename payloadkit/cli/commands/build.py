"""``payloadkit build``: a payload from a profile and what the profile cannot know."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from payloadkit.cli.files import STDIN
from payloadkit.cli.options import FILE, format_option, policy_options

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
    from payloadkit.cli.ending import end

    if profile == supplement == STDIN:
        raise click.UsageError("Standard input can be read only once.")
    end(build(profile, supplement, policy), "payload", out=out, form=form)
