"""The supplement in a file: a JSON object, or the faults of its text."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from payloadkit.models.codec import Unreadable
from payloadkit.policy import Policy, policy_of
from payloadkit.violation import Fault, Report, pointer
from payloadkit.wire.other_forms import explain_form
from payloadkit.wire.scanner import scan
from payloadkit.wire.text import Scanned, decode, line_column

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from os import PathLike

    from payloadkit.violation import Violation


def supplied(raw: bytes, policy: Policy, declared: frozenset[str]) -> Report[Mapping[str, Any]]:
    """Return a supplement's report; its value is the supplement.

    Args:
        raw: The bytes of the file.
        policy: The largest size, and the most violations to report.
        declared: Keys that may always be shown.
    """
    return _read(raw, policy, declared).localized(policy.language)


def _read(raw: bytes, policy: Policy, declared: frozenset[str]) -> Report[Mapping[str, Any]]:
    if len(raw) > policy.max_bytes:
        return Report((Fault("json.too_large", most=policy.max_bytes).violation(""),))
    text = decode(raw)
    found = (
        text if isinstance(text, Unreadable) else scan(text, duplicates=policy.max_violations + 1)
    )
    if isinstance(found, Unreadable):
        found = explain_form(raw, found)
        return Report((found.fault.violation("", line=found.line, column=found.column),))
    if not isinstance(found.value, dict):
        return Report((Fault("field.type", variant="supplement").violation(""),))
    repeated = tuple(_repeated(str(text), found, declared))
    return Report(
        repeated[: policy.max_violations],
        None if repeated else found.value,
        len(repeated) > policy.max_violations,
    )


def supplement_in(
    folder: str | PathLike[str], customer: str, declared: frozenset[str], policy: Policy | None
) -> Report[Mapping[str, Any]] | None:
    """Return the report of ``<customer>.json`` in a folder, None if there is no such file.

    Args:
        folder: The folder.
        customer: The customer.
        declared: Keys that may always be shown.
        policy: The largest size, and the most violations to report.
    """
    policy, name = policy_of(policy), f"{customer}.json"
    if Path(name).name != name:  # a folder in the name could lead anywhere
        return None
    try:
        with (Path(folder) / name).open("rb") as stream:
            return supplied(stream.read(policy.max_bytes + 1), policy, declared)
    except FileNotFoundError:
        return None
    except (OSError, ValueError):  # such as a name that is too long, or has a null
        unreadable: Report[Mapping[str, Any]] = Report((Fault("file.unreadable").violation(""),))
        return unreadable.localized(policy.language)


def _repeated(text: str, found: Scanned, declared: frozenset[str]) -> Iterator[Violation]:
    for path, offset in found.duplicates:
        line, column = line_column(text, offset)
        yield Fault("json.duplicate_key").violation(
            pointer(path, declared), line=line, column=column
        )
