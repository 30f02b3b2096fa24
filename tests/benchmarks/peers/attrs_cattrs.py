"""Plain attrs classes with validators, filled by cattrs over orjson with detailed validation."""

import re
from collections.abc import Callable
from datetime import date
from functools import cache
from typing import TypeAlias, TypeVar

from attrs import Attribute, field, frozen
from attrs.validators import and_, ge, in_, le, matches_re, max_len, min_len, optional
from cattrs import BaseValidationError, transform_error
from cattrs.preconf.orjson import make_converter
from email_validator import validate_email

from payloadkit.codes.countries import ALPHA2
from payloadkit.codes.currencies import CURRENCIES
from payloadkit.codes.languages import LANGUAGES
from tests.benchmarks.peers.checks import (
    ADULT_BORN,
    E164,
    LARGEST,
    LINE_RE,
    LINES_RE,
    decoded,
    identity,
    person,
)
from tests.benchmarks.peers.parts import wrong
from tests.benchmarks.peers.today import TODAY

T = TypeVar("T")
Validator: TypeAlias = Callable[[object, "Attribute[str]", str], None]
_LINE, _LINES = re.compile(LINE_RE), re.compile(LINES_RE)
_PHONE = matches_re(E164)
_NUMBER = and_(ge(0), le(LARGEST))


@cache
def _text(most: int, line: re.Pattern[str] = _LINE, least: int = 1) -> Validator:
    def judge(_holder: object, _field: "Attribute[str]", value: str) -> None:
        if not least <= len(value) <= most or not line.match(value):
            raise ValueError("the text is too long, or has characters that have no place in it")

    return judge


def _email(_holder: object, _field: "Attribute[str]", value: str) -> None:
    validate_email(value, check_deliverability=False)


def _canonical(_holder: object, _field: "Attribute[str]", value: str) -> None:
    decoded(value)


@frozen(kw_only=True)
class Image:
    """A photo."""

    content_type: str = field(validator=in_(("image/jpeg", "image/png")))
    base64_data: str = field(validator=_canonical)


@frozen(kw_only=True)
class AdditionalDocument(Image):
    """A further document."""

    document_id: str = field(validator=_text(50))


@frozen(kw_only=True)
class Address:
    """Where the person lives."""

    address_type_id: str = field(validator=_text(50))
    country: str = field(validator=in_(ALPHA2))
    building_name: str | None = field(default=None, validator=optional(_text(255)))
    street_name: str | None = field(default=None, validator=optional(_text(255)))
    landmark: str | None = field(default=None, validator=optional(_text(255)))
    city: str | None = field(default=None, validator=optional(_text(60)))
    district: str | None = field(default=None, validator=optional(_text(255)))
    state: str | None = field(default=None, validator=optional(_text(255)))
    zip: int | None = field(default=None, validator=optional(_NUMBER))
    po_box: str | None = field(default=None, validator=optional(_text(50)))
    mobile_number: str | None = field(default=None, validator=optional(_PHONE))


@frozen(kw_only=True)
class IdDetail:
    """One identity document."""

    id_type: int = field(validator=and_(ge(1), le(999)))
    id_number: str = field(validator=_text(30))
    issued_country: str = field(validator=in_(ALPHA2))
    date_of_expiry: date = field(validator=ge(TODAY))
    visa_number: str | None = field(default=None, validator=optional(_text(30)))
    visa_expiry_date: date | None = field(default=None, validator=optional(ge(TODAY)))
    name_as_per_id: str | None = field(default=None, validator=optional(_text(255)))
    issued_by: str | None = field(default=None, validator=optional(_text(255)))
    issued_at: str | None = field(default=None, validator=optional(_text(255)))
    issued_on: date | None = field(default=None, validator=optional(le(TODAY)))
    default_status: bool | None = None
    active_status: bool | None = None
    id_front: Image | None = None
    id_back: Image | None = None

    def __attrs_post_init__(self) -> None:
        """Hold the fields to each other."""
        identity(
            self.id_type,
            self.id_number,
            (self.id_front, self.id_back),
            self.issued_on,
            self.date_of_expiry,
        )


@frozen(kw_only=True)
class SocialLink:
    """An account on a social network."""

    social_links_id: int = field(validator=_NUMBER)
    text_field: str = field(validator=_text(255))


