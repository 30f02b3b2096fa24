"""Answers and calls of gateways: an input's first line names system, call and status."""

from __future__ import annotations

import json
from binascii import crc32
from typing import TYPE_CHECKING, Any, get_args
from urllib.parse import urlencode

import payloadkit as pk
from payloadkit import airpay, azakaw, caas, uaekyc
from payloadkit.azakaw import answer as azakaw_answer
from payloadkit.caas import error_table
from payloadkit.http.answer import Retry
from payloadkit.models.registry import model_of
from tests.fuzzing.held import held
from tests.fuzzing.json_changes import changed
from tests.fuzzing.reports import codes, silent, whole
from tests.fuzzing.target import FIXTURES, Target

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from random import Random

KEYS = airpay.Keys.derive(username="merchant", password="password", secret="secret")
MERCHANT = "11111"
STATUSES = (None, 200, 201, 301, 400, 401, 403, 404, 406, 422, 429, 500, 502, 503)
CALLS = (
    *(f"caas {endpoint}" for endpoint in error_table.ENDPOINTS),
    *(f"azakaw {endpoint}" for endpoint in get_args(azakaw_answer.Endpoint)),
    *(f"uaekyc {endpoint}" for endpoint in get_args(uaekyc.Endpoint)),
    "airpay signed",
    "airpay body",
    "caas form",
)
_READERS: dict[str, tuple[Any, Any, Any]] = {
    "caas": (caas.read_answer, get_args(error_table.State), get_args(Retry)),
    "azakaw": (azakaw.read_answer, get_args(azakaw_answer.State), get_args(Retry)),
    "uaekyc": (uaekyc.read_answer, get_args(uaekyc.State), get_args(Retry)),
}
_LONGEST = 4096


def seeds() -> Iterator[bytes]:
    """Give every answer of the fixtures under its possible statuses, and Airpay's calls."""
    for path in sorted((FIXTURES / "caas").glob("*-answer*.json")):
        for status in (200, json.loads(path.read_bytes()).get("status_code", 400), 502):
            yield (
                f"caas {path.name.split('-answer', maxsplit=1)[0]} {status} 120\n".encode()
                + path.read_bytes()
            )
    details = {
        "idDetails[1].idNumber": "x",
        "id_details.0.issuedOn": "x",
        "zip": "x",
        "id_type": ["x"],
        "address_list[0]": {"city": "x"},
        "nick": "x",
    }
    yield (
        b"caas onboarding 400\n"
        + json.dumps({"status": "failure", "error_code": 40002, "details": details}).encode()
    )
    customer = json.loads((FIXTURES / "caas/lookup-answer-success.json").read_bytes())["data"]
    yield b"caas customer 200\n" + json.dumps(customer).encode()
    for path in sorted((FIXTURES / "azakaw").glob("*.json")):
        yield (
            f"azakaw {path.name.split('-sample', maxsplit=1)[0]} 200\n".encode() + path.read_bytes()
        )
    for endpoint in get_args(uaekyc.Endpoint):
        for path in (FIXTURES / "uaekyc").glob(f"*{endpoint}*-sample.json"):
            yield f"uaekyc {endpoint} 200\n".encode() + path.read_bytes()
    added = {
        "version": "1.0",
        "statusCode": 200,
        "messages": ["Added"],
        "result": "00000000-0000-0000-0000-000000000001",
    }
    yield b"azakaw add-user 200\n" + json.dumps(added).encode()
    yield (
        b"azakaw add-user 400\n" + json.dumps({**added, "statusCode": 400, "result": None}).encode()
    )
    pull = (FIXTURES / "airpay/pull-kyc-sample.json").read_bytes()
    yield b"airpay body\n" + pull
    yield b"airpay body\n" + urlencode({**json.loads(pull), "UIDDATA": '["UID1"]'}).encode()
    yield from (
        b'airpay signed\n["UID1", "UID2", "UID13"]',
        b'airpay signed\n["UID1"]',
        b"airpay signed\n[]",
    )
    yield b"caas form\n" + b"a=1&" * 101
    yield (
        b"caas form\ngrant_type=password&username=merchant&password=secret"
        b"&client_id=a&client_secret=b"
    )


