"""``payloadkit image fit``: a picture made fit to send."""

from __future__ import annotations

import sys

import click

from payloadkit.cli.files import STDIN, read_bounded, refuse_loss, write_output
from payloadkit.cli.options import FILE, format_option
from payloadkit.cli.streams import InputError, json_text, named, open_stream, status
from payloadkit.images.budget import BEST_QUALITY, Budget
from payloadkit.policy import LARGEST

_USUAL = Budget()


@click.command("fit")
@click.option("--out", type=FILE, help="Where the picture goes.  [default: standard output]")
@click.option(
    "--max-bytes",
    type=click.IntRange(1),
    default=_USUAL.max_bytes,
    show_default=True,
    help="Most bytes.",
)
@click.option(
    "--max-side",
    type=click.IntRange(1),
    default=_USUAL.max_side,
    show_default=True,
    help="Most pixels of the longer side.",
)
@click.option(
    "--min-side",
    type=click.IntRange(1),
    default=None,
    show_default=f"{_USUAL.min_side}, or a fifth of --max-side",
    help="Fewest pixels of the shorter side, unless the source has fewer.",
)
@click.option(
    "--min-quality",
    type=click.IntRange(1, BEST_QUALITY),
    default=_USUAL.min_quality,
    show_default=True,
    help="Lowest JPEG quality.",
)
@format_option
@click.argument("source", type=FILE)
def command(*, out: str | None, form: str, source: str, **budget: int | None) -> None:
    """Make a picture upright, plain, without metadata and small enough, or report why not.

    SOURCE is a JPEG, PNG, WebP, AVIF, TIFF, BMP or, with the extra `heic`, HEIC file; `-` is
    standard input. With --out, the report goes to standard output; without it, the picture goes
    there, and the report to standard error.
    """
    from payloadkit.cli.finish import print_report
    from payloadkit.cli.pictures import fitted_json, fitted_line
    from payloadkit.cli.result import Document
    from payloadkit.images import ImageError, fit
    from payloadkit.violation import Report

    refuse_loss([source], out=out)
    piped = out in (None, STDIN)
    if piped and sys.stdout is not None and sys.stdout.isatty():
        raise click.UsageError("A picture cannot go to a terminal: name a file with --out.")
    try:
        fitted = fit(read_bounded(source, LARGEST), _budget(**budget))
    except ImageError as error:
        print_report([Document(source, None, Report((error.violation,)))], form, error=piped)
        raise click.exceptions.Exit(status(complete=True, sound=False)) from error
    write_output(fitted.data, out)
    with open_stream(error=piped) as stream:
        if form == "json":
            stream.write(json_text(fitted_json(source, fitted)))
        else:
            stream.write(f"{named(source)}: {fitted_line(fitted)}\n")


def _budget(**limits: int | None) -> Budget:
    try:
        return Budget(**{name: limit for name, limit in limits.items() if limit is not None})
    except ValueError as error:
        raise InputError(f"{error}") from error
