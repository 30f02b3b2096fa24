"""What an answer means: every row of the table, and every shape that is none of it."""

from __future__ import annotations

import json
from http import HTTPStatus
from itertools import product
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payloadkit import caas
from payloadkit.caas.error_table import (
    ENDPOINTS,
    ERROR_TABLE,
    STATES,
    STATUS_WORDS,
    Endpoint,
    State,
)
from payloadkit.http.answer import RETRIES, Retry

FOLDER = Path(__file__).parents[2] / "fixtures" / "caas"
ECRN = "1074000000000012"


def sample(name: str) -> bytes:
    """Return a published answer."""
    return (FOLDER / f"{name}.json").read_bytes()


def said(**body: object) -> bytes:
    """Return a body."""
    return json.dumps(body).encode()


READS: tuple[Endpoint, ...] = ("token", "refresh", "lookup", "customer", "masters")
LOGINS: tuple[tuple[Endpoint, str], ...] = (("token", "never"), ("refresh", "after_login"))
TABLE: list[tuple[tuple[Endpoint, int | None, bytes], tuple[str, str, int | None, str | None]]] = [
    (("lookup", 200, sample("lookup-answer-success")), ("accepted", "never", None, ECRN)),
    (("lookup", 200, sample("lookup-answer-not-found")), ("not_found", "never", 45001, None)),
    (
        ("lookup", 200, sample("lookup-answer-not-subscribed")),
        ("not_subscribed", "never", 45003, None),
    ),
    (("lookup", 200, sample("lookup-answer-invalid")), ("invalid", "after_mending", 40001, None)),
    (("lookup", 200, sample("lookup-answer-unavailable")), ("unavailable", "later", 45006, None)),
    (
        ("lookup", 200, sample("lookup-answer-under-investigation")),
        ("under_investigation", "later", 45013, None),
    ),
    (("lookup", 200, sample("lookup-answer-refused")), ("refused", "never", 45051, None)),
    (
        ("lookup", 401, sample("lookup-answer-unauthorized")),
        ("unauthorized", "after_login", None, None),
    ),
    (("onboarding", 200, sample("onboarding-answer-success")), ("accepted", "never", None, ECRN)),
    (
        ("onboarding", 406, sample("onboarding-answer-under-investigation")),
        ("under_investigation", "never", 45013, ECRN),
    ),
    (("onboarding", 406, sample("onboarding-answer-refused")), ("refused", "never", 45051, ECRN)),
    (
        ("onboarding", 400, sample("onboarding-answer-invalid-master")),
        ("invalid", "after_mending", 45053, None),
    ),
    (
        ("onboarding", 400, sample("onboarding-answer-invalid")),
        ("invalid", "after_mending", 40002, None),
    ),
    (
        ("onboarding", 404, sample("onboarding-answer-update-failed")),
        ("update_failed", "after_lookup", 45032, None),
    ),
    (
        ("onboarding", 502, sample("onboarding-answer-unavailable")),
        ("unavailable", "after_lookup", 40001, None),
    ),
    (("onboarding", None, b""), ("unavailable", "after_lookup", None, None)),
    (
        ("onboarding", 401, sample("onboarding-answer-unauthorized")),
        ("unauthorized", "after_login", None, None),
    ),
    (("token", 200, sample("token-answer")), ("accepted", "never", None, None)),
    *(
        ((call, status, said(error="invalid_grant")), ("unauthorized", retry, None, None))
        for call, retry in LOGINS
        for status in (400, 401)
    ),
    (("refresh", 200, sample("token-answer")), ("accepted", "never", None, None)),
    (
        ("masters", 200, said(status="success", status_code=200, data={"professions": []})),
        ("accepted", "never", None, None),
    ),
    (("masters", 401, b""), ("unauthorized", "after_login", None, None)),
    (("onboarding", 502, b""), ("unavailable", "after_lookup", None, None)),
    (("onboarding", 429, b""), ("unavailable", "later", None, None)),
    *(
        ((call, status, b""), ("unavailable", "later", None, None))
        for call in READS
        for status in (None, 408, 425, 429, 500, 502, 503, 504, 599)
    ),
    (("customer", 200, said(ecrn=ECRN, first_name="NADIRA")), ("accepted", "never", None, ECRN)),
    (
        ("customer", 200, said(status="success", status_code=200, data={"ecrn": ECRN})),
        ("accepted", "never", None, ECRN),
    ),
    (
        ("customer", 200, said(status="failure", statusCode=404, errorCode=45003)),
        ("not_subscribed", "never", 45003, None),
    ),
    (("customer", 401, b""), ("unauthorized", "after_login", None, None)),
]


