"""POST /caas/api/v2/customer/validate: look up the holder of a document.

Every failure except 401 has the HTTP status 200.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from payloadkit.caas.gateway import lookup_gateway
from payloadkit.caas.http import post
from payloadkit.caas.rules import DayOrMoment, day_of
from payloadkit.caas.words import AmlScanStatus, CustomerStatus, IdStatus
from payloadkit.fields import (
    anything,
    email,
    field,
    integer,
    label,
    moment,
    open_choice,
    part,
    phone,
    text,
)
from payloadkit.models.constructor import construct
from payloadkit.models.decorator import model
from payloadkit.models.record import Record
from payloadkit.policy import Policy, policy_of
from payloadkit.rules.identifiers import EMIRATES_ID, EmiratesId
from payloadkit.violation import sealed

if TYPE_CHECKING:
    from payloadkit.caas.onboarding import OnboardingRequest
    from payloadkit.http.request import Request


SOURCE = "caas-partner-onboarding"
PATH = "/caas/api/v2/customer/validate"


@model(
    kind="caas.lookup",
    source=SOURCE,
    across=(EmiratesId("idType", "idNumber", str(EMIRATES_ID)),),
    gateway=lookup_gateway,
)
class LookupRequest(Record):
    """The identity document of the person to look up."""

    idNumber: str = text(
        30,
        sample="document",
        trimmed=True,
        personal=True,
        doc="Number of the document; an Emirates ID's without dashes",
    )
    idType: str = text(
        3,
        sample="kind of identity document",
        listing="id_types",
        doc="Type of the document, 4 Emirates ID; a text here, a number in an onboarding",
    )

    @classmethod
    @sealed
    def of(
        cls, request: OnboardingRequest, *, policy: Policy | None = None
    ) -> tuple[LookupRequest, ...]:
        """Return one request for each identity of a person to onboard, in their order.

        Args:
            request: The person.
            policy: The policy of the check; by default ``Policy()``. Give the one of the person if
                it ignores a code.

        Raises:
            PayloadError: The policy does not accept an identity.
            TypeError: The first argument is no onboarding request.
        """
        from payloadkit.caas.onboarding import OnboardingRequest

        if not isinstance(request, OnboardingRequest):
            raise TypeError(f"request is an OnboardingRequest, not {type(request).__name__}")
        identities = dict.fromkeys((each.id_number, each.id_type) for each in request.id_details)
        judged = policy_of(policy)
        return tuple(
            construct(
                cls, {"idNumber": number, "idType": str(kind), "extra": {}}, judged, frozenset()
            )
            for number, kind in identities
        )

    @sealed
    def to_http(self, base_url: str, token: str) -> Request:
        """Return the request that looks the holder up.

        Args:
            base_url: The URL of the API.
            token: The bearer token.

        Raises:
            TypeError: An argument is of another type.
            ValueError: The URL or the token is no visible ASCII.
        """
        return look_up(base_url, token, self)


@model(source=SOURCE, tolerant=True)
class FoundCustomer(Record):
    """The customer that a lookup found."""

    ecrn: str | None = text(
        20, sample="number", default=None, personal=True, doc="The customer's number"
    )
    first_name: str | None = text(
        100, sample="given name", default=None, personal=True, doc="First name"
    )
    middle_name: str | None = text(
        60,
        sample="given name",
        default=None,
        blank=True,
        personal=True,
        doc="Names between; the sample has an empty text",
    )
    last_name: str | None = text(
        60, sample="family name", default=None, personal=True, doc="Last name"
    )
    agent_location_id: str | None = text(
        10, sample="number", default=None, doc="Branch that onboarded the customer"
    )
    primary_mobile_number: str | None = phone(default=None, personal=True, doc="Mobile number")
    email_id: str | None = email(255, default=None, personal=True, doc="E-mail address")
    customer_status: str | None = open_choice(
        CustomerStatus,
        20,
        default=None,
        personal=True,
        doc="ACTIVE, KYC_PENDING, INACTIVE, REJECTED or BLOCKED",
    )
    aml_scan_status: str | None = open_choice(
        AmlScanStatus,
        20,
        default=None,
        personal=True,
        doc="Accepted, Rejected, Under Investigation or Failed",
    )
    id_status: str | None = open_choice(
        IdStatus, 20, default=None, personal=True, doc="Active, Expired or Inactive"
    )
    id_date_of_expiry: date | str | None = field(
        DayOrMoment(),
        default=None,
        personal=True,
        doc="Until when the document is valid: YYYY-MM-DD, in the sample a date-time",
    )

    @property
    def id_expires_on(self) -> date | None:
        """The day of ``id_date_of_expiry``, from either form."""
        return day_of(self.id_date_of_expiry)


@model(kind="caas.lookup-answer", source=SOURCE, tolerant=True)
class LookupAnswer(Record):
    """The answer to a lookup, success or failure, in the spelling of lookup or onboarding."""

    status: str | int = label(doc="success or failure; 401 in the answer to a bad token")
    statusCode: int | None = integer(default=None, doc="Status of the answer, where HTTP says 200")
    status_code: int | None = integer(default=None, doc="The same in the onboarding's spelling")
    data: FoundCustomer | None = part(default=None, doc="The customer, where there is one")
    errorCode: int | None = integer(
        default=None, doc="The error: 45001, 45003, 40001, 45006, 45013 or 45051"
    )
    error_code: int | None = integer(default=None, doc="The same in the onboarding's spelling")
    message: str | None = text(255, default=None, personal=True, doc="What went wrong, in words")
    details: object | None = anything(
        default=None, personal=True, doc="What went wrong at which field"
    )
    timestamp: str | None = moment(default=None, doc="When a bad token was refused")
    error: str | None = text(default=None, doc="Unauthorized")
    path: str | None = text(default=None, doc="The call that a bad token was refused")


@sealed
def look_up(base_url: str, token: str, request: LookupRequest) -> Request:
    """Return the request that looks up the holder of a document.

    The answer is of the kind ``caas.lookup-answer``.

    Args:
        base_url: The URL of the API.
        token: The bearer token.
        request: The document.

    Raises:
        TypeError: An argument is of another type.
        ValueError: The URL or the token is no visible ASCII.
    """
    return post(base_url, PATH, token, request)
