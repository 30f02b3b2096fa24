"""Documents against models: ``check`` reports, ``load`` gives the object or raises, and neither ever says a value."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar, cast, overload

from payloadkit.models.codec import Parsed
from payloadkit.models.glance import glance
from payloadkit.models.judge import Reading
from payloadkit.models.registry import model_of
from payloadkit.policy import Policy
from payloadkit.rules.values import adopt
from payloadkit.violation import Fault, PayloadError, Report, Severity, Violation
from payloadkit.wire.abridged import abridged
from payloadkit.wire.json_text import scan
from payloadkit.wire.places import locate, walk_order
from payloadkit.wire.text import Unreadable, decode, line_columns
from payloadkit.wire.writing import structure

if TYPE_CHECKING:
    from payloadkit.models.findings import Finding
    from payloadkit.rules.values import Path

T = TypeVar("T")
Raw = bytes | bytearray | memoryview | str | Mapping[str, Any]


@overload
def check(kind: type[T], raw: Raw, policy: Policy | None = None) -> Report[T]: ...
@overload
def check(kind: str, raw: Raw, policy: Policy | None = None) -> Report[Any]: ...
def check(kind: type[T] | str, raw: Raw, policy: Policy | None = None) -> Report[Any]:
    """Report everything that is wrong with a document, all at once; never an exception for what it holds.

    Args:
        kind: A model class or the name of a kind.
        raw: JSON as UTF-8 bytes or as text, in the kind's own form if it has one; or a Mapping of
            plain JSON values.
        policy: How it is judged; the default policy where none is given.

    Raises:
        TypeError: ``raw`` is of another type, or the class is no model.
        ValueError: No kind has this name, or the policy sets a limit where there is no field.
    """
    report = _judged(kind, raw, policy)
    del kind, raw
    if isinstance(report, Report):
        return report
    raise report


@overload
def load(kind: type[T], raw: Raw, policy: Policy | None = None) -> T: ...
@overload
def load(kind: str, raw: Raw, policy: Policy | None = None) -> Any: ...
def load(kind: type[T] | str, raw: Raw, policy: Policy | None = None) -> Any:
    """Return a document's object.

    Args:
        kind: A model class or the name of a kind.
        raw: JSON as UTF-8 bytes or as text, in the kind's own form if it has one; or a Mapping of
            plain JSON values.
        policy: How it is judged; the default policy where none is given.

    Raises:
        PayloadError: The document has an error; the report holds all of them.
        TypeError: As ``check``.
        ValueError: As ``check``.
    """
    report = _judged(kind, raw, policy)
    del kind, raw
    if not isinstance(report, Report):
        raise report
    if report.ok:
        return report.value
    raise PayloadError(report)


def _judged(
    kind: type | str, raw: Raw, policy: Policy | None
) -> Report[Any] | TypeError | ValueError:
    """Return the report, or what the caller raises once it has let go of the document."""
    if not isinstance(raw, bytes | bytearray | memoryview | str | Mapping):
        return TypeError(f"raw is JSON as bytes or text, or a Mapping, not {type(raw).__name__}")
    try:
        reading = Reading(model_of(kind), policy or Policy())
    except (TypeError, ValueError) as error:
        return error.with_traceback(None)
    if not isinstance(raw, bytes | bytearray | memoryview | str):
        return _mapping(reading, raw)
    if _size(raw) > reading.policy.max_bytes:
        return _ended(
            Fault(
                "json.too_large", f"A document must have at most {reading.policy.max_bytes} bytes."
            )
        )
    value = glance(reading, raw)
    if value is not None:
        return _seen(reading, raw, value)
    reading = Reading(reading.model, reading.policy)  # the spent one lets go of its pictures
    return _text(reading, raw)


def _size(raw: bytes | bytearray | memoryview | str) -> int:
    if isinstance(raw, str):
        return len(raw) if raw.isascii() else len(raw.encode("utf-8", "surrogatepass"))
    return raw.nbytes if isinstance(raw, memoryview) else len(raw)


def _seen(
    reading: Reading, raw: bytes | bytearray | memoryview | str, value: object
) -> Report[Any]:
    """Return the report of what the fast reading has read: whatever slow rules say of it."""
    reading.finish()
    if not reading.findings.any:
        return Report((), value)
    found = abridged(raw, reading.model.file_keys) or _located(
        cast("str", raw if isinstance(raw, str) else decode(raw))
    )
    return _placed(reading, value, found)


def _text(reading: Reading, raw: bytes | bytearray | memoryview | str) -> Report[Any]:
    found = _parsed(reading, raw)
    if isinstance(found, Unreadable):
        return _ended(Fault(found.code, found.message), found.line, found.column)
    return _placed(reading, _read(reading, found.value), found)


def _placed(reading: Reading, value: object, found: Parsed) -> Report[Any]:
    """Return the report of what was found in a text, in the order of the text."""
    findings = reading.findings.all()
    places = found.locate({finding.path for finding in findings if finding.offset is None})
    offsets = [_offset(finding, places) for finding in findings]
    lines = found.lines(offsets)
    order = sorted(range(len(findings)), key=offsets.__getitem__)
    return _report(
        reading, value, [(findings[number], *lines[offsets[number]]) for number in order]
    )


def _parsed(reading: Reading, raw: bytes | bytearray | memoryview | str) -> Parsed | Unreadable:
    """Return what a text holds in the form of its kind: JSON unless the kind says otherwise."""
    tell = partial(_tell, reading)
    if reading.model.codec is not None:
        return reading.model.codec.read(raw, tell)
    long = abridged(raw, reading.model.file_keys)
    if long is not None:
        return long
    text = raw if isinstance(raw, str) else decode(raw)
    found = (
        text
        if isinstance(text, Unreadable)
        else scan(text, duplicates=reading.policy.max_violations + 1, decoded=text is not raw)
    )
    if isinstance(found, Unreadable):
        return found
    for path, offset in found.duplicates:
        tell(
            path,
            Fault(
                "json.duplicate_key",
                "A key must stand only once in its object.",
                "Which of the values counts is for nobody to say.",
            ),
            offset,
        )
    return _located(cast("str", text), found.value)


def _located(text: str, value: object = None) -> Parsed:
    return Parsed(value, partial(locate, text), partial(line_columns, text))


def _tell(reading: Reading, path: Path, fault: Fault, offset: int) -> bool:
    reading.findings.add(path, fault, reading.model.field_at(path), offset=offset)
    return not (
        reading.findings.truncated and len(reading.findings.errors) == reading.policy.max_violations
    )


def _offset(finding: Finding, places: Mapping[Any, Any]) -> int:
    if finding.offset is not None:
        return finding.offset
    place = places[finding.path]
    return cast(
        "int", place.key if finding.key and place.exact and place.key is not None else place.value
    )


def _mapping(reading: Reading, raw: Mapping[str, Any]) -> Report[Any]:
    adopted = adopt(raw, reading.policy.max_bytes)
    if adopted.fatal:
        path, fault = adopted.faults[-1]
        reading.findings.add(path, fault, None)
        return _report(reading, None, [(finding, None, None) for finding in reading.findings.all()])
    for path, fault in adopted.faults:
        reading.findings.add(path, fault, reading.model.field_at(path))
    value = _read(reading, adopted.value)
    findings = reading.findings.all()
    order = walk_order(adopted.value, {finding.path for finding in findings})
    findings.sort(key=lambda finding: order[finding.path])
    return _report(reading, value, [(finding, None, None) for finding in findings])


def _read(reading: Reading, value: object) -> object:
    if type(value) is dict:
        return structure(reading, value)
    reading.findings.add((), Fault("field.type", "The document must be an object."), None)
    return None


def _ended(fault: Fault, line: int | None = None, column: int | None = None) -> Report[Any]:
    return Report(
        (
            Violation(
                path="",
                code=fault.code,
                severity=Severity.ERROR,
                message=fault.message,
                hint=fault.hint,
                line=line,
                column=column,
            ),
        )
    )


def _report(
    reading: Reading, value: object, placed: list[tuple[Finding, int | None, int | None]]
) -> Report[Any]:
    keys = reading.model.keys
    violations = tuple(finding.violation(keys, line, column) for finding, line, column in placed)
    return Report(
        violations, None if reading.findings.errors else value, reading.findings.truncated
    )
