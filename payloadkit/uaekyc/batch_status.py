"""GET …/batch/{batch_id}/status: the progress of a batch.

Poll it about every 30 seconds until it is COMPLETED or FAILED.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from payloadkit.fields import flag, integer, many, moment, open_choice, part, text
from payloadkit.models.decorator import model
from payloadkit.models.record import Record
from payloadkit.rules.text import Text as Words
from payloadkit.uaekyc.http import batch_call
from payloadkit.violation import sealed

if TYPE_CHECKING:
    from payloadkit.http.request import Request

SOURCE = "uaekyc-population-migration"


class BatchState(StrEnum):
    """The state of a batch."""

    PENDING = "PENDING"
    PROCESSING = "PROCESSING"
    COMPLETED = "COMPLETED"
    FAILED = "FAILED"


@model(source=SOURCE, tolerant=True)
class BatchProgress(Record):
    """A batch in numbers."""

    status: str | None = open_choice(
        BatchState, default=None, doc="PENDING, PROCESSING, COMPLETED or FAILED"
    )
    total_records: int | str | None = integer(default=None, doc="Rows of the CSV")
    processed_records: int | str | None = integer(
        default=None, doc="Rows that are processed, errored ones included"
    )
    errored_records: int | str | None = integer(default=None, doc="Rows that failed")
    csv_template_type: str | None = text(default=None, doc="EID")
    csv_header: tuple[str, ...] | None = many(Words(), default=None, doc="The columns of the CSV")
    created_at: str | None = moment(default=None, doc="When the batch was made, RFC 3339")
    updated_at: str | None = moment(default=None, doc="When it last changed, RFC 3339")


@model(kind="uaekyc.batch-status", source=SOURCE, tolerant=True)
class BatchStatus(Record):
    """The progress of a batch: the answer of GET …/status."""

    success: bool | str | None = flag(default=None, doc="Whether the request succeeded")
    message: str | None = text(default=None, doc="Status for people")
    data: BatchProgress = part(doc="The batch")


@sealed
def get_status(base_url: str, transaction_key: str, batch_id: str) -> Request:
    """Return the request for the progress of a batch, which ``uaekyc.batch-status`` answers.

    Args:
        base_url: The URL of the API, without ``/digitization``.
        transaction_key: Your organization's key.
        batch_id: The id of the batch, which it gets when it is approved.

    Raises:
        TypeError: An argument is of another type.
        ValueError: The key or the batch is no visible ASCII.
    """
    return batch_call(base_url, transaction_key, batch_id, "status")
