"""Checking and loading documents: the violations, their places and their order."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections import OrderedDict
from datetime import date
from decimal import Decimal
from itertools import product
from pathlib import Path
from types import MappingProxyType
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import payloadkit as pk
from payloadkit import caas
from payloadkit.fields import flag, integer, many, part, text
from payloadkit.models.registry import model_of
from payloadkit.rules.containers import Anything
from payloadkit.rules.numbers import Integer
from payloadkit.rules.text import Text
from payloadkit.strategies.documents import Drawing
from payloadkit.strategies.places import changed, places
from payloadkit.violation import pointer
from tests.corpus import drawn
from tests.documents import (
    FIXTURES,
    GONE,
    POLICY,
    TODAY,
    checked,
    full,
    image,
    masters,
    minimal,
    only,
    put,
    told,
)

SAMPLE = FIXTURES / "caas" / "onboarding-sample.json"
KINDS = ("caas.onboarding", "caas.masters")
ONE_LINE = json.dumps(minimal())


@pk.model()
class Leaf:
    """A thing inside a thing."""

    first: str = text(4, doc="first")
    guessed: str = text(4, sure="A/D", doc="mandatory by a guess")
    last: str = text(4, doc="last")


@pk.model()
class Tree:
    """A thing with things inside."""

    name: str = text(4, doc="name")
    soft: str | None = text(4, sure="D", default=None, doc="a limit that only warns")
    leaf: Leaf | None = part(default=None, doc="one")
    leaves: tuple[Leaf, ...] | None = many(at_most=2, default=None, doc="several")
    tags: tuple[str, ...] | None = many(Text(3), default=None, doc="plain ones")
    numbers: tuple[int, ...] | None = many(Integer(1, 9), default=None, doc="plain numbers")
    sure: bool | None = flag(default=None, key="is-sure", doc="a key that is no identifier")


@pk.model(tolerant=True)
class Answer:
    """Something that is read tolerantly."""

    name: str = text(4, doc="name")
    tags: tuple[str, ...] | None = many(Text(3), default=None, doc="plain ones")
    leaf: Leaf | None = part(default=None, doc="one")
    count: int | None = integer(1, 9, default=None, doc="how many")


def test_sound_documents_have_no_violation() -> None:
    """The smallest and the fullest document have no violation; the report holds the object."""
    for document in (minimal(), full()):
        report = pk.check(caas.OnboardingRequest, document, POLICY)
        assert (report.ok, report.violations, report.truncated) == (True, (), False)
        assert pk.to_dict(report.value) == document


@pytest.mark.parametrize("kind", ["caas.onboarding", caas.OnboardingRequest])
def test_kind_is_class_or_name(kind: Any) -> None:
    """A document is checked and loaded by its class as by its kind's name."""
    assert isinstance(pk.check(kind, minimal(), POLICY).value, caas.OnboardingRequest)
    assert isinstance(pk.load(kind, minimal(), POLICY), caas.OnboardingRequest)


def test_every_form_of_raw_reads_the_same() -> None:
    """Bytes, bytearray, memoryviews, text and Mappings of one document give one object."""
    data = json.dumps(full()).encode()
    strided = memoryview(bytes(letter for pair in zip(data, data, strict=True) for letter in pair))[
        ::2
    ]
    forms = (
        data,
        bytearray(data),
        memoryview(data),
        strided,
        memoryview(data).cast("b"),
        data.decode(),
        full(),
        OrderedDict(full()),
        MappingProxyType(full()),
    )
    objects = [pk.load(caas.OnboardingRequest, form, POLICY) for form in forms]
    assert all(loaded == objects[0] for loaded in objects)


@pytest.mark.parametrize("raw", [None, 5, [], (b"{}",), {"a"}, object()])
def test_other_raw_is_a_type_error(raw: Any) -> None:
    """Anything but bytes, text or a Mapping is a mistake of the caller."""
    for verb in (pk.check, pk.load):
        with pytest.raises(TypeError, match="raw is JSON"):
            verb(caas.OnboardingRequest, raw)


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        ([{}], "not list: check each document by itself"),
        (({},), "not tuple: check each document by itself"),
        (Path("payload.json"), "Path: read the file, and pass its bytes"),
        (io.BytesIO(b"{}"), "not BytesIO: pass what its read\\(\\) returns"),
        (5, "not int$"),
    ],
)
def test_what_holds_a_document_is_told(raw: Any, told: str) -> None:
    """A list, a path and an open file are no document; the error says what to pass."""
    with pytest.raises(TypeError, match=told):
        pk.check(caas.OnboardingRequest, raw)


def test_unknown_kind_is_a_value_error() -> None:
    """A kind that there is not is a ValueError, a class that is no model a TypeError."""
    for kind in ("caas.nothing", "nothing", "Something With Blanks"):
        with pytest.raises(ValueError, match="no kind"):
            pk.check(kind, "{}")
    with pytest.raises(TypeError, match="not a class made with"):
        pk.check(dict, "{}")


def test_sample_of_the_documents_has_no_error_and_comes_back() -> None:
    """The published onboarding sample has no error and dumps equal, in both forms."""
    raw = SAMPLE.read_bytes()
    plain = json.loads(raw)
    for form in (raw, plain):
        report = pk.check("caas.onboarding", form, POLICY)
        assert report.ok
        assert {found.code for found in report.violations} <= {"date.expired"}
        loaded = pk.load("caas.onboarding", form, POLICY)
        assert pk.to_dict(loaded) == plain
        assert json.loads(pk.dump(loaded)) == plain


