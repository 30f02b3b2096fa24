"""The report formats, one a module: what each can tell, and which one is used where."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

from payloadkit.cli.streams import outlet

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from payloadkit.cli.result import Built, Document, Picture
    from payloadkit.images import Fitted


class Reporter(Protocol):
    """What a report format can tell."""

    def documents(self, documents: Sequence[Document]) -> None:
        """Tell what was found in documents."""

    def built(self, built: Built) -> None:
        """Tell what came from where, what is missing, and what is wrong."""

    def pictures(self, pictures: Sequence[Picture]) -> None:
        """Tell what pictures are, and what is wrong with them."""

    def fitted(self, file: str, fitted: Fitted) -> None:
        """Tell what was done to a picture."""

    def kinds(self, kinds: Mapping[str, str]) -> None:
        """List kinds, each with what it is."""

    def fields(self, kind: str) -> None:
        """Show the fields of a kind."""


@contextmanager
def told(form: str, *, error: bool = False) -> Iterator[Reporter]:
    """Give the report format to tell the result in: tables on a terminal, lines elsewhere, or JSON.

    Args:
        form: ``text`` or ``json``.
        error: Whether standard output is taken, so that it goes to standard error.

    Raises:
        Trouble: Standard output cannot be written to.
    """
    with outlet(error=error) as stream:
        if form == "json":
            from payloadkit.cli.formats.json import Machine

            yield Machine(stream)
        elif stream.isatty():
            from payloadkit.cli.formats.terminal import Table

            yield Table(stream)
        else:
            from payloadkit.cli.formats.text import Lines

            yield Lines(stream)
