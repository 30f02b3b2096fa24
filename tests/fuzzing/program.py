"""The command line in this process, and what it keeps to whatever stands on its standard input."""

from __future__ import annotations

import re
import sys

from click.testing import CliRunner

from payloadkit.cli import main

INPUT_ERROR = 2
_SEVERAL = re.compile(rb"\x1f\x8b|[ \t\r\n]*[^\n]*\}[ \t\r]*\n[ \t\r\n]*\{")


def is_one_document(given: bytes) -> bool:
    """Return whether standard input is one document: no gzip, and no documents in lines."""
    return _SEVERAL.match(given) is None


def run(given: bytes, *arguments: str) -> tuple[int, str]:
    """Run the command line, and return its exit status and what it writes to standard output.

    Args:
        given: Standard input.
        *arguments: Its arguments.

    Raises:
        AssertionError: It ends as it never should: another status, a traceback, or trouble without
            a word of it.
    """
    with CliRunner().isolation(input=given) as (out, err, _):
        status = main(list(arguments))
        sys.stdout.flush()
        sys.stderr.flush()
    said = err.getvalue()
    assert status in (0, 1, INPUT_ERROR), "a strange exit status"
    assert b"Traceback" not in said, "a traceback"
    assert said or status != INPUT_ERROR, "trouble without a word"
    return status, out.getvalue().decode("utf-8")
