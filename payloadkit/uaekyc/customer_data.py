"""POST …/batch/{batch_id}/getCustomerData: the digitized profile of one customer of a batch.

Any field and any section may be absent. An empty text counts as absent. Phone numbers, Hijri dates
and times are plain text here; the conversions check them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from payloadkit.fields import anything, flag, moment, open_choice, part, text
from payloadkit.models.decorator import model
from payloadkit.models.record import Record
from payloadkit.rules.characters import screen
from payloadkit.uaekyc.http import batch_call
from payloadkit.uaekyc.person import ContactDetails, PersonalInfo
from payloadkit.uaekyc.residence import (
    ImmigrationFile,
    Passport,
    ResidenceInfo,
    Sponsor,
    Travel,
    Visa,
)
from payloadkit.uaekyc.words import RecordStatus
from payloadkit.violation import Severity, sealed
from payloadkit.wire.writing import encode

if TYPE_CHECKING:
    from payloadkit.http.request import Request

SOURCE = "uaekyc-get-customer-data"


@model(source=SOURCE, tolerant=True)
class Profile(Record):
    """The profile of a person. Any section may be absent."""

    personalInfo: PersonalInfo | None = part(default=None, doc="Personal data")
    residenceInfo: ResidenceInfo | None = part(default=None, doc="The residence permit")
    personContactDetails: ContactDetails | None = part(default=None, doc="Address and phones")
    activePassport: Passport | None = part(default=None, doc="The passport")
    activeVisa: Visa | None = part(default=None, doc="The visa")
    immigrationFile: ImmigrationFile | None = part(default=None, doc="The immigration file")
    sponsorDetails: Sponsor | None = part(default=None, doc="The sponsor")
    travelDetail: Travel | None = part(default=None, doc="The last journey")
    uaeKycId: str | None = text(
        sample="number",
        default=None,
        personal=True,
        doc="The platform's identifier of the person: keep it for Re-KYC and AUTHORISE journeys",
    )


@model(source=SOURCE, tolerant=True)
class DigitizedRecord(Record):
    """One record of a batch with its profile."""

    batch_id: str | None = text(sample="UUID", default=None, doc="The batch, a UUID")
    status: str = open_choice(RecordStatus, doc="success or failure")
    biometric_completed: bool | str | None = flag(
        default=None, doc="Whether the biometric verification is complete"
    )
    digitised_on: str | None = moment(default=None, doc="When the record was digitized, RFC 3339")
    data: Profile | None = part(default=None, doc="The profile")
    errors: object | None = anything(
        default=None, doc="The errors if status is failure, else an empty object"
    )


@model(kind="uaekyc.customer-data", source=SOURCE, tolerant=True)
class CustomerData(Record):
    """The digitized profile of one customer: the answer of POST …/getCustomerData.

    Its ``data`` is nested twice.
    """

    data: DigitizedRecord = part(doc="The record")
    message: str = text(doc="Status for people")
    success: bool | str = flag(doc="Whether the request succeeded")


@sealed
def get_customer_data(
    base_url: str, transaction_key: str, batch_id: str, customer_id: str
) -> Request:
    """Return the request for a customer's digitized profile.

    Only a record of status success has one. The answer is of the kind ``uaekyc.customer-data``.

    Args:
        base_url: The URL of the API, without ``/digitization``.
        transaction_key: Your organization's key.
        batch_id: The batch.
        customer_id: Your number of the customer, as in the CSV.

    Raises:
        TypeError: An argument is of another type.
        ValueError: The key or the batch is no visible ASCII, or the customer's number is blank or
            has control characters.
    """
    if not isinstance(customer_id, str):
        raise TypeError("customer_id is a text")
    fault = screen(customer_id, lines=False)
    if not customer_id.strip() or (fault is not None and fault.severity is Severity.ERROR):
        raise ValueError("customer_id is not blank and has no control characters")
    body = encode({"customer_id": customer_id})
    return batch_call(base_url, transaction_key, batch_id, "getCustomerData", body=body)
