"""What the answers so far say of a batch."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hypothesis import given
from hypothesis import strategies as st

import payloadkit as pk
from payloadkit import uaekyc
from payloadkit.strategies import payloads
from payloadkit.uaekyc import Batch
from payloadkit.uaekyc.batch import MOST_PAGES

if TYPE_CHECKING:
    import pytest

FIXTURES = Path(__file__).parents[2] / "fixtures" / "uaekyc"


def status(word: object) -> uaekyc.BatchStatus:
    """Return the status of a batch."""
    return pk.load(uaekyc.BatchStatus, {"success": True, "message": "", "data": {"status": word}})


def page(*records: dict[str, Any], **said: Any) -> uaekyc.BatchRecords:
    """Return a page of records."""
    return pk.load(
        uaekyc.BatchRecords, {"success": True, "data": {"records": list(records), **said}}
    )


def test_when_polling_ends(subtests: pytest.Subtests) -> None:
    """A batch is finished when it is completed or failed, in any case of letters."""
    cases: list[tuple[Any, bool]] = [
        ("PENDING", False),
        ("PROCESSING", False),
        ("COMPLETED", True),
        ("FAILED", True),
        ("completed", True),
        ("Failed", True),
        (" Completed ", True),
        ("pending", False),
        ("NEW", False),
        ("", False),
        (None, False),
        (5, False),
    ]
    for word, finished in cases:
        with subtests.test(word=word, finished=finished):
            batch = Batch(status=status(word))

            assert batch.finished is finished
            assert (batch.completed, batch.failed) == (
                finished and word.strip().upper() == "COMPLETED",
                finished and word.upper() == "FAILED",
            )


def test_without_answers_there_is_everything_to_do() -> None:
    """Nothing is finished, and the first page is to be read, also after an answer without data."""
    empty = uaekyc.BatchRecords(data=pk.NULL)
    for batch in (Batch(), Batch(status=uaekyc.BatchStatus(data=pk.NULL), pages=[empty])):
        assert not batch.finished
        assert batch.pages_left == (1,)
        assert (batch.customers_left, batch.failures) == ((), ())


def test_pages_left(subtests: pytest.Subtests) -> None:
    """What is left is every page but those that were read, as far as their number is told."""
    cases: list[tuple[dict[str, Any], tuple[int, ...]]] = [
        ({"page": 1, "total_pages": 4}, (2, 3, 4)),
        ({"page": 3, "total_pages": 4}, (1, 2, 4)),
        ({"total_pages": 2}, (2,)),
        ({"page": 1, "limit": 10, "total_count": 31}, (2, 3, 4)),
        ({"page": 1, "limit": 10, "total_count": 30}, (2, 3)),
        ({"page": 1, "limit": 0, "total_count": 30}, ()),
        ({"page": 1, "limit": 10}, ()),
        ({"page": 1, "total_pages": 0}, ()),
        ({"page": "", "total_pages": "", "total_count": "", "limit": ""}, ()),
        ({"page": "1", "total_pages": "3"}, (2, 3)),
        ({"page": "1", "limit": "10", "total_count": "31"}, (2, 3, 4)),
        ({"page": True, "total_pages": "many", "total_count": 1.5}, ()),
    ]
    for said, left in cases:
        with subtests.test(said=said, left=left):
            assert Batch(pages=[page(**said)]).pages_left == left


def test_pages_add_up() -> None:
    """With every page the rest shrinks; a number beyond reason is bounded."""
    assert Batch(pages=[page(page=1, total_pages=3), page(page=3, total_pages=3)]).pages_left == (
        2,
    )
    assert Batch(pages=[page(page=number, total_pages=2) for number in (1, 2)]).pages_left == ()
    assert len(Batch(pages=[page(page=1, total_pages=2**62)]).pages_left) == MOST_PAGES - 1


def errored(*rows: dict[str, Any], **said: Any) -> uaekyc.ErroredRecords:
    """Return a page of errored records."""
    return pk.load(uaekyc.ErroredRecords, {"success": True, "data": {"data": list(rows), **said}})


def test_errored_pages_left(subtests: pytest.Subtests) -> None:
    """A page tells only of the next one; a gap is read too."""
    cases: list[tuple[list[dict[str, Any]], tuple[int, ...]]] = [
        ([], (1,)),
        ([{"page_no": 1, "hasNext": True}], (2,)),
        ([{"page_no": "1", "hasNext": "true"}], (2,)),
        ([{"page_no": 1, "hasNext": " TRUE "}], (2,)),
        ([{"page_no": 1, "hasNext": 1}], (2,)),
        ([{"page_no": 1, "hasNext": "1"}], (2,)),
        ([{"page_no": 1, "hasNext": False}], ()),
        ([{"page_no": 1, "hasNext": "false"}], ()),
        ([{"page_no": 1, "hasNext": 0}], ()),
        ([{"page_no": 1, "hasNext": None}], ()),
        ([{"page_no": 1}], ()),
        ([{"hasNext": True}, {"hasNext": True}], (3,)),
        ([{"page_no": 1, "hasNext": True}, {"page_no": 3, "hasNext": True}], (2, 4)),
        ([{"page_no": 1, "hasNext": True}, {"page_no": 3, "hasNext": False}], (2,)),
    ]
    for pages, left in cases:
        with subtests.test(pages=pages, left=left):
            assert (
                Batch(errored_pages=[errored(**said) for said in pages]).errored_pages_left == left
            )


def test_errored_records() -> None:
    """The errored records of all pages stand in order, without gaps; a refused page has none."""
    pages = [
        errored({"input_data": {"customer_id": "1"}}, page_no=1, hasNext=True),
        pk.load(uaekyc.ErroredRecords, {"success": False, "data": []}),
        errored({"input_data": {"customer_id": "2"}}, page_no=2),
    ]
    batch = Batch(errored_pages=pages)

    assert [row.input_data.customer_id for row in batch.errored if row.input_data] == ["1", "2"]
    assert batch.errored_pages_left == ()


def test_what_is_neither_success_nor_failure_is_pending(subtests: pytest.Subtests) -> None:
    """A record with another word, or without any, is in its own list and in no other."""
    cases: list[Any] = [
        "pending",
        "PROCESSING",
        "SUCCESS",
        "Failure",
        " success",
        "",
        None,
        5,
        "skipped",
    ]
    for word in cases:
        with subtests.test(word=word):
            batch = Batch(pages=[page({"customer_id": "1", "status": word}, {"customer_id": "2"})])

            assert [record.customer_id for record in batch.pending] == ["1", "2"]
            assert (batch.customers_left, batch.failures) == ((), ())


def test_numbers_of_customers_as_numbers() -> None:
    """A customer's number that came as a number is that customer."""
    batch = Batch(
        pages=[
            page({"customer_id": 1, "status": "success"}, {"customer_id": 2, "status": "failure"})
        ]
    )

    assert batch.customers_left == ("1",)
    assert [failure.customer_id for failure in batch.failures] == ["2"]


