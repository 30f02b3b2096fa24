"""GET …/batch/{batch_id}/errored: the rows that failed, with the reasons, page by page.

The corrected rows go into a new batch.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from payloadkit.fields import flag, integer, many, open_choice, part, text
from payloadkit.models.decorator import model
from payloadkit.models.record import Record
from payloadkit.uaekyc.batch_status import SOURCE
from payloadkit.uaekyc.business_errors import BusinessError
from payloadkit.uaekyc.http import batch_call
from payloadkit.uaekyc.words import RecordStatus
from payloadkit.violation import sealed

if TYPE_CHECKING:
    from payloadkit.http.request import Request


@model(source=SOURCE, tolerant=True)
class InputData(Record):
    """The values of the CSV row as texts. Dates are DD/MM/YYYY."""

    customer_id: str | None = text(
        sample="number", default=None, personal=True, doc="Your number of the customer"
    )
    eid_number: str | None = text(
        sample="Emirates ID", default=None, personal=True, doc="Emirates ID number"
    )
    name_on_eid: str | None = text(
        sample="whole name in English",
        default=None,
        personal=True,
        doc="Name as on the Emirates ID",
    )
    dob: str | None = text(
        sample="birth date with slashes", default=None, personal=True, doc="Date of birth"
    )
    eid_issue_date: str | None = text(
        sample="issue date with slashes",
        default=None,
        personal=True,
        doc="Date of issue of the Emirates ID",
    )
    eid_expiry_date: str | None = text(
        sample="expiry date with slashes",
        default=None,
        personal=True,
        doc="Date of expiry of the Emirates ID",
    )
    onboarding_date: str | None = text(
        sample="issue date with slashes",
        default=None,
        personal=True,
        doc="When the customer was onboarded",
    )
    consent_version: str | None = text(sample="version", default=None, doc="Version of the consent")
    card_number: str | None = text(
        sample="number", default=None, personal=True, doc="Number of the card"
    )
    eid_front_img: str | None = text(
        sample="picture in base64",
        default=None,
        personal=True,
        doc="Front of the Emirates ID as base64, mostly empty",
    )
    eid_back_img: str | None = text(
        sample="picture in base64",
        default=None,
        personal=True,
        doc="Its back as base64, mostly empty",
    )
    person_selfie: str | None = text(
        sample="picture in base64",
        default=None,
        personal=True,
        doc="The person's face as base64, mostly empty",
    )


@model(source=SOURCE, tolerant=True)
class ErroredRecord(Record):
    """One row that failed. Here the key of the reasons is a plural."""

    status: str | None = open_choice(RecordStatus, default=None, doc="failure")
    business_errors: tuple[BusinessError, ...] | None = many(default=None, doc="The reasons")
    input_data: InputData | None = part(default=None, doc="The values of the CSV row")


@model(source=SOURCE, tolerant=True)
class ErroredPage(Record):
    """One page of rows that failed."""

    batch_id: str | None = text(sample="UUID", default=None, doc="The batch, a UUID")
    page_no: int | str | None = integer(default=None, doc="Number of the page, from 1")
    hasNext: bool | str | None = flag(default=None, doc="Whether there is another page")
    data: tuple[ErroredRecord, ...] | None = many(default=None, doc="The rows")


@model(kind="uaekyc.errored-records", source=SOURCE, tolerant=True)
class ErroredRecords(Record):
    """One page of the records that failed, as uploaded: the answer of GET …/errored.

    Its ``data`` is nested twice.
    """

    success: bool | str | None = flag(default=None, doc="Whether the request succeeded")
    message: str | None = text(default=None, doc="Status for people")
    data: ErroredPage = part(doc="The page")


@sealed
def get_errored(base_url: str, transaction_key: str, batch_id: str, page_no: int = 1) -> Request:
    """Return the request for one page of the rows that failed.

    The answer is of the kind ``uaekyc.errored-records``.

    Args:
        base_url: The URL of the API, without ``/digitization``.
        transaction_key: Your organization's key.
        batch_id: The batch.
        page_no: Number of the page, from 1.

    Raises:
        TypeError: An argument is of another type.
        ValueError: The key or the batch is no visible ASCII, or the number is less than 1.
    """
    return batch_call(base_url, transaction_key, batch_id, "errored", page_no=page_no)