def test_every_row_of_the_table(subtests: pytest.Subtests) -> None:
    """Each published answer means what the table says, and tells the customer where it can."""
    for answer, meaning in TABLE:
        with subtests.test(answer=answer, meaning=meaning):
            endpoint, status, body = answer
            outcome = caas.read_answer(endpoint, status, body)

            assert (outcome.state, outcome.retry, outcome.error_code, outcome.ecrn) == meaning
            assert (
                caas.read_answer(endpoint, status, body.decode())
                == caas.read_answer(endpoint, status, memoryview(body))
                == outcome
            )
            assert not any(
                mark in repr(outcome) for mark in (ECRN, "NADIRA", "INN", "+971", "example")
            )


def test_every_row_is_tested() -> None:
    """The table of the code has no row that the tests leave out."""
    tested = {(endpoint, *meaning[:3]) for (endpoint, *_), meaning in TABLE}

    assert {(row.endpoint, row.state, row.retry, row.code) for row in ERROR_TABLE} == tested


def test_a_code_counts_whatever_comes_with_it(subtests: pytest.Subtests) -> None:
    """The call and the code decide, not HTTP's status nor the spelling or type of the code."""
    for row, spelling in product(
        [row for row in ERROR_TABLE if row.code is not None], ("error_code", "errorCode")
    ):
        with subtests.test(row=row, spelling=spelling):
            assert row.endpoint is not None
            for status in (200, 400, 500):
                for code in (row.code, str(row.code)):
                    outcome = caas.read_answer(
                        row.endpoint, status, said(**{spelling: code, "status": "failed"})
                    )
                    assert (outcome.state, outcome.retry, outcome.error_code) == (
                        row.state,
                        row.retry,
                        row.code,
                    )


def test_anything_else_is_unknown(subtests: pytest.Subtests) -> None:
    """What the table does not know is unknown; an onboarding is looked up before another post."""
    for endpoint in ENDPOINTS:
        for status, body in [
            (200, b""),
            (200, b"{}"),
            (200, b"[]"),
            (200, b"<html>OK</html>"),
            (200, b"\xff\xfe"),
            (200, b'{"status": "success"'),
            (200, said(status="failure", status_code=500)),
            (200, said(status="success", status_code=406)),
            (200, said(status="success", error_code=99999)),
            (
                200,
                said(
                    status=["success"],
                    data=[],
                    error_code=True,
                    errorCode=[],
                    message=5,
                    details="x",
                    request_id=7,
                ),
            ),
            (200, said(status={}, access_token=5)),
            (201, said(status="success")),
            (204, b""),
            (301, b""),
            (403, said(status="failed")),
            (404, b"<html>nothing here</html>"),
            (409, said(status="failed", status_code=409, error_code=12345)),
        ]:
            with subtests.test(endpoint=endpoint, status=status):
                outcome = caas.read_answer(endpoint, status, body)

                assert (outcome.state, outcome.retry) == (
                    "unknown",
                    "after_lookup" if endpoint == "onboarding" else "never",
                )
                assert outcome.ecrn is None


