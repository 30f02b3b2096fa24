"""Pull KYC's documents: lists as arrays and as texts that hold them."""

from __future__ import annotations

import json
import pickle
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as st

import payloadkit as pk
from payloadkit import airpay
from payloadkit.models.registry import model_of
from payloadkit.strategies import payloads
from tests.airpay.merchant import CANARY, MERCHANT, SEEN, keys

FOLDER = Path(__file__).parents[2] / "fixtures" / "airpay"
HASH = "0123456789abcdef" * 4
REQUEST: dict[str, Any] = {
    "merchant_id": MERCHANT,
    "private_key": HASH,
    "checksum": HASH,
    "UIDDATA": ["UID1", "UID2"],
}
CUSTOMERS: list[Any] = [{"UID": "UID1", "kycinfo": [{"kyc_type": "PP", "kyc_number": HASH}]}]
ANSWER: dict[str, Any] = {"status": "200", "message": "Success", "kyc_data": CUSTOMERS}


def found(kind: str, document: dict[str, Any], **changes: object) -> list[tuple[str, str, str]]:
    """Return what a changed document draws."""
    report = pk.check(kind, {**document, **changes})
    return [
        (violation.path, violation.code, str(violation.severity)) for violation in report.violations
    ]


@pytest.mark.parametrize("name", ["pull-kyc", "pull-kyc-answer"])
def test_the_samples_come_back(name: str) -> None:
    """The document's samples are read without an error, and their dumps equal them key by key."""
    raw = (FOLDER / f"{name}-sample.json").read_bytes()
    report = pk.check(f"airpay.{name}", raw)

    assert report.ok
    assert {violation.code for violation in report.violations} <= {"kyc_number.not_hashed"}
    assert json.loads(pk.dump(report.value)) == json.loads(raw)


def test_the_sample_answer_is_read_through_its_text() -> None:
    """A text of customers is read like an array; each plain number in it warns at its path."""
    report = pk.check(airpay.PullKycAnswer, (FOLDER / "pull-kyc-answer-sample.json").read_bytes())

    assert report.value is not None
    assert isinstance(report.value.kyc_data, tuple)
    assert [
        len(customer.kycinfo)
        for customer in report.value.kyc_data
        if isinstance(customer.kycinfo, tuple)
    ] == [2, 1]
    assert [violation.path for violation in report.warnings] == [
        f"/kyc_data/{place}/kyc_number" for place in ("0/kycinfo/0", "0/kycinfo/1", "1/kycinfo/0")
    ]


def test_uids_that_are_none(subtests: pytest.Subtests) -> None:
    """What is no list of 1 to 50 UIDs is an error with its own code, in an array and in a text."""
    cases: list[tuple[object, str, str]] = [
        ([], "list.too_short", ""),
        ("[]", "list.too_short", ""),
        (["u"] * 51, "list.too_long", ""),
        (json.dumps(["u"] * 51), "list.too_long", ""),
        ("", "text.blank", ""),
        ("[", "json.invalid", ""),
        ('["UID1", ., "UID50"]', "json.invalid", ""),
        ("\ufeff[]", "json.encoding", ""),
        ("[" * 65, "json.depth", ""),
        ("null", "field.type", ""),
        ('{"UID": 1}', "field.type", ""),
        ('["u", 1]', "field.type", "/1"),
        (["u", 1], "field.type", "/1"),
        ('["u", " "]', "text.blank", "/1"),
        ('["u\\n"]', "text.control_characters", "/0"),
        (5, "field.type", ""),
        (None, "field.null", ""),
    ]
    for value, code, path in cases:
        with subtests.test(value=value, code=code):
            assert found("airpay.pull-kyc", REQUEST, UIDDATA=value) == [
                (f"/UIDDATA{path}", code, "error")
            ]


def test_a_repeated_key_in_a_text_is_found() -> None:
    """JSON inside a text is read as strictly as JSON outside."""
    twice = '[{"UID":"u","UID":"v","kycinfo":[]}]'

    assert found("airpay.pull-kyc-answer", ANSWER, kyc_data=twice) == [
        ("/kyc_data/0/UID", "json.duplicate_key", "error")
    ]


