"""pydantic at its fastest: its core alone checks; pictures are base64, phones a shape."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Literal, Self, TypeAlias

from annotated_types import Ge, Le, Lt, MaxLen, MinLen
from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    EmailStr,
    StringConstraints,
    TypeAdapter,
    ValidationError,
    model_validator,
)

from payloadkit.codes.countries import ALPHA2
from payloadkit.codes.currencies import CURRENCIES
from payloadkit.codes.languages import LANGUAGES
from tests.benchmarks.peers.checks import (
    ADULT_BORN,
    E164,
    LARGEST,
    LINE,
    LINES,
    decoded,
    encoded,
    identity,
    person,
)
from tests.benchmarks.peers.today import TODAY

if TYPE_CHECKING:
    Country: TypeAlias = str
    Currency: TypeAlias = str
    Language: TypeAlias = str
else:  # the core looks a word up in its own table
    Country = Literal[tuple(sorted(ALPHA2))]
    Currency = Literal[tuple(sorted(CURRENCIES))]
    Language = Literal[tuple(sorted(LANGUAGES))]


def canonical(text: str) -> str:
    """Refuse what is no canonical base64."""
    decoded(text)
    return text


Text = Annotated[str, StringConstraints(min_length=1, pattern=LINE)]
Text30 = Annotated[Text, MaxLen(30)]
Text50 = Annotated[Text, MaxLen(50)]
Text60 = Annotated[Text, MaxLen(60)]
Text100 = Annotated[Text, MaxLen(100)]
Text255 = Annotated[Text, MaxLen(255)]
Number = Annotated[int, Ge(0), Le(LARGEST)]
Issue = Annotated[date, Le(TODAY)]
Expiry = Annotated[date, Ge(TODAY)]
Phone = Annotated[str, StringConstraints(pattern=E164)]
Base64 = Annotated[str, AfterValidator(canonical)]


class Part(BaseModel):
    """What all parts keep to: nothing is coerced, no key unknown, no field changed."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class Image(Part):
    """A photo."""

    content_type: Literal["image/jpeg", "image/png"]
    base64_data: Base64

    @classmethod
    def of(cls, data: bytes, **more: Any) -> Self:
        """Return the image of a picture's bytes, whose base64 needs no check."""
        return cls.model_construct(
            content_type="image/png" if data.startswith(b"\x89PNG") else "image/jpeg",
            base64_data=encoded(data),
            **more,
        )


class AdditionalDocument(Image):
    """A further document."""

    document_id: Text50


class Address(Part):
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


class IdDetail(Part):
    """One identity document."""

    id_type: Annotated[int, Ge(1), Le(999)]
    id_number: Text30
    issued_country: Country
    date_of_expiry: Expiry
    visa_number: Text30 | None = None
    visa_expiry_date: Expiry | None = None
    name_as_per_id: Text255 | None = None
    issued_by: Text255 | None = None
    issued_at: Text255 | None = None
    issued_on: Issue | None = None
    default_status: bool | None = None
    active_status: bool | None = None
    id_front: Image | None = None
    id_back: Image | None = None

    @model_validator(mode="after")
    def consistent(self) -> Self:
        """Hold the fields to each other."""
        identity(
            self.id_type,
            self.id_number,
            (self.id_front, self.id_back),
            self.issued_on,
            self.date_of_expiry,
        )
        return self


class SocialLink(Part):
    """An account on a social network."""

    social_links_id: Number
    text_field: Text255


class Classification(Part):
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
    employer_ecrn: Annotated[str, StringConstraints(max_length=20, pattern=LINE)] | None = None
    employer_establishment_id: Text50 | None = None
    personal_mohre_id: Text50 | None = None
    profession_category: Text50 | None = None
    reason_for_acc: Text255 | None = None
    show_remarks_on_txn: bool | None = None
    customer_remarks: (
        Annotated[str, StringConstraints(min_length=1, max_length=500, pattern=LINES)] | None
    ) = None
    agent_ref_no: Text50 | None = None
    social_links: tuple[SocialLink, ...] | None = None
    first_language: Language | None = None
    dnfbp: bool | None = None
    dpms: bool | None = None
    profile_photo: Image | None = None


class Onboarding(Part):
    """A person to onboard."""

    channel: Text30
    salutation: Literal["Mr", "Ms", "Mrs", "Dr"]
    first_name: Text100
    last_name: Text60
    nationality: Country
    date_of_birth: Annotated[date, Lt(TODAY), Le(ADULT_BORN)]
    country_of_birth: Country
    country_of_residence: Country
    gender: Literal["Male", "Female", "Others"]
    primary_mobile_number: Phone
    email_id: Annotated[EmailStr, MaxLen(255)]
    address_list: tuple[Address, ...]
    id_details: Annotated[tuple[IdDetail, ...], MinLen(1)]
    agent_location_id: Text30 | None = None
    ecrn: Annotated[Text, MaxLen(20)] | None = None
    middle_name: Annotated[str, StringConstraints(max_length=60, pattern=LINE)] | None = None
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

    @model_validator(mode="after")
    def consistent(self) -> Self:
        """Hold the parts to each other."""
        person(
            (self.nationality, self.second_nationality),
            self.date_of_birth,
            {address.address_type_id for address in self.address_list},
            [(entry.id_type, entry.id_number) for entry in self.id_details],
            [entry.issued_on for entry in self.id_details],
        )
        return self


ONBOARDING = TypeAdapter(Onboarding)


def check(raw: bytes) -> tuple[str, ...]:
    """Return where a document is wrong, as JSON Pointers."""
    try:
        ONBOARDING.validate_json(raw)
    except ValidationError as error:
        found = error.errors(include_url=False, include_context=False, include_input=False)
        return tuple("".join(f"/{token}" for token in entry["loc"]) for entry in found)
    return ()


def build(values: dict[str, Any], shown: Sequence[bytes]) -> bytes:
    """Return the JSON of a new object.

    Args:
        values: The typed values of its fields, those of its parts as dicts, without pictures.
        shown: The pictures: of the identities, of the face, and the further documents.
    """
    identities = [
        {**entry, "id_front": Image.of(shown[2 * place]), "id_back": Image.of(shown[2 * place + 1])}
        for place, entry in enumerate(values["id_details"])
    ]
    classification = values["customer_classification"]
    links = tuple(SocialLink(**entry) for entry in classification["social_links"])
    parts = {
        "additional_docs": tuple(
            AdditionalDocument.of(data, document_id=str(number))
            for number, data in enumerate(shown[-2:], 1)
        ),
        "address_list": tuple(Address(**entry) for entry in values["address_list"]),
        "id_details": tuple(IdDetail(**entry) for entry in identities),
        "customer_classification": Classification(
            **{**classification, "social_links": links, "profile_photo": Image.of(shown[4])}
        ),
    }
    return ONBOARDING.dump_json(Onboarding(**{**values, **parts}), exclude_unset=True)
