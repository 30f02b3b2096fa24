"""The answers around a batch: samples come back, fields may be absent, unknown errors are kept."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import payloadkit as pk
from payloadkit import uaekyc
from payloadkit.models.registry import model_of

if TYPE_CHECKING:
    from collections.abc import Iterator

FIXTURES = Path(__file__).parents[2] / "fixtures" / "uaekyc"
KINDS = {
    "batch-status": uaekyc.BatchStatus,
    "batch-records": uaekyc.BatchRecords,
    "errored-records": uaekyc.ErroredRecords,
}
SAMPLES = {name: json.loads((FIXTURES / f"{name}-sample.json").read_bytes()) for name in KINDS}
EXPIRED = {
    "error": "EXPIRED_EID",
    "message": "EmiratesID is Expired",
    "step": "VALIDATE_RESIDENT_INFO",
}


def places(node: object) -> Iterator[tuple[Any, Any]]:
    """Yield every holder inside a document with each of its keys or numbers."""
    for key, value in (
        node.items()
        if isinstance(node, dict)
        else enumerate(node)
        if isinstance(node, list)
        else ()
    ):
        yield node, key
        yield from places(value)


def patterns(node: object, above: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Yield the path of every key of a document, ``*`` for any element."""
    for key, value in node.items() if isinstance(node, dict) else ():
        yield (*above, key)
        yield from patterns(value, (*above, key))
    for value in node if isinstance(node, list) else ():
        yield from patterns(value, (*above, "*"))


def records(*entries: dict[str, Any]) -> dict[str, Any]:
    """Return an answer with records."""
    return {
        "success": True,
        "data": {
            "page": 1,
            "limit": 10,
            "total_count": len(entries),
            "total_pages": 1,
            "records": list(entries),
        },
    }


@pytest.mark.parametrize("name", KINDS)
def test_the_samples_come_back(name: str) -> None:
    """A sample has no fault, equals its dump, and has every declared field and no other."""
    report = pk.check(f"uaekyc.{name}", json.dumps(SAMPLES[name]))

    assert report.violations == ()
    assert type(report.value) is KINDS[name]
    assert json.loads(pk.dump(report.value)) == SAMPLES[name]
    declared = {path for path, _ in model_of(KINDS[name]).walk()}
    assert set(patterns(SAMPLES[name])) == {
        path for path in declared if path[3:5] != ("errors", "business_errors")
    }


@pytest.mark.parametrize("name", KINDS)
@given(data=st.data())
def test_anything_may_be_absent(name: str, data: st.DataObject) -> None:
    """Without any field there is no error, and the rest comes back; only all data is missed."""
    document = json.loads(json.dumps(SAMPLES[name]))
    for _ in range(data.draw(st.integers(1, 4))):
        keyed: list[tuple[Any, Any]] = [
            place for place in places(document) if isinstance(place[1], str)
        ] or [({"": ""}, "")]
        holder, key = data.draw(st.sampled_from(keyed))
        if data.draw(st.booleans()):
            del holder[key]
        else:
            holder[key] = data.draw(st.sampled_from(["", None]))
    report = pk.check(f"uaekyc.{name}", document)

    assert [(v.path, v.code, v.severity) for v in report.violations] == (
        [] if "data" in document else [("/data", "field.missing", "warning")]
    )
    assert pk.to_dict(report.value) == document


def test_the_seven_fields_of_the_published_record_are_enough() -> None:
    """A record needs no more than an answer is known to hold."""
    answer = pk.load(
        "uaekyc.batch-records", records({"customer_id": "7", "status": "success", "errors": {}})
    )

    assert answer.data.records[0].status is uaekyc.RecordStatus.SUCCESS
    assert answer.data.records[0].errors == uaekyc.RecordErrors()


def test_reasons_stand_in_the_singular_and_in_the_plural() -> None:
    """The records say business_error, the errored ones business_errors; both are the same thing."""
    record = pk.load("uaekyc.batch-records", SAMPLES["batch-records"]).data.records[2]
    errored = pk.load("uaekyc.errored-records", SAMPLES["errored-records"]).data.data[0]

    assert (
        record.errors.business_error
        == errored.business_errors
        == (uaekyc.BusinessError(**EXPIRED),)
    )
    assert record.errors.business_error[0].error is uaekyc.BusinessErrorCode.EXPIRED_EID


