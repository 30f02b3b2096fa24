"""The merchant's side of Pull KYC: every call has an answer, and the merchant alone the reasons."""

from __future__ import annotations

import json
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

import payloadkit as pk
from payloadkit import airpay
from tests.airpay.merchant import CANARY, MERCHANT, SEEN, keys, silent

SAMPLE = Path(__file__).parents[2] / "fixtures" / "airpay" / "pull-kyc-sample.json"
FAILED = b'{"status":"400","message":"Failed"}'
PASSPORT = {"PP": "X0000001"}
KNOWN = {"UID1": PASSPORT, "UID2": {"PN": "+971501234567", "CN": "NADIRA FIXTURAN"}}
UIDS = st.lists(
    st.text(SEEN, min_size=1),
    min_size=1,
    max_size=50,
    unique=True,
)
FORM, IN_TEXT, ARRAY = "form", "text", "array"
UIDDATA = '["UID1","UID2"]'


def body(text: str = UIDDATA, way: str = FORM, day: date | None = None, **changes: object) -> bytes:
    """Return a signed call whose UIDDATA is this text: a form, a text in JSON, or an array."""
    fields: dict[str, Any] = {
        "merchant_id": MERCHANT,
        "private_key": keys().private_key,
        "checksum": keys().checksum(MERCHANT, text, day),
        **changes,
    }
    if way == FORM:
        return urlencode({**fields, "UIDDATA": text}).encode()
    fields = {**fields, "UIDDATA": text if way == IN_TEXT else "@"}
    return json.dumps(fields).replace('"@"', text).encode()


def answered(raw: Any, **options: Any) -> tuple[dict[str, Any], list[tuple[str, str, str]]]:
    """Return the answer as plain values, and what the report says."""
    answer, report = airpay.answer_pull(raw, keys(), KNOWN.get, **options)
    assert (report.value is None) == bool(report.errors)
    return pk.to_dict(answer), [(v.path, v.code, str(v.severity)) for v in report.violations]


def refused(raw: Any, **options: Any) -> list[tuple[str, str]]:
    """Return the errors of a call whose answer is only that it failed; no customer is asked for."""

    def nobody(_: str) -> None:
        pytest.fail("nobody is asked for")

    answer, report = airpay.answer_pull(raw, keys(), nobody, **options)
    assert pk.dump(answer) == FAILED
    assert report.value is None
    return [(v.path, v.code) for v in report.errors]


@given(
    UIDS,
    st.sampled_from([FORM, IN_TEXT, ARRAY]),
    st.booleans(),
    st.sampled_from([None, 2]),
    st.sampled_from(["array", "text"]),
)
def test_every_customer_is_answered(
    uids: list[str], way: str, ascii_only: bool, indent: int | None, kyc_data: Any
) -> None:
    """The checksum is that of the exact text of the UIDs, and every answer holds hashes only."""
    raw = body(json.dumps(uids, ensure_ascii=ascii_only, indent=indent), way)
    answer, report = airpay.answer_pull(raw, keys(), lambda _: PASSPORT, kyc_data=kyc_data)
    plain = pk.to_dict(answer)["kyc_data"]

    assert report.violations == ()
    assert isinstance(plain, str) == (kyc_data == "text")
    assert (json.loads(plain) if kyc_data == "text" else plain) == [
        {"UID": uid, "kycinfo": [{"kyc_type": "PP", "kyc_number": keys().kyc_number("X0000001")}]}
        for uid in uids
    ]
    assert pk.check(airpay.PullKycAnswer, pk.dump(answer)).violations == ()


@given(
    st.binary()
    | st.text().map(str.encode)
    | st.binary().map(lambda tail: b"{" + tail)
    | st.binary().map(body().__add__)
)
def test_no_bytes_are_an_exception(raw: bytes) -> None:
    """Whatever arrives, it is answered."""
    for given_as in (raw, bytearray(raw), memoryview(raw), raw.decode("utf-8", "surrogateescape")):
        answer, report = airpay.answer_pull(given_as, keys(), KNOWN.get)
        assert pk.dump(answer) == FAILED or report.ok


