"""What was sent in place of a JSON document: known by how it begins, or where it stops being JSON.

Nothing is read in another way for it: the violation keeps its place, and says what to do.
"""

from __future__ import annotations

import re
from base64 import urlsafe_b64decode
from typing import TYPE_CHECKING

from payloadkit.violation import Fault

if TYPE_CHECKING:
    from payloadkit.models.codec import Unreadable

_HEAD = 4096
_LONGEST_PATH = 1024
_BLANKS = " \t\r\n"

# Bytes are seen as Latin-1. In a text, U+FFFD stands for what some program could not decode.
_PACKED = (
    (
        r"\x1f[\x8b\ufffd]|\x28[\xb5\ufffd]\x2f|x[\x01\x9c\xda]",
        Fault("json.encoding", variant="gzip"),
    ),
    (r"PK(?:\x03\x04|\x05\x06)|\xd0\xcf\x11\xe0", Fault("json.encoding", variant="zip")),
    (r"%PDF-", Fault("json.encoding", variant="pdf")),
    (
        r"\xff\xd8\xff|[\x89\ufffd]PNG|GIF8|RIFF[\s\S]{4}WEBP|[\s\S]{4}ftyp",
        Fault("json.encoding", variant="picture"),
    ),
    (
        r"\xff\xfe|\xfe\xff|\0\0\xfe\xff|\0{1,3}[\[{ \r\n]|[\[{ \r\n]\0",
        Fault("json.encoding", variant="utf16"),
    ),
)
_BEGINNINGS = (
    (r"\Z", Fault("json.invalid", variant="empty")),
    (r"<", Fault("json.invalid", variant="markup")),
    (
        r"HTTP/[0-9]|[A-Z]{3,7} \S{1,256} HTTP/[0-9]|--\S{1,128}\r?\nContent-|Content-\w{1,32}:",
        Fault("json.invalid", variant="http"),
    ),
    (r"(?!file:)[a-z][a-z0-9+.-]{0,31}://", Fault("json.invalid", variant="url")),
    (r"```", Fault("json.invalid", variant="fence")),
    (r"%7[Bb]|%5[Bb]", Fault("json.invalid", variant="percent")),
    (r"\x1e", Fault("json.invalid", variant="lines")),
    (r"b['\"]", Fault("json.invalid", variant="bytes")),
    (r"\[object ", Fault("json.invalid", variant="object_text")),
    (r"(?:/\*\*/)?[A-Za-z_$][\w.$]{0,63}\(", Fault("json.invalid", variant="call")),
    (r"[\w.%\[\]+-]{1,128}=", Fault("json.invalid", variant="form")),
    (r"---\s|[A-Za-z_]\w{0,63}:(?:\s|\Z)", Fault("json.invalid", variant="yaml")),
)
_FILE_PATH = Fault("json.invalid", variant="file_path")
_CSV = Fault("json.invalid", variant="csv")
_BASE64 = Fault("json.invalid", variant="base64")
_PATH = re.compile(r"(?:file:|~?[\\/]|\.{1,2}[\\/]|[A-Za-z]:[\\/])?[^\n\"{}<>|*?,;]+")
_ROOTED = re.compile(r"file:|~?[\\/]|\.{1,2}[\\/]|[A-Za-z]:\\")
_EXTENSION = re.compile(r"\.[A-Za-z0-9]{1,5}\Z")
_BASE64_WORD = re.compile(r"(?:data:[\w/+.;=-]{0,128},)?([A-Za-z0-9+/_-]{16})")