def split(data: bytes) -> tuple[str, int | None, dict[str, str], bytes]:
    """Return call, status, headers and body of an input, whatever its first line is."""
    line, _, body = data.partition(b"\n")
    words = line.decode("latin-1").split(" ")
    call = " ".join(words[:2])
    status = words[2] if len(words) > 2 and words[2].isdecimal() and words[2].isascii() else ""
    headers = {"Retry-After": words[3]} if len(words) > 3 else {}
    return (
        call if call in CALLS else CALLS[crc32(line) % len(CALLS)],
        int(status[:4]) if status else None,
        headers,
        body,
    )


def change(data: bytes, random: Random) -> bytes | None:
    """Change the body, now and then the call or its status."""
    call, status, headers, body = split(data)
    if random.randrange(8) == 0:
        call, status = random.choice(CALLS), random.choice(STATUSES)
    found = changed(body, random)
    line = " ".join([call, *([] if status is None else [str(status)]), *headers.values()])
    return None if found is None else line.encode("latin-1") + b"\n" + found


def judge(data: bytes) -> list[str]:
    """Hold what reads an answer or a call to its word for one body."""
    call, status, headers, body = split(data)
    system, name = call.split(" ")
    if name == "form":
        return _form(body)
    if system == "airpay":
        return _asked(_signed(body) if name == "signed" else body)
    return _answer(system, name, status, headers, body)


def _answer(
    system: str, endpoint: str, status: int | None, headers: Mapping[str, str], body: bytes
) -> list[str]:
    """An answer has an outcome, whatever it holds, as bytes and as text."""
    read, states, retries = _READERS[system]
    with held():
        outcome = read(endpoint, status, body, headers)
    assert outcome.state in states
    assert outcome.retry in retries
    assert read(endpoint, status, memoryview(body), headers) == outcome
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        return [outcome.state, outcome.retry]
    assert read(endpoint, status, text, headers) == outcome, (
        "a text means something else than its bytes"
    )
    silent(
        text, outcome.violations, lambda other: read(endpoint, status, other, headers).violations
    )
    return [outcome.state, outcome.retry]


def _signed(listed: bytes) -> bytes:
    """Return a call for customers, as Airpay signs it."""
    text = listed.decode("utf-8", "replace")
    fields = {
        "merchant_id": MERCHANT,
        "private_key": KEYS.private_key,
        "checksum": KEYS.checksum(MERCHANT, text),
        "UIDDATA": text,
    }
    return urlencode(fields).encode()


def _numbers(uid: str) -> Mapping[str, str] | None:
    """Return an invented merchant's numbers of a customer: none of some, strange ones of others."""
    known: tuple[Mapping[str, str] | None, ...] = (
        {"PP": "A1234567"},
        {"PP": "A1234567", "PN": "+971501234567"},
        {"XX": uid},
        {"PP": uid},
        {"CN": ""},
        {},
        None,
    )
    return known[crc32(uid.encode("utf-8")) % len(known)]


def _asked(body: bytes) -> list[str]:
    """A call is answered, whatever it holds, and the answer is sound."""
    with held():
        answer, report = airpay.answer_pull(body, KEYS, _numbers)
    assert airpay.answer_pull(body, KEYS, _numbers) == (answer, report)
    assert (answer.status, answer.message) in (("200", "Success"), ("400", "Failed"))
    assert answer.status == "400" or report.ok
    whole(report, model_of(airpay.PullKycRequest).keys | {"PP", "PN", "CN", "XX"})
    assert pk.check(airpay.PullKycAnswer, pk.dump(answer)).ok
    assert b"A1234567" not in pk.dump(answer)
    try:
        silent(
            body.decode("utf-8"),
            report.violations,
            lambda other: airpay.answer_pull(other, KEYS, _numbers)[1].violations,
        )
    except UnicodeDecodeError:
        assert answer.status == "400"
    return [str(answer.status), *codes(report)]


def _form(body: bytes) -> list[str]:
    """A form is a request or has a report."""
    read: Callable[..., Any] = caas.TokenRequest.from_form
    try:
        with held():
            request = read(body)
    except pk.PayloadError as error:
        return codes(error.report)
    assert pk.check(caas.TokenRequest, pk.dump(request)).ok
    return []


TARGET = Target(
    seeds=seeds,
    judge=judge,
    change=change,
    modules=(
        "caas/answer.py", "caas/refused_fields.py", "caas/error_table.py", "caas/words.py",
        "caas/token.py", "azakaw/answer.py",
        "airpay/pull_answer.py", "airpay/pull_body.py", "airpay/plain_numbers.py",
        "airpay/list_or_text.py", "airpay/numbers.py", "http",
    ),
    longest=_LONGEST,
)  # fmt: skip
