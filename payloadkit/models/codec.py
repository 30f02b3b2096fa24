"""payloadkit/models/codec.py."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

import attrs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from payloadkit.rules.values import Path
    from payloadkit.violation import Fault
    from payloadkit.wire.places import Place
    from payloadkit.wire.text import Unreadable


@attrs.frozen(eq=False, repr=False)
class Parsed:
    """What a document's text holds, and where.

    Args:
        value: Its plain value; ``FOREIGN`` wherever there is none and the fault is told already.
        locate: Where path tokens stand in the text.
        lines: Lines and columns of offsets in the text.
    """

    value: object
    locate: Callable[[Iterable[Path]], Mapping[Path, Place]]
    lines: Callable[[Iterable[int]], Mapping[int, tuple[int, int]]]


class Tell(Protocol):
    """How the reading of a text reports a fault."""

    def __call__(self, path: Path, fault: Fault, offset: int) -> bool:
        """Report a fault at a path and an offset; return whether there is room for more."""
        ...


class Codec(Protocol):
    """The form of a kind whose documents are not JSON."""

    def claims(self, raw: bytes) -> bool:
        """Tell whether a document looks like one of this form, however broken."""
        ...

    def read(self, raw: bytes | bytearray | memoryview | str, tell: Tell) -> Parsed | Unreadable:
        """Return what a document holds, or why nothing of it can be read."""
        ...

    def write(self, value: Mapping[str, Any]) -> bytes:
        """Return the bytes of a plain value."""
        ...
