"""GET …/transactions/monitoring/customer/{customerId}: the data of one customer.

An empty text or null means a missing value here. The document marks no field as mandatory.
"""

from __future__ import annotations

from decimal import Decimal

from payloadkit.azakaw.http import headers, root
from payloadkit.azakaw.words import (
    AccountStatus,
    AddressType,
    EntityType,
    HistoryAction,
    OnboardingStatus,
    RiskStatus,
    UserType,
)
from payloadkit.fields import (
    amount,
    anything,
    bic,
    country,
    currency,
    email,
    flag,
    iban,
    integer,
    many,
    moment,
    open_choice,
    part,
    phone,
    text,
    uuid,
)
from payloadkit.http.request import Request, check_header_text
from payloadkit.models.decorator import model
from payloadkit.models.record import Record
from payloadkit.policy import Policy
from payloadkit.rules.containers import Anything
from payloadkit.rules.identifiers import Uuid
from payloadkit.rules.text import Text as Words
from payloadkit.violation import sealed

SOURCE = "azakaw-customer-details"
PATH = "/monitoring/customer/"


@model(source=SOURCE, tolerant=True)
class MonitoredAddress(Record):
    """One of the customer's addresses."""

    id: str | None = uuid(default=None, doc="The address, a UUID")
    customerId: str | None = text(
        sample="UUID", default=None, doc="The customer; the sample has an empty text"
    )
    customer: object | None = anything(
        default=None, personal=True, doc="The customer's object, or null"
    )
    address1: str | None = text(sample="address", default=None, personal=True, doc="First line")
    address2: str | None = text(sample="building", default=None, personal=True, doc="Second line")
    city: str | None = text(sample="city", default=None, personal=True, doc="City")
    state: str | None = text(sample="state", default=None, personal=True, doc="State or province")
    country: str | None = text(
        sample="country in any form", default=None, personal=True, doc="Country, a name or a code"
    )
    pincode: str | None = text(sample="postal code", default=None, personal=True, doc="Postal code")
    type: str | None = open_choice(AddressType, default=None, doc="Home, Work or Other")
    isPrimary: bool | str | None = flag(default=None, doc="Whether it is the main address")
    createdAt: str | None = moment(default=None, doc="When it was created, RFC 3339")
    updatedAt: str | None = moment(default=None, doc="When it was last changed, RFC 3339")


@model(source=SOURCE, tolerant=True)
class BankAccount(Record):
    """A bank account that was added by hand."""

    tenantId: str | None = text(sample="number", default=None, doc="The tenant")
    id: str | None = uuid(default=None, doc="The entry, a UUID")
    customerId: str | None = text(sample="UUID", default=None, doc="The customer")
    customer: object | None = anything(
        default=None, personal=True, doc="The customer's object, or null"
    )
    accountNumber: str | None = text(
        sample="account number", default=None, personal=True, doc="Account number"
    )
    bank: str | None = text(sample="bank", default=None, personal=True, doc="Name of the bank")
    accountType: str | None = text(
        sample="kind of account", default=None, personal=True, doc="Savings, Current, N/A …"
    )
    currency: str | None = currency(default=None, personal=True, doc="ISO 4217")
    iban: str | None = iban(default=None, personal=True, doc="IBAN")
    bicCode: str | None = bic(default=None, personal=True, doc="BIC")
    balance: Decimal | str | None = amount(
        default=None, personal=True, doc="Current balance, exact"
    )
    poBoxNumber: str | None = text(
        sample="post office box", default=None, personal=True, doc="Post office box"
    )
    createdAt: str | None = moment(default=None, doc="When it was added, RFC 3339")
    updatedAt: str | None = moment(default=None, doc="When it was last changed, RFC 3339")


@model(source=SOURCE, tolerant=True)
class OnboardingHistory(Record):
    """One event of the onboarding."""

    id: str | None = uuid(default=None, doc="The event, a UUID")
    action: str | None = open_choice(HistoryAction, default=None, doc="What was done")
    bankStatementId: str | None = text(
        sample="UUID", default=None, doc="The bank statement of the event"
    )
    addedBy: str | None = text(sample="clerk", default=None, personal=True, doc="Who did it")
    createdAt: str | None = moment(default=None, doc="When it happened, RFC 3339")
    updatedAt: str | None = moment(default=None, doc="When it was last changed, RFC 3339")


