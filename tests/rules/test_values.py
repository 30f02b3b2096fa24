"""Plain JSON values: what is taken over from a Mapping, and numbers with their exact text."""

from __future__ import annotations

import copy
import decimal
import pickle
from collections import OrderedDict, UserDict
from decimal import Decimal
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import payloadkit as pk
from payloadkit.rules.values import (
    LEAST,
    MOST,
    NOT_JSON,
    Literal,
    OutOfRange,
    copy_plain,
    has_no_surrogate,
    is_out_of_range,
    numeral,
    out_of_range_paths,
)

WHOLE = st.integers(-(2**70), 2**70).map(str) | st.sampled_from(
    ["0", "-0", str(2**63 - 1), str(2**63), str(-(2**63)), str(-(2**63) - 1), "9" * 5_000]
)
EXACT = st.from_regex(
    r"-?(0|[1-9][0-9]{0,20})(\.[0-9]{1,20}([eE][+-]?[0-9]{1,3})?|[eE][+-]?[0-9]{1,25})",
    fullmatch=True,
)

EXACTLY = decimal.Context(prec=decimal.MAX_PREC, Emax=decimal.MAX_EMAX, Emin=decimal.MIN_EMIN)
TEXTS = st.text(max_size=4)
PLAIN = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | TEXTS
    | st.decimals(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=9,
)


@given(value=PLAIN)
def test_plain_values_are_copied(value: object) -> None:
    """What JSON holds is taken over as it is, in containers of our own."""
    adopted = copy_plain(value)
    assert (adopted.value, adopted.faults, adopted.fatal) == (value, [], False)
    if isinstance(value, dict | list):
        assert adopted.value is not value


@pytest.mark.parametrize("mapping", [OrderedDict(a=1), UserDict(a=1), MappingProxyType({"a": 1})])
def test_every_mapping_is_an_object(mapping: Any) -> None:
    """Any Mapping is an object."""
    assert type(copy_plain(mapping).value) is dict
    assert copy_plain({"x": mapping}).value == {"x": {"a": 1}}


@given(value=st.floats(allow_nan=False, allow_infinity=False))
def test_floats_are_the_decimals_of_their_text(value: float) -> None:
    """A float is the exact decimal of its shortest text."""
    assert copy_plain([value]).value == [Decimal(repr(value))]


def test_foreign_values(subtests: pytest.Subtests) -> None:
    """What JSON does not hold is told at its place, and the rest is taken over."""
    cases: list[object] = [object(), (), {1}, b"x", bytearray(b"x"), 1j, range(3), type]
    for value in cases:
        with subtests.test(value=value):
            adopted = copy_plain({"a": [value, 1], "b": 2})
            assert adopted.value == {"a": [NOT_JSON, 1], "b": 2}
            assert [(path, fault.code) for path, fault in adopted.faults] == [
                (("a", 0), "field.type")
            ]
            assert not adopted.fatal


def test_keys_that_are_no_texts() -> None:
    """A key that is no text is told at its object."""
    adopted = copy_plain({"a": {1: 2, "b": 3}})
    assert adopted.value == {"a": {"b": 3}}
    assert [(path, fault.code) for path, fault in adopted.faults] == [(("a",), "field.type")]


@pytest.mark.parametrize(
    ("value", "path", "code"),
    [
        ({"a": float("nan")}, ("a",), "json.invalid"),
        ({"a": [0, Decimal("Infinity")]}, ("a", 1), "json.invalid"),
        ({"a": Decimal("sNaN")}, ("a",), "json.invalid"),
        ({"a": "\ud800"}, ("a",), "json.encoding"),
        ({"a": {"\udfff": 1}}, ("a",), "json.encoding"),
    ],
)
def test_what_ends_the_reading(value: object, path: tuple[object, ...], code: str) -> None:
    """NaN and lone surrogates end the reading where they stand."""
    behind = {
        "before": object(),
        **(value if isinstance(value, dict) else {}),
        "after": object(),
        5: 1,
    }
    adopted = copy_plain(behind)
    assert adopted.fatal
    assert [(at, fault.code) for at, fault in adopted.faults] == [
        (("before",), "field.type"),
        (path, code),
    ]


