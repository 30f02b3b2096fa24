"""The stand-in of CAAS: what it answers by data and by name, and whom it remembers."""

from __future__ import annotations

from typing import Any

import pytest

import payloadkit as pk
from payloadkit import caas
from payloadkit.caas.error_table import ERROR_TABLE, STATUS_WORDS
from payloadkit.sandbox import Sandbox
from tests.caas.test_answer import TABLE
from tests.documents import emirates_id, minimal
from tests.sandbox.calls import EID, NOW, Caller, sent

ROWS = {(call, status, meaning) for (call, status, _), meaning in TABLE}


@pytest.fixture
def caller() -> Caller:
    """Return a caller of a sandbox on a fixed day."""
    return Caller(Sandbox(seed=7, clock=lambda: NOW))


@pytest.mark.parametrize(("call", "status", "meaning"), sorted(ROWS, key=repr))
def test_every_row_of_the_table_is_reached(
    caller: Caller, call: Any, status: int | None, meaning: tuple[str, str, int | None, str | None]
) -> None:
    """Each answer that is read can be written by name, and means what the table says."""
    stand_in, code = caller.sandbox.caas, meaning[2]
    changes = {"ecrn": stand_in.add_customer(2, "X1")} if call == "customer" else {}
    if call == "lookup":
        stand_in.add_customer(4, EID)
    if status is None:
        stand_in.fail_next(call, how="silence")
    elif code is not None or status >= 400:
        stand_in.answer_next(call, code or status)
    outcome = caller.call(call, **changes)

    assert (outcome.state, outcome.retry, outcome.error_code) == meaning[:3]
    assert status is None or stand_in.requests[-1].status == status
    if call in ("lookup", "onboarding") and meaning[3] is not None:
        assert outcome.ecrn is not None


@pytest.mark.parametrize(
    "row",
    [row for row in ERROR_TABLE if row.code is not None],
    ids=lambda row: f"{row[0]}-{row[2]}",
)
def test_an_answer_is_written_as_documented(caller: Caller, row: Any) -> None:
    """Status, words and codes are the row's, and the answer's own model finds nothing wrong."""
    caller.sandbox.caas.answer_next(row.endpoint, row.code)
    found = sent(caller.sandbox, caller.request(row.endpoint))
    kind = caas.OnboardingAnswer if row.endpoint == "onboarding" else caas.LookupAnswer
    report = pk.check(kind, found.content)
    plain = found.json()

    assert found.status_code == row.status
    assert report.violations == ()
    assert plain["status"] == row.word
    assert (plain.get("status_code") or plain["statusCode"]) == (row.inner or row.status)
    assert "<" not in plain["message"]


@pytest.mark.parametrize(("word", "state"), STATUS_WORDS)
@pytest.mark.parametrize("call", ["lookup", "onboarding"])
def test_a_word_stands_in_a_success(caller: Caller, call: str, word: str, state: str) -> None:
    """A success can have each word for the customer, by which its state goes."""
    caller.sandbox.caas.answer_next(call, word)
    outcome = caller.call(call)

    assert outcome.state == state
    assert outcome.error_code is None
    assert word in (outcome.customer_status, outcome.aml_scan_status)


@pytest.mark.parametrize(
    ("changes", "code", "paths"),
    [
        ({"first_name": ""}, 40002, ["/first_name"]),
        ({"first_name": 5, "gender": None}, 40002, ["/first_name", "/gender"]),
        ({"id_details": []}, 40002, ["/id_details"]),
        ({"id_details": [{**emirates_id(), "id_number": "1"}]}, 40002, ["/id_details"]),
        ({"nationality": "INN"}, 45053, ["/nationality"]),
        ({"nationality": 5}, 40002, ["/nationality"]),
        ({"country_of_birth": "QQ"}, 45053, ["/country_of_birth"]),
        ({"address_list": [{"address_type_id": "1", "country": "QQ"}]}, 45053, ["/address_list"]),
        ({"ecrn": "1074"}, 45032, []),
    ],
)
def test_data_draw_the_documented_error(
    caller: Caller, changes: dict[str, Any], code: int, paths: list[str]
) -> None:
    """A request with errors draws the code of its violations, and names the fields."""
    outcome = caller.call("onboarding", **changes)

    assert outcome.error_code == code
    assert {path.path for path in outcome.violations} == set(paths)
    assert caller.sandbox.caas.ledger.taken == ()


