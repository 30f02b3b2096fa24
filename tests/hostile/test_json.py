"""Hostile JSON: any bytes get a verdict, in time and memory that grow with the length alone.

The limits are some five times what was measured, so that a slow machine passes and a step from
linear to quadratic does not.
"""

from __future__ import annotations

import gc
import json
from functools import partial
from itertools import product
from typing import TYPE_CHECKING, Any

import attrs
import pytest

import payloadkit as pk
from tests.documents import POLICY, full, put
from tests.hostile.costs import MEBIBYTE, costs, timed
from tests.hostile.shapes import MANY
from tests.test_secrecy import leaves

if TYPE_CHECKING:
    from collections.abc import Sequence

SECONDS_A_MEBIBYTE = 40
LONGEST = 64 * MEBIBYTE


OFF = attrs.evolve(POLICY, images="off")


def codes(report: pk.Report[Any]) -> set[str]:
    """Return the codes of a report."""
    return {found.code for found in report.violations}


@pytest.mark.parametrize("piece", ["[", '{"a":', '[{"a":', '{"data":{"data":', '{"id_details":['])
def test_a_hundred_thousand_brackets(piece: str, subtests: pytest.Subtests) -> None:
    """Brackets without end are one error at the 65th, in every kind and wherever they stand."""
    for kind in pk.kinds():
        with subtests.test(kind=kind):
            report, seconds = timed(partial(pk.check, kind, piece * 100_000))
            expected = "csv.header" if kind == "uaekyc.migration-csv" else "json.depth"
            assert codes(report) == {expected}
            assert seconds < 2


@pytest.mark.parametrize("piece", ["[]", "{}", '{"a":[]}'])
def test_deep_values_under_every_key(piece: str) -> None:
    """A value of the most levels allowed, in place of any other, is judged like any wrong one."""
    value: Any = json.loads(piece)
    for _ in range(58):
        value = [value]
    for path in leaves(full()):
        report = pk.check("caas.onboarding", put(full(), path, value), OFF)
        assert report.violations, path


NUMBERS = [
    "9" * 5_000,
    "-" + "9" * 5_000,
    "1e400",
    "-1e400",
    "1e-400",
    "1e999999999999",
    "0." + "0" * 5_000 + "1",
    "9" * 5_000 + ".5",
    "1" + "0" * 5_000 + "e-5000",
]


@pytest.mark.exhaustive
@pytest.mark.parametrize("number", NUMBERS, ids=lambda number: number[:12])
def test_absurd_numbers_in_every_field(number: str) -> None:
    """A number of thousands of digits draws a violation in every place and is shown nowhere."""
    for path in leaves(full()):
        text = json.dumps(put(full(), path, "HERE")).replace('"HERE"', number)
        report, seconds = timed(partial(pk.check, "caas.onboarding", text, OFF))
        assert codes(report) <= {
            "number.range",
            "field.type",
            "address.missing_type",
            "id.missing_side",
            "image.type_mismatch",
        }, path
        assert not report.ok, path
        assert number[:40] not in repr(report)
        assert seconds < 2


def test_absurd_numbers_in_answers(subtests: pytest.Subtests) -> None:
    """An undeclared number is kept to the letter; only integers beyond 64 bits err."""
    for number, kind in product(
        NUMBERS, ("caas.customer", "azakaw.customer", "caas.masters", "uaekyc.customer-data")
    ):
        with subtests.test(number=number, kind=kind):
            text = f'{{"undeclared": [{number}]}}'
            report = pk.check(kind, text)

            assert ("number.range" in codes(report)) is (number.strip("-9") == "")
            assert report.value is None or number.encode() in pk.dump(report.value)