FAULTS = {
    "/channel": (GONE, "field.missing"),
    "/agent_location_id": ("x" * 31, "text.too_long"),
    "/ecrn": (7843000000, "field.type"),
    "/salutation": ("Miss", "text.too_long"),
    "/first_name": ("x\x7f", "text.control_characters"),
    "/middle_name": ("x" * 61, "text.too_long"),
    "/last_name": ("", "text.blank"),
    "/preferred_name": (["x"], "field.type"),
    "/nationality": (None, "field.null"),
    "/second_nationality": ("XX", "country.unknown"),
    "/native_region": (-1, "number.range"),
    "/date_of_birth": ("1990-7-28", "date.malformed"),
    "/country_of_birth": ("ARE", "country.unknown"),
    "/resident_type_id": ("101", "field.type"),
    "/gender": ("x" * 13, "text.too_long"),
    "/primary_mobile_number": ("0501234567", "phone.not_e164"),
    "/phone_number": ("+97150", "phone.not_valid"),
    "/email_id": ("nadira", "email.malformed"),
    "/occupation_id": (2**63, "number.range"),
    "/political_exposed_person": ("false", "field.type"),
    "/additional_docs/0/content_type": ("image/gif", "choice.unknown"),
    "/address_list/0/address_type_id": (1, "field.type"),
    "/address_list/1/country": (GONE, "field.missing"),
    "/address_list/1/zip": (1.5, "field.type"),
    "/id_details/0/id_front/base64_data": ("data:image/jpeg;base64,AAAA", "base64.data_uri"),
    "/id_details/1/id_type": (1000, "number.range"),
    "/id_details/1/date_of_expiry": ("2031-02-30", "date.impossible"),
    "/id_details/1/id_back/base64_data": ("_-_-", "base64.malformed"),
    "/customer_classification/annual_income_currency_code": ("aed", "currency.unknown"),
    "/customer_classification/first_language": ("xx", "language.unknown"),
    "/customer_classification/marital_status": (True, "field.type"),
    "/customer_classification/social_links/0/text_field": ("\ufeff\x00", "text.control_characters"),
}


def test_independent_faults_are_all_told_once() -> None:
    """Thirty independent faults are reported, each once and at its path, in any form."""
    document = full()
    for path, (value, _) in FAULTS.items():
        document = put(document, path, value)
    expected = sorted((path, code, "error") for path, (_, code) in FAULTS.items())
    assert len(expected) > 30
    assert sorted(checked(document)) == expected
    assert sorted(checked(json.dumps(document))) == expected
    with pytest.raises(pk.PayloadError) as caught:
        pk.load("caas.onboarding", document, POLICY)
    assert sorted(told(caught.value.report)) == expected


def test_each_fault_alone_is_its_one_violation(subtests: pytest.Subtests) -> None:
    """Each of the thirty faults alone draws its code, and an error is always beside no value."""
    for path, (value, code) in FAULTS.items():
        with subtests.test(path=path):
            report = pk.check("caas.onboarding", put(full(), path, value), POLICY)
            assert (path, code, "error") in told(report)
            assert len(report.errors) == 1
            assert (report.ok, report.value) == (False, None)


def test_absent_null_empty_and_zero_are_four_things() -> None:
    """What is absent, null, empty or zero is told apart, and comes back as it was."""
    plain = put(
        put(put(full(), "/second_nationality", GONE), "/preferred_name", None), "/middle_name", ""
    )
    loaded = pk.load(caas.OnboardingRequest, plain, POLICY)
    assert (loaded.second_nationality, loaded.middle_name) == (None, "")
    assert loaded.preferred_name is None
    assert loaded.nulls == {"preferred_name"}
    assert loaded.address_list[0].po_box is None
    assert loaded.address_list[0].nulls == {"po_box"}
    assert loaded.address_list[0].zip == 0
    dumped = json.loads(pk.dump(loaded))
    assert dumped == plain
    assert list(dumped) == list(plain)


def test_null(subtests: pytest.Subtests) -> None:
    """Null errs in mandatory fields and lists, and warns in most optional fields."""
    cases: list[tuple[str, tuple[str, str] | None]] = [
        ("/first_name", ("field.null", "error")),
        ("/preferred_name", ("field.null", "warning")),
        ("/id_details/0/id_front", ("field.null", "warning")),
        ("/address_list", ("field.null", "error")),
        ("/address_list/0", ("field.null", "error")),
        ("/additional_docs", ("field.null", "warning")),
        ("/additional_docs/0", ("field.null", "error")),
        ("/customer_classification/dpms", ("field.null", "warning")),
        ("/address_list/0/po_box", None),
    ]
    for path, expected in cases:
        with subtests.test(path=path, expected=expected):
            assert [found for found in checked(put(full(), path, None)) if found[0] == path] == (
                [] if expected is None else [(path, *expected)]
            )


def test_blank(subtests: pytest.Subtests) -> None:
    """An empty text errs where a value or format is demanded, and warns elsewhere."""
    cases: list[tuple[str, str, tuple[str, str] | None]] = [
        ("/first_name", "", ("text.blank", "error")),
        ("/first_name", " \u3000", ("text.blank", "error")),
        ("/preferred_name", "", ("text.blank", "warning")),
        ("/preferred_name", "  ", ("text.blank", "warning")),
        ("/middle_name", "", None),
        ("/middle_name", " ", ("text.blank", "warning")),
        ("/customer_classification/employer_ecrn", "", None),
        ("/second_nationality", "", ("text.blank", "error")),
        ("/phone_number", "", ("text.blank", "error")),
        ("/id_details/1/issued_on", "", ("text.blank", "error")),
        ("/id_details/0/id_front/base64_data", "", ("text.blank", "error")),
        ("/customer_classification/first_language", "", ("text.blank", "error")),
    ]
    for path, value, expected in cases:
        with subtests.test(path=path, value=value):
            assert checked(put(full(), path, value)) == (
                [] if expected is None else [(path, *expected)]
            )


def test_blank_that_is_borne_hides_no_error() -> None:
    """White space in an optional field warns, and its characters and length are still judged."""
    assert checked(put(full(), "/preferred_name", "\n")) == [
        ("/preferred_name", "text.control_characters", "error"),
        ("/preferred_name", "text.blank", "warning"),
    ]
    assert ("/middle_name", "text.too_long", "error") in checked(
        put(full(), "/middle_name", " " * 61)
    )


def test_a_text_that_shows_nothing_is_blank(subtests: pytest.Subtests) -> None:
    """Where something must stand, invisible characters are nothing; elsewhere they warn."""
    path_cases: list[tuple[str, tuple[str, str]]] = [
        ("/first_name", ("text.blank", "error")),
        ("/nationality", ("text.blank", "error")),
        ("/secondary_mobile_number", ("text.blank", "error")),
        ("/place_of_birth", ("text.invisible_characters", "warning")),
    ]
    for (path, expected), value in product(path_cases, ("\u3164", "\u2800 ", "\ufffd\u200b")):
        with subtests.test(path=path, value=value):
            assert checked(put(full(), path, value)) == [(path, *expected)]