def test_a_merchant_has_1_to_20_digits(subtests: pytest.Subtests) -> None:
    """Anything but 1 to 20 ASCII digits, as a text or as a number, is one error."""
    cases: list[object] = ["", "12a", "1" * 21, -1, True, 1.0, 2**64, "\u0661\u0661"]
    for merchant_id in cases:
        with subtests.test(merchant_id=merchant_id):
            ((path, _, severity),) = found("airpay.pull-kyc", REQUEST, merchant_id=merchant_id)

            assert (path, severity) == ("/merchant_id", "error")
            for sound in ("1" * 20, "0", 11111, 0, 2**63 - 1):
                assert found("airpay.pull-kyc", REQUEST, merchant_id=sound) == []
                loaded = pk.load(airpay.PullKycRequest, {**REQUEST, "merchant_id": sound})
                assert pk.to_dict(loaded)["merchant_id"] == sound


def test_a_tenant_may_know_longer_merchant_numbers() -> None:
    """The length of a merchant's number is a limit like any other."""
    policy = pk.Policy(limits={"airpay.pull-kyc": {"/merchant_id": 3}})

    assert [v.code for v in pk.check("airpay.pull-kyc", REQUEST, policy).errors] == [
        "text.too_long"
    ]


@given(
    st.lists(st.text(SEEN, min_size=1), min_size=1, max_size=50),
    st.booleans(),
    st.sampled_from([None, 2]),
)
def test_a_text_and_its_array_are_the_same(
    uids: list[str], ascii_only: bool, indent: int | None
) -> None:
    """A list reads the same from an array and from its text, and each is written as it came."""
    text = json.dumps(uids, ensure_ascii=ascii_only, indent=indent)
    one, another = ({**REQUEST, "UIDDATA": value} for value in (uids, text))
    loaded = [pk.load(airpay.PullKycRequest, raw) for raw in (one, another)]

    assert loaded[0] == loaded[1]
    assert tuple(uids) == loaded[0].UIDDATA
    assert [pk.to_dict(request) for request in loaded] == [one, another]


@given(payloads("airpay.pull-kyc-answer"))
def test_answers_read_the_same_from_texts(answer: dict[str, Any]) -> None:
    """An answer whose customers stand in a text says what it says with an array."""
    text = {**answer, "kyc_data": json.dumps(answer.get("kyc_data") or [])}
    answer = {**answer, "kyc_data": answer.get("kyc_data") or []}

    assert pk.load(airpay.PullKycAnswer, text) == pk.load(airpay.PullKycAnswer, answer)
    assert (
        pk.to_dict(pk.load(airpay.PullKycAnswer, pk.dump(pk.load(airpay.PullKycAnswer, text))))
        == text
    )


def test_a_list_in_a_text_survives_pickling() -> None:
    """A pickled request is dumped as the text that it came in."""
    request = pk.load(airpay.PullKycRequest, {**REQUEST, "UIDDATA": '[ "UID1" ]'})

    assert pk.to_dict(pickle.loads(pickle.dumps(request)))["UIDDATA"] == '[ "UID1" ]'


@pytest.mark.parametrize("value", ["", None])
def test_answers_without_customers(value: object) -> None:
    """Customers that are an empty text or null draw nothing in an answer, and come back."""
    assert found("airpay.pull-kyc-answer", ANSWER, kyc_data=value) == []
    assert (
        pk.to_dict(pk.load("airpay.pull-kyc-answer", {**ANSWER, "kyc_data": value}))["kyc_data"]
        == value
    )


def test_what_is_not_hashed_warns() -> None:
    """A plain number and an unknown type in an answer are warnings, and kept."""
    plain = [{"UID": "u", "kycinfo": [{"kyc_type": "AA", "kyc_number": "X0000001"}]}]

    assert found("airpay.pull-kyc-answer", ANSWER, kyc_data=plain) == [
        ("/kyc_data/0/kycinfo/0/kyc_type", "choice.unknown", "warning"),
        ("/kyc_data/0/kycinfo/0/kyc_number", "kyc_number.not_hashed", "warning"),
    ]
    assert found("airpay.pull-kyc-answer", ANSWER, status=200) == []