def test_who_is_left_and_who_failed() -> None:
    """Successful records are to be fetched once, failed ones say why, and others are neither."""
    pages = [
        page(
            {"customer_id": "1", "status": "success"},
            {
                "customer_id": "2",
                "status": "failure",
                "errors": {"business_error": [{"error": "NEW"}]},
            },
        ),
        page(
            {"customer_id": "3", "status": "success"},
            {"customer_id": "1", "status": "success"},
            {"status": "success"},
            {"customer_id": "4"},
        ),
        page({"status": "failure"}, {"customer_id": "5", "status": "failure", "errors": []}),
    ]
    batch = Batch(pages=pages, fetched={"3"})

    assert batch.customers_left == ("1",)
    assert [
        (failure.customer_id, [error.error for error in failure.errors])
        for failure in batch.failures
    ] == [("2", ["NEW"]), (None, []), ("5", [])]
    assert "'2'" not in repr(batch.failures)


def test_the_samples() -> None:
    """The samples together are a finished batch with two customers to fetch and one failure."""
    answers = {
        name: json.loads((FIXTURES / f"{name}-sample.json").read_bytes())
        for name in ("batch-status", "batch-records")
    }
    batch = Batch(
        status=pk.load(uaekyc.BatchStatus, answers["batch-status"]),
        pages=[pk.load(uaekyc.BatchRecords, answers["batch-records"])],
    )

    assert (batch.finished, batch.pages_left, batch.customers_left) == (
        True,
        (),
        ("200001", "200002"),
    )
    assert [failure.errors[0].error for failure in batch.failures] == [
        uaekyc.BusinessErrorCode.EXPIRED_EID
    ]


@given(st.lists(payloads("uaekyc.batch-records"), max_size=3), st.sets(st.text(max_size=2)))
def test_any_answers_are_read(documents: list[dict[str, Any]], fetched: set[str]) -> None:
    """Whatever answers say, the pages left were not read, and nobody is to be fetched twice."""
    batch = Batch(
        pages=[pk.load(uaekyc.BatchRecords, document) for document in documents], fetched=fetched
    )

    assert not {(document.get("data") or {}).get("page") for document in documents} & set(
        batch.pages_left
    )
    assert len(set(batch.customers_left)) == len(batch.customers_left)
    assert len(list(batch.records)) == len(batch.pending) + len(batch.failures) + sum(
        record.status == "success" for record in batch.records
    )
    assert not set(batch.customers_left) & fetched