def test_one_value_draws_one_error_and_every_warning() -> None:
    """Of one value only the first error is told, beside all of its warnings."""
    assert checked(put(full(), "/first_name", "A" + "\u200b" * 100)) == [
        ("/first_name", "text.too_long", "error"),
        ("/first_name", "text.invisible_characters", "warning"),
    ]
    assert checked(put(full(), "/first_name", "\x00" * 101)) == [
        ("/first_name", "text.control_characters", "error")
    ]
    assert checked(put(full(), "/phone_number", "\u200e12")) == [
        ("/phone_number", "phone.not_e164", "error"),
        ("/phone_number", "text.invisible_characters", "warning"),
    ]


def test_nothing_becomes_an_integer(subtests: pytest.Subtests) -> None:
    """No text, flag or fraction is taken for a whole number."""
    cases: list[object] = ["013345", 1.0, True, "1", None, [], {}, Decimal(1), 1.5]
    for value in cases:
        with subtests.test(value=value):
            ((_, code, _),) = checked(
                put(minimal(), "/native_region", None) | {"native_region": value}
            )
            assert code == ("field.null" if value is None else "field.type")


def test_nothing_becomes_a_flag(subtests: pytest.Subtests) -> None:
    """No text and no number is taken for true or false."""
    cases: list[object] = ["false", "true", 1, 0, "", [], {}, 1.0]
    for value in cases:
        with subtests.test(value=value):
            assert checked({**minimal(), "political_exposed_person": value}) == [
                ("/political_exposed_person", "field.type", "error")
            ]


def test_numbers_of_json_keep_their_type() -> None:
    """``1.0`` and ``1e0`` are no integers, in a text as in a Mapping."""
    for literal in ("1.0", "1e0", "-0.0", "1E400"):
        raw = json.dumps({**minimal(), "native_region": 0}).replace(
            '"native_region": 0', f'"native_region": {literal}'
        )
        assert only(pk.check("caas.onboarding", raw, POLICY)).code == "field.type"


def test_lengths_count_code_points() -> None:
    """A hundred code points beyond the basic plane are a hundred, and Arabic is welcome."""
    assert checked(put(full(), "/first_name", "\U0001f600" * 100)) == []
    assert checked(put(full(), "/first_name", "\u0646\u0627\u062f\u064a\u0629")) == []
    assert checked(put(full(), "/first_name", "\U0001f600" * 101)) == [
        ("/first_name", "text.too_long", "error")
    ]


def test_nothing_is_trimmed_or_normalised() -> None:
    """White space around a text, decomposed letters and odd spellings come back as they went in."""
    for value in (" NADIRA ", "e\u0301", "\ufb01", "NADIRA  F"):
        plain = put(full(), "/first_name", value)
        assert json.loads(pk.dump(pk.load("caas.onboarding", json.dumps(plain), POLICY))) == plain


def test_broken_fields_hide_no_cross_field_rule() -> None:
    """Rules across fields run where their own fields are sound, and only there."""
    document = put(full(), "/id_details/0/issued_on", "2035-01-01") | {"first_name": 5}
    document = put(document, "/second_nationality", "IN")
    assert checked(document, pk.Policy(today=date(2036, 1, 1), ignore=["date.expired"])) == [
        ("/first_name", "field.type", "error"),
        ("/second_nationality", "country.same", "warning"),
        ("/id_details/0/date_of_expiry", "date.order", "error"),
    ]
    assert checked(put(document, "/id_details/0/issued_on", "x"))[2:] == [
        ("/id_details/0/issued_on", "date.malformed", "error")
    ]


def test_cross_field_paths() -> None:
    """Each rule across fields reports at the place that the contract names."""
    document = put(put(full(), "/id_details/0/id_front", GONE), "/id_details/0/id_back", GONE)
    document["address_list"] = [{**full()["address_list"][0], "address_type_id": "3"}]
    document["id_details"] += [{**full()["id_details"][1], "issued_on": "1990-07-28"}]
    assert checked(document) == [
        ("/address_list", "address.missing_type", "warning"),
        ("/address_list", "address.missing_type", "warning"),
        ("/id_details/0/id_front", "id.missing_side", "warning"),
        ("/id_details/0/id_back", "id.missing_side", "warning"),
        ("/id_details/2/id_number", "id.duplicate", "warning"),
        ("/id_details/2/issued_on", "date.order", "error"),
    ]


def test_places(subtests: pytest.Subtests) -> None:
    """A violation names its line and column: at the value, at the key, or at the object's start."""
    cases: list[tuple[str, str, str, int, int]] = [
        ('{"name":5}', "/name", "field.type", 1, 9),
        ('{\n "name":\n  "long text"}', "/name", "text.too_long", 3, 3),
        ('{"name":"\U0001f600","x":1}', "/x", "field.unknown", 1, 13),
        ("\n\n  {\n}", "/name", "field.missing", 3, 3),
        ('{"name":"a","leaf":\n {"first":"a","guessed":"b"}}', "/leaf/last", "field.missing", 2, 2),
        ('{"name":"a",\n"name":"b"}', "/name", "json.duplicate_key", 2, 1),
        ('{"name":"a",\r"is-sure":1}', "/is-sure", "field.type", 1, 24),
        ("[]", "", "field.type", 1, 1),
        ('{"name":"a","tags":["a",\n"long"]}', "/tags/1", "text.too_long", 2, 1),
        ('{"name":"a","tags":["a",null]}', "/tags/1", "field.null", 1, 25),
        ('{"name":"a","tags":["a",""]}', "/tags/1", "text.blank", 1, 25),
        ('{"name":"a","numbers":[1,\n10]}', "/numbers/1", "number.range", 2, 1),
    ]
    for document, path, code, line, column in cases:
        with subtests.test(document=document, path=path):
            for raw in (document, document.encode()):
                found = only(pk.check(Tree, raw))
                assert (found.path, found.code, found.line, found.column) == (
                    path,
                    code,
                    line,
                    column,
                )