@pytest.mark.exhaustive
@pytest.mark.parametrize("shape", MANY)
def test_very_many_small_things(shape: str) -> None:
    """Any number of small values takes seconds a mebibyte, and is reported up to the bound."""
    kind, start, piece, end = MANY[shape]
    text = start + piece * (MEBIBYTE // 4 // len(piece)) + end
    report, seconds = timed(lambda: pk.check(kind, text))

    assert len(report.violations) <= 1000
    assert report.ok is (
        shape
        in {
            "a key that nobody declares in an answer",
            "rows of an answer",
            "entries that lack everything",
        }
    )
    assert seconds < SECONDS_A_MEBIBYTE / 4


@pytest.mark.exhaustive
@pytest.mark.parametrize(
    "shape",
    [
        "an array of integers",
        "a key that nobody declares",
        "towers of brackets",
        "one key over and over",
        "broken at its end",
    ],
)
def test_twice_the_length_takes_twice_the_time(shape: str) -> None:
    """Nothing in the reading of JSON grows faster than the document."""
    kind, start, piece, end = MANY[shape]
    taken = []
    gc.collect()
    gc.freeze()  # what else the process holds is not looked through meanwhile
    try:
        for size in (MEBIBYTE // 16, MEBIBYTE // 4):
            text = start + piece * (size // len(piece)) + end
            taken.append(min(timed(partial(pk.check, kind, text))[1] for _ in range(3)))
    finally:
        gc.unfreeze()

    assert taken[1] < 10 * taken[0]  # linear is 4, quadratic 16


@pytest.mark.exhaustive
def test_a_million_keys() -> None:
    """A million undeclared keys are reported up to the bound, and the report says so."""
    text = "{" + ",".join(f'"k{number}":{number}' for number in range(1_000_000)) + "}"
    report, seconds = timed(lambda: pk.check("caas.onboarding", text))

    assert len(report.errors) == 1000
    assert report.truncated
    assert seconds < SECONDS_A_MEBIBYTE * len(text) / MEBIBYTE


@pytest.mark.exhaustive
@pytest.mark.parametrize("letter", ["a", "\u0645", "\U0001f600", '\\"', "\\u0000"])
@pytest.mark.parametrize(
    "form",
    [
        '{{"first_name":"{}"}}',
        '{{"{}":1}}',
        '{{"id_details":[{{"id_front":{{"base64_data":"{}","content_type":"image/jpeg"}}}}]}}',
        '"{}"',
    ],
)
def test_a_text_as_long_as_a_document_may_be(form: str, letter: str) -> None:
    """One text of 64 MiB, wherever it stands, is judged in seconds and shown nowhere."""
    text = form.format(letter * ((LONGEST - len(form)) // len(letter.encode())))
    report, seconds = timed(lambda: pk.check("caas.onboarding", text.encode()))

    assert not report.ok
    assert "json.too_large" not in codes(report)
    assert len(repr(report)) < 100_000
    assert seconds < 60


@pytest.mark.exhaustive
@pytest.mark.parametrize(
    "raw",
    [
        b" " * (LONGEST + 1),
        bytearray(LONGEST + 1),
        " " * (LONGEST + 1),
        "\u0645" * (LONGEST // 2 + 1),
    ],
    ids=["bytes", "array", "text", "letters"],
)
def test_a_byte_more_is_refused_unread(raw: Any) -> None:
    """A document that is longer than the policy allows, in bytes, is one violation, at once."""
    report, seconds = timed(lambda: pk.check("caas.onboarding", raw))

    assert [found.code for found in report.violations] == ["json.too_large"]
    assert seconds < 2


@pytest.mark.exhaustive
@pytest.mark.parametrize(
    ("kind", "expression", "most"),
    [
        ("caas.onboarding", "b'[' + b'1,' * 2 ** 19 + b'1]'", 40),
        ("caas.onboarding", "b'[' + b'[],' * 2 ** 18 + b'1]'", 80),
        ("caas.onboarding", "b'{\"x\":[' + b'{},' * 2 ** 18 + b'1]}'", 80),
        ("caas.onboarding", "b'{\"first_name\":\"' + b'a' * 2 ** 26 + b'\"}'", 10),
        ("caas.onboarding", "b' ' * (2 ** 26 + 1)", 2),
        ("caas.onboarding", "b'{\"id_details\":[' + b'{},' * 2 ** 18 + b'1]}'", 80),
        ("uaekyc.migration-csv", "model_of(kind).codec.header.encode() + b'\\n' * 2 ** 22", 10),
    ],
)
def test_memory_grows_with_the_document(kind: str, expression: str, most: int) -> None:
    """The memory that a check takes is bounded by a multiple of the document's length."""
    assert costs(kind, expression)[1] <= most


@pytest.mark.exhaustive
def test_a_mapping_that_shares_its_parts() -> None:
    """A small Mapping that would be a huge document, or holds itself, is refused."""
    shared: Any = ["x" * 1000]
    for _ in range(40):
        shared = [shared, shared]
    itself: dict[str, Any] = {}
    itself["first_name"] = itself
    policy = pk.Policy(max_bytes=MEBIBYTE)
    report, seconds = timed(lambda: pk.check("caas.onboarding", {"first_name": shared}, policy))

    assert "json.too_large" in codes(report)
    assert "json.depth" in codes(pk.check("caas.onboarding", itself, policy))
    assert seconds < SECONDS_A_MEBIBYTE


ODD: Sequence[bytes] = [
    b"",
    b"\0",
    b"\xff\xfe",
    b"null",
    b"0",
    b'""',
    b"[]",
    b"{",
    b'{"\xd8\x00":1}',
    b"\xef\xbb\xbf{}",
    b"{}\0",
    b"{}{}",
    b"//",
    b"NaN",
    b'{"a":1}x',
]


def test_odd_bytes_in_every_kind(subtests: pytest.Subtests) -> None:
    """Bytes that are no document of any kind are refused by each, in every type of bytes."""
    for raw, kind in product(ODD, pk.kinds()):
        with subtests.test(raw=ascii(raw), kind=kind):
            report = pk.check(kind, raw)
            assert not report.ok
            assert report.value is None
            for form in (bytearray(raw), memoryview(raw)):
                assert pk.check(kind, form).violations == report.violations
