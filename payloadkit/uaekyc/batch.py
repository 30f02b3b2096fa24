"""The state of a batch from its answers: whether it is finished, what to read next, who failed."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import attrs

from payloadkit.uaekyc.batch_records import BatchRecord, RecordErrors, RecordsPage
from payloadkit.uaekyc.batch_status import BatchProgress, BatchState
from payloadkit.uaekyc.business_errors import BusinessError
from payloadkit.uaekyc.words import RecordStatus

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from payloadkit.uaekyc.batch_records import BatchRecords
    from payloadkit.uaekyc.batch_status import BatchStatus

T = TypeVar("T")

MOST_PAGES = 100_000


def _pages(pages: Iterable[BatchRecords]) -> tuple[BatchRecords, ...]:
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

    Args:
        status: The latest status.
        pages: The pages of records read so far, all with the same limit.
        fetched: Customers whose data you have already.
    """

    status: BatchStatus | None = None
    pages: tuple[BatchRecords, ...] = attrs.field(default=(), converter=_pages)
    fetched: frozenset[str] = attrs.field(default=frozenset(), converter=_customers, repr=False)

    @property
    def finished(self) -> bool:
        """Whether the batch is COMPLETED or FAILED, so that polling may end."""
        data = self.status.data if self.status is not None else None
        return isinstance(data, BatchProgress) and data.status in (
            BatchState.COMPLETED,
            BatchState.FAILED,
        )

    @property
    def pages_left(self) -> tuple[int, ...]:
        """Numbers of the pages still to read, at most 100,000.

        Before the first page is read, this is page 1, which holds the number of pages.
        """
        read = {
            number: page
            for number, page in enumerate((answer.data for answer in self.pages), 1)
            if isinstance(page, RecordsPage)
        }
        numbers = {
            page.page if isinstance(page.page, int) else number for number, page in read.items()
        }
        last = max((_last(page) for page in read.values()), default=1)
        return tuple(
            number for number in range(1, min(last, MOST_PAGES) + 1) if number not in numbers
        )

    @property
    def customers_left(self) -> tuple[str, ...]:
        """Customers of successful records whose data you have not fetched yet."""
        found = dict.fromkeys(
            _text(record.customer_id)
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
            Failure(_text(record.customer_id), _reasons(record))
            for record in self.records
            if record.status == RecordStatus.FAILURE
        )

    @property
    def records(self) -> Iterator[BatchRecord]:
        """The records of all pages, in order."""
        for answer in self.pages:
            if isinstance(answer.data, RecordsPage):
                yield from _parts(answer.data.records, BatchRecord)


def _last(page: RecordsPage) -> int:
    """Return the number of the last page, or 1 if the page does not hold it."""
    if isinstance(page.total_pages, int):
        return page.total_pages
    if isinstance(page.total_count, int) and isinstance(page.limit, int) and page.limit > 0:
        return -(-page.total_count // page.limit)
    return 1


def _reasons(record: BatchRecord) -> tuple[BusinessError, ...]:
    return (
        _parts(record.errors.business_error, BusinessError)
        if isinstance(record.errors, RecordErrors)
        else ()
    )


def _parts(found: object, kind: type[T]) -> tuple[T, ...]:
    """Return the objects of a list, without other values."""
    return (
        tuple(part for part in found if isinstance(part, kind)) if isinstance(found, tuple) else ()
    )


def _text(found: object) -> str | None:
    return found if isinstance(found, str) and found else None