def test_text_that_is_no_json(subtests: pytest.Subtests) -> None:
    """What is no JSON has one violation, at the document, where the reading ended."""
    cases: list[tuple[str | bytes, str, int, int]] = [
        ("", "json.invalid", 1, 1),
        ("{", "json.invalid", 1, 2),
        ('{"a":1,}', "json.invalid", 1, 8),
        ('{"a":NaN}', "json.invalid", 1, 6),
        ('{"a":\n-Infinity}', "json.invalid", 2, 1),
        ("{} {}", "json.invalid", 1, 4),
        ("{}\x00", "json.invalid", 1, 3),
        ('{"a":"\\ud800"}', "json.encoding", 1, 7),
        ('{"a":"\ud800"}', "json.encoding", 1, 7),
        ("\ufeff{}", "json.encoding", 1, 1),
        (b"\xef\xbb\xbf{}", "json.encoding", 1, 1),
        (b'{"a":\n"\xff"}', "json.encoding", 2, 2),
        (b'{"a":"\xc0\x80"}', "json.encoding", 1, 7),
        ("[" * 65 + "]" * 65, "json.depth", 1, 65),
    ]
    for raw, code, line, column in cases:
        with subtests.test(code=code, line=line):
            found = only(pk.check(Tree, raw))
            assert (found.path, found.code, found.severity, found.line, found.column) == (
                "",
                code,
                "error",
                line,
                column,
            )


def test_sixty_four_levels_are_read() -> None:
    """Sixty-four levels are no fault of JSON, in a text as in a Mapping."""
    document: dict[str, Any] = {"name": "a", "x": json.loads("[" * 63 + "]" * 63)}
    assert (
        checked(json.dumps(document), kind=Tree)
        == checked(document, kind=Tree)
        == [("/x", "field.unknown", "error")]
    )
    document["x"] = [document["x"]]
    assert [code for _, code, _ in checked(document, kind=Tree)] == ["json.depth"]


@pytest.mark.parametrize("field", ["id_details", "address_list", "additional_docs"])
def test_a_full_report_hides_no_depth(field: str) -> None:
    """A text that nests too deep is refused, also where no further violation has room."""
    deep: Any = {}
    for _ in range(61):
        deep = {"data": deep}
    policy = attrs.evolve(POLICY, max_violations=1)
    for document, found in (
        ({"salutation": [], field: [deep]}, "field.missing"),
        ({"salutation": [], field: [[deep]]}, "json.depth"),
        ({"salutation": [], field: [{}, [deep]]}, "json.depth"),
    ):
        report = pk.check("caas.onboarding", json.dumps(document), policy)
        assert [violation.code for violation in report.violations][-1:] == [found], document


@pytest.mark.parametrize("document", ["[]", "5", '"x"', "null", "true", "1.5", str(2**64)])
def test_top_level_that_is_no_object(document: str) -> None:
    """A document that is no object has the wrong type as a whole, in a request and in an answer."""
    for kind in (Tree, Answer):
        assert checked(document, kind=kind) == [("", "field.type", "error")]


def test_duplicate_keys() -> None:
    """A duplicate key errs at its second place; the last value is judged, and reading continues."""
    raw = (
        '{"name": 5, "x": 1,\n "name": "too long", "x": 2, '
        '"leaf": {"first": "a", "guessed": "a", "last": "a", "last": "b"}}'
    )
    report = pk.check(Tree, raw)
    assert [(found.path, found.code, found.line, found.column) for found in report.violations] == [
        ("/name", "json.duplicate_key", 2, 2),
        ("/name", "text.too_long", 2, 10),
        ("/x", "json.duplicate_key", 2, 22),
        ("/x", "field.unknown", 2, 22),
        ("/leaf/last", "json.duplicate_key", 2, 82),
    ]
    assert checked('{"name": "a", "name": "b"}', kind=Answer) == [
        ("/name", "json.duplicate_key", "error")
    ]


def test_document_over_the_limit_is_refused_unread() -> None:
    """A document's size is measured in bytes of UTF-8, before it is read."""
    text_of_20 = '{"name":"\u0646\u0646\u0646\u0646"}'[:-1] + " }"
    data = text_of_20.encode()
    for raw in (data, bytearray(data), memoryview(data), text_of_20):
        assert checked(raw, pk.Policy(max_bytes=len(data)), Tree) == []
        assert checked(raw, pk.Policy(max_bytes=len(data) - 1), Tree) == [
            ("", "json.too_large", "error")
        ]
    assert checked(b"\xff" * 9, pk.Policy(max_bytes=8), Tree) == [("", "json.too_large", "error")]
    assert checked("x" * 9, pk.Policy(max_bytes=8), Tree) == [("", "json.too_large", "error")]


def test_order_is_that_of_the_document() -> None:
    """Violations come in the document's order; at the same place, in the order of declaration."""
    document = {
        "x": 1,
        "tags": [5, "a", 6],
        "leaf": {"last": 1, "first": 2, "guessed": 3},
        "sure": 1,
        "name": 5,
    }
    expected = [
        "/x",
        "/tags/0",
        "/tags/2",
        "/leaf/last",
        "/leaf/first",
        "/leaf/guessed",
        "/sure",
        "/name",
    ]
    assert [path for path, _, _ in checked(document, kind=Tree)] == expected
    assert [path for path, _, _ in checked(json.dumps(document), kind=Tree)] == expected


def test_ties_stand_in_the_order_of_declaration() -> None:
    """Fields missing at one place are told in the order of declaration, whatever their severity."""
    expected = [
        ("/leaf/first", "field.missing", "error"),
        ("/leaf/guessed", "field.missing", "warning"),
        ("/leaf/last", "field.missing", "error"),
    ]
    document = {"name": "a", "leaf": {}}
    assert checked(document, kind=Tree) == expected
    assert checked(json.dumps(document), kind=Tree) == expected


