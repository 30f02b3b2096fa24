"""GET /caas/api/v2/customer/{ecrn}: a customer as onboarded.

No sample is published. The document lists fields of the onboarding here.
"""

from __future__ import annotations

from datetime import date

from payloadkit.caas.files import AdditionalDocument
from payloadkit.caas.http import bearer, url_of
from payloadkit.caas.id_detail import IdDetail
from payloadkit.caas.person_words import Gender, Salutation
from payloadkit.fields import country, day, email, flag, integer, many, open_choice, phone, text
from payloadkit.http.request import Request, check_header_text
from payloadkit.models.decorator import model
from payloadkit.models.record import Record
from payloadkit.violation import sealed

SOURCE = "caas-partner-onboarding"
PATH = "/caas/api/v2/customer/"


@model(kind="caas.customer", source=SOURCE, tolerant=True)
class Customer(Record):
    """The data of a customer at CAAS."""

    channel: str | None = text(
        30, sample="channel", default=None, sure="C", doc="Where the person came from"
    )
    agent_location_id: str | None = text(
        30, sample="number", default=None, sure="C", doc="Branch code"
    )
    ecrn: str | None = text(
        20, sample="number", default=None, sure="B", personal=True, doc="The customer's number"
    )
    salutation: str | None = open_choice(
        Salutation, 3, default=None, sure="B", personal=True, doc="Mr, Ms, Mrs or Dr"
    )
    first_name: str | None = text(
        100, sample="given name", default=None, personal=True, doc="Given name"
    )
    middle_name: str | None = text(
        60, sample="given name", default=None, blank=True, personal=True, doc="Names between"
    )
    last_name: str | None = text(
        60, sample="family name", default=None, personal=True, doc="Family name"
    )
    preferred_name: str | None = text(
        255,
        sample="given name",
        default=None,
        sure="B",
        personal=True,
        doc="How the person wants to be called",
    )
    mothers_maiden_name: str | None = text(
        255,
        sample="mother's name",
        default=None,
        sure="C",
        personal=True,
        doc="Mother's name; the table of this call says 30, that of onboarding more",
    )
    nationality: str | None = country(default=None, personal=True, doc="ISO 3166-1 alpha-2")
    second_nationality: str | None = country(
        default=None, sure="B", personal=True, doc="ISO 3166-1 alpha-2, another one"
    )
    native_region: int | None = integer(default=None, sure="B", personal=True, doc="Master data")
    date_of_birth: date | str | None = day(
        sample="birth", default=None, sure="B", personal=True, doc="Date of birth"
    )
    country_of_birth: str | None = country(
        default=None, sure="B", personal=True, doc="ISO 3166-1 alpha-2"
    )
    place_of_birth: str | None = text(
        100, sample="town of birth", default=None, sure="C", personal=True, doc="Town of birth"
    )
    resident_type_id: int | None = integer(
        default=None,
        sure="C",
        examples=(101, 100),
        personal=True,
        doc="101 resident, 100 non-resident",
    )
    country_of_residence: str | None = country(
        default=None, sure="B", personal=True, doc="ISO 3166-1 alpha-2"
    )
    gender: str | None = open_choice(
        Gender, 12, default=None, sure="B", personal=True, doc="Male, Female or Others"
    )
    primary_mobile_number: str | None = phone(default=None, personal=True, doc="E.164")
    secondary_mobile_number: str | None = phone(default=None, sure="B", personal=True, doc="E.164")
    phone_number: str | None = phone(default=None, sure="B", personal=True, doc="E.164")
    email_id: str | None = email(
        255,
        default=None,
        personal=True,
        doc="E-mail address; the table of this call says 30, those of lookup and onboarding 255",
    )
    occupation_id: int | None = integer(
        default=None, sure="B", listing="professions", personal=True, doc="Master data"
    )
    political_exposed_person: bool | None = flag(
        default=None, sure="B", personal=True, doc="Whether the person is politically exposed"
    )
    additional_docs: tuple[AdditionalDocument, ...] | None = many(
        default=None, sure="B", doc="Further documents"
    )
    id_details: tuple[IdDetail, ...] | None = many(default=None, sure="B", doc="Identity documents")


LONGEST_ECRN = 16


@sealed
def get_customer(base_url: str, token: str, ecrn: str) -> Request:
    """Return the request for one customer, which ``caas.customer`` answers.

    Args:
        base_url: The URL of the API.
        token: The bearer token.
        ecrn: The customer's number.

    Raises:
        TypeError: An argument is of another type.
        ValueError: The URL, the token or the number is no visible ASCII, or the number is too
            long.
    """
    from urllib.parse import quote

    check_header_text(base_url=base_url, token=token, ecrn=ecrn)
    # An ecrn of dots only would change the path of the URL.
    if not ecrn.strip(".") or len(ecrn) > LONGEST_ECRN:
        raise ValueError(f"an ecrn has 1 to {LONGEST_ECRN} characters")
    url = url_of(base_url, PATH + quote(ecrn, safe=""))
    return Request("GET", url, bearer(token))
