"""The form of documents that are not JSON, such as CSV."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, runtime_checkable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from payloadkit.rules.values import Path
    from payloadkit.violation import Fault


class Place(NamedTuple):
    """Where a path stands in a text.

    Args:
        key: Offset of its key's opening quote; None for the document and for what stands in an
            array.
        value: Offset of its value's first character.
        exact: Whether the path is there; if not, the place is that of its deepest ancestor that is.
    """

    key: int | None
    value: int
    exact: bool = True


class Unreadable(NamedTuple):
    """Why bytes or a text are no JSON text, without a word of them.

    Args:
        fault: What is wrong: ``json.encoding``, ``json.invalid`` or ``json.depth``.
        offset: The place in code points from 0; of bytes that are not UTF-8, behind those that are.
        line: Its line, from 1.
        column: Its column in code points, from 1.
    """

    fault: Fault
    offset: int
    line: int
    column: int

    @property
    def code(self) -> str:
        """The code of the fault."""
        return self.fault.code


class Parsed:
    """The content of a document's text, and its places.

    Args:
        value: The plain value; ``NOT_JSON`` in place of a value whose fault is reported already.
        locate: Returns the places of paths in the text.
        lines: Returns the lines and columns of offsets in the text.
    """

    def __init__(
        self,
        value: object,
        locate: Callable[[Iterable[Path]], Mapping[Path, Place]],
        lines: Callable[[Iterable[int]], Mapping[int, tuple[int, int]]],
    ) -> None:
        self.value, self.locate, self.lines = value, locate, lines


class ReportFault(Protocol):
    """A function that a codec calls for each fault of the text."""

    def __call__(self, path: Path, fault: Fault, offset: int) -> bool:
        """Report a fault at a path and an offset; return whether there is room for more."""
        ...


def unreported(path: Path, fault: Fault, offset: int) -> bool:  # noqa: ARG001 - as ``ReportFault``
    """Take no note of a fault, and let the reading go on.

    Args:
        path: Its path tokens.
        fault: The fault.
        offset: Its place in the text.
    """
    return True


class Codec(Protocol):
    """Reads and writes the documents of a kind that are not JSON."""

    def claims(self, raw: bytes) -> bool:
        """Return whether a document looks like one of this form, even if it is broken."""
        ...

    def read(
        self, raw: bytes | bytearray | memoryview | str, report: ReportFault
    ) -> Parsed | Unreadable:
        """Return the content of a document, or why it cannot be read."""
        ...

    def write(self, value: Mapping[str, Any]) -> bytes:
        """Return the bytes of a plain value."""
        ...


class Piece(NamedTuple):
    """A part of a document's text that holds content: a value, or a key.

    Args:
        at: Offset of its first character.
        end: Offset behind its last character.
        path: Path tokens of the value, or of the key's value; None for what belongs to no value.
        value: The plain value, or the key.
        write: Returns another plain value as it stands in the text.
        key: Whether it is the key.
    """

    at: int
    end: int
    path: Path | None
    value: Any
    write: Callable[[Any], str]
    key: bool = False


@runtime_checkable
class Divided(Protocol):
    """A codec that divides a text into pieces, so that single values can be replaced."""

    def pieces(self, text: str) -> Iterator[Piece]:
        """Yield the pieces of a readable text in their order; the rest is structure.

        Args:
            text: The text; a surrogate U+DC80 to U+DCFF stands for a byte that is no UTF-8.
        """
        ...
