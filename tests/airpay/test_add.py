"""Add KYC: plain numbers in, hashes out, and nothing plain on the way."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as st

import payloadkit as pk
from payloadkit import airpay
from tests.airpay.merchant import CANARY, MERCHANT, SEEN, keys, silent

if TYPE_CHECKING:
    from datetime import date

HASH = "0123456789abcdef" * 4
DOCUMENT: dict[str, Any] = {
    "username": "merchant",
    "merchant_id": MERCHANT,
    "private_key": HASH,
    "checksum": HASH,
    "kyc_data": json.dumps([{"UID": "UID1", "kycinfo": [{"kyc_type": "PP", "kyc_number": HASH}]}]),
}


def found(kyc_data: object) -> list[tuple[str, str, str]]:
    """Return what a request with this text draws."""
    return [
        (v.path, v.code, str(v.severity))
        for v in pk.check("airpay.add-kyc", {**DOCUMENT, "kyc_data": kyc_data}).violations
    ]


def customers(number: int) -> dict[str, dict[str, str]]:
    """Return that many customers."""
    return {
        f"UID{place}": {"PP": f"X{place:07d}", "CN": "NADIRA FIXTURAN"} for place in range(number)
    }


@given(st.integers(0, 160), st.dates() | st.none())
def test_customers_are_sent_in_fifties(number: int, day: date | None) -> None:
    """Each customer is in one call, a call has at most 50, and is signed over its exact text."""
    calls = airpay.add_kyc(keys(), MERCHANT, customers(number), date=day)
    texts = [json.loads(call.kyc_data) for call in calls]

    assert [len(text) for text in texts] == [50] * (number // 50) + (
        [number % 50] if number % 50 else []
    )
    assert [entry["UID"] for text in texts for entry in text] == list(customers(number))
    assert all(call.checksum == keys().checksum(MERCHANT, call.kyc_data, day) for call in calls)
    assert all(pk.check(airpay.AddKycRequest, pk.dump(call)).violations == () for call in calls)


@given(
    st.dictionaries(
        st.text(SEEN.filter(lambda letter: not letter.isnumeric()), min_size=1),
        st.just({"PN": "+971501234567"}),
        max_size=3,
    )
)
def test_only_hashes_leave(by_uid: dict[str, dict[str, str]]) -> None:
    """What is sent of a number is its hash, under its UID."""
    for call in airpay.add_kyc(keys(), MERCHANT, by_uid):
        assert (call.username, call.private_key) == ("merchant", keys().private_key)
        assert "971501234567" not in call.kyc_data
        assert {entry["UID"]: entry["kycinfo"] for entry in json.loads(call.kyc_data)} == {
            uid: [{"kyc_type": "PN", "kyc_number": keys().kyc_number("+971501234567")}]
            for uid in by_uid
        }


def test_numbers_are_hashed_as_they_are_given() -> None:
    """What is hashed is exactly the value, or on request the normalised one."""
    given_as: dict[str, airpay.Numbers] = {"UID1": airpay.Numbers(PP="x 0000001")}
    exact, normal = (
        json.loads(airpay.add_kyc(keys(), MERCHANT, given_as, normalise=way)[0].kyc_data)
        for way in (False, True)
    )

    assert exact[0]["kycinfo"][0]["kyc_number"] == keys().kyc_number("x 0000001")
    assert normal[0]["kycinfo"][0]["kyc_number"] == keys().kyc_number("X0000001")


def test_all_that_is_wrong_comes_at_once() -> None:
    """The merchant's number, UIDs and numbers are checked before hashing, each at its place."""
    with pytest.raises(pk.PayloadError) as caught:
        airpay.add_kyc(
            keys(username=" "),
            "x",
            {CANARY: {"PP": "X1\x00", "CN": " "}, "": {"PP": "X0000001"}},
        )

    assert [(v.path, v.code) for v in caught.value.report.errors] == [
        ("/username", "text.blank"),
        ("/merchant_id", "merchant_id.malformed"),
        ("/customers/0/PP", "text.control_characters"),
        ("/customers/0/CN", "text.blank"),
        ("/customers/1", "text.blank"),
    ]
    silent(caught.value)


@pytest.mark.parametrize(
    ("given_as", "day"), [([CANARY], None), ({CANARY: {"PP": CANARY}}, "2026-06-01")]
)
def test_wrong_arguments_leave_no_trace(given_as: Any, day: Any) -> None:
    """A list of customers, and a date that is none, are TypeErrors without a customer in them."""
    with pytest.raises(TypeError) as caught:
        airpay.add_kyc(keys(), MERCHANT, given_as, date=day)

    silent(caught.value)


