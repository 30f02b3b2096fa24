"""Files inside a JSON text, as base64: they are cut out before the text is read, so that megabytes are never looked at as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


class Cut(NamedTuple):
    """A JSON text without its files.

    Args:
        rest: The text as UTF-8, with a mark in place of each file.
        files: Where the files stand, by their marks; no mark is base64.
    """

    rest: bytes
    files: dict[str, memoryview]

    def __repr__(self) -> str:
        """Show nothing of the text."""
        return f"<text without {len(self.files)} files>"

    def file(self, text: str) -> str:
        """Return the text of the file that a mark stands for, once; any other text as it is.

        Args:
            text: A text of the rest.

        Raises:
            UnicodeError: The file has a letter beyond ASCII.
        """
        view = self.files.pop(text, None)
        return text if view is None else str(view, "ascii")


def cut(
    raw: bytes | bytearray | memoryview | str,
    keys: Iterable[str],
    wanted: Callable[[memoryview], bool] = lambda _: True,
) -> Cut:
    """Cut the texts behind some keys out of a JSON text.

    The rest is JSON if and only if the text was, as long as no file has a backslash or a control
    character in it. A file that stands neither right behind its key's colon nor behind one blank
    stays where it is.

    Args:
        raw: The JSON text.
        keys: The keys whose values are files.
        wanted: Tells whether a file is cut out.

    Raises:
        UnicodeError: The text has a lone surrogate.
    """
    files: dict[str, memoryview] = {}
    rest = raw.encode() if isinstance(raw, str) else bytes(raw)
    for key in keys:
        for opening in (f'"{key}":"', f'"{key}": "'):
            rest = _without(rest, opening.encode(), wanted, files)
    return Cut(rest, files)


def _without(
    text: bytes, opening: bytes, wanted: Callable[[memoryview], bool], files: dict[str, memoryview]
) -> bytes:
    parts: list[bytes | memoryview] = []
    view = memoryview(text)
    done, at = 0, text.find(opening)
    while at >= 0:
        start = at + len(opening)
        stop = text.find(b'"', start)
        if stop < 0:
            break
        if wanted(view[start:stop]):
            mark = f"!{len(files)}"
            files[mark] = view[start:stop]
            parts += (view[done:start], mark.encode())
            done = stop
        at = text.find(opening, stop)
    return b"".join((*parts, view[done:])) if parts else text
