"""Documents against models: ``check`` reports, ``load`` returns the object or raises.

Neither shows a value.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from os import PathLike
from typing import TYPE_CHECKING, Any, TypeVar, cast, overload

from payloadkit.models.codec import Parsed, Unreadable
from payloadkit.models.judge import Reading
from payloadkit.models.plan import fill_plain
from payloadkit.models.registry import model_of
from payloadkit.policy import LARGEST, Policy, policy_of
from payloadkit.rules.values import copy_plain
from payloadkit.violation import Fault, PayloadError, Report, sealed
from payloadkit.wire.json_text import explain, parse
from payloadkit.wire.text import Scanned, decode, line_columns

if TYPE_CHECKING:
    from collections.abc import Sequence

    from payloadkit.models.findings import Finding
    from payloadkit.rules.values import Path

T = TypeVar("T")
Text = bytes | bytearray | memoryview | str
Raw = Text | Mapping[str, Any]


@overload
def check(kind: type[T], raw: Raw, policy: Policy | None = None) -> Report[T]: ...
@overload
def check(kind: str, raw: Raw, policy: Policy | None = None) -> Report[Any]: ...
@sealed
def check(kind: type[T] | str, raw: Raw, policy: Policy | None = None) -> Report[Any]:
    """Report everything that is wrong with a document, all at once; never an error for its content.

    Args:
        kind: A model class or the name of a kind.
        raw: JSON as UTF-8 bytes or as text, in the kind's own form if it has one; or a Mapping of
            plain JSON values.
        policy: How it is judged; the default policy where none is given.

    Raises:
        TypeError: ``raw`` or the policy is of another type, or the class is no model.
        ValueError: No kind has this name, or the policy sets a limit where there is no field.
    """
    return _judged(kind, raw, policy)


@overload
def load(kind: type[T], raw: Raw, policy: Policy | None = None) -> T: ...
@overload
def load(kind: str, raw: Raw, policy: Policy | None = None) -> Any: ...
@sealed
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
    if not report.ok:
        raise PayloadError(report)
    return report.value


def read_object(body: Text) -> dict[str, Any]:
    """Return the object of a JSON text, or an empty one where the text holds none.

    For answers, which have a meaning with any body. Of a repeated key the last value
    counts.

    Args:
        body: The JSON text, or its bytes. Nothing is read of one above the default ``max_bytes``.
    """
    found = None if _size(body) > LARGEST else explain(body, duplicates=0)
    value = found.value if isinstance(found, Scanned) else None
    return value if isinstance(value, dict) else {}


def _judged(kind: type | str, raw: Raw, policy: Policy | None) -> Report[Any]:
    policy = policy_of(policy)
    if isinstance(raw, bytes | bytearray | memoryview | str):
        report = _text(Reading(model_of(kind), policy), raw)
    elif isinstance(raw, Mapping):
        report = _mapping(Reading(model_of(kind), policy), raw)
    else:
        given = type(raw).__name__
        raise TypeError(f"raw is JSON as bytes or text, or a Mapping, not {given}{_instead(raw)}")
    return report if report.language == policy.language else report.localized(policy.language)


def _instead(raw: object) -> str:
    """Return what to pass in place of something that holds or names a document."""
    if isinstance(raw, list | tuple):
        return ": check each document by itself"
    if isinstance(raw, PathLike):
        return ": read the file, and pass its bytes"
    return ": pass what its read() returns" if hasattr(raw, "read") else ""


def _text(reading: Reading, raw: Text) -> Report[Any]:
    if _size(raw) > reading.policy.max_bytes:
        return _ended(Fault("json.too_large", most=reading.policy.max_bytes))
    codec = reading.model.codec
    report = partial(_add_fault, reading)
    found = _scanned(reading, raw) if codec is None else codec.read(raw, report)
    if isinstance(found, Unreadable):
        if codec is None:
            from payloadkit.wire.other_forms import explain_form  # only a fault needs it

            found = explain_form(raw, found)
        return _ended(found.fault, found.line, found.column)
    value = _filled(reading, found.value)
    if reading.too_deep:
        deep = explain(raw, duplicates=0)
        if isinstance(deep, Unreadable):
            return _ended(deep.fault, deep.line, deep.column)
    if not reading.findings.any:
        return Report((), value)
    return _placed(reading, value, _located(raw, found) if isinstance(found, Scanned) else found)


def _size(raw: Text) -> int:
    if isinstance(raw, str):
        return len(raw) if raw.isascii() else len(raw.encode("utf-8", "surrogatepass"))
    return raw.nbytes if isinstance(raw, memoryview) else len(raw)


def _scanned(reading: Reading, raw: Text) -> Scanned | Unreadable:
    """Return what a JSON text holds, its repeated keys reported."""
    found = parse(raw, duplicates=reading.policy.max_violations + 1)
    if isinstance(found, Scanned):
        for path, offset in found.duplicates:
            _add_fault(reading, path, Fault("json.duplicate_key"), offset)
    return found


def _located(raw: Text, found: Scanned) -> Parsed:
    """Return how paths are found in a JSON text that was parsed."""
    from payloadkit.wire.places import locate  # only a finding needs it

    if found.duplicates:  # their offsets count code points
        text = raw if isinstance(raw, str) else cast("str", decode(raw))
        return Parsed(None, partial(locate, text), partial(line_columns, text))
    # As UTF-8 a long text with one letter that is not ASCII's would take twice its size.
    text, encoded = (raw, False) if isinstance(raw, str) else (str(bytes(raw), "latin-1"), True)
    search = partial(locate, text, value=found.value)
    return Parsed(None, search, partial(line_columns, text, encoded=encoded))


def _placed(reading: Reading, value: object, found: Parsed) -> Report[Any]:
    """Return the report of what was found in a text, in the order of the text."""
    findings = reading.findings
    places = found.locate({finding.path for finding in findings.kept() if finding.offset is None})
    ordered = findings.ordered(lambda finding: _offset(finding, places))
    lines = found.lines([offset for offset, _ in ordered])
    return _report(reading, value, [(finding, *lines[offset]) for offset, finding in ordered])


def _add_fault(reading: Reading, path: Path, fault: Fault, offset: int) -> bool:
    """Report a fault of the text, and return whether there is room for further errors."""
    reading.findings.add(path, fault, reading.model.field_at(path), offset=offset)
    return not reading.findings.full


def _offset(finding: Finding, places: Mapping[Any, Any]) -> int:
    if finding.offset is not None:
        return finding.offset
    place = places[finding.path]
    at_key = finding.key and place.exact and place.key is not None
    return cast("int", place.key if at_key else place.value)


def _mapping(reading: Reading, raw: Mapping[str, Any]) -> Report[Any]:
    from payloadkit.wire.places import walk_order  # as above

    copied = copy_plain(raw, reading.policy.max_bytes)
    if copied.fatal:
        path, fault = copied.faults[-1]
        reading.findings.add(path, fault, None)
        return _report(reading, None, [(found, None, None) for found in reading.findings.all()])
    for path, fault in copied.faults:
        reading.findings.add(path, fault, reading.model.field_at(path))
    value = _filled(reading, copied.value)
    findings = reading.findings
    order = walk_order(copied.value, {finding.path for finding in findings.kept()})
    ordered = findings.ordered(lambda finding: order[finding.path])
    return _report(reading, value, [(finding, None, None) for _, finding in ordered])


def document_fault(value: object) -> Fault:
    """Return the fault of a JSON value that is no object.

    Args:
        value: The value.
    """
    if isinstance(value, list) and value:
        return Fault("field.type", variant="documents")
    if isinstance(value, str) and value.lstrip()[:1] in ("{", "["):
        return Fault("field.type", variant="encoded_twice")
    return Fault("field.type", variant="document")


def _filled(reading: Reading, value: object) -> object:
    if type(value) is dict:
        return fill_plain(reading, value)
    reading.exact(value, ())  # notes whether it nests too deep
    reading.findings.add((), document_fault(value), None)
    return None


def _ended(fault: Fault, line: int | None = None, column: int | None = None) -> Report[Any]:
    violation = fault.violation("", line=line, column=column)
    return Report((violation,))


def _report(
    reading: Reading, value: object, placed: Sequence[tuple[Finding, int | None, int | None]]
) -> Report[Any]:
    keys = reading.model.keys
    violations = tuple(finding.violation(keys, line, column) for finding, line, column in placed)
    errors = reading.findings.errors
    return Report(violations, None if errors else value, reading.findings.truncated)
