"""Lists in which something stands that is no object: it is passed over."""

from __future__ import annotations

from typing import Any

import pytest

import payloadkit as pk
from payloadkit import uaekyc
from payloadkit.uaekyc.csv_codec import Csv

FAILED = {
    "customer_id": "c1",
    "status": "failure",
    "errors": {"business_error": [None, {"error": "EXPIRED_EID"}, ""]},
}


@pytest.mark.parametrize("gap", [None, ""])
def test_gaps_in_a_page_are_passed_over(gap: object) -> None:
    """What stands between the records of a page, or their errors, does not hinder the batch."""
    answer = pk.load(
        uaekyc.BatchRecords,
        {"data": {"records": [gap, FAILED, {"customer_id": "c2", "status": "success"}, gap]}},
    )
    batch = uaekyc.Batch(pages=[answer])

    assert batch.customers_left == ("c2",)
    assert [
        (failure.customer_id, [reason.error for reason in failure.errors])
        for failure in batch.failures
    ] == [("c1", ["EXPIRED_EID"])]


@pytest.mark.parametrize("rows", [None, [None], [None, ""], "x"])
def test_a_file_is_written_without_what_is_no_row(rows: Any) -> None:
    """A row that is no object has no line; a value that is no text is empty."""
    codec = Csv("rows", ("a", "b"))

    assert codec.write({"rows": rows}) == b"a,b\n"
    assert codec.write({"rows": [None, {"a": 5, "b": "x"}]}) == b"a,b\n,x\n"
