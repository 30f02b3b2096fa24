"""A bar on standard error that shows how far a check is."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING

from payloadkit.cli.files import STDIN
from payloadkit.cli.tables import number_of_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.progress import Progress, TaskID

    from payloadkit.cli.inputs import Input

_DELAY = 0.5  # seconds before the bar appears
_INTERVAL = 0.1  # seconds between two pictures of it


@contextmanager
def bar_of(sources: Sequence[Input], *, shown: bool = True) -> Iterator[Bar | None]:
    """Open a bar, if standard error is a terminal.

    Args:
        sources: The inputs.
        shown: Whether a bar is wanted.
    """
    dumb = os.environ.get("TERM") == "dumb"  # it cannot take a line away
    if not shown or dumb or sys.stderr is None or not sys.stderr.isatty():
        yield None
        return
    bar = Bar(sources)
    try:
        yield bar
    finally:
        bar.hide()


class Bar:
    """A bar that appears when a check takes longer than half a second.

    It counts files; where files may hold several documents, it counts bytes, and rows of tables.

    Args:
        sources: The inputs.
    """

    def __init__(self, sources: Sequence[Input]) -> None:
        self._sources = sources
        self._by_size = any(source.may_hold_several for source in sources)
        self._documents = self._done = 0
        self._begun = monotonic()
        self._next = self._begun + _DELAY
        self._shown: tuple[Progress, TaskID] | None = None

    def advance(self, size: int) -> None:
        """Count a document, and draw the bar if it is time for it.

        Args:
            size: How many bytes of its file the document takes.
        """
        self._documents += 1
        self._done += size if self._by_size else 1
        if monotonic() >= self._next:
            progress, task = self._shown = self._shown or self._opened()
            rate = self._documents / (monotonic() - self._begun)
            progress.update(task, completed=self._done, documents=self._documents, rate=rate)
            progress.start()  # it may be hidden
            progress.refresh()
            self._next = monotonic() + _INTERVAL

    def total(self) -> int | None:
        """Return what there is to count, or None if only reading all of it can tell."""
        if not self._by_size:
            return len(self._sources)
        sizes = [_size(source) for source in self._sources]
        known = [size for size in sizes if size is not None]
        return sum(known) if len(known) == len(sizes) else None

    def hide(self) -> None:
        """Take the bar away, until it is drawn anew."""
        if self._shown is not None:
            self._shown[0].stop()

    def _opened(self) -> tuple[Progress, TaskID]:
        from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

        from payloadkit.cli.grid import console

        progress = Progress(
            BarColumn(),
            TextColumn("{task.percentage:>3.0f} %"),
            TextColumn("{task.fields[documents]:,} documents"),
            TextColumn("{task.fields[rate]:,.0f}/s"),
            TimeRemainingColumn(),
            console=console(sys.stderr),
            auto_refresh=False,  # no thread
            transient=True,
            redirect_stdout=False,
            redirect_stderr=False,
        )
        task = progress.add_task("", total=self.total(), documents=0, rate=0.0)
        return progress, task


def _size(source: Input) -> int | None:
    """Return the bytes of a file or the rows of a table; None if only reading it can tell."""
    if source.table is not None:
        return number_of_rows(source.file, source.table)
    if source.file == STDIN:
        return None
    try:
        return os.stat(source.file).st_size  # noqa: PTH116 - pathlib takes long to load
    except OSError:
        return 0