@model(source=SOURCE, tolerant=True)
class MonitoredCustomer(Record):
    """A customer registered for transaction monitoring, a person or an organization."""

    id: str | None = uuid(default=None, personal=True, doc="The customer, a UUID")
    firstName: str | None = text(sample="given name", default=None, personal=True, doc="First name")
    lastName: str | None = text(sample="family name", default=None, personal=True, doc="Last name")
    email: str | None = email(default=None, personal=True, doc="E-mail address")
    phoneNumber: str | None = phone(
        default=None, personal=True, doc="Phone, E.164; AddUser calls it mobileNumber"
    )
    entityType: str | None = open_choice(EntityType, default=None, doc="Individual or Organization")
    organizationName: str | None = text(
        sample="company", default=None, personal=True, doc="Name of an organization"
    )
    onboardingStatus: str | None = open_choice(
        OnboardingStatus, default=None, doc="How far the onboarding is"
    )
    accountStatus: str | None = open_choice(AccountStatus, default=None, doc="Active or Inactive")
    userType: str | None = open_choice(UserType, default=None, doc="New or Existing")
    riskStatus: str | None = open_choice(
        RiskStatus, default=None, personal=True, doc="How risky the customer is"
    )
    onboardedBy: str | None = text(
        sample="clerk",
        default=None,
        personal=True,
        doc="Officer or system that onboarded the customer",
    )
    oldUserId: str | None = text(
        sample="number", default=None, personal=True, doc="Number in an older system"
    )
    country_Iso: str | None = country(
        default=None, personal=True, doc="ISO 3166-1 alpha-2; the sample has an empty text"
    )
    leanCustomerId: str | None = text(
        sample="UUID", default=None, personal=True, doc="The customer at Lean"
    )
    leanConnectionId: str | None = text(
        sample="UUID", default=None, personal=True, doc="The connection at Lean"
    )
    createdAt: str | None = moment(default=None, doc="When the customer was created, RFC 3339")
    updatedAt: str | None = moment(default=None, doc="When the customer was last changed, RFC 3339")
    addresses: tuple[MonitoredAddress, ...] | None = many(default=None, doc="Addresses")
    bankAccounts: tuple[BankAccount, ...] | None = many(
        default=None, doc="Bank accounts that were added by hand"
    )
    onboardingHistories: tuple[OnboardingHistory, ...] | None = many(
        default=None, doc="Events of the onboarding"
    )
    leanBankAccounts: tuple[object, ...] | None = many(
        Anything(),
        default=None,
        personal=True,
        doc="Bank accounts connected through Lean; their shape is not published",
    )
    fullName: str | None = text(
        sample="whole name", default=None, personal=True, doc="First and last name, computed"
    )


@model(kind="azakaw.customer", source=SOURCE, tolerant=True)
class Customer(Record):
    """A monitored customer: the answer of GET …/monitoring/customer.

    Its ``result`` is the customer.
    """

    version: str | None = text(sample="version", default=None, doc="Version of the API")
    statusCode: int | str | None = integer(default=None, doc="HTTP status")
    messages: tuple[str, ...] | None = many(
        Words(), default=None, personal=True, doc="Messages for people"
    )
    result: MonitoredCustomer | None = part(default=None, doc="The customer")


@sealed
def get_customer(base_url: str, token: str, customer_id: str) -> Request:
    """Return the request for one customer, which ``azakaw.customer`` answers.

    Args:
        base_url: The URL of the API.
        token: The bearer token.
        customer_id: The customer, a UUID.

    Raises:
        TypeError: An argument is of another type.
        ValueError: The URL or the token is no visible ASCII, or the customer's number is no UUID.
    """
    check_header_text(base_url=base_url, token=token, customer_id=customer_id)
    if any(Uuid().check(customer_id, Policy())):
        raise ValueError("customer_id is a UUID: 8-4-4-4-12 hexadecimal digits")
    url = f"{root(base_url)}{PATH}{customer_id}"
    return Request("GET", url, headers(token))
