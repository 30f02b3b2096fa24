"""How a command ends that makes something: the result is handed over, what came of it is told, and the exit status says whether it was made."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

import click

from payloadkit.cli.files import STDIN, deliver
from payloadkit.cli.streams import note, printable, status

if TYPE_CHECKING:
    from payloadkit.cli.result import Built


def end(built: Built, noun: str, *, out: str | None, form: str) -> NoReturn:
    """Hand over what was made, tell of it, and end the command.

    Args:
        built: What came of the build.
        noun: What was to be made.
        out: The file that it goes to; None and ``-`` are standard output, and standard error tells.
        form: The report format.

    Raises:
        Trouble: It cannot be written.
    """
    from payloadkit.cli.formats import told
    from payloadkit.cli.result import tally

    piped = out in (None, STDIN)
    if built.payload is not None:
        deliver(built.payload, out)
    with told(form, error=piped) as report:
        report.built(built)
    if form == "text":
        where = (
            f"no {noun}"
            if built.payload is None
            else f"{noun} written"
            if piped
            else f"{noun} in {printable(out or '')}"
        )
        note(f"{where}: {tally(built.documents)}")
    raise click.exceptions.Exit(status(whole=True, sound=built.payload is not None))
