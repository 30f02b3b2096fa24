"""The calls of the UAE KYC platform, without I/O. All of them only read, so all are repeated."""

from __future__ import annotations

from typing import Unpack

import attrs

from payloadkit.http.call import Call, CallOptions, Pages, Patience, SystemCalls, Wait
from payloadkit.http.request import check_header_text, check_positive
from payloadkit.http.settings import checked_seconds
from payloadkit.uaekyc.answer import Outcome, read_answer
from payloadkit.uaekyc.batch import MOST_PAGES, Batch, has_next, last_page
from payloadkit.uaekyc.batch_records import BatchRecords, get_records
from payloadkit.uaekyc.batch_status import BatchStatus, get_status
from payloadkit.uaekyc.customer_data import CustomerData, get_customer_data
from payloadkit.uaekyc.errored_records import ErroredRecords, get_errored
from payloadkit.violation import sealed


class Calls(SystemCalls):
    """The calls of the platform for a client, or a driver of yours. Takes what ``Client`` takes."""

    system = "uaekyc"
    secrets = ("transaction_key",)

    @sealed
    def __init__(self, base_url: str, transaction_key: str, **options: Unpack[CallOptions]) -> None:
        check_header_text(transaction_key=transaction_key)
        super().__init__(base_url, **options)
        self._key = transaction_key

    def status(self, batch_id: str, *, deadline: float | None = None) -> Call[Outcome[BatchStatus]]:
        """Get the progress of a batch, within ``deadline`` seconds if that is less than usual.

        Raises:
            ValueError: The batch is no visible ASCII.
        """
        request = get_status(self._url, self._key, batch_id)
        return self._patience(deadline).read(request, lambda *reply: read_answer("status", *reply))

    def wait(
        self, batch_id: str, *, every: float = 30.0, deadline: float = 3600.0
    ) -> Call[Outcome[BatchStatus]]:
        """Ask for the progress of a batch until it is COMPLETED or FAILED.

        If the deadline comes first, the outcome is the last one, and its ``retry`` is ``later``.

        Args:
            batch_id: The batch.
            every: The seconds between two questions.
            deadline: The seconds after which to stop.

        Raises:
            ValueError: The batch is no visible ASCII, or a number is not above 0.
        """
        every = checked_seconds(every=every)
        patience = Patience(checked_seconds(deadline=deadline), self._clock)
        while True:
            outcome = yield from self.status(batch_id, deadline=patience.left())
            finished = Batch(status=outcome.answer).finished
            if finished if outcome.state == "accepted" else outcome.retry != "later":
                return outcome
            pause = max(every, outcome.retry_after or 0)
            if pause >= patience.left():
                return attrs.evolve(outcome, retry="later")
            yield Wait(pause)

    def records(self, batch_id: str, *, limit: int = 10) -> Pages[Outcome[BatchRecords]]:
        """Read all pages of at most ``limit`` records, each as an outcome. A failure is the last.

        Raises:
            ValueError: The batch is no visible ASCII, or the limit is less than 1.
        """
        check_positive(limit=limit)
        return self._pages(
            lambda number: get_records(self._url, self._key, batch_id, number, limit),
            lambda *reply: read_answer("records", *reply),
            lambda answer, number: _has_next_record(answer, number, limit),
        )

    def errored(self, batch_id: str) -> Pages[Outcome[ErroredRecords]]:
        """Read all pages of the rows that failed, each as an outcome. A failure is the last one.

        Raises:
            ValueError: The batch is no visible ASCII.
        """
        return self._pages(
            lambda number: get_errored(self._url, self._key, batch_id, number),
            lambda *reply: read_answer("errored", *reply),
            _has_next_errored,
        )

    @sealed
    def customer_data(self, batch_id: str, customer_id: str) -> Call[Outcome[CustomerData]]:
        """Get the digitized profile of a customer, by your number of the customer in the CSV.

        Raises:
            ValueError: The batch is no visible ASCII, or the customer's number is blank or has
                control characters.
        """
        request = get_customer_data(self._url, self._key, batch_id, customer_id)
        return self._patience().read(request, lambda *reply: read_answer("customer-data", *reply))


def _has_next_record(answer: BatchRecords, number: int, limit: int) -> bool:
    """Return whether there is a page of records behind that of a number.

    If an answer does not say how many pages there are, a page of ``limit`` records is not the last.
    """
    page = answer.data
    last = last_page(page)
    more = len(page.records or ()) >= limit if last is None else number < last
    return more and number < MOST_PAGES


def _has_next_errored(answer: ErroredRecords, number: int) -> bool:
    return bool(answer.data.data) and has_next(answer.data) and number < MOST_PAGES