@given(st.sampled_from([FORM, IN_TEXT, ARRAY]), st.data())
def test_no_changed_call_is_answered(way: str, data: st.DataObject) -> None:
    """A call with one byte changed is answered with failure, unless that byte does not count."""
    raw = bytearray(body(way=way))
    place = data.draw(st.integers(0, len(raw) - 1))
    raw[place] ^= 1 << data.draw(st.integers(0, 7))
    _, report = airpay.answer_pull(raw, keys(), KNOWN.get)

    if report.value is not None:
        assert (report.value.merchant_id, report.value.UIDDATA) == (MERCHANT, ("UID1", "UID2"))


def test_the_sample_is_answered() -> None:
    """The document's sample, signed by an invented merchant, is answered as it stands."""
    answer, report = airpay.answer_pull(SAMPLE.read_bytes(), keys(), lambda _: PASSPORT)

    assert report.violations == ()
    assert isinstance(answer.kyc_data, tuple)
    assert len(answer.kyc_data) == 50


def test_a_wrong_signature_is_refused(subtests: pytest.Subtests) -> None:
    """Each reason is in the report, all of them at once, and the caller learns none."""
    way_cases: list[str] = [FORM, IN_TEXT, ARRAY]
    changes_cases: list[tuple[dict[str, Any], list[tuple[str, str]]]] = [
        ({"private_key": "0" * 64}, [("/private_key", "signature.private_key")]),
        ({"checksum": "0" * 64}, [("/checksum", "signature.checksum")]),
        (
            {"private_key": "ü" * 10, "checksum": "ü" * 10},
            [("/private_key", "signature.private_key"), ("/checksum", "signature.checksum")],
        ),
        ({"private_key": keys().private_key.upper()}, [("/private_key", "signature.private_key")]),
        ({"merchant_id": "11112"}, [("/checksum", "signature.checksum")]),
        ({"merchant_id": "x"}, [("/merchant_id", "merchant_id.malformed")]),
        ({"checksum": ""}, [("/checksum", "text.blank")]),
    ]
    for way, (changes, expected) in product(way_cases, changes_cases):
        with subtests.test(way=way):
            assert refused(body(way=way, **changes)) == expected


def test_uids_that_are_none_are_refused(subtests: pytest.Subtests) -> None:
    """No UID, more than 50, and what is no list of texts is refused, however well it is signed."""
    way_cases: list[str] = [FORM, IN_TEXT, ARRAY]
    text_cases: list[tuple[str, tuple[str, str]]] = [
        ("[]", ("/UIDDATA", "list.too_short")),
        (json.dumps(["u"] * 51), ("/UIDDATA", "list.too_long")),
        ('["u",1]', ("/UIDDATA/1", "field.type")),
        ('{"UID":"u"}', ("/UIDDATA", "field.type")),
    ]
    for way, (text, expected) in product(way_cases, text_cases):
        with subtests.test(way=way, text=text):
            assert refused(body(text, way)) == [expected]


def test_what_is_neither_json_nor_a_form_is_refused(subtests: pytest.Subtests) -> None:
    """What cannot be read has one reason, for the document as a whole."""
    cases: list[tuple[Any, str]] = [
        (b"{", "json.invalid"),
        (b' \n{"a":1,}', "json.invalid"),
        (b'{"a":"\xff"}', "json.encoding"),
        (b"a", "form.malformed"),
        (b"&".join(b"a%d=" % number for number in range(101)), "form.malformed"),
        (b"\xff=1", "form.encoding"),
        (b"a=%ff", "form.encoding"),
        (b"a=1&a=1", "form.duplicate_key"),
        (b"a" * (64 * 1024 * 1024 + 1), "json.too_large"),
    ]
    for raw, code in cases:
        with subtests.test(raw=raw, code=code):
            assert refused(raw) == [("", code)]


