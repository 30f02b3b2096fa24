"""POST /caas-lcm/api/v1/CAAS/onBoarding/customer: onboard a person or, with an ecrn, update one.

The published document has no table of fields. The marks show how certain each fact is.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from payloadkit.caas.address import Address
from payloadkit.caas.classification import Classification
from payloadkit.caas.files import AdditionalDocument
from payloadkit.caas.gateway import gateway
from payloadkit.caas.http import post
from payloadkit.caas.id_detail import IdDetail
from payloadkit.caas.person_words import Gender, Salutation
from payloadkit.caas.rules import Residence
from payloadkit.fields import (
    country,
    day,
    email,
    flag,
    integer,
    many,
    name,
    open_choice,
    part,
    phone,
    text,
)
from payloadkit.images.picture_rule import OnePicture
from payloadkit.models.decorator import model
from payloadkit.models.record import Record
from payloadkit.rules.across_fields import Differs, Suits
from payloadkit.rules.across_lists import Expected, NoRepeat
from payloadkit.rules.date_order import Order
from payloadkit.violation import sealed

if TYPE_CHECKING:
    from payloadkit.http.request import Request

SOURCE = "caas-partner-onboarding"
PATH = "/caas-lcm/api/v1/CAAS/onBoarding/customer"


@model(
    kind="caas.onboarding",
    source=SOURCE,
    across=(
        Differs("nationality", "second_nationality"),
        Expected("address_list", "address_type_id", (("1", "present"), ("2", "permanent"))),
        NoRepeat("id_details", ("id_type", "id_number")),
        Order(("date_of_birth",), ("id_details", "issued_on")),
        Residence(),
        Suits(
            "salutation.gender",
            when=("gender", Gender.MALE.value),
            other=Gender.FEMALE.value,
            name="salutation",
            good=Salutation.MR.value,
            bad=Salutation.MRS.value,
            only_bad=True,
        ),
        OnePicture(
            (("id_details", "id_front", "base64_data"), ("id_details", "id_back", "base64_data")),
            ("customer_classification", "profile_photo", "base64_data"),
        ),
    ),
    gateway=gateway,
)
class OnboardingRequest(Record):
    """A person to onboard: the body of POST …/onBoarding/customer."""

    channel: str = text(
        30, sample="channel", sure="C/C", doc="The channel of the onboarding; WEB in every sample"
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
    first_name: str = name(
        100, sample="given name", sure="A/A", personal=True, doc="Given name as on the ID"
    )
    middle_name: str | None = name(
        60,
        sample="given name",
        default=None,
        sure="A",
        blank=True,
        personal=True,
        doc="Names between; an empty text is allowed",
    )
    last_name: str = name(
        60, sample="family name", sure="A/C", personal=True, doc="Family name as on the ID"
    )
    preferred_name: str | None = name(
        255,
        sample="given name",
        default=None,
        sure="B",
        personal=True,
        doc="Name that the person prefers",
    )
    mothers_maiden_name: str | None = name(
        255, sample="mother's name", default=None, sure="C", personal=True, doc="Mother's name"
    )
    nationality: str = country(sure="A/C", personal=True, doc="ISO 3166-1 alpha-2")
    second_nationality: str | None = country(
        default=None, sure="B", personal=True, doc="ISO 3166-1 alpha-2, another one"
    )
    native_region: int | None = integer(default=None, sure="B", personal=True, doc="Master data")
    date_of_birth: date = day(
        "birth", sure="B/C", personal=True, doc="Before today; under 18 and before 1900 warn"
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
        at_least=1, sure="B/B", doc="The present (1) and the permanent (2) address"
    )
    id_details: tuple[IdDetail, ...] = many(at_least=1, sure="B/B", doc="Identity documents")
    customer_classification: Classification | None = part(
        default=None, sure="C", doc="Left out if none of its values is known"
    )

    @sealed
    def to_http(self, base_url: str, token: str) -> Request:
        """Return the request that onboards the person or, with an ecrn, updates the customer.

        Args:
            base_url: The URL of the API.
            token: The bearer token.

        Raises:
            TypeError: An argument is of another type.
            ValueError: The URL or the token is no visible ASCII.
        """
        return onboard(base_url, token, self)


@sealed
def onboard(base_url: str, token: str, request: OnboardingRequest) -> Request:
    """Return the request that onboards a person or, with an ecrn, updates a customer.

    The answer is of the kind ``caas.onboarding-answer``.

    Args:
        base_url: The URL of the API.
        token: The bearer token.
        request: The person.

    Raises:
        TypeError: An argument is of another type.
        ValueError: The URL or the token is no visible ASCII.
    """
    return post(base_url, PATH, token, request)
