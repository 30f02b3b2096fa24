"""The state of a batch from its answers: whether it is finished, what to read next, who failed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeVar

import attrs

from payloadkit.uaekyc.batch_records import BatchRecord, BatchRecords, RecordErrors, RecordsPage
from payloadkit.uaekyc.batch_status import BatchProgress, BatchState, BatchStatus
from payloadkit.uaekyc.business_errors import BusinessError, parts
from payloadkit.uaekyc.errored_records import ErroredPage, ErroredRecord, ErroredRecords
from payloadkit.uaekyc.words import RecordStatus

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

T = TypeVar("T")

MOST_PAGES = 100_000
_NUMBER = re.compile("[0-9]{1,18}")


def _pages(pages: Iterable[BatchRecords]) -> tuple[BatchRecords, ...]:
    return tuple(pages)


def _errored_pages(pages: Iterable[ErroredRecords]) -> tuple[ErroredRecords, ...]:
    return tuple(pages)


def _customers(customers: Iterable[str]) -> frozenset[str]:
    return frozenset(customers)


@attrs.frozen
class Failure:
    """A record that failed.

    Args:
        customer_id: Your number of the customer; None if the record lacks it.
        errors: The reasons in the record.
    """

    customer_id: str | None = attrs.field(repr=False)
    errors: tuple[BusinessError, ...] = ()


@attrs.frozen(kw_only=True)
class Batch:
    """The state of a batch from its answers. Make a new one after each answer.

    Each record is of one of three sorts: it succeeded (``customers_left`` until its data are
    fetched), it failed (``failures``), or its status says neither (``pending``).

    Args:
        status: The latest status.
        pages: The pages of records read so far, all with the same limit.
        errored_pages: The pages of errored records read so far.
        fetched: Customers whose data you have already.
    """

    status: BatchStatus | None = None
    pages: tuple[BatchRecords, ...] = attrs.field(default=(), converter=_pages)
    errored_pages: tuple[ErroredRecords, ...] = attrs.field(default=(), converter=_errored_pages)
    fetched: frozenset[str] = attrs.field(default=frozenset(), converter=_customers, repr=False)

    @property
    def finished(self) -> bool:
        """Whether the batch is COMPLETED or FAILED, so that polling may end."""
        return self.completed or self.failed

    @property
    def completed(self) -> bool:
        """Whether the batch is COMPLETED, so that its records may be read."""
        return self._word == BatchState.COMPLETED

    @property
    def failed(self) -> bool:
        """Whether the batch is FAILED as a whole."""
        return self._word == BatchState.FAILED

    @property
    def pages_left(self) -> tuple[int, ...]:
        """Numbers of the pages of records still to read, at most 100,000.

        Before the first page is read, this is page 1, which holds the number of pages.
        """
        read = _numbered(
            (answer.data for answer in self.pages), RecordsPage, lambda page: page.page
        )
        return _left(read, max((last_page(page) or 1 for page in read.values()), default=1))

    @property
    def errored_pages_left(self) -> tuple[int, ...]:
        """Numbers of the pages of errored records to read next, at most 100,000.

        A page tells only whether there is another one, so the next page is listed alone.
        """
        read = _numbered(
            (answer.data for answer in self.errored_pages), ErroredPage, lambda page: page.page_no
        )
        last = max(read, default=0)
        return _left(read, last + 1 if last == 0 or has_next(read[last]) else last)

    @property
    def customers_left(self) -> tuple[str, ...]:
        """Customers of successful records whose data you have not fetched yet."""
        found = dict.fromkeys(
            customer_number(record.customer_id)
            for record in self.records
            if record.status == RecordStatus.SUCCESS
        )
        return tuple(
            customer for customer in found if customer is not None and customer not in self.fetched
        )

    @property
    def failures(self) -> tuple[Failure, ...]:
        """The records of status failure, with the reasons."""
        return tuple(
            Failure(customer_number(record.customer_id), _reasons(record))
            for record in self.records
            if record.status == RecordStatus.FAILURE
        )

    @property
    def pending(self) -> tuple[BatchRecord, ...]:
        """The records whose status is neither ``success`` nor ``failure``, exactly so written.

        They are not processed yet, or their word is not known: read the page again later.
        """
        return tuple(record for record in self.records if record.status not in tuple(RecordStatus))

    @property
    def records(self) -> Iterator[BatchRecord]:
        """The records of all pages, in order."""
        for answer in self.pages:
            if isinstance(answer.data, RecordsPage):
                yield from parts(answer.data.records, BatchRecord)

    @property
    def errored(self) -> Iterator[ErroredRecord]:
        """The errored records of all pages, in order."""
        for answer in self.errored_pages:
            if isinstance(answer.data, ErroredPage):
                yield from parts(answer.data.data, ErroredRecord)

    @property
    def _word(self) -> str | None:
        """The batch's status in capitals."""
        data = self.status.data if self.status is not None else None
        word = data.status if isinstance(data, BatchProgress) else None
        return word.strip().upper() if isinstance(word, str) else None


def _numbered(
    answers: Iterable[object], kind: type[T], number_of: Callable[[T], object]
) -> dict[int, T]:
    """Return the pages that were read by their numbers; one without a number by its position."""
    read = {}
    for position, page in enumerate(answers, 1):
        if isinstance(page, kind):
            number = _number(number_of(page))
            read[position if number is None else number] = page
    return read


def _left(read: Mapping[int, object], last: int) -> tuple[int, ...]:
    return tuple(number for number in range(1, min(last, MOST_PAGES) + 1) if number not in read)


def last_page(page: RecordsPage) -> int | None:
    """Return the number of the last page of records, or None if the page does not hold it.

    Args:
        page: A page.
    """
    pages, records, limit = map(_number, (page.total_pages, page.total_count, page.limit))
    if pages is not None:
        return pages
    return -(-records // limit) if records is not None and limit else None


def _number(found: object) -> int | None:
    """Return a whole number, also of digits as text."""
    if isinstance(found, str) and _NUMBER.fullmatch(found):
        return int(found)
    return found if type(found) is int else None


def has_next(page: ErroredPage) -> bool:
    """Return whether there is another page of errored records.

    The flag may be a text or 1 too: a page left unread loses records.

    Args:
        page: A page.
    """
    found: object = page.hasNext
    return found == 1 or (isinstance(found, str) and found.strip().lower() in ("true", "1"))


def _reasons(record: BatchRecord) -> tuple[BusinessError, ...]:
    return record.errors.reasons if isinstance(record.errors, RecordErrors) else ()


def customer_number(found: object) -> str | None:
    """Return a customer's number as text, or None if it is none.

    Args:
        found: What a record holds.
    """
    if type(found) is int:
        return str(found)
    return found if isinstance(found, str) and found else None
