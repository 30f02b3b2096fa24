"""POST to the partner's own URL: the alert of a customer is closed."""

from __future__ import annotations

from payloadkit.caas.words import AmlScanStatus, CustomerStatus
from payloadkit.fields import open_choice, text
from payloadkit.models.decorator import model
from payloadkit.models.record import Record

SOURCE = "caas-partner-onboarding"


@model(kind="caas.aml-callback", source=SOURCE, tolerant=True)
class AmlCallback(Record):
    """The result of an investigation. Answer it with HTTP 200."""

    ecrn: str = text(20, sample="number", personal=True, doc="The customer's number")
    aml_scan_status: str = open_choice(
        AmlScanStatus,
        20,
        personal=True,
        doc="Accepted, Rejected, Under Investigation, Failed or N/A",
    )
    customer_status: str = open_choice(
        CustomerStatus,
        20,
        personal=True,
        doc="ACTIVE, KYC PENDING (KYC_PENDING too), INACTIVE, REJECTED or BLOCKED",
    )
