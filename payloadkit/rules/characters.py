"""Characters that have no place in a text: control characters err, invisible ones warn."""

from __future__ import annotations

import re
from functools import cache

from payloadkit.codes.invisible import PLAIN, SUPPLEMENTARY
from payloadkit.violation import Fault, Severity

CONTROL = r"[\x00-\x1f\x7f-\x9f\u2028\u2029]"
"""Category Cc, and the separators of lines and paragraphs, at which some programs break a line."""
CONTROL_BUT_LINES = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029]"
_PLAIN = (
    rf"\u{first:04x}" if first == last else rf"\u{first:04x}-\u{last:04x}" for first, last in PLAIN
)
NOTHING = rf"[\s{''.join(_PLAIN)}]"
"""What a blank text consists of, as a schema may say it: no character beyond 16 bits."""

_SURROGATE = "[\ud800-\udfff]"
_INVISIBLE = (
    "[" + "".join(f"{chr(first)}-{chr(last)}" for first, last in (*PLAIN, *SUPPLEMENTARY)) + "]"
)


def screen(value: str, *, lines: bool) -> Fault | None:
    """Return the fault of a text's characters, or None.

    A lone surrogate or a control character errs, an invisible one warns.

    Args:
        value: The text.
        lines: Whether tab, line feed and carriage return are welcome.
    """
    if (value.isascii() and value.isprintable()) or not _doubtful().search(value):
        return None
    if re.search(_SURROGATE, value):
        return Fault("json.encoding", variant="surrogate")
    if re.search(CONTROL_BUT_LINES if lines else CONTROL, value):
        return Fault("text.control_characters")
    if re.search(_INVISIBLE, value):
        return Fault("text.invisible_characters", severity=Severity.WARNING)
    return None


@cache
def _doubtful() -> re.Pattern[str]:
    """Return the pattern by which every text of other letters than ASCII's is searched.

    The single ones are searched for only where it finds any.
    """
    return re.compile(f"{CONTROL}|{_SURROGATE}|{_INVISIBLE}")


def is_blank(value: str) -> bool:
    """Return whether a text has nothing but white space and invisible characters."""
    return not value.strip() or not (value.isascii() or re.sub(_INVISIBLE, "", value).strip())


@cache
def invisible() -> str:
    """Return every character that shows nothing."""
    ranges = (range(first, last + 1) for first, last in (*PLAIN, *SUPPLEMENTARY))
    return "".join(chr(point) for points in ranges for point in points)