def test_a_lone_surrogate_in_a_form_is_refused() -> None:
    """A form that comes as text may hold what no bytes can."""
    assert refused("a=\ud800") == [("/a", "json.encoding")]


def test_an_empty_body_lacks_everything() -> None:
    """Nothing at all is a form without a field."""
    assert [code for _, code in refused(b" ")] == ["field.missing"] * 4


def test_only_accepted_forms_pass() -> None:
    """A checksum with a date passes only where that form is accepted, beside others."""
    day = date(2026, 6, 1)
    dated = airpay.Form(date=day)

    assert refused(body(day=day)) == [("/checksum", "signature.checksum")]
    assert refused(body(), accept=(dated,)) == [("/checksum", "signature.checksum")]
    assert refused(body(), accept=()) == [("/checksum", "signature.checksum")]
    for raw in (body(), body(day=day)):
        assert answered(raw, accept=(dated, airpay.Form()))[0]["status"] == "200"


@pytest.mark.parametrize("way", [FORM, IN_TEXT, ARRAY])
def test_a_checksum_of_no_customers_is_opted_in(way: str) -> None:
    """The page's literal formula for a pull covers no UID: it passes only where it is accepted."""
    checksum = keys().checksum(MERCHANT, "")
    literal = airpay.Form(alldata="none")

    assert refused(body(way=way, checksum=checksum)) == [("/checksum", "signature.checksum")]
    assert answered(body(way=way, checksum=checksum), accept=(literal,))[0]["status"] == "200"
    assert answered(body(way=way), accept=(literal, airpay.Form()))[0]["status"] == "200"
    assert refused(body(way=way), accept=(literal,)) == [("/checksum", "signature.checksum")]


def test_no_pull_has_the_form_of_add_kyc() -> None:
    """A pull sends no kyc_data, so that form accepts nothing of one."""
    form = airpay.Form(alldata="kyc_data")

    assert refused(body(), accept=(form,)) == [("/checksum", "signature.checksum")]
    assert answered(body(), accept=(form, airpay.Form()))[0]["status"] == "200"


def test_a_merchant_may_be_a_number(subtests: pytest.Subtests) -> None:
    """A number and its text are one merchant, in the call and in the argument."""
    way_cases: list[str] = [FORM, IN_TEXT, ARRAY]
    own_cases: list[str | int] = [MERCHANT, int(MERCHANT), type("Setting", (str,), {})(MERCHANT)]
    sent_cases: list[str | int] = [MERCHANT, int(MERCHANT)]
    for way, own, sent in product(way_cases, own_cases, sent_cases):
        with subtests.test(way=way):
            assert answered(body(way=way, merchant_id=sent), merchant_id=own)[1] == []


@pytest.mark.parametrize("way", [FORM, IN_TEXT, ARRAY])
def test_another_merchant_is_refused(way: str) -> None:
    """A call that is signed for another merchant's number is refused where the own is given."""
    raw = body(way=way, merchant_id="22222", checksum=keys().checksum("22222", UIDDATA))

    assert answered(raw)[0]["status"] == "200"
    assert refused(raw, merchant_id=MERCHANT) == [("/merchant_id", "signature.merchant_id")]
    assert refused(body(way=way, checksum="0" * 64), merchant_id="22222") == [
        ("/merchant_id", "signature.merchant_id"),
        ("/checksum", "signature.checksum"),
    ]


@pytest.mark.parametrize("way", [FORM, IN_TEXT, ARRAY])
@pytest.mark.parametrize("before", ["\ufeff", "\ufeff \n"])
def test_a_byte_order_mark_is_no_part_of_a_body(way: str, before: str) -> None:
    """A body that some editor or program began with a byte order mark is read as it is without."""
    raw = before.encode() + body(way=way)

    assert answered(raw)[1] == []
    assert answered(raw.decode())[1] == []


