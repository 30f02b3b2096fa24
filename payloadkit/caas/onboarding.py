"""POST …/caas-lcm/api/v1/CAAS/onBoarding/customer: a person to onboard, or, with an ecrn, to update.

The published document stops where the table of fields begins; the marks say how sure each fact is.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from payloadkit.caas.error_table import gateway
from payloadkit.caas.files import SOURCE, AdditionalDocument, Image
from payloadkit.caas.http import post
from payloadkit.fields import (
    country,
    currency,
    day,
    email,
    flag,
    integer,
    language,
    many,
    open_choice,
    part,
    phone,
    text,
)
from payloadkit.models.decorator import model
from payloadkit.rules.across_fields import Differs, Expected, NoRepeat, Sides
from payloadkit.rules.dates import Order
from payloadkit.rules.identifiers import EMIRATES_ID, EmiratesId
from payloadkit.rules.values import Null
from payloadkit.violation import sealed

if TYPE_CHECKING:
    from payloadkit.http.request import Request


class Salutation(StrEnum):
    """Words of address that the gateway is known to take; three letters cannot hold ``Miss``."""

    MR = "Mr"
    MS = "Ms"
    MRS = "Mrs"
    DR = "Dr"


class Gender(StrEnum):
    """Words for the gender that the gateway is known to take."""

    MALE = "Male"
    FEMALE = "Female"
    OTHERS = "Others"


@model(source=SOURCE, gateway=gateway)
class Address:
    """Where the person lives: the present address, or the permanent one at home."""

    address_type_id: str = text(
        50,
        sample="kind of address",
        sure="A/B",
        listing="address_types",
        doc="1 present, 2 permanent; a text, not a number",
    )
    building_name: str | None = text(
        255, sample="building", default=None, sure="D", personal=True, doc="Building"
    )
    street_name: str | None = text(
        255, sample="street", default=None, sure="D", personal=True, doc="Street"
    )
    landmark: str | None = text(
        255,
        sample="landmark",
        default=None,
        sure="D",
        personal=True,
        doc="Something well known nearby",
    )
    city: str | None = text(60, sample="city", default=None, sure="C", personal=True, doc="City")
    district: str | None = text(
        255, sample="area", default=None, sure="D", personal=True, doc="District or area"
    )
    state: str | None = text(
        255, sample="state", default=None, sure="D", personal=True, doc="Emirate, state or province"
    )
    country: str = country(sure="C/C", personal=True, doc="ISO 3166-1 alpha-2")
    zip: int | None = integer(
        default=None,
        sure="A",
        personal=True,
        doc="Postal code as a number; 0 is allowed, a leading zero cannot survive",
    )
    po_box: str | Null | None = text(
        50,
        sample="post office box",
        default=None,
        sure="D",
        personal=True,
        doc="Post office box; the sample has null",
    )
    mobile_number: str | None = phone(
        default=None, sure="C", personal=True, doc="Phone at this address, E.164"
    )


@model(
    source=SOURCE,
    across=(
        EmiratesId("id_type", "id_number"),
        Order(("issued_on",), ("date_of_expiry",)),
        Sides("id_type", EMIRATES_ID, ("id_front", "id_back")),
    ),
    gateway=gateway,
)
class IdDetail:
    """One identity document, with photos of its sides."""

    id_type: int = integer(
        1,
        999,
        sure="A/A",
        listing="id_types",
        examples=(4, 2, 28, 29),
        doc="4 Emirates ID, 2 passport, 28 MyKad, 29 UNHCR card; a number, not a text",
    )
    id_number: str = text(
        30,
        sample="document",
        sure="A/A",
        personal=True,
        doc="Number of the document; an Emirates ID's without dashes",
    )
    visa_number: str | None = text(
        30,
        sample="immigration file",
        default=None,
        sure="D",
        personal=True,
        doc="Visa or residence file, with a passport of a non-citizen",
    )
    visa_expiry_date: date | None = day(
        "expiry", default=None, sure="C", personal=True, doc="Until when the visa is valid"
    )
    name_as_per_id: str | None = text(
        255,
        sample="whole name",
        default=None,
        sure="D",
        personal=True,
        doc="Name as the document writes it",
    )
    issued_country: str = country(sure="C/C", personal=True, doc="ISO 3166-1 alpha-2")
    issued_by: str | None = text(
        255, sample="authority", default=None, sure="D", personal=True, doc="Issuing authority"
    )
    issued_at: str | None = text(
        255, sample="city", default=None, sure="D", personal=True, doc="Place of issue"
    )
    issued_on: date | None = day(
        "issue",
        default=None,
        sure="B",
        personal=True,
        doc="Date of issue: after birth, before the expiry",
    )
    date_of_expiry: date = day(
        "expiry", sure="B/B", personal=True, doc="Until when the document is valid"
    )
    default_status: bool | None = flag(
        default=None, sure="B", doc="Whether it is the main document; several may be"
    )
    active_status: bool | None = flag(default=None, sure="B", doc="Whether it is in use")
    id_front: Image | None = part(default=None, sure="B", doc="Photo of the front")
    id_back: Image | None = part(default=None, sure="B", doc="Photo of the back")


@model(source=SOURCE, gateway=gateway)
class SocialLink:
    """An account on a social network."""

    social_links_id: int = integer(sure="B/B", examples=(1, 2), doc="1 Facebook, 2 Instagram")
    text_field: str = text(
        255, sample="account of a network", sure="B/B", personal=True, doc="Address of the account"
    )


@model(source=SOURCE, gateway=gateway)
class Classification:
    """What the person earns, does and is to the bank."""

    customer_type_id: int | None = integer(default=None, sure="B", doc="Master data")
    income_type: int | None = integer(
        default=None, sure="B", listing="income_types", personal=True, doc="Master data"
    )
    annual_income_range_id: int | None = integer(
        default=None, sure="B", listing="income_range_types", personal=True, doc="Master data"
    )
    annual_income_currency_code: str | None = currency(
        default=None, sure="C", personal=True, doc="ISO 4217"
    )
    txn_vol_month: int | None = integer(
        default=None,
        sure="B",
        listing="transaction_volume_per_month",
        personal=True,
        doc="Expected volume a month; master data",
    )
    txn_count_month: int | None = integer(
        default=None,
        sure="B",
        listing="transaction_count_per_month",
        personal=True,
        doc="Expected transactions a month; master data",
    )
    risk_rating_id: int | None = integer(default=None, sure="B", personal=True, doc="Master data")
    pep_category: int | None = integer(
        default=None, sure="B", personal=True, doc="Kind of political exposure; master data"
    )
    marital_status: int | None = integer(
        default=None,
        sure="B",
        examples=(1, 2),
        personal=True,
        doc="1 married, 2 unmarried (mark C); master data",
    )
    profile_category: int | None = integer(default=None, sure="B", doc="Master data")
    social_security_number: str | None = text(
        30, sample="number", default=None, sure="D", personal=True, doc="Social security number"
    )
    tax_registration_number: int | None = integer(
        default=None, sure="B", personal=True, doc="Tax registration number, a number"
    )
    txn_issued_country: str | None = country(
        default=None,
        sure="B",
        personal=True,
        doc="Country that issued the tax registration number (sic), ISO 3166-1 alpha-2",
    )
    employer_name: str | None = text(
        100, sample="company", default=None, sure="D", personal=True, doc="Employer"
    )
    employer_address: str | None = text(
        255, sample="address", default=None, sure="D", personal=True, doc="Address of the employer"
    )
    employer_phone: str | None = phone(
        default=None, sure="C", personal=True, doc="Phone of the employer, E.164"
    )
    employer_ecrn: str | None = text(
        20,
        sample="number",
        default=None,
        sure="C",
        blank=True,
        personal=True,
        doc="The employer's own ecrn; the sample has an empty text",
    )
    employer_establishment_id: str | None = text(
        50,
        sample="number",
        default=None,
        sure="D",
        personal=True,
        doc="Establishment number of the employer",
    )
    personal_mohre_id: str | None = text(
        50,
        sample="number",
        default=None,
        sure="D",
        personal=True,
        doc="Labour ministry's number of the person",
    )
    profession_category: str | None = text(
        50,
        sample="occupation",
        default=None,
        sure="D",
        personal=True,
        doc="Category of the profession",
    )
    reason_for_acc: str | None = text(
        255, sample="purpose", default=None, sure="D", personal=True, doc="What the account is for"
    )
    show_remarks_on_txn: bool | None = flag(
        default=None, sure="C", doc="Whether the remarks show on transactions"
    )
    customer_remarks: str | None = text(
        500,
        sample="remark",
        default=None,
        sure="D",
        lines=True,
        personal=True,
        doc="Remarks; may run over several lines",
    )
    agent_ref_no: str | None = text(
        50, sample="number", default=None, sure="D", doc="The agent's own reference"
    )
    social_links: tuple[SocialLink, ...] | None = many(
        default=None, sure="B", doc="Accounts on social networks"
    )
    first_language: str | None = language(
        default=None, sure="C", personal=True, doc="ISO 639-1 or 639-3"
    )
    dnfbp: bool | None = flag(
        default=None, sure="C", personal=True, doc="Designated non-financial business or profession"
    )
    dpms: bool | None = flag(
        default=None, sure="C", personal=True, doc="Dealer in precious metals and stones"
    )
    profile_photo: Image | None = part(default=None, sure="B", doc="Photo of the face")


@model(
    kind="caas.onboarding",
    source=SOURCE,
    across=(
        Differs("nationality", "second_nationality"),
        Expected("address_list", "address_type_id", (("1", "present"), ("2", "permanent"))),
        NoRepeat("id_details", ("id_type", "id_number")),
        Order(("date_of_birth",), ("id_details", "issued_on")),
    ),
    gateway=gateway,
)
class OnboardingRequest:
    """A person to onboard: the body of POST …/onBoarding/customer."""

    channel: str = text(
        30, sample="channel", sure="C/C", doc="Where the person came from; WEB in every sample"
    )
    agent_location_id: str | None = text(
        30, sample="number", default=None, sure="C", doc="Branch code"
    )
    ecrn: str | None = text(
        20,
        sample="number",
        default=None,
        sure="B",
        personal=True,
        doc="The customer's number, only on an update",
    )
    salutation: str = open_choice(Salutation, 3, sure="B/C", personal=True, doc="Mr, Ms, Mrs or Dr")
    first_name: str = text(
        100, sample="given name", sure="A/A", personal=True, doc="Given name as on the ID"
    )
    middle_name: str | None = text(
        60,
        sample="given name",
        default=None,
        sure="A",
        blank=True,
        personal=True,
        doc="Names between; an empty text is allowed",
    )
    last_name: str = text(
        60, sample="family name", sure="A/C", personal=True, doc="Family name as on the ID"
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
        255, sample="mother's name", default=None, sure="C", personal=True, doc="Mother's name"
    )
    nationality: str = country(sure="A/C", personal=True, doc="ISO 3166-1 alpha-2")
    second_nationality: str | None = country(
        default=None, sure="B", personal=True, doc="ISO 3166-1 alpha-2, another one"
    )
    native_region: int | None = integer(default=None, sure="B", personal=True, doc="Master data")
    date_of_birth: date = day(
        "birth", sure="B/C", personal=True, doc="Before today; under 18 warns"
    )
    country_of_birth: str = country(sure="B/C", personal=True, doc="ISO 3166-1 alpha-2")
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
    country_of_residence: str = country(sure="B/C", personal=True, doc="ISO 3166-1 alpha-2")
    gender: str = open_choice(Gender, 12, sure="B/C", personal=True, doc="Male, Female or Others")
    primary_mobile_number: str = phone(sure="A/C", personal=True, doc="E.164")
    secondary_mobile_number: str | None = phone(default=None, sure="B", personal=True, doc="E.164")
    phone_number: str | None = phone(default=None, sure="B", personal=True, doc="E.164")
    email_id: str = email(255, sure="A/C", personal=True, doc="E-mail address")
    occupation_id: int | None = integer(
        default=None, sure="B", listing="professions", personal=True, doc="Master data"
    )
    political_exposed_person: bool | None = flag(
        default=None, sure="B", personal=True, doc="Whether the person is politically exposed"
    )
    updated_by: str | None = text(
        50, sample="clerk", default=None, sure="D", personal=True, doc="Who sends this"
    )
    additional_docs: tuple[AdditionalDocument, ...] | None = many(
        default=None, sure="B", doc="Further documents"
    )
    address_list: tuple[Address, ...] = many(
        sure="B/B", doc="The present (1) and the permanent (2) address"
    )
    id_details: tuple[IdDetail, ...] = many(at_least=1, sure="B/B", doc="Identity documents")
    customer_classification: Classification | None = part(
        default=None, sure="C", doc="Left out as a whole where nothing of it is known"
    )

    @sealed
    def to_http(self, base_url: str, token: str) -> Request:
        """Return the request that onboards the person or, with an ecrn, updates the customer.

        Args:
            base_url: Where the API stands.
            token: The bearer token.

        Raises:
            TypeError: An argument is of another type.
            ValueError: The URL or the token is no visible ASCII.
        """
        return onboard(base_url, token, self)


@sealed
def onboard(base_url: str, token: str, request: OnboardingRequest) -> Request:
    """Return the request that onboards a person or, with an ecrn, updates a customer; ``caas.onboarding-answer`` answers it.

    Args:
        base_url: Where the API stands.
        token: The bearer token.
        request: The person.

    Raises:
        TypeError: An argument is of another type.
        ValueError: The URL or the token is no visible ASCII.
    """
    return post(base_url, "/caas-lcm/api/v1/CAAS/onBoarding/customer", token, request)
