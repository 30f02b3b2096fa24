"""A document without its values: the same violations at the same places, and nothing to hide."""

from __future__ import annotations

import codecs
import json
from typing import TYPE_CHECKING, Any

import attrs

from payloadkit.models.codec import Divided, Parsed, Unreadable, unreported
from payloadkit.models.registry import model_of
from payloadkit.policy import Policy, policy_of
from payloadkit.strategies.masking import masked_text
from payloadkit.strategies.rewriting import Rewriting
from payloadkit.violation import sealed
from payloadkit.wire.other_forms import packed_form
from payloadkit.wire.pieces import json_pieces
from payloadkit.wire.reading import check
from payloadkit.wire.scanner import scan
from payloadkit.wire.text import Scanned, decode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from payloadkit.models.model import Model
    from payloadkit.violation import Report

_MOST = 10_000
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # begins as the next one does
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""Byte order marks. Read in an encoding of this order, the mark is a character, which stays."""
_GRAMMAR = frozenset({"true", "false", "null", "NaN", "Infinity"})
_STUBS = (b"\xff", b"{")
"""Beginnings of what is no document, where nothing else of one can be shown."""
_FILES = {
    "gzip": "a compressed file",
    "zip": "a ZIP archive or an Office file such as a workbook",
    "pdf": "a PDF",
    "picture": "a picture",
}


@sealed
def redact(
    kind: type | str, raw: bytes | bytearray | memoryview | str, policy: Policy | None = None
) -> bytes:
    """Return a document with the same violations at the same paths, and with other values.

    Layout, keys and the number of elements stay. What else stays is listed in the documentation of
    ``payloadkit redact``.

    Args:
        kind: A model class or the name of a kind.
        raw: The document as text or bytes, in the kind's own form.
        policy: The policy of the check. What it ignores counts too.

    Raises:
        TypeError: ``raw`` is of another type, or the class is no model.
        ValueError: No kind has this name, the bytes are no text, or no document was found that has
            the same violations.
    """
    if not isinstance(raw, bytes | bytearray | memoryview | str):
        raise TypeError(f"raw is the document as bytes or text, not {type(raw).__name__}")
    model = model_of(kind)
    given = policy_of(policy)
    policy = attrs.evolve(
        given, today=given.effective_date(), ignore=(), strict=False, max_violations=_MOST
    )
    data = raw.encode("utf-8", "surrogatepass") if isinstance(raw, str) else bytes(raw)
    report: Report[Any] = check(model.cls, data, policy)
    wanted = _faults(report)
    if len(data) <= policy.max_bytes and not report.truncated:
        for likely in _rewritten(model, data, report, policy):
            if _faults(check(model.cls, likely, policy)) == wanted:
                return likely
    raise ValueError("no document was found that has the same violations and other values")


def _faults(report: Report[Any]) -> list[tuple[str, str, str]]:
    """Return path, code and severity of every violation."""
    return sorted((found.path, found.code, str(found.severity)) for found in report.violations)


def _rewritten(model: Model, data: bytes, report: Report[Any], policy: Policy) -> Iterator[bytes]:
    """Yield documents that probably have the same violations, the best ones first."""
    found = _content(model, data)
    if found is None:
        _require_text(data)
        yield from (*_masked(model, data), *_STUBS)
    else:
        text = data.decode("utf-8", "surrogateescape")
        pieces = model.codec.pieces if isinstance(model.codec, Divided) else json_pieces
        for keeps_words in (False, True):
            rewriting = Rewriting.of(model, policy, report, found[0], keeps_words=keeps_words)
            likely = rewriting.rewritten(text, list(pieces(text)))
            if likely is not None:
                yield likely.encode("utf-8", "surrogateescape")


def _masked(model: Model, data: bytes) -> Iterator[bytes]:
    """Yield a text that cannot be read with its words masked, first in its own encoding."""
    kept = model.keys | _GRAMMAR
    if packed_form(data) == "utf16":
        marked = (name for mark, name in _MARKS if data.startswith(mark))
        encoding = next(marked, json.detect_encoding(data))
        yield masked_text(data.decode(encoding, "replace"), kept).encode(encoding)
    yield masked_text(data.decode("utf-8", "surrogateescape"), kept).encode(
        "utf-8", "surrogateescape"
    )


def _require_text(data: bytes) -> None:
    """Refuse a file of another sort, of which a mask would show nothing that anybody can read.

    Raises:
        ValueError: The bytes are no text.
    """
    form = packed_form(data)
    if form in _FILES:
        raise ValueError(f"this is {_FILES[form]}, which has no text to redact")
    if form is None and b"\0" in data and isinstance(decode(data), Unreadable):
        raise ValueError("this is a binary file, which has no text to redact")


def _content(model: Model, data: bytes) -> tuple[object] | None:
    """Return the plain value of a document, or None where it cannot be read.

    Raises:
        ValueError: The kind has a form of its own that cannot be divided into pieces.
    """
    found: Scanned | Parsed | Unreadable
    if model.codec is None:
        text = decode(data)
        found = text if isinstance(text, Unreadable) else scan(text)
    elif isinstance(model.codec, Divided):
        found = model.codec.read(data, unreported)
    else:
        raise ValueError("documents of this form cannot be redacted")
    return None if isinstance(found, Unreadable) else (found.value,)
