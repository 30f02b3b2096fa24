"""POST …/transactions/customers/AddUser: a person to register for transaction monitoring."""

from __future__ import annotations

from payloadkit.azakaw.http import headers, root
from payloadkit.fields import choice, country, email, integer, many, part, phone, text, uuid
from payloadkit.http.request import Request, check_header_text
from payloadkit.models.decorator import model
from payloadkit.models.record import Record
from payloadkit.rules.text import Text as Words
from payloadkit.violation import sealed
from payloadkit.wire.writing import dump

SOURCE = "azakaw"
PATH = "/customers/AddUser"


@model(source=SOURCE)
class TransactionMonitoring(Record):
    """Data for the monitoring."""

    userType: str = choice("TMIndividual", doc="The type of the monitored customer")
    country: str = country(personal=True, doc="ISO 3166-1 alpha-2")


@model(kind="azakaw.add-user", source=SOURCE)
class AddUser(Record):
    """A person to register for transaction monitoring: the body of POST …/customers/AddUser."""

    entityType: str = choice("Individual", doc="The type of the customer")
    firstName: str = text(sample="given name", personal=True, doc="First name")
    lastName: str = text(sample="family name", personal=True, doc="Last name")
    tenantId: str = text(sample="number", doc="The tenant's number at Azakaw")
    transactionMonitoring: TransactionMonitoring = part(doc="Data for the monitoring")
    email: str | None = email(default=None, personal=True, doc="E-mail address")
    mobileNumber: str | None = phone(
        default=None, personal=True, doc="E.164; an answer calls it phoneNumber"
    )

    @sealed
    def to_http(self, base_url: str, token: str) -> Request:
        """Return the request that registers the person.

        Args:
            base_url: The URL of the API.
            token: The bearer token.

        Raises:
            TypeError: An argument is of another type.
            ValueError: The URL or the token is no visible ASCII.
        """
        return add_user(base_url, token, self)


@model(source=SOURCE, tolerant=True)
class UserAdded(Record):
    """The answer to POST …/customers/AddUser. Its ``result`` is the new user's number."""

    version: str | None = text(sample="version", default=None, doc="Version of the API")
    statusCode: int | str | None = integer(default=None, doc="HTTP status")
    messages: tuple[str, ...] | None = many(
        Words(), default=None, personal=True, doc="Messages for people"
    )
    result: str | None = uuid(default=None, personal=True, doc="The new user, a UUID")


@sealed
def add_user(base_url: str, token: str, user: AddUser) -> Request:
    """Return the request that registers a person for transaction monitoring.

    ``read_answer`` reads the answer.

    Args:
        base_url: The URL of the API.
        token: The bearer token.
        user: The person.

    Raises:
        TypeError: An argument is of another type.
        ValueError: The URL or the token is no visible ASCII.
    """
    check_header_text(base_url=base_url, token=token)
    all_headers = {**headers(token), "Content-Type": "application/json"}
    return Request("POST", f"{root(base_url)}{PATH}", all_headers, dump(user))