def test_an_onboarding_that_may_have_happened(subtests: pytest.Subtests) -> None:
    """An onboarding whose fate is open is looked up, also where a read would come again later."""
    body_cases: list[bytes] = [b"", said(status="failed", error_code=12345)]
    for status, body in product((408, 425, 500, 503, 504), body_cases):
        with subtests.test(status=status, body=body):
            outcome = caas.read_answer("onboarding", status, body)

            assert (outcome.state, outcome.retry) == ("unknown", "after_lookup")


@pytest.mark.parametrize("quoted", ["{}", "`{}`", "<{}>", '"{}"', "({})", ": {}", "#{}"])
def test_an_ecrn_in_marks(quoted: str) -> None:
    """The number of a customer who exists now is found whatever stands around it."""
    message = f"Customer {quoted.format(ECRN)} Under Compliance Investigation"
    body = said(status="failed", status_code=406, error_code="45013", message=message)

    assert caas.read_answer("onboarding", 406, body).ecrn == ECRN


@pytest.mark.parametrize("endpoint", ENDPOINTS)
def test_a_lost_answer(endpoint: Endpoint) -> None:
    """A lost onboarding may have happened, a lost read comes again later, whatever the body."""
    outcome = caas.read_answer(endpoint, None, sample("onboarding-answer-success"))

    assert (outcome.state, outcome.retry) == (
        "unavailable",
        "after_lookup" if endpoint == "onboarding" else "later",
    )
    assert outcome.answer is None
    assert outcome.ecrn is None


def test_what_a_success_says_counts(subtests: pytest.Subtests) -> None:
    """The state follows both words, which are told; an unknown or absent one changes nothing."""
    customer_cases: list[tuple[object, object, str]] = [
        ("ACTIVE", "Accepted", "accepted"),
        ("ACTIVE", "N/A", "accepted"),
        ("ACTIVE", None, "accepted"),
        (None, "Accepted", "accepted"),
        (None, None, "accepted"),
        ("SOMETHING", "Something", "accepted"),
        ("", "", "accepted"),
        (5, ["Rejected"], "accepted"),
        ("REJECTED", "Accepted", "refused"),
        ("BLOCKED", None, "refused"),
        ("ACTIVE", "Rejected", "refused"),
        ("INACTIVE", "Rejected", "refused"),
        ("KYC PENDING", "Rejected", "refused"),
        ("KYC PENDING", "Accepted", "under_investigation"),
        ("KYC_PENDING", None, "under_investigation"),
        ("ACTIVE", "Under Investigation", "under_investigation"),
        ("ACTIVE", "Failed", "under_investigation"),
        ("INACTIVE", "Failed", "under_investigation"),
        ("INACTIVE", "Accepted", "inactive"),
        ("rejected", "Accepted", "refused"),
        ("Kyc-Pending ", "Accepted", "under_investigation"),
        ("ACTIVE", "UNDER_INVESTIGATION", "under_investigation"),
    ]
    endpoint_cases: list[Endpoint] = ["lookup", "customer", "onboarding"]
    for (customer, scan, state), endpoint in product(customer_cases, endpoint_cases):
        with subtests.test(customer=customer, scan=scan, state=state, endpoint=endpoint):
            data = {"ecrn": ECRN, "customer_status": customer, "aml_scan_status": scan}
            outcome = caas.read_answer(endpoint, 200, said(status="success", data=data))

            waits = state == "under_investigation" and endpoint != "onboarding"
            assert (outcome.state, outcome.retry) == (state, "later" if waits else "never")
            assert outcome.ecrn == ECRN
            assert "REJECTED" not in repr(outcome)
            for word, told in (
                (customer, outcome.customer_status),
                (scan, outcome.aml_scan_status),
            ):
                assert (told is None) == (not isinstance(word, str) or not word)