def test_the_signed_text_is_that_of_the_body() -> None:
    """Blanks and escapes between the brackets are signed; those around them are not."""
    text = '[ "UID\\u0031" ,\n"UID2"]'
    raw = body(text, ARRAY).replace(b'"UIDDATA": ', b'"UIDDATA"\t:\n  ').replace(b"]}", b"] \n}")

    assert [entry["UID"] for entry in answered(raw)[0]["kyc_data"]] == ["UID1", "UID2"]


def test_the_unknown_are_left_out() -> None:
    """An unknown UID is reported where it first stands; a repeated one is answered once."""
    plain, said = answered(body('["?","UID1","?","UID1"]'))

    assert [entry["UID"] for entry in plain["kyc_data"]] == ["UID1"]
    assert said == [("/UIDDATA/0", "uid.unknown", "warning")]


def test_nobody_known_is_a_failure() -> None:
    """Where nobody is known there is nothing to answer."""
    plain, said = answered(body('["?","??"]'))

    assert plain == {"status": "400", "message": "Failed"}
    assert [code for _, code, _ in said] == ["uid.unknown"] * 2


@pytest.mark.parametrize("way", [FORM, IN_TEXT, ARRAY])
def test_numbers_with_an_error_are_left_out(way: str) -> None:
    """A number with an error is not sent, and draws a warning at its customer and type."""
    numbers: dict[str, Any] = {
        "UID1": {"CN": "NADIRA", "PP": "X1\x00", "PN": "+971501234567"},
        "UID2": airpay.Numbers(DL="dl 000001"),
    }
    answer, report = airpay.answer_pull(body(way=way), keys(), lambda uid: numbers[uid])

    assert [(v.path, v.code, v.severity) for v in report.violations] == [
        ("/UIDDATA/0/CN", "text.too_short", "warning"),
        ("/UIDDATA/0/PP", "text.control_characters", "warning"),
        ("/UIDDATA/1/DL", "kyc_number.not_normalised", "warning"),
    ]
    assert [
        [number["kyc_type"] for number in entry["kycinfo"]]
        for entry in pk.to_dict(answer)["kyc_data"]
    ] == [["CN", "PN"], ["DL"]]


def test_normalisation_is_asked_for() -> None:
    """With it, what is hashed is the normalised number, and nothing is said."""
    answer, report = airpay.answer_pull(
        body('["UID1"]'), keys(), lambda _: {"PP": "x-0000001"}, normalise=True
    )

    assert report.violations == ()
    assert pk.to_dict(answer)["kyc_data"][0]["kycinfo"][0]["kyc_number"] == keys().kyc_number(
        "X0000001"
    )


@pytest.mark.parametrize("numbers", [{}, {"PP": None}, {"PP": "X1\x00"}])
def test_a_customer_without_a_sound_number_is_left_out(numbers: Any) -> None:
    """It is answered like an unknown one, with a warning; without any customer the call failed."""
    known = {"UID1": numbers, "UID2": PASSPORT}
    answer, report = airpay.answer_pull(body(), keys(), known.get)
    assert [entry["UID"] for entry in pk.to_dict(answer)["kyc_data"]] == ["UID2"]
    assert ("/UIDDATA/0", "list.too_short") in [(v.path, v.code) for v in report.warnings]
    assert report.ok

    answer, report = airpay.answer_pull(body('["UID1"]'), keys(), known.get)
    assert pk.dump(answer) == FAILED
    assert report.ok


def test_strange_keys_are_no_reason_to_refuse() -> None:
    """An undocumented key is a warning in its order; a UID beside the list is fine."""
    assert answered(body(UID="u", date="2026-06-01"))[1] == [("/date", "field.unknown", "warning")]
    assert answered(body('["?","UID1"]', ARRAY, date="2026-06-01"))[1] == [
        ("/date", "field.unknown", "warning"),
        ("/UIDDATA/0", "uid.unknown", "warning"),
    ]


