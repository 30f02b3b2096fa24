"""GET …/transactions/monitoring/onboarding-pending: a page of the customers whose onboarding is not finished."""
# ruff: noqa: N815 - the attributes are the wire's names

from __future__ import annotations

from payloadkit.azakaw.customer_details import AccountStatus, Flag, Number, OnboardingStatus, Text
from payloadkit.fields import anything, flag, integer, many, moment, open_choice, part, text, uuid
from payloadkit.modelling import model
from payloadkit.null import Null
from payloadkit.rules.text import Text as Words

SOURCE = "azakaw"


@model(source=SOURCE, tolerant=True)
class PendingCustomer:
    """A customer whose onboarding is not finished."""

    id: Text = uuid(default=None, personal=True, doc="The customer, a UUID")
    firstName: Text = text(like="given name", default=None, personal=True, doc="First name")
    lastName: Text = text(like="family name", default=None, personal=True, doc="Last name")
    onboardingStatus: Text = open_choice(OnboardingStatus, default=None, doc="How far the onboarding is")
    onboardedBy: Text = text(like="clerk", default=None, personal=True, doc="Officer or system that onboarded the customer")
    accountStatus: Text = open_choice(AccountStatus, default=None, doc="Active or Inactive")
    accountCount: Number = integer(default=None, doc="Number of bank accounts")
    customerName: Text = text(like="whole name", default=None, personal=True, doc="First and last name")
    createdAt: Text = moment(default=None, doc="When the customer was created, RFC 3339")
    customerLeanConnectionId: Text = text(like="UUID", default=None, personal=True, doc="The connection at Lean")


@model(source=SOURCE, tolerant=True)
class PendingPage:
    """One page of the list, and how many there are."""

    data: tuple[PendingCustomer, ...] | Null | None = many(default=None, doc="The customers of this page")
    page: Number = integer(default=None, doc="Number of the page, from 1")
    pageSize: Number = integer(default=None, doc="Most customers of a page, 1 to 100")
    totalCount: Number = integer(default=None, doc="Number of customers on all pages")
    filters: object | None = anything(default=None, doc="What the list was narrowed down by; its shape is not published")
    totalPages: Number = integer(default=None, doc="Number of pages")
    hasNextPage: Flag = flag(default=None, doc="Whether there is a next page")
    hasPreviousPage: Flag = flag(default=None, doc="Whether there is a previous page")
    message: Text = text(default=None, personal=True, doc="Message for people")
    unreadLogsCount: Number = integer(default=None, doc="Number of unread log entries")


@model(kind="azakaw.onboarding-pending", source=SOURCE, tolerant=True)
class OnboardingPending:
    """One page of customers still to be onboarded: the answer of GET …/onboarding-pending, whose ``result`` is the page."""

    version: Text = text(like="version", default=None, doc="Version of the API")
    statusCode: Number = integer(default=None, doc="Status of HTTP")
    messages: tuple[str, ...] | Null | None = many(Words(), default=None, personal=True, doc="Messages for people")
    result: PendingPage | Null | None = part(default=None, doc="The page")