def test_a_body_that_is_no_json_is_invalid(caller: Caller) -> None:
    """It draws the error of a malformed request, without details."""
    request = caller.request("onboarding")
    outcome = caller.read(
        "onboarding", pk.Request(request.method, request.url, request.headers, b"{")
    )
    assert outcome.error_code == 40002
    assert outcome.violations == ()


def test_masters_are_answered_and_checked() -> None:
    """The lists are those of the test, one or all; an id that is none of them is refused."""
    masters = pk.load(
        caas.MasterData,
        {"data": {"professions": [{"code": "1", "name": "NURSE"}], "id_types": []}},
    )
    policy = pk.Policy(masters=masters)
    caller = Caller(Sandbox(policy=policy, clock=lambda: NOW))

    assert caller.call("masters").answer.names("professions") == {"1": "NURSE"}
    assert caller.call("masters", code="id_types").answer.names("professions") is None
    assert caller.call("onboarding", occupation_id=2).error_code == 45053


def test_a_lookup_finds_whom_an_onboarding_made(caller: Caller) -> None:
    """Before it there is nobody; afterwards lookup and ecrn find the same customer."""
    assert caller.call("lookup").error_code == 45001
    made = caller.call("onboarding")
    found = caller.call("lookup")
    got = caller.call("customer", ecrn=made.ecrn)

    assert made.state == found.state == got.state == "accepted"
    assert made.ecrn == found.ecrn == got.answer.ecrn
    assert (found.answer.data.id_status, str(found.answer.data.id_expires_on)) == (
        "Active",
        "2034-05-01",
    )
    assert got.answer.first_name == "NADIRA"
    assert caller.sandbox.caas.ledger.duplicates == ()


def test_pictures_are_not_kept(caller: Caller) -> None:
    """What a customer's state holds has no base64, so the memory stays flat."""
    document = {"document_id": "1", **emirates_id()["id_front"]}
    caller.call("onboarding", additional_docs=[document])

    assert "base64" not in repr(dict(caller.sandbox.caas.state.persons))


def test_a_second_onboarding_is_a_duplicate(caller: Caller) -> None:
    """By any document of the person, and not an update."""
    first = caller.call("onboarding")
    caller.call("onboarding", ecrn=first.ecrn, last_name="SPECIMEN")
    assert not caller.sandbox.caas.ledger.duplicates
    second = caller.call("onboarding")

    assert caller.sandbox.caas.ledger.duplicates == (second.ecrn,)
    assert caller.call("customer", ecrn=first.ecrn).answer.last_name == "FIXTURAN"


def test_an_investigation_ends_in_a_callback() -> None:
    """Until then lookups say that it lasts; the test receives the callback."""
    received: list[caas.AmlCallback] = []
    caller = Caller(Sandbox(clock=lambda: NOW, on_callback=received.append))
    caller.sandbox.caas.answer_next("onboarding", 45013)
    made = caller.call("onboarding")
    during = caller.call("lookup")
    callback = caller.sandbox.caas.end_investigation(str(made.ecrn))
    quiet = Sandbox()

    assert (made.state, during.state) == ("under_investigation",) * 2
    assert caller.call("lookup").state == "accepted"
    assert received == [callback]
    assert (callback.ecrn, callback.customer_status) == (made.ecrn, "ACTIVE")
    assert quiet.caas.end_investigation(quiet.caas.add_customer(4, EID)).ecrn
    with pytest.raises(ValueError, match="ecrn"):
        quiet.caas.end_investigation("1")


@pytest.mark.parametrize(
    ("fields", "lookup", "onboarding"),
    [
        ({"customer_status": "BLOCKED"}, 45051, 45051),
        ({"aml_scan_status": "Under Investigation"}, 45013, 45013),
        ({"subscribed": False}, 45003, None),
        ({"customer_status": "INACTIVE"}, None, None),
    ],
)
def test_a_customer_who_was_there_before(
    caller: Caller, fields: dict[str, Any], lookup: int | None, onboarding: int | None
) -> None:
    """Lookup and onboarding answer by the words for the customer; it was not posted before."""
    ecrn = caller.sandbox.caas.add_customer(4, EID, **fields)

    assert caller.call("lookup").error_code == lookup
    if "subscribed" in fields:
        assert caller.call("customer", ecrn=ecrn).error_code == 45003
    outcome = caller.call("onboarding")
    assert (outcome.error_code, outcome.ecrn) == (onboarding, ecrn)
    assert caller.sandbox.caas.ledger.duplicates == ()