def test_unknown_keys_err_in_requests_and_inform_in_answers() -> None:
    """An undeclared key is an error in a request; an answer keeps it with an info."""
    assert checked(
        {"name": "a", "more": 1, "leaf": {"first": "a", "guessed": "a", "last": "a", "x": 1}},
        kind=Tree,
    ) == [
        ("/more", "field.unknown", "error"),
        ("/leaf/x", "field.unknown", "error"),
    ]
    document = {
        "more": [1, {"y": None}],
        "name": "a",
        "leaf": {"x": 1, "first": "a", "guessed": "a", "last": "a"},
    }
    report = pk.check(Answer, document)
    assert told(report) == [
        ("/more", "field.unknown", "info"),
        ("/leaf/x", "field.unknown", "info"),
    ]
    assert (report.ok, report.warnings, report.errors) == (True, (), ())
    assert report.value is not None
    assert pk.to_dict(report.value) == document
    assert (
        pk.dump(report.value)
        == b'{"name":"a","leaf":{"first":"a","guessed":"a","last":"a","x":1},"more":[1,{"y":null}]}'
    )


def test_unknown_keys_are_masked(subtests: pytest.Subtests) -> None:
    """An unknown key is shown only if it is a short identifier or declared elsewhere."""
    cases: list[tuple[str, str]] = [
        ("misspelt", "/misspelt"),
        ("_" + "x" * 63, "/_" + "x" * 63),
        ("x" * 65, "/?"),
        ("784300000000022", "/?"),
        ("", "/?"),
        ("a/b~c", "/?"),
        ("naïve", "/?"),
        ("two words", "/?"),
        ("x\n", "/?"),
        ("is-sure", "/leaf/is-sure"),
    ]
    for key, path in cases:
        with subtests.test(key=key, path=path):
            if path.startswith("/leaf"):
                document: dict[str, Any] = {
                    "name": "a",
                    "leaf": {"first": "a", "guessed": "a", "last": "a", key: 1},
                }
            else:
                document = {"name": "a", key: 1}
            assert checked(document, kind=Tree) == [(path, "field.unknown", "error")]
            assert checked(json.dumps(document), kind=Tree) == [(path, "field.unknown", "error")]


def test_numbers_beyond_64_bits() -> None:
    """An integer beyond 64 bits errs at its path, also below an unknown key."""
    raw = json.dumps({**minimal(), "native_region": 2**63, "x": [2**63 - 1, {"y": -(2**63) - 1}]})
    for form in (raw, json.loads(raw)):
        assert checked(form) == [
            ("/native_region", "number.range", "error"),
            ("/x", "field.unknown", "error"),
            ("/x/1/y", "number.range", "error"),
        ]
    assert checked(raw.replace(str(2**63), "1e99999999999999999999"))[0] == (
        "/native_region",
        "number.range",
        "error",
    )


def test_mappings_hold_plain_json_values() -> None:
    """A value in a Mapping that JSON cannot hold has the wrong type; the rest is still judged."""
    odd = {
        "first_name": object(),
        "last_name": b"x",
        "date_of_birth": date(1990, 1, 1),
        "gender": caas.Gender.MALE,
        "address_list": (),
        "email_id": {1},
    }
    assert sorted(checked({**minimal(), **odd, "native_region": -1})) == sorted(
        [(f"/{key}", "field.type", "error") for key in odd]
        + [("/native_region", "number.range", "error")]
    )
    keys: dict[Any, Any] = {5: 1, None: 2}
    assert checked({**minimal(), **keys}) == [
        ("", "field.type", "error"),
        ("", "field.type", "error"),
    ]
    assert checked({**minimal(), "x": {"y": object()}}) == [
        ("/x", "field.unknown", "error"),
        ("/x/y", "field.type", "error"),
    ]


def test_mappings_that_end_the_reading() -> None:
    """NaN, lone surrogates, deep nesting and cycles in a Mapping end its reading, as in a text."""
    cyclic: dict[str, Any] = {"name": "a"}
    cyclic["again"] = cyclic
    deep: list[Any] = []
    for _ in range(70):
        deep = [deep]
    for value, code in (
        (float("nan"), "json.invalid"),
        (Decimal("-Infinity"), "json.invalid"),
        ("\ud800", "json.encoding"),
    ):
        assert checked({"name": 5, "x": [value], "y": object()}, kind=Tree) == [
            ("/x/0", code, "error")
        ]
    assert [code for _, code, _ in checked(cyclic, kind=Tree)] == ["json.depth"]
    assert [
        code
        for _, code, _ in checked(
            {"x": deep, "y": [object()], 5: object(), "z": {"a": []}}, kind=Tree
        )
    ] == ["json.depth"]
    assert checked({"name": "a", "x": {"\udfff": 1}}, kind=Tree) == [
        ("/x", "json.encoding", "error")
    ]


def test_a_mapping_is_never_changed() -> None:
    """Neither a check nor a change of the object's extra keys reaches the caller's Mapping."""
    document: dict[str, Any] = {"name": "a", "more": {"list": [1]}}
    before = json.dumps(document)
    loaded: Any = pk.load(Answer, document)
    loaded.extra["more"]["list"].append(2)
    assert json.dumps(document) == before


def test_tolerant_reading_warns_of_what_a_request_refuses() -> None:
    """In an answer, only invalid JSON and a wrong structure err; everything else warns at most."""
    assert checked({"name": "too long", "count": 0}, kind=Answer) == [
        ("/name", "text.too_long", "warning"),
        ("/count", "number.range", "warning"),
    ]
    assert checked({}, kind=Answer) == [("/name", "field.missing", "warning")]
    assert checked({"name": "", "count": None, "leaf": None, "tags": [None, ""]}, kind=Answer) == []
    assert checked({"name": {}, "count": [], "leaf": "", "tags": {}}, kind=Answer) == [
        (f"/{key}", "field.type", "error") for key in ("name", "count", "tags")
    ]


