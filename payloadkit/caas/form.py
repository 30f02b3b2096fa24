"""Form encoding (application/x-www-form-urlencoded), read strictly."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

import attrs

from payloadkit.violation import Severity, Violation, pointer

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

MOST_FIELDS = 100


@attrs.frozen(eq=False, repr=False)
class Form:
    """What a form-encoded text holds.

    Args:
        fields: Its fields, of a repeated one the last value; None where it cannot be read.
        violations: What is wrong with the text itself.
    """

    fields: dict[str, str] | None
    violations: tuple[Violation, ...] = ()


def read(raw: bytes | str, most: int, repeated: AbstractSet[str]) -> Form:
    """Read a form-encoded text.

    Args:
        raw: The text.
        most: How many bytes it may have.
        repeated: Fields that may stand there more than once.
    """
    if len(raw) > most:
        return Form(None, (_violation("", "json.too_large", f"The document must have at most {most} bytes."),))
    try:
        text = raw if isinstance(raw, str) else raw.decode("utf-8")
        pairs = parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS)
    except UnicodeDecodeError:
        return Form(None, (_violation("", "form.encoding", "A form must be UTF-8, its escapes too."),))
    except ValueError:
        return Form(None, (_violation("", "form.malformed", f"A form must have at most {MOST_FIELDS} fields."),))
    twice = [key for key, number in Counter(key for key, _ in pairs).items() if number > 1 and key not in repeated]
    return Form(dict(pairs), tuple(_violation(pointer((key,)), "form.duplicate_key", "A name must stand once in a form.") for key in twice))


def _violation(path: str, code: str, message: str) -> Violation:
    return Violation(path=path, code=code, severity=Severity.ERROR, message=message)
