"""Characters that have no place in a text: control characters err, invisible ones warn."""

from __future__ import annotations

import re

from payloadkit.codes.invisible import PLAIN, SUPPLEMENTARY
from payloadkit.violation import Fault, Severity

CONTROL = r"[\x00-\x1f\x7f-\x9f\u2028\u2029]"
"""Category Cc, and the separators of lines and paragraphs, at which some programs break a line."""
CONTROL_BUT_LINES = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029]"
NOTHING = r"[\s" + "".join(rf"\u{first:04x}-\u{last:04x}" for first, last in PLAIN) + "]"
"""What a blank text consists of, as a schema may say it: no character beyond 16 bits."""
INVISIBLE = "".join(
    map(
        chr, (point for first, last in (*PLAIN, *SUPPLEMENTARY) for point in range(first, last + 1))
    )
)
"""Every character that shows nothing."""

# Most processes need none of these patterns, so Python compiles them at their first use.
_SURROGATE = "[\ud800-\udfff]"
_INVISIBLE = (
    "[" + "".join(f"{chr(first)}-{chr(last)}" for first, last in (*PLAIN, *SUPPLEMENTARY)) + "]"
)
_DOUBTFUL = f"{CONTROL}|{_SURROGATE}|{_INVISIBLE}"


def screen(value: str, *, lines: bool) -> Fault | None:
    """Return the fault of a text's characters, or None.

    A lone surrogate or a control character errs, an invisible one warns.

    Args:
        value: The text.
        lines: Whether tab, line feed and carriage return are welcome.
    """
    if (value.isascii() and value.isprintable()) or not re.search(_DOUBTFUL, value):
        return None
    if re.search(_SURROGATE, value):
        return Fault("json.encoding", variant="surrogate")
    if re.search(CONTROL_BUT_LINES if lines else CONTROL, value):
        return Fault("text.control_characters")
    if re.search(_INVISIBLE, value):
        return Fault("text.invisible_characters", severity=Severity.WARNING)
    return None


def is_blank(value: str) -> bool:
    """Return whether a text has nothing but white space and invisible characters."""
    return not re.sub(_INVISIBLE, "", value).strip()
