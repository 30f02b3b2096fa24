"""msgspec's structs, and functions for what they cannot say; it stops at the first fault."""

import re
from datetime import date
from typing import TYPE_CHECKING, Annotated, Literal, TypeAlias

from msgspec import Meta, Struct, ValidationError
from msgspec.json import Decoder

from payloadkit.codes.countries import ALPHA2
from payloadkit.codes.currencies import CURRENCIES
from payloadkit.codes.languages import LANGUAGES
from tests.benchmarks.peers.checks import (
    ADULT_BORN,
    E164,
    LARGEST,
    LINE_RE,
    LINES_RE,
    identity,
    person,
)
from tests.benchmarks.peers.parts import wrong
from tests.benchmarks.peers.today import TODAY

if TYPE_CHECKING:
    Country: TypeAlias = str
    Currency: TypeAlias = str
    Language: TypeAlias = str
else:  # the decoder looks a word up in its own table
    Country = Literal[tuple(sorted(ALPHA2))]
    Currency = Literal[tuple(sorted(CURRENCIES))]
    Language = Literal[tuple(sorted(LANGUAGES))]

Phone = Annotated[str, Meta(pattern=E164)]
Number = Annotated[int, Meta(ge=0, le=LARGEST)]
Text20 = Annotated[str, Meta(min_length=1, max_length=20, pattern=LINE_RE)]
Text30 = Annotated[str, Meta(min_length=1, max_length=30, pattern=LINE_RE)]
Text50 = Annotated[str, Meta(min_length=1, max_length=50, pattern=LINE_RE)]
Text60 = Annotated[str, Meta(min_length=1, max_length=60, pattern=LINE_RE)]
Text100 = Annotated[str, Meta(min_length=1, max_length=100, pattern=LINE_RE)]
Text255 = Annotated[str, Meta(min_length=1, max_length=255, pattern=LINE_RE)]


class Image(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A photo."""

    content_type: Literal["image/jpeg", "image/png"]
    base64_data: str


class AdditionalDocument(Image, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A further document."""

    document_id: Text50


class Address(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where the person lives."""

    address_type_id: Text50
    country: Country
    building_name: Text255 | None = None
    street_name: Text255 | None = None
    landmark: Text255 | None = None
    city: Text60 | None = None
    district: Text255 | None = None
    state: Text255 | None = None
    zip: Number | None = None
    po_box: Text50 | None = None
    mobile_number: Phone | None = None


class IdDetail(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One identity document."""

    id_type: Annotated[int, Meta(ge=1, le=999)]
    id_number: Text30
    issued_country: Country
    date_of_expiry: date
    visa_number: Text30 | None = None
    visa_expiry_date: date | None = None
    name_as_per_id: Text255 | None = None
    issued_by: Text255 | None = None
    issued_at: Text255 | None = None
    issued_on: date | None = None
    default_status: bool | None = None
    active_status: bool | None = None
    id_front: Image | None = None
    id_back: Image | None = None

    def __post_init__(self) -> None:
        """Hold the fields to each other, and the dates to the day."""
        identity(
            self.id_type,
            self.id_number,
            (self.id_front, self.id_back),
            self.issued_on,
            self.date_of_expiry,
        )
        if (
            (self.issued_on or TODAY) > TODAY
            or self.date_of_expiry < TODAY
            or (self.visa_expiry_date or TODAY) < TODAY
        ):
            raise ValueError("the dates suit the day")


class SocialLink(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An account on a social network."""

    social_links_id: Number
    text_field: Text255


class Classification(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the person earns, does and is to the bank."""

    customer_type_id: Number | None = None
    income_type: Number | None = None
    annual_income_range_id: Number | None = None
    annual_income_currency_code: Currency | None = None
    txn_vol_month: Number | None = None
    txn_count_month: Number | None = None
    risk_rating_id: Number | None = None
    pep_category: Number | None = None
    marital_status: Number | None = None
    profile_category: Number | None = None
    social_security_number: Text30 | None = None
    tax_registration_number: Number | None = None
    txn_issued_country: Country | None = None
    employer_name: Text100 | None = None
    employer_address: Text255 | None = None
    employer_phone: Phone | None = None
    employer_ecrn: Annotated[str, Meta(max_length=20, pattern=LINE_RE)] | None = None
    employer_establishment_id: Text50 | None = None
    personal_mohre_id: Text50 | None = None
    profession_category: Text50 | None = None
    reason_for_acc: Text255 | None = None
    show_remarks_on_txn: bool | None = None
    customer_remarks: (
        Annotated[str, Meta(min_length=1, max_length=500, pattern=LINES_RE)] | None
    ) = None
    agent_ref_no: Text50 | None = None
    social_links: tuple[SocialLink, ...] | None = None
    first_language: Language | None = None
    dnfbp: bool | None = None
    dpms: bool | None = None
    profile_photo: Image | None = None


class Onboarding(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A person to onboard."""

    channel: Text30
    salutation: Literal["Mr", "Ms", "Mrs", "Dr"]
    first_name: Text100
    last_name: Text60
    nationality: Country
    date_of_birth: date
    country_of_birth: Country
    country_of_residence: Country
    gender: Literal["Male", "Female", "Others"]
    primary_mobile_number: Phone
    email_id: Annotated[str, Meta(max_length=255)]
    address_list: tuple[Address, ...]
    id_details: Annotated[tuple[IdDetail, ...], Meta(min_length=1)]
    agent_location_id: Text30 | None = None
    ecrn: Text20 | None = None
    middle_name: Annotated[str, Meta(max_length=60, pattern=LINE_RE)] | None = None
    preferred_name: Text255 | None = None
    mothers_maiden_name: Text255 | None = None
    second_nationality: Country | None = None
    native_region: Number | None = None
    place_of_birth: Text100 | None = None
    resident_type_id: Number | None = None
    secondary_mobile_number: Phone | None = None
    phone_number: Phone | None = None
    occupation_id: Number | None = None
    political_exposed_person: bool | None = None
    updated_by: Text50 | None = None
    additional_docs: tuple[AdditionalDocument, ...] | None = None
    customer_classification: Classification | None = None

    def __post_init__(self) -> None:
        """Hold the parts to each other, and the dates to the day."""
        person(
            (self.nationality, self.second_nationality),
            self.date_of_birth,
            {address.address_type_id for address in self.address_list},
            [(entry.id_type, entry.id_number) for entry in self.id_details],
            [entry.issued_on for entry in self.id_details],
        )
        if self.date_of_birth > ADULT_BORN:
            raise ValueError("the person is of age")


DECODER = Decoder(Onboarding)
_PLACE = re.compile(r"- at `\$(.*)`")


def check(raw: bytes, *, whole: bool = True) -> tuple[str, ...]:
    """Return where a document is wrong first, as a JSON Pointer.

    Args:
        raw: The document.
        whole: Whether pictures are loaded and phone numbers looked up.
    """
    try:
        found = DECODER.decode(raw)
    except ValidationError as error:
        place = _PLACE.search(str(error))
        return (re.sub(r"\.|\[", "/", place[1]).replace("]", "") if place else "",)
    return wrong(found, getattr, whole=whole)
