"""GET …/batch/{batch_id}/records: every row of a batch with its result, page by page.

The published sample is short, so any field may be absent.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from payloadkit.fields import anything, flag, integer, many, moment, open_choice, part, text
from payloadkit.models.decorator import model
from payloadkit.models.record import Record
from payloadkit.uaekyc.batch_status import SOURCE
from payloadkit.uaekyc.business_errors import BusinessError, parts
from payloadkit.uaekyc.http import batch_call
from payloadkit.uaekyc.words import RecordStatus
from payloadkit.violation import sealed

if TYPE_CHECKING:
    from payloadkit.http.request import Request


@model(source=SOURCE, tolerant=True)
class RecordErrors(Record):
    """The errors of a record; an empty object if there are none.

    Here the key is a singular; the plural of the errored rows is read too.
    """

    business_error: tuple[BusinessError, ...] | None = many(default=None, doc="The reasons")
    business_errors: tuple[BusinessError, ...] | None = many(
        default=None, doc="The reasons, under the key of errored rows"
    )

    @property
    def reasons(self) -> tuple[BusinessError, ...]:
        """The reasons under both keys, without other values."""
        return (
            *parts(self.business_error, BusinessError),
            *parts(self.business_errors, BusinessError),
        )


@model(source=SOURCE, tolerant=True)
class BatchRecord(Record):
    """One row of a batch. The form of its dates is not published."""

    id: str | None = text(sample="number", default=None, doc="Identifier of the record")
    batch_id: str | None = text(sample="UUID", default=None, doc="The batch, a UUID")
    customer_id: str | None = text(
        sample="number",
        default=None,
        personal=True,
        doc="Your number of the customer, from the CSV",
    )
    status: str | None = open_choice(RecordStatus, default=None, doc="success or failure")
    transaction_id: str | None = text(
        sample="UUID", default=None, doc="Identifier of the transaction"
    )
    digitization_id: str | None = text(
        sample="UUID", default=None, doc="Identifier of the digitization"
    )
    document_type: str | None = text(default=None, doc="EID")
    document_number: str | None = text(
        sample="Emirates ID", default=None, personal=True, doc="Emirates ID number"
    )
    name_on_document: str | None = text(
        sample="whole name in English",
        default=None,
        personal=True,
        doc="Name as on the Emirates ID",
    )
    date_of_birth: str | None = text(
        sample="birth date with slashes", default=None, personal=True, doc="Date of birth"
    )
    document_issue_date: str | None = text(
        sample="issue date with slashes", default=None, personal=True, doc="Date of issue"
    )
    document_expiry_date: str | None = text(
        sample="expiry date with slashes", default=None, personal=True, doc="Date of expiry"
    )
    onboarding_date: str | None = text(
        sample="issue date with slashes",
        default=None,
        personal=True,
        doc="When the customer was onboarded",
    )
    consent_version: str | None = text(sample="version", default=None, doc="Version of the consent")
    validity: object | None = anything(default=None, doc="Not described")
    errors: RecordErrors | None = part(default=None, doc="The errors")
    created_at: str | None = moment(default=None, doc="When the record was made, RFC 3339")
    updated_at: str | None = moment(default=None, doc="When it last changed, RFC 3339")


@model(source=SOURCE, tolerant=True)
class RecordsPage(Record):
    """One page of records."""

    page: int | str | None = integer(default=None, doc="Number of the page, from 1")
    limit: int | str | None = integer(default=None, doc="Most records of a page")
    total_count: int | str | None = integer(default=None, doc="Records of the batch")
    total_pages: int | str | None = integer(default=None, doc="Pages of the batch")
    records: tuple[BatchRecord, ...] | None = many(default=None, doc="The records")


@model(kind="uaekyc.batch-records", source=SOURCE, tolerant=True)
class BatchRecords(Record):
    """One page of a batch's records: the answer of GET …/records."""

    success: bool | str | None = flag(default=None, doc="Whether the request succeeded")
    data: RecordsPage = part(doc="The page")


@sealed
def get_records(
    base_url: str, transaction_key: str, batch_id: str, page: int = 1, limit: int = 10
) -> Request:
    """Return the request for one page of a batch's records, which ``uaekyc.batch-records`` answers.

    Args:
        base_url: The URL of the API, without ``/digitization``.
        transaction_key: Your organization's key.
        batch_id: The batch.
        page: Number of the page, from 1.
        limit: Most records of a page, from 1.

    Raises:
        TypeError: An argument is of another type.
        ValueError: The key or the batch is no visible ASCII, or a number is less than 1.
    """
    return batch_call(base_url, transaction_key, batch_id, "records", page=page, limit=limit)
