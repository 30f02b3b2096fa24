"""GET …/transactions/monitoring/onboarding-pending: a page of the unfinished onboardings."""

from __future__ import annotations

from payloadkit.azakaw.http import headers, root
from payloadkit.azakaw.words import AccountStatus, OnboardingStatus
from payloadkit.fields import anything, flag, integer, many, moment, open_choice, part, text, uuid
from payloadkit.http.request import Request, check_header_text, check_positive
from payloadkit.models.decorator import model
from payloadkit.models.record import Record
from payloadkit.rules.text import Text as Words
from payloadkit.violation import sealed

SOURCE = "azakaw"
PATH = "/monitoring/onboarding-pending"


@model(source=SOURCE, tolerant=True)
class PendingCustomer(Record):
    """A customer whose onboarding is not finished."""

    id: str | None = uuid(default=None, personal=True, doc="The customer, a UUID")
    firstName: str | None = text(sample="given name", default=None, personal=True, doc="First name")
    lastName: str | None = text(sample="family name", default=None, personal=True, doc="Last name")
    onboardingStatus: str | None = open_choice(
        OnboardingStatus, default=None, doc="How far the onboarding is"
    )
    onboardedBy: str | None = text(
        sample="clerk",
        default=None,
        personal=True,
        doc="Officer or system that onboarded the customer",
    )
    accountStatus: str | None = open_choice(AccountStatus, default=None, doc="Active or Inactive")
    accountCount: int | str | None = integer(default=None, doc="Number of bank accounts")
    customerName: str | None = text(
        sample="whole name", default=None, personal=True, doc="First and last name"
    )
    createdAt: str | None = moment(default=None, doc="When the customer was created, RFC 3339")
    customerLeanConnectionId: str | None = text(
        sample="UUID", default=None, personal=True, doc="The connection at Lean"
    )


@model(source=SOURCE, tolerant=True)
class PendingPage(Record):
    """One page of the list, and the number of pages."""

    data: tuple[PendingCustomer, ...] | None = many(default=None, doc="The customers of this page")
    page: int | str | None = integer(default=None, doc="Number of the page, from 1")
    pageSize: int | str | None = integer(default=None, doc="Most customers of a page, 1 to 100")
    totalCount: int | str | None = integer(default=None, doc="Number of customers on all pages")
    filters: object | None = anything(
        default=None, doc="The filters of the list; their shape is not published"
    )
    totalPages: int | str | None = integer(default=None, doc="Number of pages")
    hasNextPage: bool | str | None = flag(default=None, doc="Whether there is a next page")
    hasPreviousPage: bool | str | None = flag(default=None, doc="Whether there is a previous page")
    message: str | None = text(default=None, personal=True, doc="Message for people")
    unreadLogsCount: int | str | None = integer(default=None, doc="Number of unread log entries")


@model(kind="azakaw.onboarding-pending", source=SOURCE, tolerant=True)
class OnboardingPending(Record):
    """One page of customers still to be onboarded: the answer of GET …/onboarding-pending.

    Its ``result`` is the page.
    """

    version: str | None = text(sample="version", default=None, doc="Version of the API")
    statusCode: int | str | None = integer(default=None, doc="HTTP status")
    messages: tuple[str, ...] | None = many(
        Words(), default=None, personal=True, doc="Messages for people"
    )
    result: PendingPage | None = part(default=None, doc="The page")


LARGEST_PAGE = 100


@sealed
def get_onboarding_pending(
    base_url: str, token: str, page: int = 1, page_size: int = 10
) -> Request:
    """Return the request for one page of the unfinished onboardings.

    The answer is of the kind ``azakaw.onboarding-pending``.

    Args:
        base_url: The URL of the API.
        token: The bearer token.
        page: Number of the page, from 1.
        page_size: Most customers of a page, 1 to 100.

    Raises:
        TypeError: An argument is of another type.
        ValueError: The URL or the token is no visible ASCII, or the page or its size is out of
            range.
    """
    check_header_text(base_url=base_url, token=token)
    check_positive(page=page, page_size=page_size)
    if page_size > LARGEST_PAGE:
        raise ValueError(f"page_size is at most {LARGEST_PAGE}")
    url = f"{root(base_url)}{PATH}?page={page}&pageSize={page_size}"
    return Request("GET", url, headers(token))
