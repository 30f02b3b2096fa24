"""The command line: ``payloadkit build``, ``check``, ``image``, ``schema``, ``fields``, ``kinds``, ``explain``, ``airpay`` and ``migration``.

The exit status is 0 where all is fine (warnings allowed), 1 beside errors, 2 for wrong usage or
what cannot be read or written, and after a signal 128 and its
number: 130 after an interrupt. Standard output carries the result and nothing else.
"""

from __future__ import annotations

import sys
from io import TextIOWrapper
from typing import TYPE_CHECKING

import click

from payloadkit.cli.program import program
from payloadkit.cli.streams import TROUBLE, Stopped, Trouble, complain, stoppable

if TYPE_CHECKING:
    from collections.abc import Sequence

INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit status.

    Args:
        arguments: What stands behind the program's name; None is what this process was given.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(
                errors="backslashreplace"
            )  # a name that the terminal's encoding lacks is no reason to fail
    with stoppable():
        return _run(arguments)


def _run(arguments: Sequence[str] | None) -> int:
    try:
        return program.main(arguments, prog_name="payloadkit", standalone_mode=False) or 0
    except click.Abort:
        return INTERRUPTED
    except click.ClickException as error:
        trouble, ended = error, TROUBLE
    except Stopped as stopped:
        trouble, ended = Trouble(f"Stopped by {stopped.name}."), stopped.status
    except MemoryError:  # nothing is told before what took the memory is let go of
        trouble, ended = Trouble("There is not enough memory for that."), TROUBLE
    complain(trouble)
    return ended