# What stands where the text stops being JSON, by what was expected there.
_BREAKS = (
    ({"value", "key", "comma", "end"}, r"//|/\*|#", Fault("json.invalid", variant="comment")),
    (
        {"value", "key"},
        r"['`\u2018-\u201f\u00ab\u00bb]",
        Fault("json.invalid", variant="quotes"),
    ),
    ({"key"}, r"[A-Za-z_$]", Fault("json.invalid", variant="quotes")),
    ({"value", "key"}, r"\\", Fault("json.invalid", variant="escaped")),
    ({"value"}, r"-?[A-Za-z]", Fault("json.invalid", variant="word")),
    ({"value"}, r"\+|\.[0-9]", Fault("json.invalid", variant="number")),
    ({"end"}, r"[{\[,]", Fault("json.invalid", variant="lines")),
    ({"end"}, r"[\0\x1a]", Fault("json.invalid", variant="padding")),
)
_TRAILING_COMMA = Fault("json.invalid", variant="trailing_comma")
_NUMBER = Fault("json.invalid", variant="number")
_INNER_QUOTE = Fault("json.invalid", variant="inner_quote")
_CUT = Fault("json.invalid", variant="cut")


def explain_form(raw: bytes | bytearray | memoryview | str, found: Unreadable) -> Unreadable:
    """Return why a text is no JSON, with a hint where it is something that people do send.

    Args:
        raw: The text, or its bytes.
        found: The first fault of it as JSON.
    """
    head = raw[:_HEAD] if isinstance(raw, str) else bytes(raw)[:_HEAD].decode("latin-1")
    fault = _first(_PACKED, head)
    if fault is None and found.code == "json.invalid":
        text = raw if isinstance(raw, str) else bytes(raw).decode()
        begun = head.lstrip(_BLANKS)
        # An object or an array is JSON as far as it goes.
        fault = (_beginning(begun, len(text)) if begun[:1] != "{" else None) or _break(text, found)
    return found if fault is None else found._replace(fault=fault)


def packed_form(raw: bytes) -> str | None:
    """Return what bytes are that are no UTF-8 text: the variant of their fault, or None.

    Args:
        raw: The bytes.
    """
    fault = _first(_PACKED, raw[:_HEAD].decode("latin-1"))
    return None if fault is None else fault.variant


def _first(forms: tuple[tuple[str, Fault], ...], text: str) -> Fault | None:
    return next((fault for pattern, fault in forms if re.match(pattern, text)), None)


def _beginning(head: str, size: int) -> Fault | None:
    """Return the fault of a text that does not begin as an object does.

    Args:
        head: How it begins, behind blanks.
        size: Its length.
    """
    fault = _BASE64 if _is_base64(head) else _first(_BEGINNINGS, head)
    if fault is not None:
        return fault
    word = head.rstrip()
    path = _PATH.fullmatch(word) and (_ROOTED.match(word) or _EXTENSION.search(word))
    if path and size <= _LONGEST_PATH and not word[0].isdigit():
        return _FILE_PATH
    line = head.partition("\n")[0]
    tabular = max(map(line.count, ",;\t")) > 1 and not any(mark in line for mark in '"{}[]:')
    return _CSV if tabular else None


def _is_base64(head: str) -> bool:
    """Return whether a text is the base64 of JSON, or of a compressed text."""
    word = _BASE64_WORD.match(head)
    if word is None:
        return False
    begun = urlsafe_b64decode(word[1].replace("+", "-").replace("/", "_"))
    return begun.lstrip()[:1] in (b"{", b"[") or begun.startswith(b"\x1f\x8b")


def _break(text: str, found: Unreadable) -> Fault | None:
    """Return the fault of what stands where a text stops being JSON."""
    at, expected = found.offset, found.fault.variant
    here, before = text[at : at + 2], text[max(at - _HEAD, 0) : at].rstrip(_BLANKS)[-1:]
    if not here:
        return _CUT
    if expected in ("value", "key") and here[0] in "]}" and before == ",":
        return _TRAILING_COMMA
    if expected == "comma":
        if text[at - 1].isdigit() and re.match("[0-9.eExX_]", here):
            return _NUMBER
        if before == '"' and re.match(r"[^\W_]", here):
            return _INNER_QUOTE
    places = (form for form in _BREAKS if expected in form[0] and re.match(form[1], here))
    return next((fault for _, _, fault in places), None)