def test_words_are_members() -> None:
    """A known word is its member in any spelling, another one is the text."""
    for data, told in [
        (
            {"customer_status": "KYC_PENDING", "aml_scan_status": "Accepted"},
            (caas.CustomerStatus.KYC_PENDING, caas.AmlScanStatus.ACCEPTED),
        ),
        ({"customer_status": "NEW", "aml_scan_status": "odd"}, ("NEW", "odd")),
    ]:
        outcome = caas.read_answer(
            "lookup", 200, said(status="success", data={"ecrn": ECRN, **data})
        )
        assert (outcome.customer_status, outcome.aml_scan_status) == told
        assert type(outcome.customer_status) is type(told[0])


def test_a_success_without_its_customer(subtests: pytest.Subtests) -> None:
    """A success without an ecrn does not show what happened."""
    endpoint_cases: list[Endpoint] = ["lookup", "onboarding"]
    data_cases: list[object] = [
        {"ecrn": None, "customer_status": "ACTIVE"},
        {"ecrn": ""},
        {"ecrn": "  "},
        {"ecrn": []},
        {"ecrn": True},
        {},
        None,
        "x",
        "",
        [],
        [{"ecrn": ECRN}],
        0,
        True,
    ]
    for endpoint, data in product(endpoint_cases, data_cases):
        with subtests.test(endpoint=endpoint, data=data):
            outcome = caas.read_answer(
                endpoint, 200, said(status="success", status_code=200, data=data)
            )

            wanted = "after_lookup" if endpoint == "onboarding" else "never"
            assert (outcome.state, outcome.retry, outcome.ecrn) == ("unknown", wanted, None)


@pytest.mark.parametrize(
    ("endpoint", "body"),
    [
        ("customer", said(status="success", status_code=200)),
        ("customer", said(status="success", data=[])),
        ("customer", said(status="success", data={})),
        ("masters", said(status="success", status_code=200)),
        ("masters", said(status="success", data=[])),
        ("token", said(access_token="  ")),
        ("refresh", said(access_token=None)),
    ],
)
def test_a_success_without_what_was_asked_for(endpoint: Endpoint, body: bytes) -> None:
    """A read without its data is unknown, and has no object."""
    outcome = caas.read_answer(endpoint, 200, body)

    assert (outcome.state, outcome.retry, outcome.answer) == ("unknown", "never", None)


@pytest.mark.parametrize(
    "name", ["token-answer", "lookup-answer-success", "onboarding-answer-success"]
)
def test_an_answer_that_was_cut_off(name: str) -> None:
    """A part of a success does not show what happened."""
    endpoint: Any = name.partition("-")[0]
    for end in (1, 40, -2):
        outcome = caas.read_answer(endpoint, 200, sample(name).rstrip()[:end])
        assert outcome.state == "unknown"


def test_an_ecrn_that_is_a_number(subtests: pytest.Subtests) -> None:
    """A whole number is read as its text, of as many digits as an ecrn may have."""
    written_cases: list[tuple[str, str | None]] = [
        ("784000000001", "784000000001"),
        ("784000000001.0", "784000000001"),
        ("98400000000000000001", "98400000000000000001"),
        ('"784000000001"', "784000000001"),
        ("1.5", None),
        ("1e999999999", None),
        ("-1", None),
        ("1" * 21, None),
        ("true", None),
    ]
    endpoint_cases: list[Endpoint] = ["lookup", "customer", "onboarding"]
    for (written, ecrn), endpoint in product(written_cases, endpoint_cases):
        with subtests.test(written=written, ecrn=ecrn, endpoint=endpoint):
            body = f'{{"status": "success", "status_code": 200, "data": {{"ecrn": {written}}}}}'
            outcome = caas.read_answer(endpoint, 200, body)

            assert outcome.ecrn == ecrn
            assert endpoint == "customer" or (outcome.state == "accepted") == (ecrn is not None)


