"""One run of the program: its result, or its failure, becomes an exit status."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from payloadkit.cli.program import program
from payloadkit.cli.streams import INPUT_ERROR, InputError, Stopped, print_error, stoppable

if TYPE_CHECKING:
    from collections.abc import Sequence

INTERRUPTED = 130


def run(arguments: Sequence[str] | None) -> int:
    """Run the program, and return its exit status.

    Args:
        arguments: The arguments without the program's name; None for those of the process.
    """
    with stoppable():
        return _run(arguments)


def _run(arguments: Sequence[str] | None) -> int:
    try:
        return program.main(arguments, prog_name="payloadkit", standalone_mode=False) or 0
    except click.Abort:
        return INTERRUPTED
    except click.ClickException as error:
        failure, code = error, INPUT_ERROR
    except Stopped as stopped:
        failure, code = InputError(f"Stopped by {stopped.name}."), stopped.status
    except MemoryError:  # print below, after the memory is freed
        failure, code = InputError("There is not enough memory for that."), INPUT_ERROR
    print_error(failure)
    return code