def test_another_type_in_an_answer_warns_unless_it_is_a_structure(
    subtests: pytest.Subtests,
) -> None:
    """Any other scalar for a scalar, and an empty list for an object, warns and comes back."""
    for kind in [kind for kind in pk.kinds() if model_of(kind).tolerant]:
        with subtests.test(kind=kind):
            model = model_of(kind)
            (document,) = drawn(Drawing.of(model, POLICY, full=True).document(), 1)
            for pattern, rule in model.rules():
                if isinstance(rule, Anything):
                    continue
                holds = next((each for each in (dict, list) if each in rule.json), None)
                for path in list(places(document, pattern))[:1]:
                    for value in ("5", 5, True, 1.5, 2**70, [], {}, [1], {"x": 1}):
                        if type(value) in rule.json or (
                            type(value) is float and Decimal in rule.json
                        ):
                            continue
                        wrong = changed(document, path, value)
                        warns = (
                            value == []
                            if holds is dict
                            else holds is None
                            and type(value)
                            not in (
                                list,
                                dict,
                            )
                        )
                        report = pk.check(kind, wrong, POLICY)
                        assert told(report) == [
                            (
                                pointer(path, model.keys),
                                "field.type",
                                "warning" if warns else "error",
                            )
                        ]
                        if warns:
                            assert report.value is not None
                            assert pk.to_dict(report.value) == wrong
                            assert (
                                json.loads(pk.dump(pk.load(kind, json.dumps(wrong), POLICY)))
                                == wrong
                            )


@pytest.mark.parametrize(
    "document",
    [
        {"name": "too long", "count": 2**70, "tags": [None, "", "long"]},
        {"name": None, "tags": "", "leaf": ""},
        {"name": "", "tags": None, "leaf": None, "count": ""},
        {"name": "a", "leaf": {"first": "", "guessed": None, "last": "too long"}},
        {"name": "a", "x": {"y": [2**70, None, ""]}, "": 1, "\u0646": 2},
    ],
)
def test_tolerant_reading_gives_back_what_came(document: dict[str, Any]) -> None:
    """What an answer held comes back key by key, null, empty and unreadable values too."""
    for form in (document, json.dumps(document)):
        loaded = pk.load(Answer, form)
        assert json.loads(pk.dump(loaded)) == document
    assert pk.to_dict(pk.load(Answer, document)) == document


def test_strict_makes_errors_of_warnings() -> None:
    """Under ``strict`` a warning is an error and an info stays one."""
    document = put(full(), "/second_nationality", "IN")
    assert checked(document) == [("/second_nationality", "country.same", "warning")]
    report = pk.check("caas.onboarding", document, pk.Policy(today=TODAY, strict=True))
    assert told(report) == [("/second_nationality", "country.same", "error")]
    assert (report.ok, report.value) == (False, None)
    assert checked({"name": "a", "x": 1}, pk.Policy(strict=True), Answer) == [
        ("/x", "field.unknown", "info")
    ]


def test_max_violations_keep_errors_before_warnings() -> None:
    """A bounded report says that it is truncated, and no error is lost behind warnings."""
    document = {"soft": "too long", "tags": ["long"] * 5, "name": 5}
    assert len(checked(document, pk.Policy(max_violations=7), Tree)) == 7
    assert pk.check(Tree, document, pk.Policy(max_violations=7)).truncated is False
    six = pk.check(Tree, document, pk.Policy(max_violations=6))
    assert six.truncated
    assert {found.severity for found in six.violations} == {pk.Severity.ERROR}
    for most in (1, 3):
        report = pk.check(Tree, json.dumps(document), pk.Policy(max_violations=most))
        assert (report.ok, report.value, report.truncated, len(report.violations)) == (
            False,
            None,
            True,
            most,
        )
        assert len(report.errors) == most
    warned = pk.check(
        Tree,
        {"soft": "too long", "name": "a", "leaf": {"first": "a", "last": "a"}},
        pk.Policy(max_violations=1),
    )
    assert (warned.ok, warned.truncated, len(warned.violations), warned.value is None) == (
        True,
        True,
        1,
        False,
    )


def test_duplicates_are_bounded_too() -> None:
    """A document of nothing but repeated keys reports as many as are allowed, and says so."""
    raw = '{"name":"a"' + ',"name":"a"' * 2000 + "}"
    report = pk.check(Tree, raw)
    assert (len(report.violations), report.truncated, report.ok) == (1000, True, False)
    exact = pk.check(Tree, raw, pk.Policy(max_violations=2000))
    assert (len(exact.violations), exact.truncated) == (2000, False)


def test_ignored_codes() -> None:
    """A code is ignored everywhere, or at paths with ``*`` for a token and ``/*`` for all below."""
    document = put(
        put(full(), "/id_details/0/date_of_expiry", "2025-01-01"),
        "/id_details/1/visa_expiry_date",
        "2025-01-01",
    )
    paths = ["/id_details/0/date_of_expiry", "/id_details/1/visa_expiry_date"]
    left = {
        None: [],
        "/id_details/*": [],
        "/*": [],
        "/id_details/*/date_of_expiry": paths[1:],
        "/id_details/1/*": paths[:1],
        "/*/*/*": [],
        "/*/visa_expiry_date": paths,
        "/id_details": paths,
        "/id_details/*/*/*": paths,
        "": paths,
    }
    for pattern, expected in left.items():
        ignore = pk.Ignore(code="date.expired", path=pattern, reason="renewal under way")
        assert [
            path for path, _, _ in checked(document, pk.Policy(today=TODAY, ignore=[ignore]))
        ] == expected
        assert [
            path
            for path, _, _ in checked(
                document, pk.Policy(today=TODAY, ignore=[ignore], strict=True)
            )
        ] == expected


def test_codes_that_cannot_be_ignored() -> None:
    """Broken JSON, a missing field and a wrong type stay whatever a policy says."""
    policy = pk.Policy(ignore=["json.duplicate_key", "json.invalid", "field.missing", "field.type"])
    assert [code for _, code, _ in checked('{"soft":1,"soft":2}', policy, Tree)] == [
        "field.missing",
        "json.duplicate_key",
        "field.type",
    ]
    assert [code for _, code, _ in checked("{", policy, Tree)] == ["json.invalid"]


