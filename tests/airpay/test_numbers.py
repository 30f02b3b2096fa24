"""Plain numbers before they are hashed: their lengths, normalisation and faults."""

from __future__ import annotations

from typing import Any

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

import payloadkit as pk
from payloadkit import airpay
from payloadkit.models.registry import model_of
from tests.airpay.merchant import CANARY, silent

TYPES = st.sampled_from([*airpay.KycType, "ZZ"])


def found(customers: Any, **options: bool) -> list[tuple[str, str, str]]:
    """Return what customers draw."""
    return [
        (v.path, v.code, str(v.severity))
        for v in airpay.check_numbers(customers, **options).violations
    ]


def test_the_stated_normalisation(subtests: pytest.Subtests) -> None:
    """Each type is written in one way; a phone without a country, or no number, stays as it is."""
    cases: list[tuple[str, str, str]] = [
        ("PP", "x 00-00\u2010001", "X0000001"),
        ("PC", "abcde1234f ", "ABCDE1234F"),
        ("DL", "dl-14 2011\u00a00001", "DL1420110001"),
        ("CN", " Nadira \t Fixturan", "NADIRA FIXTURAN"),
        ("EM", " Someone@Example.COM ", "someone@example.com"),
        ("PN", "+971 50 123-4567", "+971501234567"),
        ("PN", "00971501234567", "+971501234567"),
        ("PN", "+971 (0)50 123 4567", "+971501234567"),
        ("PN", "0501234567", "0501234567"),
        ("PN", "+971501234567;ext=5", "+971501234567;ext=5"),
        ("PN", "+999 000", "+999 000"),
        ("PN", "+971", "+971"),
        ("ZZ", " a-b ", " a-b "),
    ]
    for kyc_type, plain, normal in cases:
        with subtests.test(kyc_type=kyc_type, plain=plain):
            assert airpay.normalised(kyc_type, plain) == normal


@given(TYPES, st.text())
def test_normalisation_settles(kyc_type: str, plain: str) -> None:
    """What is normalised is not changed again."""
    once = airpay.normalised(kyc_type, plain)

    assert airpay.normalised(kyc_type, once) == once


@given(st.sampled_from(sorted(phonenumbers.SUPPORTED_REGIONS)), st.sampled_from([" ", "-", ""]))
def test_phones_of_every_country_are_e164(region: str, separator: str) -> None:
    """The international form of an example number, with any separator, is its E.164 form."""
    number = phonenumbers.example_number(region)
    assert number is not None
    written = phonenumbers.format_number(
        number, phonenumbers.PhoneNumberFormat.INTERNATIONAL
    ).replace(" ", separator)

    assert airpay.normalised("PN", written) == phonenumbers.format_number(
        number, phonenumbers.PhoneNumberFormat.E164
    )


def test_the_numbers_keep_their_promises() -> None:
    """What is drawn for a customer draws nothing, and what breaks one field draws exactly that."""
    pk.assert_agreement(airpay.Numbers, examples=10)


def test_the_schema_has_the_lengths() -> None:
    """JSON Schema says how long a number should be, and refuses no other."""
    said = pk.json_schema(airpay.Numbers)["properties"]["PP"]

    assert (said["x-min-length"], said["x-max-length"]) == (8, 100)


def test_rules_of_numbers_print_their_contract() -> None:
    """What a rule demands is told by its repr, and the codes that it may draw by name."""
    assert set(model_of(airpay.Numbers).fields[0].rule.codes) == {
        "kyc_number.not_normalised",
        "text.too_long",
        "text.too_short",
    }
    assert repr(model_of(airpay.Numbers).fields[0].rule) == "<text of 8 to 100, normalised>"


def test_what_is_said_of_numbers(subtests: pytest.Subtests) -> None:
    """Each fault stands at customer and type; an unknown type, maybe a number, is not shown."""
    cases: list[tuple[Any, str, str, str]] = [
        ({"PP": "X000001"}, "/PP", "text.too_short", "warning"),
        ({"PP": "X" * 101}, "/PP", "text.too_long", "warning"),
        ({"PP": "x" * 101}, "/PP", "text.too_long", "warning"),
        ({"CN": "NADIRA"}, "/CN", "text.too_short", "warning"),
        ({"PP": ""}, "/PP", "text.blank", "error"),
        ({"PP": "\u3164"}, "/PP", "text.blank", "error"),
        ({"PP": 12345678}, "/PP", "field.type", "error"),
        ({"PP": "X0000001\x00"}, "/PP", "text.control_characters", "error"),
        ({"PP": "X0000001\ud800"}, "/PP", "json.encoding", "error"),
        ({"PP": "X0000001\u200b"}, "/PP", "text.invisible_characters", "warning"),
        ({"PP": "x0000001"}, "/PP", "kyc_number.not_normalised", "warning"),
        ({"PN": "0501234567"}, "/PN", "kyc_number.not_normalised", "warning"),
        ({"ZZ": "X0000001"}, "/?", "choice.unknown", "warning"),
        ({"X0000001": "X0000001"}, "/?", "text.too_long", "error"),
        ({5: "X0000001"}, "/?", "field.type", "error"),
        ({}, "", "list.too_short", "error"),
        ({"PP": None}, "", "list.too_short", "error"),
        ("X0000001", "", "field.type", "error"),
    ]
    for numbers, path, code, severity in cases:
        with subtests.test(numbers=numbers, path=path):
            assert found({"UID1": {"PP": "X0000001"}, "UID2": numbers}) == [
                (f"/customers/1{path}", code, severity)
            ]


def test_sound_numbers_draw_nothing() -> None:
    """Numbers as a Mapping and as ``Numbers``, with and without normalisation."""
    assert (
        found({"UID1": {"PP": "X0000001", "PN": None}, "UID2": airpay.Numbers(PP="X0000001")}) == []
    )
    assert found({"UID1": {"PP": "x 0000001"}}, normalise=True) == []
    assert found({"UID1": {"PP": "x000 - 001"}}, normalise=True) == [
        ("/customers/0/PP", "text.too_short", "warning")
    ]
    assert found({"UID1": {"PP": "x1"}}) == [
        ("/customers/0/PP", "text.too_short", "warning"),
        ("/customers/0/PP", "kyc_number.not_normalised", "warning"),
    ]


@pytest.mark.parametrize("uid", ["", " ", 5, None, "a\x00"])
def test_a_uid_is_a_text(uid: Any) -> None:
    """What is no UID is an error at the customer's place."""
    ((path, _, severity),) = found({uid: {"PP": "X0000001"}})

    assert (path, severity) == ("/customers/0", "error")


@pytest.mark.parametrize("customers", [CANARY, [(CANARY, {})], None])
def test_customers_are_a_mapping(customers: Any) -> None:
    """Anything else is a TypeError that says nothing of it."""
    with pytest.raises(TypeError) as caught:
        airpay.check_numbers(customers)

    silent(caught.value)


def test_reports_hold_no_number() -> None:
    """Neither the report of plain numbers nor the repr of a customer's numbers holds one."""
    assert "CANARY" not in repr(airpay.check_numbers({CANARY: {"PP": CANARY, CANARY: CANARY}}))
    assert "CANARY" not in repr(airpay.Numbers(PP=CANARY))