@pytest.mark.parametrize("written", ["45001", '"45001"', "45001.0"])
def test_an_error_code_is_a_text(written: str) -> None:
    """A code that is a number is read as its text, and equals the number too."""
    code = caas.read_answer("lookup", 200, f'{{"errorCode": {written}}}').error_code

    assert isinstance(code, str)
    assert code == "45001"
    assert code == 45001
    assert (code != "45001", code != 45001) == (False, False)
    assert code != 45003
    assert code != True  # noqa: E712 - a flag is no number here
    assert hash(code) == hash("45001")


def test_what_is_no_error_code(subtests: pytest.Subtests) -> None:
    """A success that writes a code of nothing is a success."""
    cases: list[object] = ["", "0", 0, "00000", None, "none", [], "1" * 10]
    for code in cases:
        with subtests.test(code=code):
            outcome = caas.read_answer(
                "lookup",
                200,
                said(status="Success", statusCode="200", errorCode=code, data={"ecrn": ECRN}),
            )

            assert (outcome.state, outcome.error_code) == ("accepted", None)


@pytest.mark.parametrize("body", [b"", b"<html>Bad Gateway</html>", b"[]", said(status="failed")])
def test_a_bad_gateway_may_have_onboarded(body: bytes) -> None:
    """A 502 without the gateway's code is a 502."""
    outcome = caas.read_answer("onboarding", 502, body)

    assert (outcome.state, outcome.retry) == ("unavailable", "after_lookup")


def test_a_login_page_is_no_token() -> None:
    """A 401 means the same with any body."""
    assert caas.read_answer("token", 401, b"<html>CANARY</html>").state == "unauthorized"


def test_the_ecrn_is_in_the_message(subtests: pytest.Subtests) -> None:
    """A number behind the word customer is an ecrn, of at most 20 characters."""
    cases: list[tuple[str, str | None]] = [
        (f"Customer {ECRN} Under Compliance Investigation", ECRN),
        (f"customer  {ECRN}: cannot be accepted", ECRN),
        ("Customer AE1074 Cannot be Accepted", "AE1074"),
        ("Customer can not be Accepted", None),
        ("Customer under Compliance investigation!", None),
        (f"Customer {'1' * 21} Cannot be Accepted", None),
        (f"Nobody {ECRN}", None),
        ("customer " * 10_000, None),
        ("", None),
    ]
    for message, ecrn in cases:
        with subtests.test(message=message, ecrn=ecrn):
            assert (
                caas.read_answer("onboarding", 406, said(error_code=45051, message=message)).ecrn
                == ecrn
            )


def test_only_two_codes_name_the_customer() -> None:
    """In the message of another code a number is no ecrn."""
    assert (
        caas.read_answer(
            "onboarding", 404, said(error_code=45032, message=f"Customer {ECRN} not updated")
        ).ecrn
        is None
    )


def test_details_are_mapped_back() -> None:
    """The gateway's camelCase leads to the payload's path, with the answer that it gave."""
    (found,) = caas.read_answer("onboarding", 400, sample("onboarding-answer-invalid")).violations

    assert (found.path, found.code, found.severity, found.gateway) == (
        "/first_name",
        "gateway.rejected",
        "error",
        "40002",
    )
    assert [
        violation.path
        for violation in caas.read_answer(
            "onboarding", 400, sample("onboarding-answer-invalid-master")
        ).violations
    ] == ["/nationality"]
    assert [
        violation.path
        for violation in caas.read_answer(
            "lookup", 200, said(errorCode=40001, details={"idType": "no"})
        ).violations
    ] == ["/idType"]
    assert caas.read_answer("lookup", 200, sample("lookup-answer-invalid")).violations == ()