def test_an_expired_document(caller: Caller) -> None:
    """The lookup tells that it expired."""
    card = {**emirates_id(), "date_of_expiry": "2026-05-01"}
    caller.call("onboarding", id_details=[card])
    assert caller.call("lookup").answer.data.id_status == "Expired"


def test_tokens_live_by_the_clock() -> None:
    """A token ends after its seconds, one to refresh later; both can be ended at once."""
    now = [NOW]
    caller = Caller(Sandbox(clock=lambda: now[0], token_seconds=100))
    now[0] += 100
    assert caller.call("lookup").state == "unauthorized"
    refreshed = caller.call("refresh").answer
    caller.token = refreshed.access_token
    assert caller.call("lookup").state == "not_found"
    now[0] += 100
    assert caller.call("refresh").state == "unauthorized"
    assert caller.call("token").state == "accepted"
    caller.tokens = refreshed
    caller.sandbox.caas.expire_tokens()
    assert caller.call("refresh").state == "unauthorized"


@pytest.mark.parametrize("field", ["client_id", "client_secret", "username", "password"])
def test_wrong_credentials(caller: Caller, field: str) -> None:
    """One wrong word is a refusal; a form that is none is a bad request."""
    wrong = pk.load(caas.TokenRequest, {**pk.to_dict(caller.login), field: "other"})
    assert caller.read("token", caas.get_token(caller.url, wrong)).state == "unauthorized"
    form = caas.get_token(caller.url, wrong)
    for body in (b"", b"\xff", b"grant_type=other"):
        request = pk.Request(form.method, form.url, form.headers, body)
        assert sent(caller.sandbox, request).status_code == 400


def test_numbers_follow_the_seed() -> None:
    """The same calls to the same seed draw the same bytes, to another seed others."""
    found = []
    for seed in (1, 1, 2):
        caller = Caller(Sandbox(seed=seed, clock=lambda: NOW))
        found.append((caller.token, sent(caller.sandbox, caller.request("onboarding")).content))

    assert found[0] == found[1] != found[2]


def test_calls_are_recorded_without_personal_values(caller: Caller) -> None:
    """Secrets and personal values are masked, unknown keys have no name, others show."""
    caller.call("token")
    caller.call("onboarding", address_list="NADIRA", customer_classification=["NADIRA"], NADIRA=1)
    caller.call("lookup")
    recorded = list(caller.sandbox.caas.requests)
    text = repr(recorded)

    assert [call.endpoint for call in recorded] == ["token", "token", "onboarding", "lookup"]
    assert dict(caller.sandbox.caas.calls) == {"token": 2, "onboarding": 1, "lookup": 1}
    assert recorded[2].body is not None
    assert recorded[2].body["channel"] == minimal()["channel"]
    assert recorded[2].body["?"] == recorded[2].body["first_name"] == "<hidden>"
    assert not any(word in text for word in (EID, "NADIRA", "sandbox-secret", caller.token))


def test_what_is_no_call(caller: Caller) -> None:
    """Another path or method is a page that is not found."""
    for method, path in (("GET", "/caas/api/v2/customer/validate/x"), ("PUT", "/addkyc.php")):
        found = sent(caller.sandbox, pk.Request(method, f"{caller.url}{path}", {}))
        assert found.status_code == 404
    assert caller.sandbox.caas.handle(pk.Request("GET", "https://x/y", {}))[0].status == 404


@pytest.mark.parametrize("body", [b"{}", b"[", b'{"idType": "4", "idNumber": "ABC"}'])
def test_a_lookup_with_an_error(caller: Caller, body: bytes) -> None:
    """It is refused as malformed."""
    request = caller.request("lookup")
    wrong = pk.Request(request.method, request.url, request.headers, body)
    assert caller.read("lookup", wrong).error_code == 40001
