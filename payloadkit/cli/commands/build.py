"""``payloadkit build``: build a payload from a profile and a supplement."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from payloadkit.cli.files import STDIN, read, refuse_loss
from payloadkit.cli.options import FILE, policy_options
from payloadkit.cli.streams import InputError
from payloadkit.conversion.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from payloadkit.cli.built import Built
    from payloadkit.policy import Policy


SOURCE, TARGET = "uaekyc.customer-data", "caas.onboarding"
PAIRS = tuple(pair for pair in TABLES if all("." in kind for kind in pair))
"""The kinds of documents of which payloads are built, each with that of the payload."""
_NOUNS = {SOURCE: "profile", "azakaw.customer": "customer", "uaekyc.errored-records": "failed rows"}


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
@click.option(
    "--from",
    "source",
    type=click.Choice(sorted({source for source, _ in PAIRS})),
    help="The kind of the profile.  [default: recognised, else uaekyc.customer-data]",
)
@click.option(
    "--to",
    "target",
    type=click.Choice(sorted({target for _, target in PAIRS})),
    default=TARGET,
    show_default=True,
    help="The kind of the payload.",
)
@click.option("--lineage", is_flag=True, help="Tell where each value comes from, and what is left.")
@click.option("--quiet", is_flag=True, help="Print nothing but errors.")
@policy_options
@click.argument("profile", type=FILE)
def command(  # noqa: PLR0913 - one argument for each option
    *,
    profile: str,
    supplement: str | None,
    files: str | None,
    out: str | None,
    form: str,
    source: str | None,
    target: str,
    lineage: bool,
    quiet: bool,
    policy: Policy,
) -> None:
    """Build the payload of a person, or report what is missing.

    PROFILE is a getCustomerData answer, or a document of the kind that --from names; `-` is
    standard input. The report begins with the verdict. With --out, the report goes to
    standard output; without it, the payload goes there, and the report to standard error.
    """
    from payloadkit.cli.finish import end

    if profile == supplement == STDIN:
        raise click.UsageError("Standard input can be read only once.")
    refuse_loss([profile, *filter(None, [supplement])], out=out)
    built = build(profile, supplement, policy, files, pair=(source, target))
    end(built, "payload", out=out, form=form, lineage=lineage, quiet=quiet)


def build(
    profile: str,
    supplement: str | None,
    policy: Policy,
    files: str | None = None,
    *,
    pair: tuple[str | None, str] = (SOURCE, TARGET),
) -> Built:
    """Build the payload of a person.

    Args:
        profile: Name of the file with the profile.
        supplement: Name of the file with the supplement, or None.
        policy: The policy of all checks.
        files: The folder of the files that the supplement names; None for the supplement's folder.
        pair: The kinds of the profile, None to recognise it, and of the payload.

    Raises:
        InputError: A file cannot be read, or there is no such conversion.
    """
    from payloadkit.cli.built import Built
    from payloadkit.cli.result import Document
    from payloadkit.cli.supplement import located
    from payloadkit.conversion.converter import convert
    from payloadkit.conversion.supplement_file import supplied
    from payloadkit.models.registry import model_of
    from payloadkit.wire.reading import check
    from payloadkit.wire.writing import dump

    target = pair[1]
    original = read(profile, policy.max_bytes)
    source = _source(*pair, original, policy)
    known = check(source, original, policy)
    documents = [Document.of(profile, source, known)]
    added: Mapping[str, Any] | None = None
    raw = b""
    if supplement is not None:
        raw = read(supplement, policy.max_bytes)
        report = supplied(raw, policy, model_of(target).keys)
        documents.append(Document.of(supplement, None, report))
        added, files = report.value, files or str(Path(supplement).parent)
    if not all(document.report.ok for document in documents):
        return Built(tuple(documents), source=_NOUNS[source])
    result = convert(known.value, target, added, policy, files=files)
    found, origins = located(result.report, result.supplied, supplement or "", raw)
    documents.append(Document.of(None, target, found, origins))
    payload = None if result.payload is None else dump(result.payload)
    return Built(tuple(documents), payload, result.lineage, _NOUNS[source])


def _source(source: str | None, target: str, raw: bytes, policy: Policy) -> str:
    """Return the kind of the profile: the given one, else one from which the payload can be built.

    Raises:
        InputError: There is no such conversion.
    """
    fitting = [one for one, other in PAIRS if other == target]
    if source is None and len(fitting) > 1:
        from payloadkit.cli.recognition import recognise

        found = recognise(raw, policy.max_bytes).kind
        return found if found in fitting else SOURCE
    if source is not None and source not in fitting:
        known = " or ".join(fitting)
        raise InputError(f"{target} is built from {known}, not from {source}.")
    return source or fitting[0]