def test_the_answer_is_read_where_it_can_be() -> None:
    """The object is there for a success and an explained failure, not for a wrong structure."""
    assert isinstance(
        caas.read_answer("token", 200, sample("token-answer")).answer, caas.TokenAnswer
    )
    assert isinstance(
        caas.read_answer("lookup", 200, sample("lookup-answer-not-found")).answer, caas.LookupAnswer
    )
    assert isinstance(
        caas.read_answer("onboarding", 400, sample("onboarding-answer-invalid")).answer,
        caas.OnboardingAnswer,
    )
    assert isinstance(
        caas.read_answer("customer", 200, said(first_name="NADIRA")).answer, caas.Customer
    )
    assert caas.read_answer("customer", 200, said(errorCode=45003)).answer is None
    assert (
        caas.read_answer("onboarding", 200, said(status="success", data={"pep": {}})).answer is None
    )


def test_what_helps_to_ask() -> None:
    """The gateway's number of the call is told, and when to come again."""
    body = sample("onboarding-answer-unavailable")
    outcome = caas.read_answer("onboarding", 502, body, {"retry-After": "120"})

    assert (outcome.request_id, outcome.retry_after) == ("0" * 31 + "7", 120)
    for headers in ({}, {"Date": "120"}, None):
        assert caas.read_answer("onboarding", 502, body, headers).retry_after is None


@pytest.mark.parametrize(
    ("endpoint", "status"), [("lookup", 503), ("token", 429), ("onboarding", 429)]
)
def test_when_to_come_again(endpoint: Endpoint, status: int) -> None:
    """A call that was refused for a moment tells how long to wait."""
    outcome = caas.read_answer(endpoint, status, b"", {"Retry-After": "30"})

    assert (outcome.state, outcome.retry, outcome.retry_after) == ("unavailable", "later", 30)


def test_a_huge_body_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """A body over the bound of documents is as good as none."""
    monkeypatch.setattr("payloadkit.wire.reading.LARGEST", 20)

    for body in (sample("lookup-answer-success"), memoryview(sample("lookup-answer-success"))):
        assert caas.read_answer("lookup", 200, body).state == "unknown"


def test_an_unknown_call_is_a_mistake() -> None:
    """There are six calls to read the answer of."""
    call: Any = "onboard"
    with pytest.raises(ValueError, match="token, refresh, lookup, customer, masters, onboarding"):
        caas.read_answer(call, 200, b"")


def test_every_state_and_retry_is_worded() -> None:
    """Each word has its sentence, and is used."""
    assert set(STATES) == set(get_args(State))
    assert set(RETRIES) == set(get_args(Retry))
    told = {row.state for row in ERROR_TABLE} | {state for _, state in STATUS_WORDS}
    assert set(STATES) == told | {"unknown"}


KEYS = st.sampled_from(
    [
        "status",
        "status_code",
        "statusCode",
        "error_code",
        "errorCode",
        "message",
        "data",
        "details",
        "ecrn",
        "request_id",
        "access_token",
        "id_details",
        "firstName",
    ]
)
ODD = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=30)
    | st.sampled_from([45013, 45053, "40002", ECRN]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(KEYS | st.text(max_size=8), inner, max_size=6)
    ),
    max_leaves=12,
)
BODIES = (
    st.binary(max_size=200)
    | st.dictionaries(KEYS, ODD, max_size=9).map(json.dumps).map(str.encode)
    | ODD.map(json.dumps)
    | st.text(max_size=50)
)


@given(
    st.sampled_from(ENDPOINTS),
    st.none() | st.integers() | st.sampled_from([200, 400, 401, 406, 429, 502]),
    BODIES,
)
def test_nothing_raises(endpoint: Endpoint, status: int | None, body: bytes | str) -> None:
    """Any body with any status has an outcome of the known words, whose repr holds no value."""
    outcome = caas.read_answer(endpoint, status, body)

    assert outcome.state in STATES
    assert outcome.retry in RETRIES
    assert ECRN not in repr(outcome)
    assert (
        endpoint != "onboarding"
        or outcome.state not in {"unknown", "unavailable"}
        or outcome.retry == "after_lookup"
        or status == HTTPStatus.TOO_MANY_REQUESTS
    )