@frozen(kw_only=True)
class Classification:
    """What the person earns, does and is to the bank."""

    customer_type_id: int | None = field(default=None, validator=optional(_NUMBER))
    income_type: int | None = field(default=None, validator=optional(_NUMBER))
    annual_income_range_id: int | None = field(default=None, validator=optional(_NUMBER))
    annual_income_currency_code: str | None = field(
        default=None, validator=optional(in_(CURRENCIES))
    )
    txn_vol_month: int | None = field(default=None, validator=optional(_NUMBER))
    txn_count_month: int | None = field(default=None, validator=optional(_NUMBER))
    risk_rating_id: int | None = field(default=None, validator=optional(_NUMBER))
    pep_category: int | None = field(default=None, validator=optional(_NUMBER))
    marital_status: int | None = field(default=None, validator=optional(_NUMBER))
    profile_category: int | None = field(default=None, validator=optional(_NUMBER))
    social_security_number: str | None = field(default=None, validator=optional(_text(30)))
    tax_registration_number: int | None = field(default=None, validator=optional(_NUMBER))
    txn_issued_country: str | None = field(default=None, validator=optional(in_(ALPHA2)))
    employer_name: str | None = field(default=None, validator=optional(_text(100)))
    employer_address: str | None = field(default=None, validator=optional(_text(255)))
    employer_phone: str | None = field(default=None, validator=optional(_PHONE))
    employer_ecrn: str | None = field(default=None, validator=optional(_text(20, least=0)))
    employer_establishment_id: str | None = field(default=None, validator=optional(_text(50)))
    personal_mohre_id: str | None = field(default=None, validator=optional(_text(50)))
    profession_category: str | None = field(default=None, validator=optional(_text(50)))
    reason_for_acc: str | None = field(default=None, validator=optional(_text(255)))
    show_remarks_on_txn: bool | None = None
    customer_remarks: str | None = field(default=None, validator=optional(_text(500, _LINES)))
    agent_ref_no: str | None = field(default=None, validator=optional(_text(50)))
    social_links: tuple[SocialLink, ...] | None = None
    first_language: str | None = field(default=None, validator=optional(in_(LANGUAGES)))
    dnfbp: bool | None = None
    dpms: bool | None = None
    profile_photo: Image | None = None


@frozen(kw_only=True)
class Onboarding:
    """A person to onboard."""

    channel: str = field(validator=_text(30))
    salutation: str = field(validator=in_(("Mr", "Ms", "Mrs", "Dr")))
    first_name: str = field(validator=_text(100))
    last_name: str = field(validator=_text(60))
    nationality: str = field(validator=in_(ALPHA2))
    date_of_birth: date = field(validator=le(ADULT_BORN))
    country_of_birth: str = field(validator=in_(ALPHA2))
    country_of_residence: str = field(validator=in_(ALPHA2))
    gender: str = field(validator=in_(("Male", "Female", "Others")))
    primary_mobile_number: str = field(validator=_PHONE)
    email_id: str = field(validator=and_(max_len(255), _email))
    address_list: tuple[Address, ...]
    id_details: tuple[IdDetail, ...] = field(validator=min_len(1))
    agent_location_id: str | None = field(default=None, validator=optional(_text(30)))
    ecrn: str | None = field(default=None, validator=optional(_text(20)))
    middle_name: str | None = field(default=None, validator=optional(_text(60, least=0)))
    preferred_name: str | None = field(default=None, validator=optional(_text(255)))
    mothers_maiden_name: str | None = field(default=None, validator=optional(_text(255)))
    second_nationality: str | None = field(default=None, validator=optional(in_(ALPHA2)))
    native_region: int | None = field(default=None, validator=optional(_NUMBER))
    place_of_birth: str | None = field(default=None, validator=optional(_text(100)))
    resident_type_id: int | None = field(default=None, validator=optional(_NUMBER))
    secondary_mobile_number: str | None = field(default=None, validator=optional(_PHONE))
    phone_number: str | None = field(default=None, validator=optional(_PHONE))
    occupation_id: int | None = field(default=None, validator=optional(_NUMBER))
    political_exposed_person: bool | None = None
    updated_by: str | None = field(default=None, validator=optional(_text(50)))
    additional_docs: tuple[AdditionalDocument, ...] | None = None
    customer_classification: Classification | None = None

    def __attrs_post_init__(self) -> None:
        """Hold the parts to each other."""
        person(
            (self.nationality, self.second_nationality),
            self.date_of_birth,
            {address.address_type_id for address in self.address_list},
            [(entry.id_type, entry.id_number) for entry in self.id_details],
            [entry.issued_on for entry in self.id_details],
        )


CONVERTER = make_converter(forbid_extra_keys=True, detailed_validation=True)
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_PLACE = re.compile(r"@ \$(.*)$")


def _exact(kind: type[T]) -> Callable[[object, type[T]], T]:
    def structure(value: object, _: type[T]) -> T:
        if type(value) is not kind:
            raise TypeError("of another type")
        return value

    return structure


def _day(value: str, _: type[date]) -> date:
    if not _ISO.fullmatch(value):
        raise ValueError("no date")
    return date.fromisoformat(value)


for _kind in (str, int, bool):
    CONVERTER.register_structure_hook(_kind, _exact(_kind))
CONVERTER.register_structure_hook(date, _day)


def check(raw: bytes, *, whole: bool = True) -> tuple[str, ...]:
    """Return where a document is wrong, as JSON Pointers; of a whole class, the first place only.

    Args:
        raw: The document.
        whole: Whether pictures are loaded and phone numbers looked up.
    """
    try:
        found = CONVERTER.loads(raw, Onboarding)
    except BaseValidationError as error:
        places = (_PLACE.search(text) for text in transform_error(error))
        return tuple(
            re.sub(r"\.|\[", "/", place[1]).replace("]", "") if place else "" for place in places
        )
    return wrong(found, getattr, whole=whole)
