"""The supplement of a build: a JSON object, with what is wrong where it is none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from payloadkit.violation import Report, Severity, Violation, pointer
from payloadkit.wire.json_text import Scanned, scan
from payloadkit.wire.text import Unreadable, decode, line_column

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from payloadkit.policy import Policy


def supplied(raw: bytes, policy: Policy, declared: frozenset[str]) -> Report[Mapping[str, Any]]:
    """Return a supplement's report; its value is the supplement.

    Args:
        raw: The bytes of the file.
        policy: How long it may be, and how many violations are told.
        declared: Keys that may be shown whatever they look like.
    """
    if len(raw) > policy.max_bytes:
        return Report(
            (_violation("json.too_large", f"A document has at most {policy.max_bytes} bytes."),)
        )
    text = decode(raw)
    found = (
        text if isinstance(text, Unreadable) else scan(text, duplicates=policy.max_violations + 1)
    )
    if isinstance(found, Unreadable):
        return Report((_violation(found.code, found.message, (found.line, found.column)),))
    if not isinstance(found.value, dict):
        return Report((_violation("field.type", "A supplement is an object."),))
    repeated = tuple(_repeated(str(text), found, declared))
    return Report(
        repeated[: policy.max_violations],
        None if repeated else found.value,
        len(repeated) > policy.max_violations,
    )


def _repeated(text: str, found: Scanned, declared: frozenset[str]) -> Iterator[Violation]:
    for path, offset in found.duplicates:
        yield _violation(
            "json.duplicate_key",
            "A key stands once in its object.",
            line_column(text, offset),
            path=pointer(path, declared),
        )


def _violation(
    code: str,
    message: str,
    place: tuple[int, int] | tuple[None, None] = (None, None),
    *,
    path: str = "",
) -> Violation:
    return Violation(
        path=path,
        code=code,
        severity=Severity.ERROR,
        message=message,
        line=place[0],
        column=place[1],
    )
