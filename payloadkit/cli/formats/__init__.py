"""The report formats, one in each module, and the choice of one."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

from payloadkit.cli.streams import open_stream

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from payloadkit.cli.result import Built, Document, Picture
    from payloadkit.images import Fitted


class Reporter(Protocol):
    """The methods of every report format."""

    def documents(self, documents: Sequence[Document]) -> None:
        """Report the violations of documents."""

    def built(self, built: Built) -> None:
        """Report the sources of values, and the violations."""

    def pictures(self, pictures: Sequence[Picture]) -> None:
        """Report the facts and the violations of pictures."""

    def fitted(self, file: str, fitted: Fitted) -> None:
        """Report the changes to a picture."""

    def kinds(self, kinds: Mapping[str, str]) -> None:
        """List kinds with their descriptions."""

    def fields(self, kind: str) -> None:
        """Show the fields of a kind."""


@contextmanager
def reporter(form: str, *, error: bool = False) -> Iterator[Reporter]:
    """Open the report format of a result: tables on a terminal, lines elsewhere, or JSON.

    Args:
        form: ``text`` or ``json``.
        error: Whether it goes to standard error, because the result goes to standard output.

    Raises:
        InputError: Standard output cannot be written to.
    """
    with open_stream(error=error) as stream:
        if form == "json":
            from payloadkit.cli.formats.json import JsonFormat

            yield JsonFormat(stream)
        elif stream.isatty():
            from payloadkit.cli.formats.terminal import TerminalFormat

            yield TerminalFormat(stream)
        else:
            from payloadkit.cli.formats.text import TextFormat

            yield TextFormat(stream)
