"""Where each value of a built payload comes from, for people."""

from __future__ import annotations

from io import StringIO

from payloadkit.cli.origins import print_origins
from payloadkit.conversion.lineage import Lineage


class Terminal(StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        """Say so."""
        return True


def test_where_nothing_was_converted_nothing_is_printed() -> None:
    """A lineage without rows prints nothing, on a terminal and elsewhere."""
    for stream in (Terminal(), StringIO()):
        print_origins(Lineage(), stream)

        assert stream.getvalue() == ""