def test_rules_print_their_contract() -> None:
    """What a rule demands is told by its repr."""
    fields = {field.key: repr(field.rule) for field in model_of("airpay.pull-kyc").fields}

    assert fields["merchant_id"] == "<1 to 20 digits>"
    assert fields["UIDDATA"] == "<list of at least 1 of at most 50: text, or its JSON text>"


def test_documents_show_no_secret() -> None:
    """The repr of a request and of an answer holds no key, no checksum, no UID and no number."""
    request = pk.load(
        airpay.PullKycRequest,
        {**dict.fromkeys(REQUEST, CANARY), "merchant_id": "1", "UID": CANARY, "UIDDATA": [CANARY]},
    )
    answer = pk.load(
        airpay.PullKycAnswer,
        {
            **ANSWER,
            "kyc_data": [{"UID": CANARY, "kycinfo": [{"kyc_type": "PP", "kyc_number": CANARY}]}],
        },
    )

    assert "CANARY" not in repr(request) + repr(answer)


def test_the_call_that_airpay_makes() -> None:
    """``pull_kyc`` signs what its form holds, with and without a date."""
    request = airpay.pull_kyc(keys(), MERCHANT, ["UID1", "ü"])
    sent = request.to_http("https://merchant.example/kyc")
    fields = {
        name: values[0]
        for name, values in parse_qs(sent.body.decode(), strict_parsing=True).items()
    }

    assert (sent.method, sent.url, sent.headers["Content-Type"]) == (
        "POST",
        "https://merchant.example/kyc",
        "application/x-www-form-urlencoded",
    )
    assert fields == {**pk.to_dict(request), "UIDDATA": '["UID1","ü"]'}
    assert fields["checksum"] == keys().checksum(MERCHANT, fields["UIDDATA"])
    assert airpay.pull_kyc_request("https://merchant.example/kyc", request) == sent


def test_a_call_may_be_signed_without_its_customers() -> None:
    """The literal formula of a pull ends with the private key; add KYC's form is of no pull."""
    request = airpay.pull_kyc(keys(), 11111, ["UID1"], alldata="none")

    assert request.checksum == keys().checksum(MERCHANT, "")
    with pytest.raises(ValueError, match="no kyc_data"):
        airpay.pull_kyc(keys(), MERCHANT, ["UID1"], alldata="kyc_data")  # type: ignore[arg-type] # the point


def test_a_call_with_wrong_uids_is_refused() -> None:
    """What no request may hold is an error before it is signed."""
    with pytest.raises(pk.PayloadError) as caught:
        airpay.pull_kyc(keys(), "x", [""])

    assert [(v.path, v.code) for v in caught.value.report.errors] == [
        ("/merchant_id", "merchant_id.malformed"),
        ("/UIDDATA/0", "text.blank"),
    ]


@pytest.mark.parametrize(
    ("key", "word"),
    [
        ("status", "201"),
        ("status", 201),
        ("status", "Success"),
        ("message", "success"),
        ("message", "200"),
    ],
)
def test_unknown_words_of_an_answer_warn(key: str, word: object) -> None:
    """Another status or message than the published ones is kept, with a warning."""
    report = pk.check("airpay.pull-kyc-answer", {**ANSWER, key: word})

    assert [(v.path, v.code, v.severity) for v in report.violations] == [
        (f"/{key}", "choice.unknown", "warning")
    ]
    assert pk.to_dict(report.value)[key] == word


def test_a_hash_in_capitals_warns() -> None:
    """Hashes are written in lower case; capitals never match."""
    customer = {"UID": "u", "kycinfo": [{"kyc_type": "PP", "kyc_number": "A" * 64}]}

    assert [
        v.code
        for v in pk.check("airpay.pull-kyc-answer", {**ANSWER, "kyc_data": [customer]}).violations
    ] == ["kyc_number.not_hashed"]
