"""Whether the compressed pixels of a PNG are all there, inflated a bounded piece at a time."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Final

import attrs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_BITE: Final = 16 * 1024
_PIECE: Final = 1024 * 1024
_FILTERS: Final = bytes(range(5))


def damage(
    view: memoryview, passes: Iterable[tuple[int, int]], pixels: Iterable[slice]
) -> str | None:
    """Return the code of what is wrong with a PNG's compressed pixels, or None.

    Args:
        view: The file.
        passes: What the pixels must add up to, as ``Header.passes`` yields it.
        pixels: Where they stand in the file.
    """
    rows = _Rows(list(passes))
    try:
        sound = all(rows.take(piece) for piece in _inflated(view, pixels))
    except zlib.error:
        return "image.corrupt"
    return None if sound and not rows.passes else "image.corrupt"


def _inflated(view: memoryview, pixels: Iterable[slice]) -> Iterator[bytes]:
    """Yield the inflated bytes, a bounded piece at a time."""
    stream = zlib.decompressobj()
    for span in pixels:
        for start in range(span.start, span.stop, _BITE):
            waiting: memoryview | bytes = view[start : min(start + _BITE, span.stop)]
            while waiting and not stream.eof:
                yield stream.decompress(waiting, _PIECE)
                waiting = stream.unconsumed_tail
    if not stream.eof:
        raise zlib.error("the stream has no end")


@attrs.define(eq=False, repr=False)
class _Rows:
    """The rows that are still to come: length of a row and bytes left, a pass at a time."""

    passes: list[tuple[int, int]]

    def take(self, piece: bytes) -> bool:
        """Count a piece in; return False where a filter is unknown or there are too many rows."""
        start = 0
        while start < len(piece):
            if not self.passes:
                return False
            row, left = self.passes[0]
            stop = min(start + left, len(piece))
            if piece[start + left % row : stop : row].translate(None, _FILTERS):
                return False
            self.passes[:1] = [(row, left - (stop - start))] if left > stop - start else []
            start = stop
        return True