@pytest.mark.parametrize("plain", ["NADIRA", "X", "N" * 101])
def test_an_unusual_length_stops_no_call(plain: str) -> None:
    """A short or long number is hashed and sent; only the report of the numbers warns."""
    (call,) = airpay.add_kyc(keys(), MERCHANT, {"UID1": {"CN": plain}})
    (said,) = airpay.check_numbers({"UID1": {"CN": plain}}).violations

    assert json.loads(call.kyc_data)[0]["kycinfo"][0]["kyc_number"] == keys().kyc_number(plain)
    assert (said.code.partition("_")[0], said.severity) == ("text.too", "warning")


@pytest.mark.parametrize("merchant_id", [MERCHANT, int(MERCHANT)])
def test_a_merchant_is_a_text_or_a_number(merchant_id: str | int) -> None:
    """The number is sent as it was given, and signed as its digits."""
    (call,) = airpay.add_kyc(keys(), merchant_id, customers(1))

    assert pk.to_dict(call)["merchant_id"] == merchant_id
    assert call.checksum == keys().checksum(MERCHANT, call.kyc_data)
    assert b"merchant_id=11111&" in call.to_http("https://airpay.example/api").body


@pytest.mark.parametrize(
    ("merchant_id", "code"),
    [(True, "field.type"), (-1, "merchant_id.malformed"), (2**63, "number.range")],
)
def test_a_merchant_that_is_none(merchant_id: Any, code: str) -> None:
    """What is neither a text of digits nor a whole number is refused."""
    with pytest.raises(pk.PayloadError) as caught:
        airpay.add_kyc(keys(), merchant_id, customers(1))
    assert [(v.path, v.code) for v in caught.value.report.errors] == [("/merchant_id", code)]


def test_the_call_is_a_form() -> None:
    """The request posts a form to addkyc.php with the text that was signed."""
    (call,) = airpay.add_kyc(
        keys(), MERCHANT, {"UID 1": {"CN": "NADIRA FIXTURAN", "EM": "nadira@example.com"}}
    )
    sent = call.to_http("https://airpay.example/api/")

    assert (sent.method, sent.url) == ("POST", "https://airpay.example/api/addkyc.php")
    assert {
        name: values
        for name, (values,) in parse_qs(sent.body.decode(), strict_parsing=True).items()
    } == pk.to_dict(call)
    assert airpay.add_kyc_request("https://airpay.example/api", call) == sent
    assert call.private_key not in repr(call)
    assert call.kyc_data not in repr(call)
    assert "merchant_id='11111'" in repr(call)


def test_the_text_of_a_request_is_read(subtests: pytest.Subtests) -> None:
    """What is wrong inside the text stands at the path that it would have outside one."""
    cases: list[tuple[str, str, str, str]] = [
        ("[", "", "json.invalid", "error"),
        ("{}", "", "field.type", "error"),
        ("[]", "", "list.too_short", "error"),
        (json.dumps([1] * 51), "", "list.too_long", "error"),
        ("[1]", "/0", "field.type", "error"),
        (
            '[{"kycinfo":[{"kyc_type":"PP","kyc_number":"' + HASH + '"}]}]',
            "/0/UID",
            "field.missing",
            "error",
        ),
        ('[{"UID":"u","kycinfo":[]}]', "/0/kycinfo", "list.too_short", "error"),
        (
            '[{"UID":"u","kycinfo":[{"kyc_type":"PP","kyc_number":"' + HASH + '"}],"name":"n"}]',
            "/0/name",
            "field.unknown",
            "error",
        ),
        (
            '[{"UID":"u","UID":"v","kycinfo":[{"kyc_type":"PP","kyc_number":"' + HASH + '"}]}]',
            "/0/UID",
            "json.duplicate_key",
            "error",
        ),
        (
            '[{"UID":"u","kycinfo":[{"kyc_type":"AA","kyc_number":"' + HASH + '"}]}]',
            "/0/kycinfo/0/kyc_type",
            "choice.unknown",
            "warning",
        ),
        (
            '[{"UID":"u","kycinfo":[{"kyc_type":"PP","kyc_number":"X0000001"}]}]',
            "/0/kycinfo/0/kyc_number",
            "kyc_number.not_hashed",
            "warning",
        ),
    ]
    for kyc_data, path, code, severity in cases:
        with subtests.test(kyc_data=kyc_data, path=path):
            assert (f"/kyc_data{path}", code, severity) in found(kyc_data)
            assert len(found(kyc_data)) == (52 if code == "list.too_long" else 1)


def test_a_plain_number_is_never_sent() -> None:
    """A request with a plain number in it is read with a warning, and does not become a call."""
    plain = json.dumps([{"UID": CANARY, "kycinfo": [{"kyc_type": "PP", "kyc_number": CANARY}]}])
    request = pk.load(airpay.AddKycRequest, {**DOCUMENT, "kyc_data": plain})

    with pytest.raises(pk.PayloadError) as caught:
        request.to_http("https://airpay.example/api")
    assert [(v.path, v.code) for v in caught.value.report.errors] == [
        ("/kyc_data/0/kycinfo/0/kyc_number", "kyc_number.not_hashed")
    ]
    silent(caught.value)