@pytest.mark.parametrize("key", ["business_error", "business_errors"])
def test_a_record_may_hold_the_plural(key: str) -> None:
    """The reasons of a record are read under either key, and come back under theirs."""
    raw = records({"customer_id": "7", "status": "failure", "errors": {key: [EXPIRED, None]}})
    answer = pk.load("uaekyc.batch-records", raw)

    assert answer.data.records[0].errors.reasons == (uaekyc.BusinessError(**EXPIRED),)
    assert pk.to_dict(answer) == raw


def test_known_errors_know_their_step_and_message() -> None:
    """Every known error is a word with the step that raises it and the platform's own message."""
    known = {code: (code.step, code.message) for code in uaekyc.BusinessErrorCode}

    assert len(known) == 8
    assert known[uaekyc.BusinessErrorCode("RESIDENT_NOT_FOUND")] == (
        uaekyc.Step.GET_RESIDENT_DATA,
        "Resident not found in ICP",
    )
    assert all(
        step is uaekyc.Step.VALIDATE_RESIDENT_INFO
        for code, (step, _) in known.items()
        if code != "RESIDENT_NOT_FOUND"
    )
    assert (
        str(uaekyc.BusinessErrorCode.EXPIRED_EID)
        == json.loads(json.dumps(uaekyc.BusinessErrorCode.EXPIRED_EID))
        == "EXPIRED_EID"
    )


def test_known_errors_know_what_the_desk_can_do() -> None:
    """A row is corrected, the customer settles it with the authority, or nothing helps."""
    remedies: dict[str, set[str]] = {}
    for code in uaekyc.BusinessErrorCode:
        remedies.setdefault(code.remedy, set()).add(code)

    assert remedies == {
        "correct": {
            "RESIDENT_NOT_FOUND",
            "INVALID_EXPIRY_DATE",
            "MISSING_EXPIRY_DATE",
            "EXPIRED_EID",
        },
        "authority": {
            "IMMIGRATION_STATUS_INACTIVE",
            "CURRENT_COUNTRY_ABBR_NOT_FOUND",
            "RESIDENT_NIN_GCC_NOR_ACTIVE_IMG_STATUS",
        },
        "never": {"MARITAL_STATUS_DEAD"},
    }


def test_unknown_words_and_keys_are_kept() -> None:
    """An unknown error, step or status warns, a further key is information, and all come back."""
    raw = records(
        {
            "customer_id": "7",
            "status": "skipped",
            "errors": {"business_error": [{"error": "NEW", "step": "NEXT", "since": 1}]},
            "colour": "red",
        }
    )
    report = pk.check("uaekyc.batch-records", raw)

    assert [
        (v.path.removeprefix("/data/records/0"), v.code, v.severity) for v in report.violations
    ] == [
        ("/status", "choice.unknown", "warning"),
        ("/errors/business_error/0/error", "choice.unknown", "warning"),
        ("/errors/business_error/0/step", "choice.unknown", "warning"),
        ("/errors/business_error/0/since", "field.unknown", "info"),
        ("/colour", "field.unknown", "info"),
    ]
    assert report.value is not None
    assert report.value.data.records[0].errors.business_error[0].error == "NEW"
    assert pk.to_dict(report.value) == raw


@pytest.mark.parametrize("name", KINDS)
def test_a_wrong_structure_errs(name: str) -> None:
    """Data that are no object are an error."""
    assert [(v.path, v.code) for v in pk.check(KINDS[name], {"data": "x"}).errors] == [
        ("/data", "field.type")
    ]


@pytest.mark.parametrize("name", KINDS)
def test_no_data_in_php(name: str) -> None:
    """An empty list stands for an empty object: it warns, and comes back."""
    report: pk.Report[Any] = pk.check(KINDS[name], {"data": []})

    assert [(v.path, v.code, v.severity) for v in report.violations] == [
        ("/data", "field.type", "warning")
    ]
    assert pk.to_dict(report.value) == {"data": []}


def test_answers_show_nothing_of_a_customer() -> None:
    """The repr of an answer holds no number, name or date of a person."""
    shown = repr([pk.load(KINDS[name], SAMPLES[name]) for name in KINDS])

    assert not any(text in shown for text in ("20000", "7843", "NADIRA", "OMAR", "/1990", "/1985"))
