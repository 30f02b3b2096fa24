"""Hostile forms: the bodies of the token's and of Airpay's calls, form-encoded."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest

import payloadkit as pk
from payloadkit import airpay, caas
from tests.hostile.costs import MEBIBYTE, timed

if TYPE_CHECKING:
    from collections.abc import Callable

KEYS = airpay.Keys.derive(username="invented", password="invented", secret="invented")
LONGEST = 64 * MEBIBYTE


def token(raw: bytes | str) -> set[str]:
    """Return the codes that a body draws as the call for a token."""
    with pytest.raises(pk.PayloadError) as refused:
        caas.TokenRequest.from_form(raw)
    assert len(str(refused.value)) < 10_000
    return {found.code for found in refused.value.report.violations}


def pull(raw: bytes | str) -> set[str]:
    """Return the codes that a body draws as Airpay's call."""
    _, report = airpay.answer_pull(raw, KEYS, lambda _: None)
    assert not report.ok
    assert len(repr(report)) < 10_000
    return {found.code for found in report.violations}


READ = pytest.mark.parametrize("read", [token, pull])


@READ
@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "field.missing"),
        (b"\xef\xbb\xbfusername=a", "field.missing"),
        (b"username=\xe9", "form.encoding"),
        (b"username=%e9", "form.encoding"),
        (b"username=%ed%a0%80", "form.encoding"),
        (b"username=%c0%80", "form.encoding"),
        ("username=a".encode("utf-16"), "form.encoding"),
        (b"username=a&username=a", "form.duplicate_key"),
        (b"a=b&" * 100 + b"a=b", "form.malformed"),
        (b"&" * MEBIBYTE, "form.malformed"),
        (b"username=%00", "text.control_characters"),
        (b"username=a%0d%0aX-Header:%20b", "text.control_characters"),
        (b"username=a%0a", "text.control_characters"),
        (b"username=%E2%80%AE", "text.invisible_characters"),
        (b"x" * (LONGEST + 1), "json.too_large"),
    ],
    ids=lambda given: ascii(given)[:30],
)
def test_odd_bodies(raw: bytes, code: str, read: Callable[[bytes | str], set[str]]) -> None:
    """A body that is no form, or holds what no field may hold, draws its code."""
    assert code in read(raw) or (b"username" in raw and read is pull and code.startswith("text."))


@pytest.mark.exhaustive
@READ
@pytest.mark.parametrize("unit", [b"x", b"%", b"%41", b"+", b" ", b"=", b"%25"])
def test_long_bodies(unit: bytes, read: Callable[[bytes | str], set[str]]) -> None:
    """A long value is unpacked in a time that grows with its length alone."""
    costs = [
        timed(partial(read, b"username=" + unit * (size // len(unit))))[1]
        for size in (MEBIBYTE // 2, 2 * MEBIBYTE)
    ]

    assert costs[1] < 10 * costs[0] + 0.5  # linear is 4, quadratic 16
    assert costs[1] < 40


@pytest.mark.exhaustive
@pytest.mark.parametrize(
    "body",
    [
        "{" * 100_000,
        '{"UIDDATA":' * 100_000,
        '{"UIDDATA":"' + "[" * 100_000 + '"}',
        '{"UIDDATA":"' + "9" * 5_000 + '"}',
        "{}" + " " * MEBIBYTE + "x",
    ],
)
def test_json_in_place_of_a_form(body: str) -> None:
    """What begins like JSON is read as JSON is, and so is the text inside the text."""
    codes, seconds = timed(lambda: pull(body))

    assert codes
    assert seconds < 5
    assert pull("UIDDATA=" + "[" * 100_000)
