"""``payloadkit build``: build a payload from a profile and a supplement."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from payloadkit.cli.files import STDIN, read
from payloadkit.cli.options import FILE, policy_options

if TYPE_CHECKING:
    from collections.abc import Mapping

    from payloadkit.cli.result import Built
    from payloadkit.policy import Policy


@click.command("build")
@click.option(
    "--supplement",
    type=FILE,
    help="A part of the payload: values that are missing or wrong in the profile.",
)
@click.option(
    "--files",
    type=click.Path(file_okay=False),
    help="Folder of the files that the supplement names.  [default: the supplement's own]",
)
@click.option(
    "--out",
    type=FILE,
    help="File for the payload, readable only for you.  [default: standard output]",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "html"]),
    default="text",
    show_default=True,
    help="Text for people, JSON for machines, a page with the lineage for the desk.",
)
@policy_options
@click.argument("profile", type=FILE)
def command(  # noqa: PLR0913 - one argument for each option
    *,
    profile: str,
    supplement: str | None,
    files: str | None,
    out: str | None,
    form: str,
    policy: Policy,
) -> None:
    """Build the onboarding payload of a person, or report what is missing.

    PROFILE is a getCustomerData answer; `-` is standard input. With --out, the report goes to
    standard output; without it, the payload goes there, and the report to standard error.
    """
    from payloadkit.cli.finish import end

    if profile == supplement == STDIN:
        raise click.UsageError("Standard input can be read only once.")
    end(build(profile, supplement, policy, files), "payload", out=out, form=form)


SOURCE, TARGET = "uaekyc.customer-data", "caas.onboarding"


def build(profile: str, supplement: str | None, policy: Policy, files: str | None = None) -> Built:
    """Build the payload of a person.

    Args:
        profile: Name of the file with the profile.
        supplement: Name of the file with the supplement, or None.
        policy: The policy of all checks.
        files: The folder of the files that the supplement names; None for the supplement's folder.

    Raises:
        InputError: A file cannot be read.
    """
    from payloadkit.cli.result import Built, Document
    from payloadkit.cli.supplement import located
    from payloadkit.conversion.converter import convert
    from payloadkit.conversion.supplement_file import supplied
    from payloadkit.models.registry import model_of
    from payloadkit.wire.reading import check
    from payloadkit.wire.writing import dump

    known = check(SOURCE, read(profile, policy.max_bytes), policy)
    documents = [Document.of(profile, SOURCE, known)]
    added: Mapping[str, Any] | None = None
    raw = b""
    if supplement is not None:
        raw = read(supplement, policy.max_bytes)
        report = supplied(raw, policy, model_of(TARGET).keys)
        documents.append(Document.of(supplement, None, report))
        added, files = report.value, files or str(Path(supplement).parent)
    if not all(document.report.ok for document in documents):
        return Built(tuple(documents))
    result = convert(known.value, TARGET, added, policy, files=files)
    found, origins = located(result.report, result.supplied, supplement or "", raw)
    documents.append(Document.of(None, TARGET, found, origins))
    payload = None if result.payload is None else dump(result.payload)
    return Built(tuple(documents), payload, result.lineage)
