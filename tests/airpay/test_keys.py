"""The hashes, against those of an independent tool, and what the keys never show."""

from __future__ import annotations

import copy
import csv
import hashlib
import pickle
import shutil
import subprocess
from datetime import UTC, date, datetime
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payloadkit import airpay
from payloadkit.airpay import Form
from payloadkit.airpay.keys import same
from tests.airpay.merchant import CANARY, keys, silent

if TYPE_CHECKING:
    from collections.abc import Callable

FOLDER = Path(__file__).parents[2] / "fixtures" / "airpay"
VECTORS = list(
    csv.DictReader(
        (FOLDER / "vectors.tsv").read_text(encoding="utf-8").splitlines(),
        delimiter="\t",
        quoting=csv.QUOTE_NONE,
    )
)
BROKEN = f"{CANARY}\ud800"


@pytest.mark.parametrize("given_as", [None, CANARY, keys().private_key, {"username": CANARY}])
@pytest.mark.parametrize(
    "call",
    [
        lambda wrong: airpay.add_kyc(wrong, "11111", {CANARY: {"PP": CANARY}}),
        lambda wrong: airpay.pull_kyc(wrong, "11111", [CANARY]),
        lambda wrong: airpay.answer_pull(CANARY.encode(), wrong, lambda _: None),
        lambda wrong: airpay.Calls("https://airpay.example", wrong, "11111"),
    ],
)
def test_keys_of_another_type_are_told(call: Callable[[Any], object], given_as: Any) -> None:
    """What is no Keys, such as the private key alone, is a TypeError that shows nothing of it."""
    with pytest.raises(
        TypeError, match=f"^keys are Keys, not {type(given_as).__name__}$"
    ) as caught:
        call(given_as)
    silent(caught.value)


def sha256(text: str) -> str:
    """Return a hash in the plainest way."""
    return hashlib.sha256(text.encode()).hexdigest()


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["username"])
def test_the_hashes_are_those_of_another_tool(vector: dict[str, str]) -> None:
    """Keys, number and checksum of ASCII and UTF-8 credentials are those that sha256sum gives."""
    derived = keys(
        username=vector["username"], password=vector["password"], secret=vector["secret"]
    )
    day = date.fromisoformat(vector["date"]) if vector["date"] else None

    assert (derived.private_key, derived.kyc_key) == (vector["private_key"], vector["kyc_key"])
    assert derived.kyc_number(vector["plain"]) == vector["kyc_number"]
    assert derived.checksum(vector["merchant_id"], vector["text"], day) == vector["checksum"]


@pytest.mark.skipif(
    shutil.which("sha256sum") is None, reason="the tool that the vectors are made with"
)
def test_the_vectors_are_as_the_script_makes_them() -> None:
    """The committed values are, byte for byte, what the committed script prints."""
    made = subprocess.run(
        ["/bin/sh", FOLDER / "vectors.sh"], capture_output=True, check=True
    ).stdout

    assert made == (FOLDER / "vectors.tsv").read_bytes()


def test_the_vectors_are_of_both_kinds() -> None:
    """There are credentials of ASCII and of UTF-8, and checksums with and without a date."""
    assert (
        {vector["secret"].isascii() for vector in VECTORS}
        == {bool(vector["date"]) for vector in VECTORS}
        == {True, False}
    )


@given(st.text(), st.text(), st.text(), st.text(), st.dates() | st.none())
def test_every_hash_follows_its_formula(
    username: str, password: str, secret: str, text: str, day: date | None
) -> None:
    """Whatever the texts, the hashes are the formulas of the document."""
    derived = keys(username=username, password=password, secret=secret)
    key = sha256(f"{username}~:~{password}")

    assert derived.kyc_key == key
    assert derived.private_key == sha256(f"{secret}@{username}:|:{password}")
    assert derived.kyc_number(text) == sha256(f"{key}@{text}")
    assert derived.checksum("42", text, day) == sha256(
        f"{key}@42{derived.private_key}{text}{'' if day is None else day.isoformat()}"
    )


