"""What a JSON text is before and behind its grammar: UTF-8, lines and columns, and its value."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from payloadkit.models.codec import Unreadable
from payloadkit.violation import Fault

if TYPE_CHECKING:
    from collections.abc import Iterable

    from payloadkit.rules.values import Path


DUPLICATES = 10_000
"""Most repeated keys of a text that are remembered."""
_STEP = 1 << 16
_CONTINUED = bytes(range(0x80, 0xC0))
"""The bytes of UTF-8 that continue a code point."""


@attrs.frozen(repr=False)
class Scanned:
    """The value of a JSON text.

    Args:
        value: Dicts, lists, texts, ints, bools, None; ``Decimal`` for a number with a fraction or
            an exponent, a ``Literal`` where its text is another; ``OutOfRange`` for one too large.
        duplicates: Path and offset of the opening quote of each key that its object has given
            before, in their order; the last value counts.
    """

    value: object
    duplicates: tuple[tuple[Path, int], ...] = ()


def decode(raw: bytes | bytearray | memoryview) -> str | Unreadable:
    """Read bytes as UTF-8 without a byte order mark.

    Args:
        raw: The bytes of a JSON text.
    """
    if isinstance(raw, memoryview) and (raw.format, raw.strides) != ("B", (1,)):
        raw = raw.tobytes()
    if raw[:3] == b"\xef\xbb\xbf":
        return unreadable("", 0, Fault("json.encoding", variant="byte_order_mark"))
    try:
        return str(raw, "utf-8")
    except UnicodeDecodeError as error:
        sound = error.start
    prefix = str(raw[:sound], "utf-8")
    return unreadable(prefix, len(prefix), Fault("json.encoding"))


def line_column(text: str, offset: int) -> tuple[int, int]:
    """Return line and column, in code points from 1, of an offset; only a line feed ends a line."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def line_columns(
    text: str, offsets: Iterable[int], *, encoded: bool = False
) -> dict[int, tuple[int, int]]:
    """Return what ``line_column`` says of many offsets, in one way through the text.

    Args:
        text: The text.
        offsets: The offsets, in any order.
        encoded: Whether each character of the text stands for a byte of UTF-8. Columns count code
            points all the same.
    """
    found: dict[int, tuple[int, int]] = {}
    line, column, at, ahead = 1, 1, 0, text.find("\n")
    encoded = encoded and not text.isascii()
    for offset in sorted(set(offsets)):
        if 0 <= ahead < offset:
            line += text.count("\n", ahead, offset)
            column, at = 1, text.rfind("\n", ahead, offset) + 1
            ahead = text.find("\n", offset)
        column += _points(text, at, offset) if encoded else offset - at
        at = offset
        found[offset] = line, column
    return found


def _points(text: str, start: int, stop: int) -> int:
    """Return how many code points the bytes are that stand as characters from start to stop."""
    count = 0
    for at in range(start, stop, _STEP):
        part = text[at : min(at + _STEP, stop)]
        # Most parts of a long text are base64.
        count += len(part if part.isascii() else part.encode("latin-1").translate(None, _CONTINUED))
    return count


def unreadable(text: str, offset: int, fault: Fault) -> Unreadable:
    """Say that a text cannot be read from an offset on, and where that is."""
    line, column = line_column(text, offset)
    return Unreadable(fault, offset, line, column)
