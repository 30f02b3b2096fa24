"""``payloadkit explain``: the meaning of a code, its fields, and how to correct it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from payloadkit.cli.options import format_option, language_option
from payloadkit.cli.streams import json_text, open_stream, printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from payloadkit.reference.explain import Explanation


class Listing(click.Command):
    """A command whose help ends with every code."""

    def format_epilog(
        self,
        ctx: click.Context,  # noqa: ARG002 - click's signature
        formatter: click.HelpFormatter,
    ) -> None:
        """Write the codes."""
        from payloadkit.reference.explain import known

        with formatter.section("Codes"):
            formatter.write_text(", ".join(known()))


@click.command("explain", cls=Listing)
@format_option
@language_option
@click.argument("code")
def command(*, code: str, form: str, language: str) -> None:
    """Explain a code: its meaning, the fields that can draw it, and how to correct it.

    CODE is a code of a report, such as date.expired, one of the gateway, such as 45053, or a
    business error of the UAE KYC platform, such as EXPIRED_EID.
    """
    from payloadkit.reference.explain import explain

    explained = explain(code, language)
    if not explained:
        raise click.UsageError(_unknown(code))
    with open_stream() as stream:
        if form == "json":
            import attrs

            stream.write(json_text({"codes": [attrs.asdict(entry) for entry in explained]}))
        else:
            stream.write(
                "\n".join("".join(f"{line}\n" for line in _lines(entry)) for entry in explained)
            )


def _unknown(code: str) -> str:
    from payloadkit.messages.nearest import nearest
    from payloadkit.reference.explain import known

    close = nearest(code, known()) or "; `payloadkit explain --help` lists all"
    return f"no such code: {printable(code)}{close}"


def _lines(entry: Explanation) -> Iterator[str]:
    """Yield the explanation of a code as lines."""
    yield f"{entry.code} ({entry.about})"
    yield entry.meaning
    if entry.example is not None:
        yield f"Example: {entry.example}"
    yield from (f"  {line}" for line in entry.change)
    yield f"Mend: {entry.mend}"
    if entry.others:
        yield f"{'Gateway' if entry.example is not None else 'Draws it'}: {', '.join(entry.others)}"
    for head, places in ({**entry.fields, **entry.targets}).items():
        yield f"{head}:"
        yield from (f"  {place}" for place in places)