def test_ignored_errors_leave_the_object_as_it_came() -> None:
    """A document whose errors are all ignored loads, and dumps what it held."""
    document = put(
        put(put(full(), "/date_of_birth", "28/07/1990"), "/second_nationality", "ENG"),
        "/native_region",
        -(2**70),
    )
    document = put(
        put(document, "/id_details/1/id_back/content_type", None), "/address_list/1", None
    ) | {"own": {"x": [1]}}
    document = put(document, "/customer_classification/own_too", "x")
    codes = [
        "date.malformed",
        "country.unknown",
        "number.range",
        "field.null",
        "field.unknown",
        "address.missing_type",
    ]
    policy = pk.Policy(today=TODAY, ignore=codes)
    for form in (document, json.dumps(document)):
        report = pk.check(caas.OnboardingRequest, form, policy)
        assert report.violations == ()
        assert report.value is not None
        assert json.loads(pk.dump(report.value)) == document
        changed = pk.replace(report.value, policy=policy, channel="APP")
        assert json.loads(pk.dump(changed)) == {**document, "channel": "APP"}


def test_limits_of_a_tenant() -> None:
    """A tenant's limit replaces the maximum length, and errs where the declared one warns."""
    long_name = put(full(), "/customer_classification/employer_name", "x" * 101)
    assert checked(long_name) == [
        ("/customer_classification/employer_name", "text.too_long", "warning")
    ]
    limits = {
        "caas.onboarding": {
            "/customer_classification/employer_name": 101,
            "/address_list/*/city": 4,
            "/email_id": 9,
            "/gender": 5,
        }
    }
    policy = pk.Policy(today=TODAY, limits=limits)
    assert checked(long_name, policy) == [
        ("/gender", "text.too_long", "error"),
        ("/email_id", "text.too_long", "error"),
        ("/address_list/0/city", "text.too_long", "error"),
        ("/address_list/1/city", "text.too_long", "error"),
    ]
    limits["caas.onboarding"] = {"/customer_classification/employer_name": 60}
    assert checked(long_name, pk.Policy(today=TODAY, limits=limits)) == [
        ("/customer_classification/employer_name", "text.too_long", "error")
    ]
    assert checked({"data": {}, "status": "too long"}, policy, "caas.masters") == []


def test_limits_below_keys_of_any_name() -> None:
    """A limit reaches through an object of any keys as through a list."""
    policy = pk.Policy(limits={"caas.masters": {"/data/*/*/name": 3}})
    assert checked(
        {"data": {"professions": [{"code": 1, "name": "NURSE"}]}}, policy, "caas.masters"
    ) == [
        ("/data/professions/0/name", "text.too_long", "warning"),
    ]


def test_gateway_answers_are_predicted() -> None:
    """Missing and malformed values predict 40002, unknown countries and ids 45053."""
    document = put(
        put(put(full(), "/first_name", GONE), "/country_of_birth", "ZZ"), "/occupation_id", 999
    ) | {"x": 1, "native_region": -1}
    document = put(
        put(document, "/second_nationality", "ZZ"), "/id_details/1/date_of_expiry", "2020-01-01"
    )
    report = pk.check(
        "caas.onboarding",
        put(document, "/id_details/1/issued_on", GONE),
        pk.Policy(today=TODAY, masters=masters(), ignore=["master.unknown"]),
    )
    assert {found.path: found.gateway for found in report.violations} == {
        "/first_name": "40002",
        "/second_nationality": "45053",
        "/native_region": None,
        "/country_of_birth": "45053",
        "/id_details/1/date_of_expiry": None,
        "/x": None,
    }
    assert only(pk.check("caas.masters", {"data": 5})).gateway is None


def test_masters_judge_ids() -> None:
    """Given master data, an id that they do not list errs; a list that they lack is not asked."""
    policy = pk.Policy(today=TODAY, masters=masters())
    document = put(
        put(minimal(), "/id_details/0/id_type", 28), "/address_list/1/address_type_id", "3"
    ) | {"occupation_id": 1}
    report = pk.check("caas.onboarding", document, policy)
    assert [(found.path, found.code, found.gateway) for found in report.errors] == [
        ("/address_list/1/address_type_id", "master.unknown", "45053"),
        ("/occupation_id", "master.unknown", "45053"),
    ]
    known = caas.MasterData(data={"professions": (caas.MasterCode(code=1, name="x"),)})
    assert "master.unknown" not in [
        code for _, code, _ in checked(document, pk.Policy(today=TODAY, masters=known))
    ]


def test_policy_settings_of_images_and_phones() -> None:
    """``images="off"`` judges the base64 alone, ``phones="shape"`` the form alone."""
    document = put(
        put(
            minimal(),
            "/id_details/0/id_front",
            {"base64_data": "AAAA", "content_type": "image/png"},
        ),
        "/primary_mobile_number",
        "+97150",
    )
    assert [code for _, code, _ in checked(document)] == ["phone.not_valid", "image.unreadable"]
    assert checked(document, pk.Policy(today=TODAY, images="off", phones="shape")) == []


def test_today_is_the_policys() -> None:
    """Expiry, future and age are judged by the policy's date."""
    document = put(minimal(), "/id_details/0/date_of_expiry", "2026-06-01")
    assert checked(document) == []
    assert checked(document, pk.Policy(today=date(2026, 6, 2))) == [
        ("/id_details/0/date_of_expiry", "date.expired", "warning")
    ]
    young = put(minimal(), "/date_of_birth", "2008-02-29")
    assert checked(young, pk.Policy(today=date(2026, 2, 28))) == [
        ("/date_of_birth", "date.minor", "warning")
    ]
    assert checked(young, pk.Policy(today=date(2026, 3, 1))) == []
    assert checked(put(minimal(), "/date_of_birth", "2026-06-01")) == [
        ("/date_of_birth", "date.future", "error")
    ]
    late = pk.Policy(today=date(9999, 12, 31), ignore=["date.expired"])
    assert checked(put(minimal(), "/date_of_birth", "9999-01-01"), late)[0] == (
        "/date_of_birth",
        "date.minor",
        "warning",
    )