def test_keys_show_nothing() -> None:
    """Neither repr nor str nor a format of the keys holds a credential or a key."""
    derived = keys(username=CANARY, password=CANARY, secret=CANARY)

    assert repr(derived) == str(derived) == f"{derived}" == "Keys()"


def test_keys_are_not_copied_anywhere() -> None:
    """Keys are neither pickled nor copied, and not changed."""
    ways: tuple[Callable[[object], object], ...] = (pickle.dumps, copy.copy, copy.deepcopy)
    for way in ways:
        with pytest.raises(TypeError, match="not pickled"):
            way(keys())
    with pytest.raises(AttributeError):
        keys().private_key = ""  # type: ignore[misc] # frozen is the point


def test_keys_are_compared() -> None:
    """Keys of the same credentials are equal and hash alike, others are not."""
    assert keys() == keys()
    assert hash(keys()) == hash(keys())
    assert keys() != keys(secret=CANARY)
    assert keys() != keys(password=CANARY)
    assert keys() != "Keys()"


@given(st.text(), st.text())
def test_texts_are_compared_in_full(one: str, another: str) -> None:
    """The constant-time comparison agrees with the plain one."""
    assert same(one, another) == (one == another)
    assert same(one, one)


def test_credentials_that_are_none_leave_no_trace(subtests: pytest.Subtests) -> None:
    """A credential that is no text, or cannot be UTF-8, is refused without a trace of its value."""
    broken_cases: list[Any] = [BROKEN, 451, None, b"CANARY-0451"]
    for broken, name in product(broken_cases, ("username", "password", "secret")):
        with subtests.test(broken=broken, name=name):
            with pytest.raises((TypeError, ValueError)) as caught:
                keys(**{"username": CANARY, "password": CANARY, "secret": CANARY, name: broken})

            silent(caught.value)


@pytest.mark.parametrize("broken", [BROKEN, 451, None, b"CANARY-0451"])
def test_numbers_that_are_none_leave_no_trace(broken: Any) -> None:
    """A number or a text that cannot be hashed is refused in the same way."""
    calls: tuple[Callable[[], str], ...] = (
        lambda: keys().kyc_number(broken),
        lambda: keys().checksum("42", broken),
        lambda: keys().checksum(broken, CANARY),
    )
    for call in calls[:2] if broken == 451 else calls:  # a merchant's number may be a number
        with pytest.raises((TypeError, ValueError)) as caught:
            call()
        silent(caught.value)


def test_a_merchants_number_is_hashed_as_its_digits() -> None:
    """A whole number and its text have one checksum; a flag is no number."""
    assert keys().checksum(42, "[]") == keys().checksum("42", "[]")
    with pytest.raises(TypeError):
        keys().checksum(merchant_id=True, text="[]")


@pytest.mark.parametrize(
    ("form", "text", "covered"),
    [
        (Form(), "[]", "[]"),
        (Form(alldata="kyc_data"), "[]", "[]"),
        (Form(alldata="none"), "[]", ""),
        (Form(date=date(2026, 6, 1)), "[]", "[]2026-06-01"),
        (Form(alldata="none", date=date(2026, 6, 1)), "[]", "2026-06-01"),
    ],
)
def test_a_form_says_what_is_covered(form: Form, text: str, covered: str) -> None:
    """A form covers the list or nothing, then the date."""
    assert form.covered(text) == covered


@pytest.mark.parametrize(
    ("word", "near"), [("uidata", "did you mean uiddata"), ("", "'none'"), (None, "'none'")]
)
def test_another_word_for_a_form_is_refused(word: Any, near: str) -> None:
    """The error names the words, and the nearest."""
    with pytest.raises(ValueError, match=near):
        Form(alldata=word)


@pytest.mark.parametrize("day", ["2026-06-01", datetime(2026, 6, 1, tzinfo=UTC), 5])
def test_a_form_has_a_plain_date(day: Any) -> None:
    """A date as text or with a time is refused, with nothing of what was to be hashed."""
    with pytest.raises(TypeError):
        Form(date=day)
    with pytest.raises(TypeError) as caught:
        keys().checksum("42", CANARY, day)
    silent(caught.value)
