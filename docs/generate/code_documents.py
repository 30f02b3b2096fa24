"""The documents that the examples of codes change, and what gives the codes that one draws."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs

import payloadkit as pk
from payloadkit import airpay, caas
from payloadkit.wire.form import write_form

if TYPE_CHECKING:
    from collections.abc import Callable

FIXTURES = Path(__file__).parents[2] / "fixtures"
POLICY = pk.Policy(today=date(2026, 1, 1))
_PEOPLE = FIXTURES / "people"
_COMPLETE = "resident-complete"
_PASSPORT = "X0000001"
_KEYS = airpay.Keys.derive(username="merchant", password="password", secret="secret")  # noqa: S106 - of the published vectors


@attrs.frozen
class Document:
    """A document, and how it is read.

    Args:
        text: The document; a surrogate stands for a byte that is no UTF-8.
        codes: Return the codes that a text in its place draws, each with how often.
    """

    text: str
    codes: Callable[[str], Counter[str]]


def checked(kind: str, policy: pk.Policy = POLICY) -> Callable[[str], Counter[str]]:
    """Return what gives the codes that a check reports.

    Args:
        kind: The kind of the documents.
        policy: The policy of the check.
    """
    return lambda text: _codes(pk.check(kind, text.encode("utf-8", "surrogateescape"), policy))


@cache
def documents() -> dict[str, Document]:
    """Return the documents by the word that the examples call them."""
    person = _PEOPLE / _COMPLETE
    return {
        "minimal": _file("caas/onboarding-minimal.json", checked("caas.onboarding")),
        "sample": _file("caas/onboarding-sample.json", checked("caas.onboarding")),
        "masters": _file("caas/onboarding-sample.json", _of_ids),
        "token": Document(_token(), _of_token),
        "refusal": _file("caas/onboarding-answer-invalid.json", _of_refusal),
        "csv": _file("uaekyc/migration.csv", checked("uaekyc.migration-csv")),
        "errored": _file("uaekyc/errored-records-sample.json", _of_errored),
        "corrections": _file("uaekyc/corrections.json", _of_corrections),
        "profile": _file(person / "profile.json", _of_profile),
        "non-resident": _file(
            _PEOPLE / "non-resident/profile.json", partial(_of_profile, person="non-resident")
        ),
        "single-name": _file(
            _PEOPLE / "single-name/profile.json",
            partial(_of_profile, person="single-name", last_name="SAMPEL"),
        ),
        "supplement": _file(person / "supplement.json", _of_supplement),
        "customer": _file("azakaw/customer-sample.json", _of_customer),
        "pull": _file("airpay/pull-kyc-sample.json", _of_pull),
        "call": Document(_call(), _of_pull),
        "numbers": Document(_numbers(), _of_numbers),
        "answer": Document(_answer(), checked("airpay.pull-kyc-answer")),
    }


def _file(name: str | Path, codes: Callable[[str], Counter[str]]) -> Document:
    return Document(_text(name), codes)


def _text(name: str | Path) -> str:
    return (FIXTURES / name).read_text(encoding="utf-8")


def _codes(*reports: pk.Report[Any]) -> Counter[str]:
    return Counter(found.code for report in reports for found in report.violations)


def _of_ids(text: str) -> Counter[str]:
    masters = pk.load("caas.masters", _text("caas/masters.json"))
    return checked("caas.onboarding", attrs.evolve(POLICY, masters=masters))(text)


def _token() -> str:
    return write_form(pk.load("caas.token", _text("caas/token-password.json"))).decode()


def _of_token(text: str) -> Counter[str]:
    try:
        caas.TokenRequest.from_form(text, POLICY)
    except pk.PayloadError as error:
        return _codes(error.report)
    return Counter()


def _of_refusal(text: str) -> Counter[str]:
    answer = json.loads(text)
    outcome = caas.read_answer("onboarding", answer["status_code"], text.encode())
    return Counter(found.code for found in outcome.violations)


def _of_errored(text: str, corrections: str = '{"rows": []}') -> Counter[str]:
    value = pk.check("uaekyc.errored-records", text, POLICY).value
    supplied = json.loads(corrections)
    return _codes(pk.convert(value, "uaekyc.migration-csv", supplied, POLICY).report)


def _of_corrections(text: str) -> Counter[str]:
    """Return the codes of corrections of two failed rows."""
    page = json.loads(documents()["errored"].text)
    row = page["data"]["data"][0]
    other = {**row, "input_data": row["input_data"] | {"customer_id": "200004"}}
    page["data"]["data"].append(other)
    return _of_errored(json.dumps(page), text)


def _of_profile(text: str, person: str = _COMPLETE, **supplied: str) -> Counter[str]:
    supplement = json.loads(_text(_PEOPLE / person / "supplement.json"))
    return _converted(text, supplement | supplied)


def _of_supplement(text: str) -> Counter[str]:
    return _converted(documents()["profile"].text, json.loads(text))


def _converted(profile: str, supplement: dict[str, Any]) -> Counter[str]:
    """Return the codes of a conversion. The photos of identity documents are left out."""
    supplied = {key: value for key, value in supplement.items() if key != "id_details"}
    value = pk.check("uaekyc.customer-data", profile, POLICY).value
    files = _PEOPLE / _COMPLETE
    return _codes(pk.convert(value, "caas.onboarding", supplied, POLICY, files=files).report)


def _of_customer(text: str) -> Counter[str]:
    report = pk.check("azakaw.customer", text, POLICY)
    return _codes(report, pk.convert(report.value, "caas.onboarding", None, POLICY).report)


def _call() -> str:
    return write_form(airpay.pull_kyc(_KEYS, 11111, ["UID1"])).decode()


def _of_pull(text: str) -> Counter[str]:
    return _codes(_answered(text, lambda _: {"PP": _PASSPORT})[1])


def _numbers() -> str:
    """Return the numbers of all customers whom the sample asks for."""
    uids = json.loads(_text("airpay/pull-kyc-sample.json"))["UIDDATA"]
    lines = (f'  "{uid}": {{"PP": "X{number:07}"}}' for number, uid in enumerate(uids, 1))
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _of_numbers(text: str) -> Counter[str]:
    return _codes(_answered(documents()["pull"].text, json.loads(text).get)[1])


def _answer() -> str:
    answer, _ = _answered(_text("airpay/pull-kyc-sample.json"), lambda _: {"PP": _PASSPORT})
    return json.dumps(pk.to_dict(answer), indent=2)


def _answered(
    call: str, numbers_of: Callable[[str], airpay.Plain | None]
) -> tuple[airpay.PullKycAnswer, pk.Report[airpay.PullKycRequest]]:
    return airpay.answer_pull(call, _KEYS, numbers_of, merchant_id=11111)