def test_workers_change_nothing() -> None:
    """Several threads judge images to the same report as one."""
    document = full()
    document["additional_docs"] = [{"document_id": "1", **image(number)} for number in range(4)] + [
        {"document_id": "2", "content_type": "image/png", "base64_data": image(1)["base64_data"]},
        {"document_id": "2", "content_type": "application/pdf", "base64_data": "JVBERi0="},
        {"document_id": "2", "content_type": "image/png", "base64_data": "AAAA"},
    ]
    raw = json.dumps(document)
    one, two = (
        pk.check("caas.onboarding", raw, pk.Policy(today=TODAY, workers=workers))
        for workers in (1, 2)
    )
    assert [found.code for found in one.violations] == [
        "image.type_mismatch",
        "image.unsupported",
        "image.unreadable",
    ]
    assert one == two


def test_same_input_same_report() -> None:
    """A report is the same each time."""
    raw = json.dumps({**full(), "first_name": 5, "x": 1, "y": 2})
    assert pk.check("caas.onboarding", raw, POLICY) == pk.check("caas.onboarding", raw, POLICY)


PROGRAM = """
import sys, datetime, locale, payloadkit as pk
locale.setlocale(locale.LC_ALL, "")
raw = sys.stdin.buffer.read()
policy = pk.Policy(today=datetime.date(2026, 6, 1))
report = pk.check("caas.onboarding", raw, policy)
print(ascii([report.violations, report.truncated]))
print(ascii(pk.dump(pk.load("caas.onboarding", raw.replace(b"first_nom", b"first_name"), policy))))
try:
    pk.caas.OnboardingRequest(**dict.fromkeys("zyxwvu"))
except TypeError as error:
    print(error)
"""


@pytest.mark.exhaustive
def test_same_bytes_in_any_environment() -> None:
    """Hash seed, time zone and locale change no byte of what comes out."""
    raw = json.dumps(full()).replace('"first_name"', '"first_nom"').encode()
    environments = [
        {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "2", "TZ": "America/Adak", "LC_ALL": "C.UTF-8"},
    ]
    outs = [
        subprocess.run(
            [sys.executable, "-c", PROGRAM],
            input=raw,
            env={**os.environ, **changes},
            capture_output=True,
            check=True,
        ).stdout
        for changes in environments
    ]
    assert outs[0] == outs[1]
    assert b"field.missing" in outs[0]


JSON_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**65), 2**65)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=8)
    | st.sampled_from(["AE", "1990-01-01", "4", ""]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["data", "id_type", "country", "name"]) | st.text(max_size=5),
            inner,
            max_size=3,
        )
    ),
    max_leaves=8,
)
KEYS = {kind: sorted(model_of(kind).keys) for kind in KINDS}


def hostile(kind: str, raw: Any) -> None:
    """Hold a check of anything to what holds for every report, and load to the check."""
    report = pk.check(kind, raw, POLICY)
    assert report == pk.check(kind, raw, POLICY)
    assert report.ok is (report.errors == ())
    assert report.ok or report.value is None
    if not isinstance(raw, dict):
        text_of = raw if isinstance(raw, str) else raw.decode("utf-8", "replace")
        lines = text_of.split("\n")
        places = [(found.line or 0, found.column or 0) for found in report.violations]
        assert places == sorted(places)
        assert all(
            1 <= line <= len(lines) and 1 <= column <= len(lines[line - 1]) + 1
            for line, column in places
        )
    if report.ok:
        loaded = pk.load(kind, raw, POLICY)
        assert pk.dump(pk.load(kind, pk.dump(loaded), POLICY)) == pk.dump(loaded)
    else:
        with pytest.raises(pk.PayloadError) as caught:
            pk.load(kind, raw, POLICY)
        assert caught.value.report == report


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
def test_any_object_is_reported(kind: str, data: st.DataObject) -> None:
    """Whatever an object holds, a check reports it and a load raises nothing but PayloadError."""
    raw = data.draw(
        st.dictionaries(st.sampled_from(KEYS[kind]) | st.text(max_size=5), JSON_VALUES, max_size=6)
    )
    hostile(kind, raw)
    hostile(kind, json.dumps(raw, indent=data.draw(st.sampled_from([None, 1]))))


@pytest.mark.parametrize("kind", KINDS)
@given(
    raw=st.binary(max_size=60)
    | st.text(max_size=60)
    | st.text('{}[]",:0123456789.eE-+\\untrfalsd \n', max_size=40)
)
def test_any_bytes_and_texts_are_reported(kind: str, raw: bytes | str) -> None:
    """Whatever bytes or text come, a check reports them."""
    hostile(kind, raw)


@given(data=st.data())
def test_any_mutation_is_reported(data: st.DataObject) -> None:
    """A document with some of its bytes changed, lost or repeated is reported."""
    raw = bytearray(ONE_LINE.encode())
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(raw) - 1))
        end = start + data.draw(st.integers(0, 12))
        raw[start:end] = data.draw(
            st.binary(max_size=3)
            | st.sampled_from(
                [
                    b'"',
                    b"{",
                    b"]",
                    b",",
                    b"\xff",
                    b"null",
                    b"1e9",
                    b"\\ud800",
                    bytes(raw[start:end]) * 2,
                ]
            )
        )
    hostile("caas.onboarding", bytes(raw))


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
def test_any_value_in_any_field_is_reported(kind: str, data: st.DataObject) -> None:
    """Any value in place of any other is reported, as a text and as a Mapping alike."""
    document: Any = (
        full()
        if kind == "caas.onboarding"
        else {"status": "success", "data": {"professions": [{"code": 1, "name": "NURSE"}]}}
    )
    holder: Any = document
    while True:
        token: Any = data.draw(
            st.sampled_from(list(holder) if isinstance(holder, dict) else range(len(holder)))
        )
        if not (
            isinstance(holder[token], dict | list) and holder[token] and data.draw(st.booleans())
        ):
            break
        holder = holder[token]
    holder[token] = data.draw(JSON_VALUES)
    hostile(kind, document)
    hostile(kind, json.dumps(document))
    assert checked(document, kind=kind) == checked(json.dumps(document), kind=kind)


def test_a_hopeless_list_is_not_read_to_its_end() -> None:
    """The rest of a list is not read once the report is full; the report is the same."""
    policy = attrs.evolve(POLICY, max_violations=20)
    long, short = (
        pk.check("caas.onboarding", {**minimal(), "id_details": [{}] * count}, policy)
        for count in (200_000, 20)
    )

    assert (long.truncated, long.violations) == (True, short.violations)
