"""The answer to an onboarding or an update. ``read_answer`` returns its meaning."""

from __future__ import annotations

from payloadkit.caas.words import AmlScanStatus, CustomerStatus
from payloadkit.fields import anything, flag, integer, label, moment, open_choice, part, text
from payloadkit.models.decorator import model
from payloadkit.models.record import Record

SOURCE = "caas-partner-onboarding"


@model(source=SOURCE, tolerant=True)
class OnboardedCustomer(Record):
    """The customer of the onboarding."""

    aml_scan_status: str | None = open_choice(
        AmlScanStatus,
        20,
        default=None,
        sure="B",
        personal=True,
        doc="Accepted, Rejected, Under Investigation …",
    )
    ecrn: str | None = text(
        20, sample="number", default=None, sure="B", personal=True, doc="The customer's number"
    )
    customer_status: str | None = open_choice(
        CustomerStatus, 20, default=None, sure="B", personal=True, doc="ACTIVE, KYC PENDING …"
    )
    pep: bool | None = flag(
        default=None, personal=True, doc="Whether the person counts as politically exposed"
    )
    aml_category: int | None = integer(default=None, personal=True, doc="Category of risk")


@model(kind="caas.onboarding-answer", source=SOURCE, tolerant=True)
class OnboardingAnswer(Record):
    """The answer to POST …/onBoarding/customer, success and failure."""

    request_id: str | None = text(
        32,
        sample="hexadecimal number",
        default=None,
        doc="Number of the call, 32 hexadecimal digits, for questions to the support",
    )
    status: str | int = label(doc="success, failure or failed; 401 in the answer to a bad token")
    status_code: int | None = integer(
        default=None, doc="Status of the answer, which HTTP need not repeat"
    )
    data: OnboardedCustomer | None = part(default=None, doc="The customer, if there is one")
    error_code: int | None = integer(
        default=None, doc="The error: 40001, 40002, 45013, 45032, 45051 or 45053"
    )
    message: str | None = text(
        default=None,
        personal=True,
        doc="What went wrong, in words; with 45013 and 45051 it names the ecrn",
    )
    details: object | None = anything(
        default=None,
        personal=True,
        doc="What went wrong at which field, whose names are in camelCase here",
    )
    timestamp: str | None = moment(default=None, doc="When a bad token was refused")
    error: str | None = text(default=None, doc="Unauthorized")
    path: str | None = text(default=None, doc="The call that a bad token was refused")