def test_depth() -> None:
    """Sixty-four containers are read, one more ends the reading, and so does a cycle."""
    value: Any = 0
    for _ in range(64):
        value = [value]
    assert not copy_plain(value).fatal
    assert copy_plain([value, object()]).faults[-1][1].code == "json.depth"
    cycle: list[Any] = []
    cycle += [cycle, cycle, cycle]
    assert [fault.code for _, fault in copy_plain(cycle).faults] == ["json.depth"]


def test_numbers_beyond_64_bits() -> None:
    """Whole numbers that 64 bits cannot hold are found wherever they stand."""
    assert [
        is_out_of_range(value)
        for value in (LEAST, LEAST - 1, MOST, MOST + 1, OutOfRange("1e999"), "x", True, 1.5)
    ] == [
        False,
        True,
        False,
        True,
        True,
        False,
        False,
        False,
    ]
    assert list(out_of_range_paths({"a": [1, MOST + 1, {"b": LEAST - 1}], "c": "x"})) == [
        ("a", 1),
        ("a", 2, "b"),
    ]
    assert list(out_of_range_paths(MOST + 1)) == [()]


def test_writable() -> None:
    """A text is has_no_surrogate unless it holds a lone surrogate."""
    assert [
        has_no_surrogate(text) for text in ("", "a", "\u0646\U0001f600", "\ud800", "a\udfff")
    ] == [
        True,
        True,
        True,
        False,
        False,
    ]


def test_shared_parts_end_at_the_bound() -> None:
    """A Mapping whose parts share parts, doubling at each level, is refused in bounded time."""
    part: object = "x"
    for _ in range(40):
        part = [part, part]
    report = pk.check("uaekyc.customer-data", {"data": part}, pk.Policy(max_bytes=10_000))

    assert [(violation.path, violation.code) for violation in report.violations] == [
        ("", "json.too_large")
    ]


@given(WHOLE)
def test_whole_numbers(literal: str) -> None:
    """A whole number of 64 bits is an int, any other its literal."""
    found = numeral(literal, whole=True)
    inside = -(2**63) <= Decimal(literal) < 2**63
    assert type(found) is (int if inside else OutOfRange)
    assert found == (Decimal(literal) if inside else literal)


@given(EXACT)
def test_other_numbers(literal: str) -> None:
    """Any other number is a decimal that keeps its text."""
    found = numeral(literal, whole=False)
    if isinstance(found, OutOfRange):
        assert found == literal
        assert len(literal.lower().partition("e")[2]) > 15
        return
    assert isinstance(found, Decimal)
    assert (found.text if isinstance(found, Literal) else str(found)) == literal
    assert found == EXACTLY.create_decimal(literal)
    assert isinstance(found, Literal) == (str(Decimal(literal)) != literal)


@pytest.mark.parametrize("literal", ["1e3", "0.00000001", "1E+3", "-0e0"])
def test_texts_are_kept(literal: str) -> None:
    """A number copies and pickles with its text."""
    found = numeral(literal, whole=False)
    for twin in (copy.copy(found), copy.deepcopy(found), pickle.loads(pickle.dumps(found))):
        assert twin == found
        assert getattr(twin, "text", None) == getattr(found, "text", None)


def test_numbers_out_of_range_show_nothing() -> None:
    """No digit of a number that there is no value for is shown."""
    assert (
        repr(numeral("9" * 30, whole=True))
        == repr(numeral("1e99999999999999999999", whole=False))
        == "<number out of range>"
    )


def test_the_caller_s_context_does_not_matter() -> None:
    """Neither precision nor traps of the caller's decimal context change a number."""
    with decimal.localcontext(decimal.Context(prec=2, traps=list(decimal.Context().flags))):
        assert str(numeral("1.23456789", whole=False)) == "1.23456789"
        assert numeral("1e99999999999999999999", whole=False) == "1e99999999999999999999"