def test_places_are_those_of_the_text() -> None:
    """Line and column point into the JSON that arrived; a form has neither."""
    raw = body('[\n"?",\n "??", "UID1"]', ARRAY)
    _, report = airpay.answer_pull(raw, keys(), KNOWN.get)
    assert [(v.line, v.column) for v in report.violations] == [(2, 1), (3, 2)]

    _, report = airpay.answer_pull(body('["?"]'), keys(), KNOWN.get)
    assert [(v.line, v.column) for v in report.violations] == [(None, None)]


@pytest.mark.parametrize("error", [KeyError, RuntimeError, KeyboardInterrupt])
def test_the_merchants_own_errors_pass_through(error: type[BaseException]) -> None:
    """What the merchant's function raises passes, and no frame of ours holds a UID, body or key."""

    def broken(uid: str) -> None:
        del uid
        raise error

    for way in (FORM, ARRAY):
        with pytest.raises(error) as caught:
            airpay.answer_pull(body(json.dumps([CANARY]), way), keys(), broken)
        silent(caught.value)


def test_a_strange_return_value_is_told() -> None:
    """What is neither a Mapping nor None is a TypeError that names its type only."""
    with pytest.raises(TypeError, match="not str") as caught:
        airpay.answer_pull(body(json.dumps([CANARY])), keys(), lambda _: CANARY)  # type: ignore[arg-type, return-value] # the point
    silent(caught.value)


def test_wrong_arguments_are_told(subtests: pytest.Subtests) -> None:
    """A body of another type, and another form of the answer, is the caller's mistake."""
    cases: list[tuple[Any, dict[str, Any], type[Exception]]] = [
        (451, {}, TypeError),
        (None, {}, TypeError),
        (CANARY.encode(), {"kyc_data": "json"}, ValueError),
        (CANARY.encode(), {"accept": airpay.Form()}, TypeError),
        (CANARY.encode(), {"accept": ("none",)}, TypeError),
        (CANARY.encode(), {"merchant_id": b"11111"}, TypeError),
        (CANARY.encode(), {"merchant_id": True}, TypeError),
        (CANARY.encode(), {"merchant_id": ""}, ValueError),
        (CANARY.encode(), {"merchant_id": "\u0661"}, ValueError),
        (CANARY.encode(), {"merchant_id": -1}, ValueError),
    ]
    for raw, options, error in cases:
        with subtests.test(raw=raw):
            with pytest.raises(error) as caught:
                airpay.answer_pull(raw, keys(), KNOWN.get, **options)
            silent(caught.value)


@pytest.mark.parametrize("numbers_of", [None, {CANARY: {"PP": CANARY}}, CANARY])
def test_numbers_come_from_a_function(numbers_of: Any) -> None:
    """A Mapping in its place is a TypeError that says so, and shows nothing of it."""
    given_as = type(numbers_of).__name__
    with pytest.raises(TypeError, match=f"^numbers_of .* not {given_as}$") as caught:
        airpay.answer_pull(body(json.dumps([CANARY])), keys(), numbers_of)
    silent(caught.value)


def test_the_nearest_form_of_data_is_named() -> None:
    """A wrong form of the data is refused with the one that was meant."""
    with pytest.raises(ValueError, match=r"did you mean array\?$"):
        airpay.answer_pull(b"", keys(), KNOWN.get, kyc_data="arry")  # type: ignore[arg-type] # the point


def test_reports_hold_no_value() -> None:
    """The report of an answered call and the repr of the answer hold no UID, number or key."""
    answer, report = airpay.answer_pull(
        body(json.dumps([CANARY, "?"])), keys(), {CANARY: {"PP": CANARY, CANARY: CANARY}}.get
    )

    assert "CANARY" not in repr(report) + repr(answer)
    assert keys().private_key not in repr(report)
