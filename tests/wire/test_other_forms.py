"""What people send in place of a JSON document: each is named, and its code and place stay."""

from __future__ import annotations

import base64
import codecs
import gzip
import io
import json
import zipfile
import zlib
from itertools import product
from typing import Any

import pytest

import payloadkit as pk
from payloadkit import caas
from payloadkit.messages.catalogue import catalogue
from payloadkit.wire.json_text import parse
from payloadkit.wire.other_forms import explain_form, packed_form
from tests.documents import minimal

DOCUMENT = json.dumps(minimal())
SMALL = '{"idNumber": "784300000000022", "idType": "4"}'
RAW = SMALL.encode()


def zipped() -> bytes:
    """Return an archive with a document in it."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("payload.json", RAW)
    return stream.getvalue()


def said(raw: Any) -> tuple[str, str]:
    """Return the code and the name of the hint of a text that is no JSON."""
    (violation,) = pk.check(caas.LookupRequest, raw).violations
    (variant,) = (
        name
        for name, texts in catalogue()[violation.code].texts.items()
        if (texts["message"], texts.get("hint")) == (violation.message, violation.hint)
    )
    assert (violation.path, str(violation.severity)) == ("", "error")
    return violation.code, variant


ENCODED = {
    "gzip": gzip.compress(RAW, mtime=0),
    "zlib": zlib.compress(RAW),
    "zstandard": b"\x28\xb5\x2f\xfd\x04\x00" + RAW,
    "zip": zipped(),
    "pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
    "pdf-ascii": b"%PDF-1.4\n1 0 obj\n",
    "jpeg": b"\xff\xd8\xff\xe0\x00\x10JFIF\x00",
    "png": b"\x89PNG\r\n\x1a\n",
    "utf-16": SMALL.encode("utf-16"),
    "utf-16-be": codecs.BOM_UTF16_BE + SMALL.encode("utf-16-be"),
    "utf-16-le-without-mark": SMALL.encode("utf-16-le"),
    "utf-16-be-without-mark": SMALL.encode("utf-16-be"),
    "utf-32": SMALL.encode("utf-32"),
    "utf-32-be": SMALL.encode("utf-32-be"),
}
FORMS = {
    "gzip": "gzip",
    "zlib": "gzip",
    "zstandard": "gzip",
    "zip": "zip",
    "pdf": "pdf",
    "pdf-ascii": "pdf",
    "jpeg": "picture",
    "png": "picture",
}


def test_what_is_no_utf8_text(subtests: pytest.Subtests) -> None:
    """A compressed file, an archive, a picture and UTF-16 are named; all are ``json.encoding``."""
    for name, raw in ENCODED.items():
        with subtests.test(name=name):
            expected = ("json.encoding", FORMS.get(name, "utf16"))

            assert said(raw) == expected
            assert said(memoryview(raw)) == expected


@pytest.mark.parametrize("name", ["gzip", "png", "jpeg-utf-8"])
def test_bytes_that_some_program_decoded(name: str) -> None:
    """A text that holds U+FFFD for the bytes of a file is still that file."""
    if name in ENCODED:
        assert said(ENCODED[name].decode(errors="replace"))[0] == "json.encoding"
    assert said(b"\xe9".decode("latin-1")) == ("json.invalid", "value")


def test_what_is_no_json(subtests: pytest.Subtests) -> None:
    """Each form has its own hint, from text and from bytes."""
    cases: list[tuple[str, str]] = [
        ("", "empty"),
        (" \n\t", "empty"),
        ("payload.json", "file_path"),
        ("people/payload.json", "file_path"),
        ("./people/payload", "file_path"),
        ("../payload.json\n", "file_path"),
        ("/srv/kyc files/payload.json", "file_path"),
        ("~/payload.json", "file_path"),
        ("C:\\kyc\\payload.json", "file_path"),
        ("C:\\kyc\\payload", "file_path"),
        ("\\\\server\\share\\payload.json", "file_path"),
        ("file:///srv/payload.json", "file_path"),
        ("https://kyc.example/payload.json", "url"),
        ("s3://bucket/payload.json", "url"),
        ("<!DOCTYPE html><html><body>502 Bad Gateway</body></html>", "markup"),
        ('<?xml version="1.0"?><a/>', "markup"),
        ("HTTP/1.1 200 OK\r\n\r\n{}", "http"),
        ("POST /onBoarding/customer HTTP/1.1\r\n\r\n{}", "http"),
        ("--boundary\r\nContent-Disposition: form-data\r\n\r\n{}", "http"),
        ("Content-Type: application/json\n\n{}", "http"),
        (f"```json\n{SMALL}\n```", "fence"),
        ("%7B%22idNumber%22%3A1%7D", "percent"),
        ("idNumber=784300000000022&idType=4", "form"),
        (f"payload={SMALL}", "form"),
        ("customer_id,name,dob\n1,A,B\n", "csv"),
        ("customer_id;name;dob\n1;A;B\n", "csv"),
        ("customer_id\tname\tdob\n", "csv"),
        ("---\nidNumber: 1\n", "yaml"),
        ("idNumber: 784300000000022\nidType: 4\n", "yaml"),
        (base64.b64encode(RAW).decode(), "base64"),
        (base64.b64encode(b"\n  " + RAW).decode(), "base64"),
        (base64.b64encode(gzip.compress(RAW, mtime=0)).decode(), "base64"),
        ("data:application/json;base64," + base64.b64encode(RAW).decode(), "base64"),
        (base64.urlsafe_b64encode(RAW).decode() + ".sig", "base64"),
        (f"b'{SMALL}'", "bytes"),
        (f'b"{SMALL}"', "bytes"),
        ("[object Object]", "object_text"),
        (f"callback({SMALL});", "call"),
        ("LookupRequest(idNumber=<hidden>)", "call"),
        ("OrderedDict([('a', 1)])", "call"),
        (f"\x1e{SMALL}\n", "lines"),
        (f"{SMALL}\n{SMALL}\n", "lines"),
        (f"{SMALL}{SMALL}", "lines"),
        (f"{SMALL},\n{SMALL}", "lines"),
        ("[1]\n[2]", "lines"),
        (f"{SMALL}\0\0\0", "padding"),
        (f"{SMALL}\x1a", "padding"),
        ('{"a": 1,}', "trailing_comma"),
        ('{"a": [1, 2, ]}', "trailing_comma"),
        ('{"a": 1,\n}', "trailing_comma"),
        ('{"a": 1} // no', "comment"),
        ('{"a": 1, /* no */ "b": 2}', "comment"),
        ('{\n# no\n"a": 1}', "comment"),
        ('{"a": // no\n1}', "comment"),
        ('{"a": 1 # no\n}', "comment"),
        ("{'a': 1}", "quotes"),
        ("{\"a\": 'b'}", "quotes"),
        (f"'{SMALL}'", "quotes"),
        ("{\u201ca\u201d: 1}", "quotes"),
        ('{"a": \u00abb\u00bb}', "quotes"),
        ("{a: 1}", "quotes"),
        ('{"a": 1, b: 2}', "quotes"),
        ('{\\"a\\": 1}', "escaped"),
        ('{"a": \\"b\\"}', "escaped"),
        ('{"a": True}', "word"),
        ('{"a": None}', "word"),
        ('{"a": NaN}', "word"),
        ('{"a": -Infinity}', "word"),
        ('{"a": undefined}', "word"),
        ('{"a": Mr}', "word"),
        ("undefined", "word"),
        ('{"a": 007}', "number"),
        ('{"a": +971501234567}', "number"),
        ('{"a": .5}', "number"),
        ('{"a": 5.}', "number"),
        ('{"a": 0x10}', "number"),
        ('{"a": 1_000}', "number"),
        ('{"a": "b "c" d"}', "inner_quote"),
        ("{", "cut"),
        ('{"a": 1, "b', "cut"),
        ('{"a": 1', "cut"),
        ('{"a":', "cut"),
        (DOCUMENT[:500], "cut"),
        ('{"a" 1}', "colon"),
        ('{"a": 1 "b": 2}', "comma"),
        ('{"a": 1;}', "comma"),
        ('{"a": 1}}', "end"),
        ('{"a": 1};', "end"),
        ('{"a": "b\nc"}', "escape"),
        ('{"a": "b\\\'c"}', "escape"),
        ("nothing of the kind", "word"),
        ("?", "value"),
    ]
    for text, variant in cases:
        with subtests.test(text=text, variant=variant):
            assert said(text) == said(text.encode()) == ("json.invalid", variant)


@pytest.mark.parametrize("raw", ['{"a": 1,}', f"{SMALL}\n{SMALL}", "payload.json", "{a: 1}"])
def test_the_place_stays(raw: str) -> None:
    """The hint changes neither offset nor line nor column."""
    found: Any = parse(raw)
    told = explain_form(raw, found)

    assert (told.offset, told.line, told.column) == (found.offset, found.line, found.column)


@pytest.mark.parametrize(
    ("raw", "variant"),
    [
        (f"[{SMALL}, {SMALL}]", "documents"),
        (json.dumps(SMALL), "encoded_twice"),
        (json.dumps(f"[{SMALL}]"), "encoded_twice"),
        ("[]", "document"),
        ('"a"', "document"),
        ("null", "document"),
        ("784300000000022", "document"),
    ],
)
def test_json_that_is_no_object(raw: str, variant: str) -> None:
    """An array of documents and a document that was encoded twice are named."""
    assert said(raw) == ("field.type", variant)


@pytest.mark.parametrize(
    "raw",
    [
        SMALL.replace("4", "\\u0034"),
        '{"idNumber": "784300000000022", "idType": "4", "extra": "a\\/b"}',
        f"\r\n\t {SMALL} \r\n",
    ],
)
def test_what_other_languages_write_is_read(raw: str) -> None:
    """Escapes that PHP and Java write, and blanks around a document, are JSON."""
    assert not [
        found for found in pk.check(caas.LookupRequest, raw).violations if "json" in found.code
    ]


def test_a_long_text_is_named_as_quickly(subtests: pytest.Subtests) -> None:
    """Only the beginning and the place of the fault are looked at."""
    for size, letter in product(
        (10_000, 1_000_000), ("a", "a.", "/", "A=", "a,", " ", "-", "[", "eyJ", "\u2018", "\0")
    ):
        with subtests.test(size=size, letter=letter):
            raw = letter * (size // len(letter))
            (violation,) = pk.check(caas.LookupRequest, raw).violations

            assert violation.code.startswith("json.")


@pytest.mark.parametrize(
    ("raw", "form"),
    [
        (gzip.compress(RAW, mtime=0), "gzip"),
        (zipped(), "zip"),
        (b"%PDF-1.7", "pdf"),
        (b"\xff\xd8\xff\xe0", "picture"),
        (SMALL.encode("utf-16"), "utf16"),
        (RAW, None),
        (b"", None),
    ],
)
def test_packed_bytes_are_known_by_how_they_begin(raw: bytes, form: str | None) -> None:
    """Bytes that are no UTF-8 text have the name of their hint, and others none."""
    assert packed_form(raw) == form
